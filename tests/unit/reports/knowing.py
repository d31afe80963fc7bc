"""What is known of a library, made up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from domain.counting import DayCount
from domain.entries import Activity, Books
from domain.opening import Closure, Opening
from reports.library_period import Known

CLOSED = "closed"
MONDAY = date(2026, 5, 4)
"""The week that begins then is the one of most tests."""


def counted(first: date, totals: Sequence[int | str | None], male: int | None = None) -> dict[date, DayCount]:
    """The counts of days in a row; `male` of each are male."""
    days = {}
    for n, total in enumerate(totals):
        if total is not None:
            days[first + timedelta(days=n)] = _count(total, male)
    return days


def make_known(
    days: Mapping[date, DayCount] | None = None,
    *,
    week: str = "1111110",
    holidays: Mapping[date, str] | None = None,
    closures: tuple[Closure, ...] = (),
    activities: Iterable[Activity] = (),
    books: Iterable[Books] = (),
) -> Known:
    """A library that opens Monday to Saturday."""
    opening = Opening(weeks=((date(2020, 1, 1), week),), holidays=holidays or {}, closures=closures)
    return Known(opening=opening, days=days or {}, activities=activities, books=books)


def _count(total: int | str, male: int | None) -> DayCount:
    if isinstance(total, str):
        return DayCount(closed=True)
    return DayCount(total=total, male=male, female=None if male is None else total - male)
