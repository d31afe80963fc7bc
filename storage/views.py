"""Figures and lists to show, read from the tallies and the live entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from domain.counting import DayCount
from domain.days import Period
from domain.entries import Activity, Band, Books, Entry
from storage.directory import PLATFORM
from storage.engine import is_sqlite
from storage.entry_rows import TABLES, entry_of
from storage.tables import Account, Library, Report, Tally


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A live entry with the report it came with."""

    entry: Entry
    report_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A live entry with all that an export tells of it; `chat_id` and `message_id` name the message it came with."""

    library: str
    entry: Entry
    chat_id: int
    message_id: int
    person: str | None
    version: int
    sent_at: datetime
    unconfirmed: bool


class Views:
    """What is known, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self, library_id: int, period: Period) -> dict[date, DayCount]:
        """The reported days of a library."""
        query = select(*_TALLY).where(Tally.library_id == library_id, *_within(Tally.date, period))
        rows = self._connection.execute(query.order_by(Tally.date))
        return {row.date: count for row in rows if (count := count_of(row)).reported}

    def totals(self, library_id: int, period: Period) -> list[tuple[date, int]]:
        """The visitors of a library's counted days."""
        days = {"library": library_id, "first": period.first, "last": period.last}
        return [(day, total or 0) for day, total in self._connection.execute(_TOTALS, days)]

    def recent_totals(self, library_id: int, before: date, limit: int = 20) -> list[int]:
        """The counts of the newest counted days before `before`."""
        query = (
            select(Tally.total)
            .where(Tally.library_id == library_id, Tally.date < before, Tally.total.is_not(None))
            .order_by(Tally.date.desc())
            .limit(limit)
        )
        return [total for total in self._connection.execute(query).scalars() if total is not None]

    def activities(self, library_id: int, period: Period) -> list[Activity]:
        """The activities of a library, the oldest first."""
        return [entry for entry in self._entries(Activity, library_id, period) if isinstance(entry, Activity)]

    def books(self, library_id: int, period: Period) -> list[Books]:
        """The new books of a library, the oldest first."""
        return [entry for entry in self._entries(Books, library_id, period) if isinstance(entry, Books)]

    def newest(self, library_id: int, limit: int) -> list[Shown]:
        """The newest live entries of a library, by their dates."""
        shown: list[tuple[date, int, Shown]] = []
        for kind, table in TABLES.items():
            query = (
                _live(kind).add_columns(Report.version.label("report_version")).where(table.library_id == library_id)
            )
            query = query.order_by(table.date.desc(), table.id.desc()).limit(limit)
            for row in self._connection.execute(query):
                told = Shown(entry=entry_of(kind, row), report_id=row.report_id, version=row.report_version)
                shown.append((row.date, row.report_id, told))
        shown.sort(key=lambda item: item[:2], reverse=True)
        return [entry for _, _, entry in shown[:limit]]

    def of_person(self, person_id: int) -> int:
        """How many reports a person has sent."""
        query = select(func.count()).select_from(Report).where(Report.person_id == person_id)
        return self._connection.execute(query).scalar_one()

    def export_entries(
        self, *, period: Period | None, region_code: str | None, library_code: str | None
    ) -> Iterator[Exported]:
        """Every contributing entry, ordered by date, library and entry; read as it is needed."""
        streams = []
        for order, (kind, table) in enumerate(TABLES.items()):
            query = (
                _live(kind)
                .add_columns(Library.code, Report.chat_id, Report.message_id, Report.sent_at, Account.external_id)
                .join(Library, Library.id == table.library_id)
                .outerjoin(Account, (Account.person_id == Report.person_id) & (Account.platform == PLATFORM))
                .where(*_scope(region_code, library_code), *_within(table.date, period))
                .order_by(table.date, self._bytewise(Library.code), table.id)
            )
            streams.append(_keyed(order, kind, self._stream(query)))
        return (exported for *_, exported in merge(*streams, key=lambda item: item[:4]))

    def export_days(
        self, *, period: Period | None, region_code: str | None, library_code: str | None
    ) -> Iterator[tuple[str, date, DayCount]]:
        """Every reported day: library, date, count."""
        query = (
            select(Library.code, *_TALLY)
            .join(Library, Library.id == Tally.library_id)
            .where(*_scope(region_code, library_code), *_within(Tally.date, period))
            .order_by(Tally.date, self._bytewise(Library.code))
        )
        for row in self._stream(query):
            if (count := count_of(row)).reported:
                yield row.code, row.date, count

    def _bytewise(self, column: Any) -> Any:
        """Sorted as Python sorts; a PostgreSQL may have a language's own idea of order."""
        return column.collate("BINARY" if is_sqlite(self._connection) else "C")

    def _stream(self, query: Any) -> Iterator[Any]:
        return iter(self._connection.execute(query.execution_options(yield_per=1000)))

    def _entries(self, kind: type[Entry], library_id: int, period: Period) -> list[Entry]:
        table = TABLES[kind]
        query = _live(kind).where(table.library_id == library_id, *_within(table.date, period))
        rows = self._connection.execute(query.order_by(table.date, table.id))
        return [entry_of(kind, row) for row in rows]


def _live(kind: type[Entry]) -> Any:
    table = TABLES[kind]
    contributes = (table.ended_at.is_(None), Report.withdrawn_at.is_(None))
    return select(*table.__table__.columns).join(Report, Report.id == table.report_id).where(*contributes)


def _within(column: Any, period: Period | None) -> tuple[Any, ...]:
    return () if period is None else (column >= period.first, column <= period.last)


def _scope(region_code: str | None, library_code: str | None) -> tuple[Any, ...]:
    where: tuple[Any, ...] = ()
    if library_code is not None:
        where += (Library.code == library_code,)
    if region_code is not None:
        inside = Library.region_code.startswith(f"{region_code}.", autoescape=True)
        where += (or_(Library.region_code == region_code, inside),)
    return where


def _keyed(order: int, kind: type[Entry], rows: Iterator[Any]) -> Iterator[tuple[date, str, int, int, Exported]]:
    return ((row.date, row.code, order, row.id, _exported(kind, row)) for row in rows)


def _exported(kind: type[Entry], row: Any) -> Exported:
    return Exported(
        library=row.code,
        entry=entry_of(kind, row),
        chat_id=row.chat_id,
        message_id=row.message_id,
        person=row.external_id,
        version=row.version,
        sent_at=row.sent_at,
        unconfirmed=getattr(row, "unconfirmed", False),
    )


# Asked for every report: built once, since building a statement takes longer than running it.
_TOTALS = select(Tally.date, Tally.total).where(
    Tally.library_id == bindparam("library"),
    Tally.date >= bindparam("first"),
    Tally.date <= bindparam("last"),
    Tally.total.is_not(None),
)


def count_of(row: Any) -> DayCount:
    """The count that a tally row holds."""
    values = row._asdict()
    return DayCount(
        total=values["total"],
        male=values["male"],
        female=values["female"],
        groups={Band(band): number for band, number in (values["groups"] or {}).items()},
        companions=values["companions"],
        closed=values["closed"],
        reason=values["reason"],
    )


_TALLY = (
    Tally.date,
    Tally.total,
    Tally.male,
    Tally.female,
    Tally.groups,
    Tally.companions,
    Tally.closed,
    Tally.reason,
)
