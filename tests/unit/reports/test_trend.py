from datetime import date, timedelta

from domain.days import Period, Span
from reports.trend import reach, trend
from tests.unit.reports.knowing import MONDAY, counted, make_known

LAST = Span.WEEK.of(MONDAY)


def test_twelve_weeks_end_with_the_one_that_is_looked_at() -> None:
    assert reach(Span.WEEK, LAST) == Period(first=MONDAY - timedelta(weeks=11), last=LAST.last)
    assert reach(Span.MONTH, Span.MONTH.of(MONDAY)).first == date(2025, 6, 1)


def test_each_week_has_its_total() -> None:
    first = MONDAY - timedelta(weeks=11)
    known = make_known(counted(first, [*range(1, 85)]))
    found = trend(Span.WEEK, LAST, known, first, LAST.last + timedelta(days=1))
    assert [step.visits.total for step in found.steps] == [28 + 49 * n for n in range(12)]
    assert found.highest == 28 + 49 * 11
    assert found.average == round(28 + 49 * 5.5)
    assert all(step.is_over for step in found.steps)


def test_weeks_before_the_first_report_are_left_out() -> None:
    since = MONDAY - timedelta(days=12)
    known = make_known(counted(since, [5] * 13))
    found = trend(Span.WEEK, LAST, known, since, MONDAY)
    assert [(step.period.first, step.is_over) for step in found.steps] == [
        (MONDAY - timedelta(weeks=2), True),
        (MONDAY - timedelta(weeks=1), True),
        (MONDAY, False),
    ]


def test_one_week_has_no_average() -> None:
    assert trend(Span.WEEK, LAST, make_known(counted(MONDAY, [5])), MONDAY, MONDAY + timedelta(days=9)).average is None
