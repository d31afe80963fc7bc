"""A region's period: who has reported, and how the parts add up."""

from datetime import date, timedelta

import pytest

from domain.counting import DayCount
from domain.days import Period
from domain.opening import Closure, Opening
from domain.places import Place, Region
from reports.region_period import LibraryPeriod, Standing, Totals, least_first, library_period, totals
from reports.totals import Visiting

WEEK, BEFORE = (
    Period(first=date(2026, 5, 4), last=date(2026, 5, 10)),
    Period(first=date(2026, 4, 27), last=date(2026, 5, 3)),
)
SUNDAY = WEEK.last
FIVE_DAYS = Opening(weeks=((date(2026, 1, 1), "1111100"),))
CLOSED = DayCount(closed=True)


def make_place(**overrides: object) -> Place:
    values: dict[str, object] = {
        "id": 1,
        "name": "Perpustakaan Desa Balai Sebut",
        "village": "Balai Sebut",
        "district": "Jangkang",
        "region_code": "61.03",
        "timezone": "Asia/Pontianak",
        "closes_at": "15:30",
    }
    return Place(**values | overrides)  # type: ignore[arg-type]


def counted(*numbers: int, first: date = WEEK.first) -> dict[date, DayCount]:
    return {first + timedelta(days=n): DayCount(total=number) for n, number in enumerate(numbers)}


def period(days: dict[date, DayCount], opening: Opening = FIVE_DAYS, edge: date = SUNDAY) -> LibraryPeriod:
    return library_period(make_place(), days, opening, WEEK, BEFORE, edge)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (counted(5, 6, 7, 8, 9), Standing.COMPLETE),
        (counted(5, 6, 7, 8) | {date(2026, 5, 8): CLOSED}, Standing.COMPLETE),
        (counted(5, 0), Standing.PARTIAL),
        ({date(2026, 5, 4): CLOSED}, Standing.SILENT),
        ({WEEK.first + timedelta(days=n): CLOSED for n in range(5)}, Standing.CLOSED),
        ({}, Standing.SILENT),
    ],
)
def test_how_much_has_come(days: dict[date, DayCount], standing: Standing) -> None:
    assert period(days).standing is standing


def test_closed_as_told_ahead() -> None:
    closed = Opening(weeks=FIVE_DAYS.weeks, closures=(Closure(period=WEEK),))
    assert period({}, closed).standing is Standing.CLOSED


def test_holidays_ask_for_nothing() -> None:
    holidays = {WEEK.first + timedelta(days=n): "Idulfitri" for n in range(7)}
    library = period({}, Opening(weeks=FIVE_DAYS.weeks, holidays=holidays))
    assert library.standing is Standing.OFF
    assert totals([library]) == Totals(libraries=1, before=library.before)


def test_days_to_come_are_not_missing_and_the_week_before_reaches_as_far() -> None:
    library = period(counted(5, 6) | counted(1, 2, 3, 4, 5, first=BEFORE.first), edge=date(2026, 5, 5))
    assert library.standing is Standing.COMPLETE
    assert (library.visits.total, library.before.total) == (11, 3)


def test_a_week_that_has_just_begun_asks_for_nothing() -> None:
    library = period(counted(1, 2, first=BEFORE.first), edge=BEFORE.last)
    assert library.standing is Standing.OFF
    assert library.before == Visiting(male=0, female=0)


def test_libraries_add_up() -> None:
    together = totals([period(counted(5, 6, 7, 8, 9)), period(counted(1)), period({})])
    assert (together.libraries, together.due, together.reported, together.complete, together.silent) == (3, 3, 2, 1, 1)
    assert (together.visits.total, together.visits.counted, together.visits.open_days) == (36, 6, 15)


def test_regencies_with_the_fewest_reports_come_first() -> None:
    sanggau = Region(code="61.03", name="Kabupaten Sanggau", timezone="Asia/Pontianak")
    sintang = Region(code="61.05", name="Kabupaten Sintang", timezone="Asia/Pontianak")
    bengkayang = Region(code="61.07", name="Kabupaten Bengkayang", timezone="Asia/Pontianak")
    of = {
        sintang: Totals(due=2, reported=2),
        sanggau: Totals(due=4, reported=1),
        bengkayang: Totals(due=1, reported=1),
    }
    assert [region for region, _ in least_first(of)] == [sanggau, bengkayang, sintang]
