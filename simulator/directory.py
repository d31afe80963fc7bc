"""Everybody and every chat of the simulated world."""

from collections.abc import Iterable
from typing import Any

from simulator.chats import ADMINISTRATOR, KICKED, LEFT, MEMBER, Chat, private_chat
from simulator.people import Person
from simulator.refusals import BadRequest, Forbidden

# Beyond 32 bits, as today's are: a column that is too narrow shows at once.
FIRST_PERSON = 7_100_000_001
FIRST_GROUP = -4_800_000_001
FIRST_SUPERGROUP = -1_002_100_000_001


class Directory:
    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}

    def add_person(self, id: int | None = None, **about: Any) -> Person:  # noqa: A002 - Telegram's word
        person = Person(id=id or self._free(FIRST_PERSON, +1), **about)
        self.people[person.id] = person
        self.chats[person.id] = private_chat(person)
        return person

    def add_group(
        self,
        title: str,
        *,
        id: int | None = None,  # noqa: A002 - Telegram's word
        type: str = "group",  # noqa: A002 - Telegram's word
        members: Iterable[int] = (),
        admins: Iterable[int] = (),
        bot_status: str = MEMBER,
        topics: dict[int, str] | None = None,
        note: str = "",
    ) -> Chat:
        statuses = dict.fromkeys(members, MEMBER) | dict.fromkeys(admins, ADMINISTRATOR)
        first = FIRST_GROUP if type == "group" else FIRST_SUPERGROUP
        group = Chat(
            id=id or self._free(first, -1),
            type=type,
            title=title,
            members=statuses,
            bot_status=bot_status,
            topics=topics or {},
            note=note,
        )
        self.chats[group.id] = group
        return group

    def person(self, user_id: int) -> Person:
        if user_id not in self.people:
            raise BadRequest("user not found")
        return self.people[user_id]

    def chat(self, chat_id: object) -> Chat:
        """By number or, for a person, by @username."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else self._by_username(str(chat_id))
        if chat is None:
            raise BadRequest("chat not found")
        return chat

    def open_chat(self, chat_id: object) -> Chat:
        """The chat, if the bot may write there."""
        chat = self.chat(chat_id)
        if chat.person is not None:
            _require_willing(chat.person)
        elif chat.migrated_to is not None:
            raise BadRequest("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to})
        elif chat.bot_status == KICKED:
            raise Forbidden(f"bot was kicked from the {chat.type} chat")
        elif chat.bot_status == LEFT:
            raise Forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def _by_username(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").casefold()
        found = (p.id for p in self.people.values() if p.username and p.username.casefold() == wanted)
        user_id = next(found, None)
        return self.chats[user_id] if user_id is not None else None

    def _free(self, first: int, step: int) -> int:
        while first in self.chats:
            first += step
        return first


def _require_willing(person: Person) -> None:
    if person.deactivated:
        raise Forbidden("user is deactivated")
    if person.blocked:
        raise Forbidden("bot was blocked by the user")
    if not person.started:
        raise Forbidden("bot can't initiate conversation with a user")
