"""When libraries open, for many at once: their weeks, the calendar of their regions, what they told ahead."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from domain.days import Period
from domain.holidays import DayKind
from domain.opening import Closure, Opening
from storage.tables import CalendarDay, Library, OpeningDays
from storage.tables import Closure as ClosureTable

USUAL_WEEK = "1111100"


class Openings:
    """Opening days within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, library_ids: Iterable[int], period: Period) -> dict[int, Opening]:
        """When these libraries open; right within the period, which should reach as far as is asked about."""
        ids = list(library_ids)
        regions = dict(
            self._connection.execute(select(Library.id, Library.region_code).where(Library.id.in_(ids))).all()
        )
        weeks, closures = self._weeks(ids), self._closures(ids, period)
        holidays = self._holidays(set(regions.values()), period)
        return {
            id_: Opening(
                weeks=tuple(weeks.get(id_, [(date.min, USUAL_WEEK)])),
                holidays=holidays[region],
                closures=tuple(closures[id_]),
            )
            for id_, region in regions.items()
        }

    def close(self, library_id: int, period: Period, reason: str | None) -> None:
        """Remember days told closed ahead; told again they are the same, with the newest reason."""
        same = _closure_of(library_id, period)
        if self._connection.execute(update(ClosureTable).where(*same).values(reason=reason)).rowcount == 0:
            row = {"library_id": library_id, "first": period.first, "last": period.last, "reason": reason}
            self._connection.execute(insert(ClosureTable).values(row))
        look_anew(self._connection, library_id)

    def reopen(self, library_id: int, period: Period, day: date) -> bool:
        """Forget from `day` on that these days were told closed; whether there was anything to forget."""
        same = _closure_of(library_id, period)
        if period.first >= day:
            forgotten = self._connection.execute(delete(ClosureTable).where(*same))
        else:
            to_come = update(ClosureTable).where(*same, ClosureTable.last >= day)
            forgotten = self._connection.execute(to_come.values(last=day - timedelta(days=1)))
        look_anew(self._connection, library_id)
        return forgotten.rowcount > 0

    def told_closed(self, library_id: int, since: date) -> list[Closure]:
        """What was told of closed days from `since` on, the nearest first."""
        query = select(*_CLOSURE).where(ClosureTable.library_id == library_id, ClosureTable.last >= since)
        rows = self._connection.execute(query.order_by(ClosureTable.first, ClosureTable.last))
        return [_closure(row) for row in rows]

    def open_on(self, library_id: int, days: str, valid_from: date) -> None:
        """The library opens on these days of the week from `valid_from` on (seven characters, Monday first)."""
        same = (OpeningDays.library_id == library_id, OpeningDays.valid_from == valid_from)
        if self._connection.execute(update(OpeningDays).where(*same).values(days=days)).rowcount == 0:
            row = {"library_id": library_id, "valid_from": valid_from, "days": days}
            self._connection.execute(insert(OpeningDays).values(row))
        look_anew(self._connection, library_id)

    def _weeks(self, ids: list[int]) -> dict[int, list[tuple[date, str]]]:
        weeks: dict[int, list[tuple[date, str]]] = defaultdict(list)
        query = select(OpeningDays.library_id, OpeningDays.valid_from, OpeningDays.days)
        query = query.where(OpeningDays.library_id.in_(ids)).order_by(OpeningDays.library_id, OpeningDays.valid_from)
        for library_id, since, days in self._connection.execute(query):
            weeks[library_id].append((since, days))
        return weeks

    def _closures(self, ids: list[int], period: Period) -> dict[int, list[Closure]]:
        closures: dict[int, list[Closure]] = defaultdict(list)
        touching = (ClosureTable.first <= period.last, ClosureTable.last >= period.first)
        for row in self._connection.execute(select(*_CLOSURE).where(ClosureTable.library_id.in_(ids), *touching)):
            closures[row.library_id].append(_closure(row))
        return closures

    def _holidays(self, regions: set[str], period: Period) -> dict[str, dict[date, str]]:
        codes = regions | {region.split(".")[0] for region in regions}
        query = select(CalendarDay.day, CalendarDay.region_code, CalendarDay.kind, CalendarDay.name).where(
            CalendarDay.day.between(period.first, period.last),
            or_(CalendarDay.region_code.is_(None), CalendarDay.region_code.in_(codes)),
        )
        rows = self._connection.execute(query).all()
        return {region: _holidays_in(region, rows) for region in regions}


def look_anew(connection: Connection, library_id: int) -> None:
    """What falls due for a library has changed: the clockwork looks at it at once."""
    changed = update(Library).where(Library.id == library_id)
    connection.execute(changed.values(reminder_look_at=None, summary_look_at=None))


def nearest(region: str | None, rows: Iterable[Any]) -> dict[date, Any]:
    """What holds in a region: of several rows of a day its own counts, then its province's, then everybody's."""
    reach = {None: 0} if region is None else {None: 0, region.split(".")[0]: 1, region: 2}
    bearing = sorted((row for row in rows if row.region_code in reach), key=lambda row: reach[row.region_code])
    return {row.day: row for row in bearing}


def _holidays_in(region: str, rows: Iterable[Any]) -> dict[date, str]:
    return {day: row.name for day, row in nearest(region, rows).items() if row.kind != DayKind.WORKING}


def _closure(row: Any) -> Closure:
    return Closure(period=Period(first=row.first, last=row.last), reason=row.reason)


def _closure_of(library_id: int, period: Period) -> tuple[Any, ...]:
    return (
        ClosureTable.library_id == library_id,
        ClosureTable.first == period.first,
        ClosureTable.last == period.last,
    )


_CLOSURE = (ClosureTable.library_id, ClosureTable.first, ClosureTable.last, ClosureTable.reason)
