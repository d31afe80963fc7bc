"""Regions, their libraries and what those report, for many libraries at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, func, or_, select

from domain.days import Period
from domain.places import Place, Region
from storage.directory import PLATFORM
from storage.tables import Account, Activities, Books, Library, Membership, Person, Report, Tally
from storage.tables import Region as RegionTable

CHUNK = 500
"""How many libraries are read at a time."""


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """Who keeps a library now, and how to write to them."""

    person_id: int
    chat_id: int
    language: str
    since: datetime
    reachable: bool
    paused_until: date | None


class Regions:
    """What is known of regions, within one transaction. A region's libraries are the active ones of all it holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, code: str) -> Region | None:
        """The region with this code."""
        row = self._connection.execute(_REGION.where(RegionTable.code == code)).one_or_none()
        return Region(**row._asdict()) if row else None

    def named(self, codes: Iterable[str]) -> list[Region]:
        """The regions with these codes, by name."""
        return self._regions(RegionTable.code.in_(list(codes)))

    def reached(self, offices: Collection[str | None]) -> list[Region]:
        """The regions that offices in these regions reach, by name; None is an office that holds everywhere."""
        if None in offices:
            return self._regions()
        inside = [RegionTable.code.startswith(f"{code}.", autoescape=True) for code in offices]
        return self._regions(or_(RegionTable.code.in_(offices), *inside))

    def provinces(self) -> list[Region]:
        """The provinces that have libraries, by name."""
        used = select(func.substr(Library.region_code, 1, 2)).where(Library.active)
        return self._regions(RegionTable.code.in_(used))

    def regencies(self, code: str) -> list[Region]:
        """The regencies of a province that have libraries, by name."""
        used = select(Library.region_code).where(Library.active)
        return self._regions(RegionTable.code.startswith(f"{code}.", autoescape=True), RegionTable.code.in_(used))

    def namesakes(self, code: str) -> set[tuple[str, str]]:
        """The regencies and villages of a region's libraries whose village's name is not alone in its regency."""
        villages = select(Library.region_code, Library.village).where(*within(code))
        alike = villages.group_by(Library.region_code, Library.village).having(func.count() > 1)
        return {(regency, village) for regency, village in self._connection.execute(alike)}

    def libraries(self, code: str, *, uncounted_since: date | None = None) -> Iterator[list[Place]]:
        """The libraries of a region, some hundred at a time; only those without any count since a day, where given."""
        query = select(*_PLACE).where(*within(code)).order_by(Library.id).limit(CHUNK)
        if uncounted_since is not None:
            counted = (Tally.library_id == Library.id, Tally.date >= uncounted_since, Tally.total.is_not(None))
            query = query.where(~select(Tally.date).where(*counted).exists())
        last = 0
        while page := [Place(**row._asdict()) for row in self._connection.execute(query.where(Library.id > last))]:
            yield page
            last = page[-1].id

    def newest_day(self, library_ids: Collection[int], until: date, *, counted: bool = False) -> dict[int, date]:
        """The newest day of libraries, `until` included, that has a report, or a count."""
        wanted = Tally.total.is_not(None) if counted else _REPORTED
        newest = (
            select(Tally.date)
            .where(Tally.library_id == Library.id, Tally.date <= until, wanted)
            .order_by(Tally.date.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = self._connection.execute(select(Library.id, newest).where(Library.id.in_(library_ids)))
        return {library_id: day for library_id, day in found if day is not None}

    def keepers(self, library_ids: Collection[int]) -> dict[int, list[Keeper]]:
        """Who keeps libraries now."""
        keepers: dict[int, list[Keeper]] = defaultdict(list)
        query = _KEEPERS.where(Membership.library_id.in_(library_ids)).order_by(Membership.library_id, Person.id)
        for row in self._connection.execute(query):
            keeper = Keeper(
                person_id=row.id,
                chat_id=int(row.external_id),
                language=row.language,
                since=row.since,
                reachable=row.unreachable_since is None,
                paused_until=row.paused_until,
            )
            keepers[row.library_id].append(keeper)
        return keepers

    def activities(self, code: str, period: Period) -> tuple[int, int]:
        """How many activities a region's libraries told of, and their participants."""
        sums = select(func.count(), func.coalesce(func.sum(Activities.participants), 0))
        number, participants = self._connection.execute(_told(sums, Activities, code, period)).one()
        return number, participants

    def books(self, code: str, period: Period) -> tuple[int, int]:
        """How many titles and copies of new books a region's libraries told of."""
        named = Books.title.is_not(None)
        titles = case((named, 1), else_=func.coalesce(Books.count_titles, 0))
        copies = func.coalesce(Books.copies, case((named, 1), else_=0))
        sums = select(func.coalesce(func.sum(titles), 0), func.coalesce(func.sum(copies), 0))
        number, sum_of_copies = self._connection.execute(_told(sums, Books, code, period)).one()
        return number, sum_of_copies

    def best_attended(self, code: str, period: Period) -> tuple[str, int, str] | None:
        """The activity of a region's libraries that drew most people: title, participants, village."""
        columns = select(Activities.title, Activities.participants, Library.village)
        query = _told(columns, Activities, code, period).where(Activities.participants > 0)
        best = query.order_by(Activities.participants.desc(), Activities.id).limit(1)
        row = self._connection.execute(best).one_or_none()
        return row and (row.title, row.participants, row.village)

    def _regions(self, *where: Any) -> list[Region]:
        query = _REGION.where(*where).order_by(RegionTable.name, RegionTable.code)
        return [Region(**row._asdict()) for row in self._connection.execute(query)]


def within(code: str) -> tuple[Any, ...]:
    """The condition that a library is an active one of a region."""
    if "." in code:  # a regency holds no others: its index is enough
        return Library.active, Library.region_code == code
    inside = Library.region_code.startswith(f"{code}.", autoescape=True)
    return Library.active, or_(Library.region_code == code, inside)


def _told(query: Any, table: Any, code: str, period: Period) -> Any:
    """What of this table counts: of a region's libraries, within a period."""
    return (
        query.select_from(table)
        .join(Library, Library.id == table.library_id)
        .join(Report, Report.id == table.report_id)
        .where(
            *within(code),
            table.date.between(period.first, period.last),
            table.ended_at.is_(None),
            Report.withdrawn_at.is_(None),
        )
    )


_REPORTED = or_(Tally.total.is_not(None), Tally.closed)
_REGION = select(RegionTable.code, RegionTable.name, RegionTable.timezone)
_PLACE = (
    Library.id,
    Library.name,
    Library.village,
    Library.district,
    Library.region_code,
    Library.timezone,
    Library.closes_at,
)
_KEEPERS = (
    select(
        Membership.library_id,
        Membership.since,
        Membership.paused_until,
        Person.id,
        Person.language,
        Person.unreachable_since,
        Account.external_id,
    )
    .join(Person, Person.id == Membership.person_id)
    .join(Account, Account.person_id == Person.id)
    .where(
        Membership.until.is_(None),
        Account.platform == PLATFORM,
    )
)
