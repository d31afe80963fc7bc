"""Updates, from the moment they are safe until they are done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import is_sqlite
from storage.tables import Inbox as T


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """An update to keep. `message_id` is set for a new message only: an edit or a tap comes again rightly."""

    update_id: int
    raw: str
    sent_at: datetime
    chat_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An update to work on."""

    id: int
    raw: str
    sent_at: datetime
    attempts: int
    begun: bool
    chat_id: int | None


class Inbox:
    """The table `inbox` within one transaction.

    `stirred` tells whether updates that rested, or were another worker's, are to be worked on after it; `wanted` are
    the updates that rest now, each with the document that it needs.
    """

    stirred = False

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id
        self.wanted: list[tuple[int, str]] = []

    def keep(self, arrivals: Sequence[Arrival]) -> int:
        """Keep updates, in order; those kept before are dropped. The number that was new."""
        if not arrivals:
            return 0
        dialect = sqlite if is_sqlite(self._connection) else postgresql
        statement = dialect.insert(T).on_conflict_do_nothing().returning(T.id)
        fresh = self._connection.execute(statement, [self._row(arrival) for arrival in arrivals])
        return len(fresh.all())

    def waiting(self, limit: int, *, part: int = 0, parts: int = 1) -> list[Waiting]:
        """The oldest updates to work on; of several workers each takes the chats of its `part` of `parts`."""
        query = (
            select(T.id, T.raw, T.sent_at, T.attempts, T.state, T.chat_id)
            # "+ 0" keeps SQLite from preferring the index of all of this bot's updates, done ones included.
            .where(_UNFINISHED, T.state.in_(("new", "begun")), T.bot_id + 0 == self._bot_id)
            .order_by(T.id)
            .limit(limit)
        )
        if parts > 1:
            query = query.where(func.abs(func.coalesce(T.chat_id, 0)) % parts == part)
        return [_waiting(row) for row in self._connection.execute(query)]

    def begun(self) -> list[Waiting]:
        """The updates that are marked as begun, the oldest first."""
        query = (
            select(T.id, T.raw, T.sent_at, T.attempts, T.state, T.chat_id)
            .where(_UNFINISHED, T.state == "begun", T.bot_id + 0 == self._bot_id)
            .order_by(T.id)
        )
        return [_waiting(row) for row in self._connection.execute(query)]

    def begin(self, ids: Iterable[int]) -> None:
        """Mark as begun: found so after a crash, they may be what caused it."""
        self._connection.execute(update(T).where(T.id.in_(list(ids))).values(state="begun"))

    def done(self, id_: int) -> None:
        """It is done, whole."""
        self._connection.execute(_DONE, {"row": id_})

    def attempted(self, id_: int, error: str, *, final: bool) -> None:
        """It failed once more; the `final` time it is kept as failed."""
        state = "failed" if final else "new"
        self._connection.execute(
            update(T).where(T.id == id_).values(attempts=T.attempts + 1, error=error[:500], state=state)
        )

    def hold(self, id_: int) -> None:
        """Keep it until `release`: its sender has not agreed, or is not accepted yet."""
        self._connection.execute(update(T).where(T.id == id_).values(state="held"))

    def rest(self, id_: int, file_id: str) -> None:
        """Keep it until `stir`: it needs this document first."""
        self._connection.execute(update(T).where(T.id == id_).values(state="held", error=_RESTS))
        self.wanted.append((id_, file_id))

    def stir(self, id_: int | None) -> None:
        """Let an update that rests be worked on, or all of them."""
        rests = [T.bot_id == self._bot_id, _UNFINISHED, T.state == "held", T.error == _RESTS]
        if id_ is not None:
            rests.append(T.id == id_)
        self._connection.execute(update(T).where(*rests).values(state="new", error=None))

    def release(self, chat_id: int) -> int:
        """Let the held updates of a private chat be worked on, in their order; their number.

        With them goes what its person wrote in groups: the platform puts the id first in what it tells of an author.
        """
        in_groups = and_(T.chat_id < 0, T.raw.contains(f'"from":{{"id":{chat_id},'))
        theirs = or_(T.chat_id == chat_id, in_groups)
        held = (T.bot_id == self._bot_id, _UNFINISHED, T.state == "held", theirs)
        released = self._connection.execute(update(T).where(*held).values(state="new", attempts=0)).rowcount
        self.stirred = self.stirred or released > 0
        return released

    def retry(self, id_: int) -> bool:
        """Work on a failed update again; whether there was one."""
        again = update(T).where(T.id == id_, T.state == "failed").values(state="new", attempts=0, error=None)
        return self._connection.execute(again).rowcount == 1

    def failed(self) -> list[Any]:
        """The failed updates: id, chat, error."""
        rows = self._connection.execute(
            select(T.id, T.chat_id, T.error).where(_UNFINISHED, T.state == "failed").order_by(T.id)
        )
        return list(rows)

    def lengths(self) -> dict[str, int]:
        """How many updates stand in each unfinished state."""
        query = select(T.state, func.count()).where(_UNFINISHED).group_by(T.state)
        return {row.state: row[1] for row in self._connection.execute(query)}

    def came_from(self, chat_id: int, since: datetime, until: datetime) -> int:
        """How many updates a chat sent after `since`, up to `until`."""
        values = {"chat": chat_id, "since": since, "until": until, "bot": self._bot_id}
        return self._connection.execute(_CAME_FROM, values).scalar_one()

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """The chat has a new id, in which its messages are counted from one again."""
        theirs = (T.bot_id == self._bot_id, T.chat_id == chat_id)
        self._connection.execute(update(T).where(*theirs).values(chat_id=new_chat_id, message_id=None))
        self.stirred = True

    def _row(self, arrival: Arrival) -> dict[str, Any]:
        return {
            "bot_id": self._bot_id,
            "update_id": arrival.update_id,
            "chat_id": arrival.chat_id,
            "message_id": arrival.message_id,
            "raw": arrival.raw,
            "sent_at": arrival.sent_at,
            "state": "new",
            "attempts": 0,
        }


def _waiting(row: Any) -> Waiting:
    return Waiting(
        id=row.id,
        raw=row.raw,
        sent_at=row.sent_at,
        attempts=row.attempts,
        begun=row.state == "begun",
        chat_id=row.chat_id,
    )


# Spelled out, not bound: SQLite uses the index of unfinished rows only where it sees the words.
_RESTS = "waits for its document"
_UNFINISHED = T.state != literal_column("'done'")
_CAME_FROM = (
    select(func.count())
    .select_from(T)
    .where(
        T.chat_id == bindparam("chat"),
        T.sent_at > bindparam("since"),
        T.sent_at <= bindparam("until"),
        T.bot_id == bindparam("bot"),
    )
)
_DONE = update(T).where(T.id == bindparam("row")).values(state="done", error=None)
