"""Silence is counted in open days, from the last thing heard."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.days import Period
from domain.opening import Closure, Opening
from reports.silence import Cause, Heard, Keeping, Quiet, Silence, last_day, quiet, unreported

MONDAY = date(2026, 5, 11)
WEEK = Opening(weeks=((date(2026, 1, 1), "1111110"),))
LABOUR_DAY = Opening(weeks=WEEK.weeks, holidays={date(2026, 5, 1): "Hari Buruh"})
KEPT = Keeping(since=date(2026, 1, 1), reachable=True, present=True)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
openings = st.builds(
    Opening,
    weeks=st.text("01", min_size=7, max_size=7).map(lambda week: ((date(2020, 1, 1), week),)),
    holidays=st.dictionaries(days, st.just("libur"), max_size=20),
    closures=st.lists(
        st.builds(
            lambda first, length: Closure(period=Period(first=first, last=first + timedelta(days=length))),
            days,
            st.integers(0, 40),
        ),
        max_size=4,
    ).map(tuple),
)


def test_since_the_first_open_day_without_a_report() -> None:
    missing = unreported(LABOUR_DAY, date(2026, 4, 29), date(2026, 5, 10))
    assert missing == Silence(since=date(2026, 4, 30), open_days=8)


def test_today_counts_once_the_library_has_closed() -> None:
    assert last_day(datetime(2026, 5, 12, 15, 29), "15:30") == date(2026, 5, 11)  # noqa: DTZ001 - a clock on a wall
    assert last_day(datetime(2026, 5, 12, 15, 30), "15:30") == date(2026, 5, 12)  # noqa: DTZ001


@pytest.mark.parametrize(("edge", "expected"), [(date(2026, 5, 8), None), (date(2026, 5, 9), Cause.SILENT)])
def test_three_open_days_are_silence(edge: date, expected: Cause | None) -> None:
    found = quiet(WEEK, Heard(reported=date(2026, 5, 6), counted=date(2026, 5, 6)), KEPT, edge)
    assert (found and found.cause) == expected


@pytest.mark.parametrize(
    ("keeping", "cause"),
    [
        (KEPT, Cause.SILENT),
        (Keeping(since=date(2026, 1, 1), reachable=True), Cause.ON_LEAVE),
        (Keeping(since=date(2026, 1, 1)), Cause.BLOCKED),
        (Keeping(), Cause.NO_KEEPER),
    ],
)
def test_causes_are_told_apart(keeping: Keeping, cause: Cause) -> None:
    heard = Heard(reported=date(2026, 4, 30), counted=date(2026, 4, 30))
    found = quiet(WEEK, heard, keeping, date(2026, 5, 10))
    assert found == Quiet(cause=cause, silence=Silence(since=date(2026, 5, 1), open_days=8))


def test_nothing_was_ever_expected_of_a_library_without_a_keeper() -> None:
    assert quiet(WEEK, Heard(), Keeping(), MONDAY) == Quiet(cause=Cause.NO_KEEPER)


def test_nothing_was_expected_before_somebody_joined() -> None:
    joined = Keeping(since=date(2026, 5, 7), reachable=True, present=True)
    assert quiet(WEEK, Heard(), joined, date(2026, 5, 9)) is None
    assert quiet(WEEK, Heard(), joined, MONDAY) == Quiet(
        cause=Cause.SILENT, silence=Silence(since=date(2026, 5, 8), open_days=3)
    )


def test_who_told_ahead_that_it_is_closed_is_not_silent() -> None:
    closed = Opening(weeks=WEEK.weeks, closures=(Closure(period=Period(first=date(2026, 5, 1), last=MONDAY)),))
    found = quiet(closed, Heard(reported=date(2026, 4, 30), counted=date(2026, 4, 30)), KEPT, MONDAY)
    assert found is not None
    assert found.cause is Cause.CLOSED


def test_who_tells_each_day_that_it_is_closed_is_not_silent() -> None:
    found = quiet(WEEK, Heard(reported=MONDAY, counted=date(2026, 5, 1)), KEPT, MONDAY)
    assert found is not None
    assert found.cause is Cause.CLOSED


def test_more_than_a_year_is_long_enough() -> None:
    missing = unreported(WEEK, date(2024, 1, 1), date(2026, 5, 10))
    assert missing is not None
    assert missing.long


@given(openings, days, st.integers(0, 500))
def test_a_closed_day_never_counts(opening: Opening, last: date, length: int) -> None:
    edge = last + timedelta(days=length)
    missing = unreported(opening, last, edge)
    reach = [edge - timedelta(days=n) for n in range(min(length, 365))]
    open_days = sorted(day for day in reach if opening.is_open(day))
    assert (missing.open_days if missing else 0) == len(open_days)
    assert (missing.since if missing else None) == (open_days[0] if open_days else None)


@given(openings, days, st.integers(0, 300), st.integers(0, 60))
def test_time_only_makes_silence_longer_and_a_report_only_shorter(
    opening: Opening, last: date, length: int, more: int
) -> None:
    edge = last + timedelta(days=length)
    now, later = unreported(opening, last, edge), unreported(opening, last, edge + timedelta(days=more))
    heard = unreported(opening, last + timedelta(days=more), edge)
    assert (now.open_days if now else 0) <= (later.open_days if later else 0)
    assert (heard.open_days if heard else 0) <= (now.open_days if now else 0)


@given(openings, days, st.integers(1, 300))
def test_a_report_of_the_last_day_ends_silence(opening: Opening, edge: date, ago: int) -> None:
    assume(edge - timedelta(days=ago) > date(2024, 1, 1))
    heard = Heard(reported=edge, counted=edge)
    assert quiet(opening, heard, KEPT, edge) is None
