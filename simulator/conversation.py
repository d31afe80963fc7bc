"""Whom a test speaks through: a person in a chat, and what they see there."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.jsons import Json

if TYPE_CHECKING:
    from simulator.client import Simulator

SENT, EDITED = "sent", "edited"


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it."""

    raw: Json

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def rows(self) -> list[list[str]]:
        """The words on its buttons, row by row, inline or reply keyboard."""
        markup = self.raw.get("markup") or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [[str(button["text"]) for button in row] for row in rows]

    @property
    def buttons(self) -> list[str]:
        return [button for row in self.rows for button in row]

    @property
    def edits(self) -> int:
        return int(self.raw["edits"])

    @property
    def attachment(self) -> str:
        """What hangs on it: photo, document, voice, sticker, location, or nothing."""
        kinds = ("photo", "document", "voice", "sticker", "location")
        return next((kind for kind in kinds if kind in self.raw), "")

    def __str__(self) -> str:
        face = "🤖" if self.raw["by_bot"] else "👤"
        edited = f" (edited {self.edits}×)" if self.edits else ""
        body = " ".join(part for part in (f"<{self.attachment}>" if self.attachment else "", self.text) if part)
        rows = "".join("\n   " + " ".join(f"[{button}]" for button in row) for row in self.rows)
        return f"{face} {body}{edited}".replace("\n", "\n   ") + rows


@dataclass(frozen=True, slots=True)
class Tapped:
    simulator: Simulator
    callback_query_id: str

    async def answer(self) -> Json:
        """What the bot answered to the tap; {"answered": False} if nothing came."""
        patience = str(self.simulator.patience)
        return await self.simulator.get(f"/sim/taps/{self.callback_query_id}", timeout=patience)


class Person:
    """Somebody in a chat: their own with the bot, or a group through `in_group`."""

    def __init__(self, simulator: Simulator, user_id: int, chat_id: int, name: str) -> None:
        self.simulator = simulator
        self.user_id = user_id
        self.chat_id = chat_id
        self.name = name
        self._taken = {SENT: 0, EDITED: 0}

    def in_group(self, group: Group) -> Person:
        return Person(self.simulator, self.user_id, group.id, self.name)

    async def says(self, text: str, *, reply_to: Seen | None = None, **more: Any) -> Seen:
        """Also: forwarded_from, thread, anonymous, location, attachments."""
        return (await self._send(text=text, reply_to=reply_to, **more))[0]

    async def sends_photo(self, *pictures: bytes, caption: str = "") -> list[Seen]:
        """Two or more make an album."""
        attachments = [attachment("photo", picture, mime="image/jpeg") for picture in pictures]
        return await self._send(text=caption, attachments=attachments)

    async def sends(self, kind: str, data: bytes = b"...", *, caption: str = "", **more: Any) -> Seen:
        """A voice, sticker or document (name, mime)."""
        return (await self._send(text=caption, attachments=[attachment(kind, data, **more)]))[0]

    async def sends_location(self, latitude: float, longitude: float) -> Seen:
        return (await self._send(location={"latitude": latitude, "longitude": longitude}))[0]

    async def edits(self, message: Seen, text: str) -> Seen:
        return Seen(await self._post("edit", message_id=message.id, text=text))

    async def taps(self, button: str = "", *, on: Seen | None = None, **which: Any) -> Tapped:
        """By the button's words or a part of them, by data=, or by place=; on the newest message that has it."""
        message_id = on.id if on else 0
        tapped = await self._post("tap", message_id=message_id, button=button, **which)
        return Tapped(self.simulator, tapped["callback_query_id"])

    async def taps_stale(self, data: str, message_id: int = 0) -> Tapped:
        """Any data, on any message number: what an old or meddled-with phone might send."""
        tapped = await self._post("tap", stale=True, data=data, message_id=message_id)
        return Tapped(self.simulator, tapped["callback_query_id"])

    async def hears(self) -> Seen:
        """The bot's next message here that this person hasn't heard yet."""
        return self._take(await self._awaited(SENT, "a message"))

    async def sees_edit(self) -> Seen:
        """The bot's next edit here that this person hasn't seen yet."""
        return self._take(await self._awaited(EDITED, "an edit"))

    async def sees(self) -> Seen:
        """What the bot does here next, a message or an edit, after all that was heard and seen."""
        latest = max(self._taken.values())
        self._taken = {SENT: latest, EDITED: latest}
        return self._take(await self._awaited(f"{SENT},{EDITED}", "a message or an edit"))

    async def hears_nothing(self, seconds: float = 0.3) -> None:
        sent = await self._change(SENT, seconds)
        edited = await self._change(EDITED, 0)
        if sent["change"] or edited["change"]:
            raise AssertionError(f"{self.name} expected silence\n\n{await self.transcript()}")

    async def skips_to_now(self) -> None:
        """Takes what has been said so far as heard."""
        number = (await self._get("messages"))["number"]
        self._taken = {SENT: number, EDITED: number}

    async def messages(self) -> list[Seen]:
        return [Seen(raw) for raw in (await self._get("messages"))["messages"]]

    async def menu(self) -> list[Json]:
        """The commands that this person's phone lists here."""
        commands: list[Json] = (await self._get("menu", user=str(self.user_id)))["commands"]
        return commands

    async def blocks_the_bot(self) -> None:
        await self.simulator.post(f"/sim/people/{self.user_id}", blocked=True)

    async def unblocks_the_bot(self) -> None:
        await self.simulator.post(f"/sim/people/{self.user_id}", blocked=False)

    async def deletes_account(self) -> None:
        await self.simulator.post(f"/sim/people/{self.user_id}", deactivated=True)

    async def transcript(self) -> str:
        """The chat so far, readable."""
        return "\n".join(str(message) for message in await self.messages()) or "(nothing was said)"

    async def _awaited(self, kinds: str, wanted: str) -> Json:
        change = await self._change(kinds, self.simulator.patience)
        if change["change"] is None:
            waited = f"{self.name} waited {self.simulator.patience:g} s for {wanted} of the bot"
            raise AssertionError(f"{waited}\n\n{await self.transcript()}")
        return change

    def _take(self, change: Json) -> Seen:
        self._taken[change["change"]] = change["number"]
        return Seen(change["message"])

    async def _change(self, kinds: str, seconds: float) -> Json:
        after = self._taken[kinds.split(",")[0]]
        return await self._get("next", after=str(after), kinds=kinds, timeout=str(seconds))

    async def _send(self, reply_to: Seen | None = None, **saying: Any) -> list[Seen]:
        sent = await self._post("send", reply_to=reply_to.id if reply_to else 0, **saying)
        return [Seen(raw) for raw in sent["messages"]]

    async def _post(self, what: str, **body: Any) -> Json:
        body = {"from": self.user_id, **body}
        return await self.simulator.post(f"/sim/chats/{self.chat_id}/{what}", **body)

    async def _get(self, what: str, **query: str) -> Json:
        return await self.simulator.get(f"/sim/chats/{self.chat_id}/{what}", **query)


@dataclass(frozen=True, slots=True)
class Group:
    simulator: Simulator
    id: int

    async def adds_the_bot(self, by: Person, status: str = "member") -> None:
        await self._status(by, status)

    async def mutes_the_bot(self, by: Person) -> None:
        """It stays in the group, without the right to write."""
        await self._status(by, "restricted")

    async def removes_the_bot(self, by: Person) -> None:
        await self._status(by, "kicked")

    async def adds(self, person: Person, status: str = "member") -> None:
        await self.simulator.post(f"/sim/groups/{self.id}/members", id=person.user_id, status=status)

    async def becomes_supergroup(self, by: Person) -> Group:
        grown = await self.simulator.post(f"/sim/groups/{self.id}/migrate", by=by.user_id)
        return Group(self.simulator, grown["id"])

    async def _status(self, by: Person, status: str) -> None:
        await self.simulator.post(f"/sim/groups/{self.id}/bot", by=by.user_id, status=status)


def attachment(kind: str, data: bytes, name: str = "", mime: str = "application/octet-stream") -> Json:
    return {"kind": kind, "data": b64encode(data).decode("ascii"), "name": name, "mime": mime}
