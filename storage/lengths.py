"""How long the queues of a bot are, and since when their oldest wait: cheap enough to be asked every few seconds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, literal_column, or_, select

from domain.messages import Priority
from storage.tables import Inbox, Outbox


@dataclass(frozen=True, kw_only=True)
class Length:
    """How many rows, and since when the oldest of those that could move waits."""

    number: int
    since: datetime | None


def inbox_lengths(connection: Connection, bot_id: int) -> dict[str, Length]:
    """What came in and isn't done, by state."""
    query = (
        select(Inbox.state, func.count(), func.min(Inbox.sent_at))
        # "+ 0" keeps SQLite from preferring the index of all of this bot's updates, done ones included.
        .where(_UNFINISHED, Inbox.bot_id + 0 == bot_id)
        .group_by(Inbox.state)
    )
    return {str(state): length for state, length in _lengths(connection, query)}


def outbox_lengths(connection: Connection, bot_id: int, now: datetime) -> dict[Priority, Length]:
    """What is to leave, by priority; what waits for its time isn't old."""
    due = or_(Outbox.not_before.is_(None), Outbox.not_before <= now)
    since = func.min(case((due, func.coalesce(Outbox.not_before, Outbox.created_at))))
    query = select(Outbox.priority, func.count(), since).where(_WAITING, Outbox.bot_id == bot_id)
    return {Priority(number): length for number, length in _lengths(connection, query.group_by(Outbox.priority))}


def _lengths(connection: Connection, query: Any) -> list[tuple[Any, Length]]:
    return [(key, Length(number=number, since=since)) for key, number, since in connection.execute(query)]


# Spelled out, not bound: SQLite uses the indices of unfinished rows only where it sees the words.
_UNFINISHED = Inbox.state != literal_column("'done'")
_WAITING = Outbox.state == literal_column("'waiting'")
