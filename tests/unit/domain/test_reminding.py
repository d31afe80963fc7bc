"""On which days a keeper is reminded, for all that is known ahead."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.days import Period, week_of
from domain.opening import FAR, Closure, Opening
from domain.reminding import Frequency, is_reminded, next_reminded

MONDAY = date(2026, 5, 11)
FRIDAY = date(2026, 5, 15)
WEEKDAYS = Opening(weeks=((date.min, "1111100"),))

days = st.integers(0, 60).map(lambda n: MONDAY + timedelta(days=n))
openings = st.builds(
    lambda week, holidays, first, length: Opening(
        weeks=((date.min, week),),
        holidays=dict.fromkeys(holidays, "libur"),
        closures=(Closure(period=Period(first=first, last=first + timedelta(days=length))),),
    ),
    st.text("01", min_size=7, max_size=7),
    st.sets(days, max_size=10),
    days,
    st.integers(0, 40),
)


def test_daily_is_each_open_day() -> None:
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    assert [is_reminded(WEEKDAYS, day, Frequency.DAILY) for day in week] == [True] * 5 + [False] * 2
    assert not any(is_reminded(WEEKDAYS, day, Frequency.NEVER) for day in week)


def test_weekly_is_the_last_open_day_even_before_a_holiday() -> None:
    holiday = Opening(weeks=WEEKDAYS.weeks, holidays={FRIDAY: "Kenaikan"})
    assert next_reminded(WEEKDAYS, MONDAY, Frequency.WEEKLY) == FRIDAY
    assert next_reminded(holiday, MONDAY, Frequency.WEEKLY) == date(2026, 5, 14)
    assert next_reminded(holiday, FRIDAY, Frequency.WEEKLY) == date(2026, 5, 22)


@given(openings, days, st.sampled_from(Frequency))
def test_the_next_day_is_the_first_on_which_there_is_a_reminder(
    opening: Opening, since: date, frequency: Frequency
) -> None:
    ahead = [since + timedelta(days=n) for n in range(FAR)]
    reminded = [day for day in ahead if is_reminded(opening, day, frequency)]
    assert next_reminded(opening, since, frequency) == (reminded[0] if reminded else None)
    assert all(opening.is_open(day) for day in reminded)


@given(openings, days)
def test_once_a_week_is_at_most_once_a_week(opening: Opening, day: date) -> None:
    week = [week_of(day).first + timedelta(days=n) for n in range(7)]
    weekly = [day for day in week if is_reminded(opening, day, Frequency.WEEKLY)]
    assert len(weekly) == min(1, len(opening.days(week_of(day))))
