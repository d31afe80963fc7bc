"""The calendar of holidays: what the decrees name, refreshed by housekeeping, and what people decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from domain.days import Period
from domain.holidays import DayKind, Holiday
from storage.openings import nearest
from storage.tables import CalendarDay as T
from storage.tables import Library

DECREED, DECIDED = "holidays", "admin"
"""Where a row comes from: rows that people decided are never overwritten by a refresh."""


@dataclass(frozen=True, kw_only=True)
class CalendarRow:
    """A holiday, or a day on which people work after all; without a region everywhere."""

    day: date
    region_code: str | None
    kind: DayKind
    source: str
    name: str

    @property
    def is_holiday(self) -> bool:
        """Whether people rest."""
        return self.kind is not DayKind.WORKING


class Calendar:
    """The table `calendar_day` within one transaction.

    Whatever changes in it, the clockwork looks at the libraries concerned anew: a day may have become one to remind of.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, period: Period, region_code: str | None = None) -> list[CalendarRow]:
        """What bears on a region (its own rows, its province's, everybody's), or all rows; by day."""
        query = select(*_ROW).where(T.day.between(period.first, period.last))
        if region_code is not None:
            query = query.where(or_(T.region_code.is_(None), T.region_code.in_(_upwards(region_code))))
        query = query.order_by(T.day, T.region_code.is_not(None), T.region_code)
        return [_row(row) for row in self._connection.execute(query)]

    def standing(self, period: Period, region_code: str | None) -> dict[date, CalendarRow]:
        """What holds in a region, or everywhere, on the days of a period that somebody has named."""
        return dict(sorted(nearest(region_code, self.rows(period, region_code)).items()))

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are complete: its cuti bersama are decreed in the autumn before."""
        is_known = (T.day.between(*_year(year)), T.region_code.is_(None), T.kind == DayKind.GOVERNMENT)
        return self._connection.execute(select(T.id).where(*is_known).limit(1)).first() is not None

    def asked(self, year: int) -> bool:
        """Whether a refresh has ever named holidays of a year."""
        decreed = (T.day.between(*_year(year)), T.source == DECREED)
        return self._connection.execute(select(T.id).where(*decreed).limit(1)).first() is not None

    def refresh(self, holidays: Iterable[Holiday]) -> int:
        """The holidays as decrees name them now; how many days changed.

        Days of the same years that were named before and are no longer go; a year of which none is named stays as it
        is.
        """
        named = {holiday.day: holiday for holiday in holidays}
        kept = {row.day: row for year in {day.year for day in named} for row in self._everywhere(year)}
        old = {day for day, row in kept.items() if row.source == DECREED and not _says(row, named.get(day))}
        new = named.keys() - (kept.keys() - old)
        if old:
            self._connection.execute(delete(T).where(T.day.in_(old), T.region_code.is_(None), T.source == DECREED))
        if new:
            self._connection.execute(insert(T), [_decreed(named[day]) for day in sorted(new)])
        if old or new:
            self._look_anew(None)
        return len(old | new)

    def add(self, day: date, name: str, region_code: str | None = None) -> bool:
        """Somebody decided that it is a holiday there; whether that changes anything."""
        own = self._own(day, region_code)
        if own is not None and own.is_holiday and (own.source == DECREED or own.name == name):
            return False
        self._decide(own, day, region_code, _added(name, region_code), name)
        return True

    def remove(self, day: date, region_code: str | None = None) -> bool:
        """An addition is taken back; any other holiday becomes a day on which people there work; whether it was one."""
        own = self._own(day, region_code)
        stands = self.standing(Period(first=day, last=day), region_code).get(day)
        if stands is None or not stands.is_holiday:
            return False
        if own is not None and own.source == DECIDED:
            self._connection.execute(delete(T).where(*_is_own(day, region_code)))
            self._look_anew(region_code)
        else:
            self._decide(own, day, region_code, DayKind.WORKING, stands.name)
        return True

    def _decide(self, own: CalendarRow | None, day: date, region_code: str | None, kind: DayKind, name: str) -> None:
        values = {"kind": str(kind), "source": DECIDED, "name": name}
        if own is None:
            self._connection.execute(insert(T).values(day=day, region_code=region_code, **values))
        else:
            self._connection.execute(update(T).where(*_is_own(day, region_code)).values(values))
        self._look_anew(region_code)

    def _own(self, day: date, region_code: str | None) -> CalendarRow | None:
        row = self._connection.execute(select(*_ROW).where(*_is_own(day, region_code))).one_or_none()
        return _row(row) if row else None

    def _everywhere(self, year: int) -> list[CalendarRow]:
        query = select(*_ROW).where(T.day.between(*_year(year)), T.region_code.is_(None))
        return [_row(row) for row in self._connection.execute(query)]

    def _look_anew(self, region_code: str | None) -> None:
        waiting = update(Library).where(Library.reminder_look_at.is_not(None))
        if region_code is not None:
            inside = Library.region_code.startswith(f"{region_code}.", autoescape=True)
            waiting = waiting.where(or_(Library.region_code == region_code, inside))
        self._connection.execute(waiting.values(reminder_look_at=None))


def _upwards(region_code: str) -> set[str]:
    return {region_code, region_code.split(".")[0]}


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _is_own(day: date, region_code: str | None) -> tuple[Any, ...]:
    return T.day == day, T.region_code.is_(None) if region_code is None else T.region_code == region_code


def _added(name: str, region_code: str | None) -> DayKind:
    """What an added holiday is: cuti bersama is called so."""
    if region_code is not None:
        return DayKind.REGIONAL
    return DayKind.GOVERNMENT if name.casefold().startswith("cuti bersama") else DayKind.PUBLIC


def _says(row: CalendarRow, holiday: Holiday | None) -> bool:
    return holiday is not None and (row.kind, row.name) == (holiday.kind, holiday.name)


def _decreed(holiday: Holiday) -> dict[str, Any]:
    return {
        "day": holiday.day,
        "region_code": None,
        "kind": str(holiday.kind),
        "source": DECREED,
        "name": holiday.name,
    }


def _row(row: Any) -> CalendarRow:
    return CalendarRow(**row._asdict() | {"kind": DayKind(row.kind)})


_ROW = (T.day, T.region_code, T.kind, T.source, T.name)
