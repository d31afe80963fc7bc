from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.days import local
from scheduler.period_ends import ended, next_end
from scheduler.planned import Window

SEVEN = time(7)
ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - aware by strategy


def names(zone: str, window: Window) -> list[str]:
    return [end.span.name_of(end.period) for end in ended(zone, SEVEN, window)]


def day_of(day: date) -> Window:
    """The UTC day."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Window(after=start - timedelta(microseconds=1), until=start + timedelta(hours=23, minutes=59))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 11), ["2026-W19"]),
        (date(2026, 5, 12), []),
        (date(2026, 5, 1), ["2026-04"]),
        (date(2026, 6, 1), ["2026-W22", "2026-05"]),
        (date(2028, 3, 1), ["2028-02"]),
        (date(2027, 1, 1), ["2026-12"]),
        (date(2027, 1, 4), ["2026-W53"]),
    ],
)
def test_what_falls_due_on_a_day(day: date, expected: list[str]) -> None:
    assert names("Asia/Jakarta", day_of(day)) == expected


def test_a_leap_day_is_part_of_its_month() -> None:
    (end,) = ended("Asia/Jakarta", SEVEN, day_of(date(2028, 3, 1)))
    assert (end.period.first, end.period.last) == (date(2028, 2, 1), date(2028, 2, 29))


def test_each_zone_has_its_own_seven_o_clock() -> None:
    sunday_and_monday = Window(after=datetime(2026, 5, 10, tzinfo=UTC), until=datetime(2026, 5, 11, 23, tzinfo=UTC))
    found = {zone: [end.at.isoformat() for end in ended(zone, SEVEN, sunday_and_monday)] for zone in ZONES}
    assert found == {
        "Asia/Jakarta": ["2026-05-11T00:00:00+00:00"],
        "Asia/Pontianak": ["2026-05-11T00:00:00+00:00"],
        "Asia/Makassar": ["2026-05-10T23:00:00+00:00"],
        "Asia/Jayapura": ["2026-05-10T22:00:00+00:00"],
    }


@given(MOMENTS, st.sampled_from(ZONES))
def test_the_next_moment_is_the_first_at_which_anything_falls_due(now: datetime, zone: str) -> None:
    at = next_end(zone, SEVEN, now)
    assert at > now
    assert local(at, zone).time() == SEVEN
    assert not list(ended(zone, SEVEN, Window(after=now, until=at - timedelta(microseconds=1))))
    assert list(ended(zone, SEVEN, Window(after=now, until=at)))


@given(MOMENTS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(ZONES))
def test_windows_in_a_row_find_everything_once(now: datetime, one: int, two: int, zone: str) -> None:
    middle, end = now + timedelta(hours=one), now + timedelta(hours=one + two)
    parts = [*names(zone, Window(after=now, until=middle)), *names(zone, Window(after=middle, until=end))]
    assert parts == names(zone, Window(after=now, until=end))


@given(MOMENTS, st.sampled_from(ZONES))
def test_every_period_of_a_year_falls_due_once(now: datetime, zone: str) -> None:
    found = names(zone, Window(after=now, until=now + timedelta(days=364)))
    assert len(found) == len(set(found))
    assert sum("W" in name for name in found) == 52
    assert sum("W" not in name for name in found) in (11, 12)
