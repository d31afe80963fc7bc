"""Does what is kept agree with itself, and does anything wait too long? For `perpusbot doctor`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, or_, select

from domain.counting import NOTHING, DayCount, fold
from domain.entries import Visits as VisitsEntry
from storage.entry_rows import entry_of
from storage.tables import Chat, Inbox, Outbox, Person, Report, Tally, Visits
from storage.tables.base import UtcDateTime
from storage.views import count_of

Day = tuple[int, date]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A queue: how many rows stand in each unfinished state, and since when the oldest waits."""

    lengths: dict[str, int]
    oldest: datetime | None


@dataclass(frozen=True, kw_only=True)
class GroupState:
    """A group that the bot is in; `mute_since` is when it refused a message for want of rights."""

    chat_id: int
    region_code: str | None
    mute_since: datetime | None


def wrong_tallies(connection: Connection) -> list[Day]:
    """Days whose tally is not the fold of their entries (library, date): there must be none."""
    kept = ((day, count) for day, count in _tallies(connection) if count != NOTHING)
    folded = ((day, count) for day, count in _folds(connection) if count != NOTHING)
    return sorted(_unequal(kept, folded))


def inbox_queue(connection: Connection) -> Queue:
    """What came in and isn't done."""
    lengths = select(Inbox.state, func.count()).where(Inbox.state != "done").group_by(Inbox.state)
    oldest = select(func.min(Inbox.sent_at)).where(Inbox.state.in_(("new", "begun")))
    return _queue(connection, lengths, oldest)


def outbox_queue(connection: Connection, now: datetime) -> Queue:
    """What is to leave and hasn't, and what couldn't."""
    unfinished = Outbox.state.in_(("waiting", "sending", "unsure", "failed"))
    lengths = select(Outbox.state, func.count()).where(unfinished).group_by(Outbox.state)
    due = or_(Outbox.not_before.is_(None), Outbox.not_before <= now)
    oldest = select(func.min(func.coalesce(Outbox.not_before, Outbox.created_at)))
    return _queue(connection, lengths, oldest.where(Outbox.state == "waiting", due))


def unreachable_people(connection: Connection) -> tuple[int, int]:
    """How many people can't be written to, and of how many."""
    row = connection.execute(select(func.count(Person.unreachable_since), func.count())).one()
    return row[0], row[1]


def groups(connection: Connection) -> list[GroupState]:
    """The groups that the bot is in."""
    query = select(Chat.external_id, Chat.region_code, Chat.mute_since).where(Chat.active).order_by(Chat.id)
    return [
        GroupState(chat_id=chat_id, region_code=region_code, mute_since=mute_since)
        for chat_id, region_code, mute_since in connection.execute(query)
    ]


def database_time(connection: Connection) -> datetime:
    """What the clock of PostgreSQL's machine shows; SQLite has none of its own."""
    return connection.execute(select(func.clock_timestamp(type_=UtcDateTime))).scalar_one()


def first_report(connection: Connection) -> datetime | None:
    """When the first report was sent."""
    query = select(Report.sent_at).order_by(Report.id).limit(1)
    return connection.execute(query).scalar_one_or_none()


def _queue(connection: Connection, lengths: Any, oldest: Any) -> Queue:
    counted = dict(connection.execute(lengths).all())
    return Queue(lengths=counted, oldest=connection.execute(oldest).scalar_one_or_none())


def _unequal(one: Iterator[tuple[Day, DayCount]], other: Iterator[tuple[Day, DayCount]]) -> Iterator[Day]:
    """The days on which two sorted streams differ."""
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None  # noqa: S101 - not both are None
            yield left[0]
            left = next(one, None)
        elif left is None or right[0] < left[0]:
            yield right[0]
            right = next(other, None)
        else:
            if left[1] != right[1]:
                yield left[0]
            left, right = next(one, None), next(other, None)


def _tallies(connection: Connection) -> Iterator[tuple[Day, DayCount]]:
    query = select(Tally.__table__).order_by(Tally.library_id, Tally.date)
    return (((row.library_id, row.date), count_of(row)) for row in _streamed(connection, query))


def _folds(connection: Connection) -> Iterator[tuple[Day, DayCount]]:
    query = (
        select(Visits.__table__)
        .join(Report, Report.id == Visits.report_id)
        .where(Visits.ended_at.is_(None), Report.withdrawn_at.is_(None))
        .order_by(Visits.library_id, Visits.date, Report.sent_at, Report.message_id, Visits.id)
    )
    for day, rows in groupby(_streamed(connection, query), key=lambda row: (row.library_id, row.date)):
        yield day, fold(_visits(row) for row in rows)


def _visits(row: Any) -> VisitsEntry:
    entry = entry_of(VisitsEntry, row)
    assert isinstance(entry, VisitsEntry)  # noqa: S101 - the row is one of `visits`
    return entry


def _streamed(connection: Connection, query: Any) -> Iterator[Any]:
    return iter(connection.execute(query.execution_options(yield_per=1000)))
