"""What reminders are decided from, for many libraries at once, and those that nobody has answered yet."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import aliased

from domain.days import Period
from domain.messages import Priority
from domain.reminding import Frequency, Terms
from storage.directory import PLATFORM
from storage.looking import is_due
from storage.questions import DAY
from storage.tables import Account, Library, Membership, Outbox, Person, Question, Tally


@dataclass(frozen=True, kw_only=True)
class RemindedLibrary:
    """A library with its hours (local `HH:MM`); `look_at` is when the clockwork wanted to look at it."""

    id: int
    code: str
    name: str
    timezone: str
    opens_at: str
    reminder_at: str | None
    look_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RemindedKeeper:
    """A keeper who can be written to; `several` tells whether they keep other libraries too."""

    library_id: int
    person_id: int
    chat_id: int
    language: str
    terms: Terms
    several: bool


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """A reminder's question that is open: the day asked about, and all days that it lists.

    `message_id` is None for one that was not sent, or to somebody who can't be written to now.
    """

    question_id: int
    person_id: int
    chat_id: int
    language: str
    day: date
    listed: tuple[date, ...]
    message_id: int | None


class Reminding:
    """Reminders within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to_look_at(self, now: datetime, limit: int) -> Sequence[int]:
        """The ids of libraries to look at now."""
        return (
            self._connection.execute(select(Library.id).where(Library.active, _due(now)).limit(limit)).scalars().all()
        )

    def claim(self, library_ids: Collection[int], now: datetime) -> list[RemindedLibrary]:
        """Those of them still to be looked at.

        Nobody else gets them, and nobody reports for them, until the transaction ends.
        """
        due = (Library.active, Library.id.in_(library_ids), _due(now))
        return self._libraries(select(*_LIBRARY).where(*due).with_for_update(skip_locked=True))

    def look_again(self, moments: Mapping[int, datetime]) -> None:
        """When to look at these libraries next."""
        if moments:
            rows = [{"library": id_, "look_at": moment} for id_, moment in moments.items()]
            self._connection.execute(_LOOK_AGAIN, rows)

    def page(self, after: int, limit: int) -> list[RemindedLibrary]:
        """The libraries with the lowest ids above `after`."""
        query = select(*_LIBRARY).where(Library.active, Library.id > after).order_by(Library.id).limit(limit)
        return self._libraries(query)

    def keepers(self, library_ids: Collection[int]) -> list[RemindedKeeper]:
        """The keepers of these libraries who can be written to, in the order of libraries."""
        rows = self._connection.execute(_KEEPERS, {"libraries": list(library_ids)})
        return [_keeper(row) for row in rows]

    def counts(self, library_ids: Collection[int], period: Period) -> Mapping[int, Mapping[date, int | None]]:
        """The reported days of these libraries: the visitors, or None for a day told closed."""
        days = {"libraries": list(library_ids), "first": period.first, "last": period.last}
        counts: dict[int, dict[date, int | None]] = defaultdict(dict)
        for library_id, day, total in self._connection.execute(_COUNTS, days):
            counts[library_id][day] = total
        return counts

    def unanswered(self, library_id: int) -> list[Unanswered]:
        """The open questions that reminders have put to the keepers of a library."""
        rows = self._connection.execute(_UNANSWERED, {"library": library_id})
        return [_unanswered(row) for row in rows]

    def _libraries(self, query: Any) -> list[RemindedLibrary]:
        return [RemindedLibrary(**row._asdict()) for row in self._connection.execute(query)]


def _keeper(row: Any) -> RemindedKeeper:
    return RemindedKeeper(
        library_id=row.library_id,
        person_id=row.person_id,
        chat_id=int(row.external_id),
        language=row.language,
        terms=Terms(frequency=Frequency(row.reminders), since=row.since, paused_until=row.paused_until),
        several=row.number_kept > 1,
    )


def _unanswered(row: Any) -> Unanswered:
    return Unanswered(
        question_id=row.id,
        person_id=row.person_id,
        chat_id=row.chat_id,
        language=row.language,
        day=date.fromisoformat(row.payload["date"]),
        listed=tuple(date.fromisoformat(day) for day in row.payload.get("listed", ())),
        message_id=row.sent_message_id if row.state == "sent" and row.unreachable_since is None else None,
    )


_LIBRARY = (
    Library.id,
    Library.code,
    Library.name,
    Library.timezone,
    Library.opens_at,
    Library.reminder_at,
    Library.reminder_look_at.label("look_at"),
)


def _due(now: datetime) -> ColumnElement[bool]:
    return is_due(Library.reminder_look_at, now, furthest=timedelta(days=1))


_LOOK_AGAIN = update(Library).where(Library.id == bindparam("library")).values(reminder_look_at=bindparam("look_at"))
_other = aliased(Membership)
_NUMBER_KEPT = (
    select(func.count())
    .where(_other.person_id == Membership.person_id, _other.until.is_(None))
    .correlate(Membership)
    .scalar_subquery()
)
_KEEPERS = (
    select(
        Membership.library_id,
        Membership.person_id,
        Account.external_id,
        Person.language,
        Membership.reminders,
        Membership.since,
        Membership.paused_until,
        _NUMBER_KEPT.label("number_kept"),
    )
    .join(Person, Person.id == Membership.person_id)
    .join(Account, Account.person_id == Person.id)
    .where(
        Membership.library_id.in_(bindparam("libraries", expanding=True)),
        Membership.until.is_(None),
        Person.unreachable_since.is_(None),
        Account.platform == PLATFORM,
    )
    .order_by(Membership.library_id, Person.id)
)
_COUNTS = select(Tally.library_id, Tally.date, Tally.total).where(
    Tally.library_id.in_(bindparam("libraries", expanding=True)),
    Tally.date.between(bindparam("first"), bindparam("last")),
    or_(Tally.closed, Tally.total.is_not(None)),
)
# Asked for every report: the open questions of the library's few keepers, then the newest messages of their chats.
_UNANSWERED = (
    select(
        Question.id,
        Question.person_id,
        Question.chat_id,
        Question.payload,
        Person.language,
        Person.unreachable_since,
        Outbox.state,
        Outbox.sent_message_id,
    )
    .join(Membership, and_(Membership.person_id == Question.person_id, Membership.library_id == Question.library_id))
    .join(Person, Person.id == Question.person_id)
    .join(Outbox, and_(Outbox.chat_id == Question.chat_id, Outbox.question_id == Question.id))
    .where(
        Membership.library_id == bindparam("library"),
        Membership.until.is_(None),
        Question.state == "open",
        Question.kind == DAY,
        Outbox.priority == int(Priority.REMINDER),
    )
    .order_by(Question.id)
)
