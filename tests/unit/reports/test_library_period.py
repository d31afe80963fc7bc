from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.days import Period, Span
from domain.opening import Closure
from reports.library_period import Standing, complete_in_a_row, library_period
from reports.totals import Visiting
from tests.unit.reports.knowing import CLOSED, MONDAY, counted, make_known

WEEK = Span.WEEK.of(MONDAY)
MAY = Span.MONTH.of(MONDAY)
TOTALS = st.lists(st.none() | st.integers(0, 500) | st.just(CLOSED), min_size=70, max_size=70)


def test_the_days_of_a_week() -> None:
    known = make_known(
        counted(MONDAY, [21, 0, None, CLOSED]),
        holidays={MONDAY + timedelta(days=4): "Libur", MONDAY + timedelta(days=6): "Libur"},
        closures=(Closure(period=Period(first=MONDAY + timedelta(days=5), last=MONDAY + timedelta(days=5))),),
    )
    found = library_period(Span.WEEK, WEEK, known)
    assert [(part.standing, part.total) for part in found.parts] == [
        (Standing.COUNTED, 21),
        (Standing.COUNTED, 0),
        (Standing.MISSING, None),
        (Standing.CLOSED, None),
        (Standing.HOLIDAY, None),
        (Standing.CLOSED, None),
        (Standing.CLOSED, None),
    ]
    assert found.missing == (MONDAY + timedelta(days=2),)
    assert found.visits == Visiting(total=21, male=None, female=None, counted=2, open_days=3)


def test_the_weeks_of_a_month_are_cut_where_it_begins_and_ends() -> None:
    found = library_period(Span.MONTH, MAY, make_known(counted(date(2026, 4, 30), [99, 5, 6, 7, 8])))
    assert [(part.period.first.day, part.period.last.day, part.total) for part in found.parts] == [
        (1, 3, 18),
        (4, 10, 8),
        (11, 17, None),
        (18, 24, None),
        (25, 31, None),
    ]


def test_a_day_without_visitors_needs_no_sexes() -> None:
    known = make_known(counted(MONDAY, [20, 10], male=5) | counted(MONDAY + timedelta(days=2), [0]))
    visits = library_period(Span.WEEK, WEEK, known).visits
    assert (visits.male, visits.female) == (10, 20)


@pytest.mark.parametrize(
    ("today", "reported", "so_far", "before"),
    [
        (MONDAY, [None], None, (7, 1)),
        (MONDAY, [12], (0, 0), (7, 7)),
        (MONDAY + timedelta(days=1), [12], (0, 0), (7, 7)),
        (MONDAY + timedelta(days=1), [12, CLOSED], (0, 1), (7, 6)),
        (MONDAY + timedelta(days=7), [12], (0, 6), (7, 1)),
    ],
)
def test_a_week_that_runs_is_compared_as_far_as_it_goes(
    today: date, reported: list[int | str | None], so_far: tuple[int, int] | None, before: tuple[int, int]
) -> None:
    found = library_period(Span.WEEK, WEEK, make_known(counted(MONDAY, reported)), today)
    reached = found.so_far and ((found.so_far.first - MONDAY).days, (found.so_far.last - MONDAY).days)
    assert reached == so_far
    compared = found.before_period
    assert ((MONDAY - compared.first).days, (MONDAY - compared.last).days) == before
    assert found.is_over is (today > WEEK.last)


def test_a_running_month_is_compared_with_a_shorter_one() -> None:
    march = Span.MONTH.of(date(2026, 3, 1))
    found = library_period(Span.MONTH, march, make_known(counted(date(2026, 3, 30), [5])), date(2026, 3, 30))
    assert found.before_period == Period(first=date(2026, 2, 1), last=date(2026, 2, 28))


@given(TOTALS, st.sampled_from(list(Span)), st.integers(0, 60))
def test_parts_add_up_to_the_whole(totals: list[int | str | None], span: Span, passed: int) -> None:
    known = make_known(counted(date(2026, 4, 1), totals))
    today = date(2026, 4, 10) + timedelta(days=passed)
    found = library_period(span, span.of(MONDAY), known, max(today, span.of(MONDAY).first))
    assert sum(part.total or 0 for part in found.parts) == found.visits.total
    assert len(found.missing) == found.visits.open_days - found.visits.counted
    days = [part.period.first for part in found.parts]
    assert days == sorted(days)


def complete_weeks(number: int) -> list[int | str | None]:
    return [5, 5, 5, 5, 5, 5, None] * number


def test_complete_weeks_in_a_row() -> None:
    first = MONDAY - timedelta(weeks=8)
    weeks = Period(first=first, last=MONDAY - timedelta(days=1))
    whole = counted(first, complete_weeks(8))
    opening = make_known().opening
    assert complete_in_a_row(whole, opening, weeks) == (8, True)
    del whole[first + timedelta(weeks=5)]
    assert complete_in_a_row(whole, opening, weeks) == (2, False)


def test_a_week_of_holidays_does_not_break_a_row() -> None:
    first = MONDAY - timedelta(weeks=3)
    days = counted(first, [*complete_weeks(1), *[CLOSED] * 7, *complete_weeks(1)])
    weeks = Period(first=first, last=MONDAY - timedelta(days=1))
    assert complete_in_a_row(days, make_known().opening, weeks) == (2, True)


def test_nothing_recorded() -> None:
    assert library_period(Span.WEEK, WEEK, make_known()).is_empty
    assert library_period(Span.WEEK, WEEK, make_known(counted(MONDAY, [CLOSED]))).is_empty
    assert not library_period(Span.WEEK, WEEK, make_known(counted(MONDAY, [0]))).is_empty
