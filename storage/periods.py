"""What many libraries reported in a period, and who is told: a page of them with a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from domain.counting import DayCount
from domain.days import Period
from domain.entries import Activity, ActivityClass
from domain.entries import Books as BooksEntry
from storage.directory import PLATFORM
from storage.looking import is_due
from storage.tables import Account, Activities, Books, Library, Membership, Person, Region, Report, Tally


@dataclass(frozen=True, kw_only=True)
class LibraryToLook:
    """A library at which the clockwork looks; `look_at` is when it was to do so, None is at once."""

    id: int
    code: str
    name: str
    region_code: str
    timezone: str
    look_at: datetime | None

    @property
    def province(self) -> str:
        """The province it lies in."""
        return self.region_code.split(".", maxsplit=1)[0]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A keeper who can be written to; `since` is when they began, `ideas` whether they want neighbours' ideas."""

    library_id: int
    chat_id: int
    language: str
    since: datetime
    ideas: bool


@dataclass(frozen=True, kw_only=True)
class Drew:
    """An activity that drew people, and where."""

    library_id: int
    library: str
    regency: str
    title: str
    participants: int


class Periods:
    """Reads for many libraries at once, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int) -> list[LibraryToLook]:
        """Active libraries at which the clockwork is to look now; of one province, whichever is first."""
        due = _due(now)
        first = self._connection.execute(due.with_only_columns(Library.region_code).limit(1)).scalar()
        if first is None:
            return []
        province = Library.region_code.startswith(first.split(".", maxsplit=1)[0], autoescape=True)
        return self._to_look(due.where(province).limit(limit))

    def claim(self, library_ids: Collection[int], now: datetime) -> list[LibraryToLook]:
        """Those of them at which the clockwork is still to look; another process that plans passes them by."""
        return self._to_look(_due(now).where(Library.id.in_(library_ids)).with_for_update(skip_locked=True))

    def looked(self, library_ids: Collection[int], look_at: datetime) -> None:
        """The clockwork has looked, and will again at `look_at`."""
        self._connection.execute(update(Library).where(Library.id.in_(library_ids)).values(summary_look_at=look_at))

    def zones(self) -> list[str]:
        """The time zones of active libraries."""
        return list(self._connection.execute(select(Library.timezone).where(Library.active).distinct()).scalars())

    def active(self, after: int, limit: int) -> list[LibraryToLook]:
        """Active libraries with ids greater than `after`, in order."""
        query = _TO_LOOK.where(Library.active, Library.id > after).order_by(Library.id).limit(limit)
        return self._to_look(query)

    def recipients(self, library_ids: Collection[int]) -> list[Recipient]:
        """The keepers of these libraries who can be written to."""
        rows = self._connection.execute(_RECIPIENTS.where(Membership.library_id.in_(library_ids)))
        return [
            Recipient(library_id=library, chat_id=int(external), language=language, since=since, ideas=ideas)
            for library, external, language, since, ideas in rows
        ]

    def days(self, library_ids: Collection[int], period: Period) -> dict[int, dict[date, DayCount]]:
        """The reported days of these libraries: totals and sexes."""
        days: dict[int, dict[date, DayCount]] = defaultdict(dict)
        query = _DAYS.where(Tally.library_id.in_(library_ids), Tally.date.between(period.first, period.last))
        for library, day, total, male, female, closed in self._connection.execute(query):
            if closed or total is not None:
                days[library][day] = DayCount(total=total, male=male, female=female, closed=closed)
        return days

    def first_days(self, library_ids: Collection[int]) -> dict[int, date]:
        """The first day of which each library has reported anything."""
        days: dict[int, date] = {}
        for first_of in _FIRST_DAYS:
            for library, day in self._connection.execute(_first_day(first_of, library_ids)):
                if day is not None:
                    days[library] = min(day, days.get(library, day))
        return days

    def activities(self, library_ids: Collection[int], period: Period) -> dict[int, list[Activity]]:
        """Date, title, class and participants of these libraries' activities."""
        activities: dict[int, list[Activity]] = defaultdict(list)
        for library, day, title, kind, participants in self._entries(_ACTIVITIES, Activities, library_ids, period):
            activities[library].append(
                Activity(date=day, title=title, activity_class=ActivityClass(kind), participants=participants)
            )
        return activities

    def books(self, library_ids: Collection[int], period: Period) -> dict[int, list[BooksEntry]]:
        """Titles and counts of these libraries' new books."""
        books: dict[int, list[BooksEntry]] = defaultdict(list)
        for library, day, title, copies, count in self._entries(_BOOKS, Books, library_ids, period):
            books[library].append(BooksEntry(date=day, title=title, copies=copies, count_titles=count))
        return books

    def titles(self, library_ids: Collection[int], period: Period) -> dict[int, set[str]]:
        """The titles of these libraries' activities."""
        titles: dict[int, set[str]] = defaultdict(set)
        for library, title in self._entries(_TITLES, Activities, library_ids, period):
            titles[library].add(title)
        return titles

    def drew(self, province: str, period: Period, longest_title: int, limit: int) -> list[Drew]:
        """The activities of a province with the most participants, the best first."""
        query = _DREW.where(
            Library.region_code.in_(select(Region.code).where(or_(Region.code == province, Region.parent == province))),
            Activities.date.between(period.first, period.last),
            func.length(Activities.title) <= longest_title,
        )
        return [Drew(**row._asdict()) for row in self._connection.execute(query.limit(limit))]

    def _to_look(self, query: Any) -> list[LibraryToLook]:
        return [LibraryToLook(**row._asdict()) for row in self._connection.execute(query)]

    def _entries(self, query: Any, table: Any, library_ids: Collection[int], period: Period) -> Iterator[Any]:
        within = (table.library_id.in_(library_ids), table.date.between(period.first, period.last))
        return iter(self._connection.execute(query.where(*within).order_by(table.date, table.id)))


def _due(now: datetime) -> Any:
    return _TO_LOOK.where(Library.active, is_due(Library.summary_look_at, now, furthest=timedelta(weeks=1)))


def _first_day(days: Any, library_ids: Collection[int]) -> Any:
    return select(Library.id, days.scalar_subquery()).where(Library.id.in_(library_ids))


_TO_LOOK = select(
    Library.id,
    Library.code,
    Library.name,
    Library.region_code,
    Library.timezone,
    Library.summary_look_at.label("look_at"),
)
_RECIPIENTS = (
    select(Membership.library_id, Account.external_id, Person.language, Membership.since, Membership.ideas)
    .join(Person, Person.id == Membership.person_id)
    .join(Account, (Account.person_id == Person.id) & (Account.platform == PLATFORM))
    .where(Membership.until.is_(None), Person.unreachable_since.is_(None))
    .order_by(Membership.library_id, Membership.id)
)
_DAYS = select(Tally.library_id, Tally.date, Tally.total, Tally.male, Tally.female, Tally.closed)


def _live(table: Any, *columns: Any) -> Any:
    contributes = (table.ended_at.is_(None), Report.withdrawn_at.is_(None))
    return select(table.library_id, *columns).join(Report, Report.id == table.report_id).where(*contributes)


_FIRST_DAYS = (
    select(func.min(Tally.date)).where(Tally.library_id == Library.id, or_(Tally.closed, Tally.total.is_not(None))),
    *(
        _live(table).with_only_columns(func.min(table.date)).where(table.library_id == Library.id)
        for table in (Activities, Books)
    ),
)
_ACTIVITIES = _live(Activities, Activities.date, Activities.title, Activities.activity_class, Activities.participants)
_BOOKS = _live(Books, Books.date, Books.title, Books.copies, Books.count_titles)
_TITLES = _live(Activities, Activities.title)
_DREW = (
    _live(Activities, Activities.title, Activities.participants)
    .join(Library, Library.id == Activities.library_id)
    .join(Region, Region.code == Library.region_code)
    .add_columns(Library.name.label("library"), Region.name.label("regency"))
    .where(Activities.participants > 0, Library.active)
    .order_by(Activities.participants.desc(), Activities.id)
)
