"""Groups: the region they belong to, the topic in which they were linked, whether they may be written to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.reach import Offices, reached
from storage.tables import Chat as T


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group that the bot is in, or was (`active`); `mute_since` is when it refused a message for want of rights."""

    id: int
    chat_id: int
    topic_id: int | None
    title: str
    region_code: str | None
    active: bool
    mute_since: datetime | None


class Chats:
    """The table `chat` within one transaction."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def get(self, chat_id: int) -> Group | None:
        """The group with the platform's id."""
        return next(iter(self._groups(T.external_id == chat_id)), None)

    def within(self, offices: Offices) -> list[Group]:
        """The groups of the regions that offices reach, by title."""
        return self._groups(T.active, T.region_code.is_not(None), reached(T.region_code, offices))

    def one_within(self, id_: int, offices: Offices) -> Group | None:
        """A group by our own number, if offices reach its region."""
        return next(iter(self._groups(T.id == id_, T.region_code.is_not(None), reached(T.region_code, offices))), None)

    def added(self, chat_id: int, title: str) -> Group:
        """The bot is in this group; what it was linked to before still holds."""
        self._put(chat_id, title=title, active=True, mute_since=None)
        return self._known(chat_id)

    def removed(self, chat_id: int) -> None:
        """The bot is in this group no longer."""
        self._change(T.external_id == chat_id, active=False)

    def link(self, chat_id: int, title: str, region_code: str, topic_id: int | None = None) -> Group:
        """The group belongs to a region from now on, and is written to in this topic."""
        linked = {"region_code": region_code, "topic_id": topic_id, "summary_look_at": None}
        self._put(chat_id, title=title, active=True, **linked)
        return self._known(chat_id)

    def unlink(self, id_: int) -> None:
        """The group belongs to no region."""
        self._change(T.id == id_, region_code=None, topic_id=None)

    def mute(self, chat_id: int, at: datetime) -> Group | None:
        """The group does not let the bot write; the group if that is new."""
        muted = self._change(T.external_id == chat_id, T.mute_since.is_(None), mute_since=at)
        return self._known(chat_id) if muted else None

    def unmute(self, chat_id: int) -> None:
        """It lets the bot write again."""
        self._change(T.external_id == chat_id, T.mute_since.is_not(None), mute_since=None)

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: what it was linked to goes with it, unless the new one has been linked."""
        old, new = self.get(chat_id), self.get(new_chat_id)
        if old is None:
            return
        if new is not None:
            loser = old if new.region_code else new
            self._connection.execute(delete(T).where(T.id == loser.id))
        self._change(T.id == old.id, external_id=new_chat_id)

    def _put(self, chat_id: int, **values: Any) -> None:
        if not self._change(T.external_id == chat_id, **values):
            row = {"bot_id": self._bot_id, "external_id": chat_id} | values
            self._connection.execute(insert(T).values(row))

    def _change(self, *where: Any, **values: Any) -> int:
        mine = update(T).where(T.bot_id == self._bot_id, *where)
        return self._connection.execute(mine.values(**values)).rowcount

    def _known(self, chat_id: int) -> Group:
        group = self.get(chat_id)
        assert group is not None  # noqa: S101 - put in just now
        return group

    def _groups(self, *where: Any) -> list[Group]:
        query = _GROUP.where(T.bot_id == self._bot_id, *where).order_by(T.title, T.id)
        return [Group(**row._asdict()) for row in self._connection.execute(query)]


_GROUP = select(T.id, T.external_id.label("chat_id"), T.topic_id, T.title, T.region_code, T.active, T.mute_since)
