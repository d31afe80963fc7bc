"""A chat, what was written in it, and the wait for what comes next."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

from simulator.jsons import Json
from simulator.people import Person

ADMINISTRATOR = "administrator"
MEMBER = "member"
RESTRICTED = "restricted"
"""In the group, but without the right to write."""
LEFT = "left"
KICKED = "kicked"


@dataclass(slots=True)
class Message:
    """`data` is what Telegram would show of it; it is replaced, never changed, so that it can be kept."""

    data: Json
    by_bot: bool
    markup: Json | None = None
    edits: int = 0
    deleted: bool = False
    reactions: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.data["message_id"])

    def as_seen(self) -> Json:
        return {
            **self.data,
            "by_bot": self.by_bot,
            "markup": self.markup,
            "edits": self.edits,
            "deleted": self.deleted,
            "reactions": self.reactions,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a message: `sent`, `edited`, `deleted` or `reacted`."""

    number: int
    kind: str
    by_bot: bool
    message: Json


@dataclass(slots=True)
class Chat:
    id: int
    type: str
    title: str = ""
    person: Person | None = None
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = MEMBER
    topics: dict[int, str] = field(default_factory=dict)
    note: str = ""
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    waiting: list[asyncio.Future[None]] = field(default_factory=list)
    last_message_id: int = 0
    json: Json = field(init=False)

    def __post_init__(self) -> None:
        self.json = _as_telegram_shows(self)

    @property
    def is_group(self) -> bool:
        return self.person is None

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id

    def record(self, kind: str, message: Message) -> Change:
        change = Change(len(self.changes) + 1, kind, message.by_bot, message.as_seen())
        self.changes.append(change)
        for waiter in self.waiting:
            if not waiter.done():
                waiter.set_result(None)
        self.waiting.clear()
        return change

    def first_change(self, after: int, kinds: Collection[str]) -> Change | None:
        """The earliest thing the bot did after that number, of those kinds."""
        wanted = (c for c in self.changes[after:] if c.by_bot and c.kind in kinds)
        return next(wanted, None)

    async def next_change(self, after: int, kinds: Collection[str], timeout: float) -> Change | None:
        deadline = asyncio.get_running_loop().time() + timeout
        while (change := self.first_change(after, kinds)) is None:
            remaining = deadline - asyncio.get_running_loop().time()
            if remaining <= 0 or not await self._changed_within(remaining):
                return None
        return change

    async def _changed_within(self, seconds: float) -> bool:
        waiter = asyncio.get_running_loop().create_future()
        self.waiting.append(waiter)
        done, _ = await asyncio.wait([waiter], timeout=seconds)
        return bool(done)

    def as_listed(self) -> Json:
        return {
            **self.json,
            "note": self.note,
            "bot_status": self.bot_status,
            "members": [{"id": member, "status": status} for member, status in self.members.items()],
            "topics": [{"id": topic, "name": name} for topic, name in self.topics.items()],
            "migrated_to": self.migrated_to,
        }


def private_chat(person: Person) -> Chat:
    return Chat(id=person.id, type="private", person=person)


def _as_telegram_shows(chat: Chat) -> Json:
    shown: Json = {"id": chat.id, "type": chat.type}
    if chat.person is None:
        shown["title"] = chat.title
        if chat.topics:
            shown["is_forum"] = True
        return shown
    user = chat.person.as_user()
    names = ("first_name", "last_name", "username")
    return shown | {name: user[name] for name in names if name in user}
