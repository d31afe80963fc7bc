from hypothesis import given
from hypothesis import strategies as st

from reports.change import ALIKE, AS_MANY, change
from reports.totals import Visiting


@st.composite
def visits(draw: st.DrawFn) -> Visiting:
    open_days = draw(st.integers(0, 31))
    counted = draw(st.integers(0, open_days))
    total = draw(st.integers(0, 5000)) if counted else 0
    return Visiting(total=total, counted=counted, open_days=open_days)


def test_complete_weeks_compare() -> None:
    found = change(Visiting(total=143, counted=6, open_days=6), Visiting(total=128, counted=6, open_days=6))
    assert found.percent == 12


def test_a_week_of_which_little_was_counted_is_no_measure() -> None:
    full, half = Visiting(total=143, counted=6, open_days=6), Visiting(total=51, counted=3, open_days=6)
    assert change(full, half).percent is None
    assert change(half, full).percent is None


def test_a_day_or_two_say_nothing_of_a_week() -> None:
    now, before = Visiting(total=1200, counted=1, open_days=4), Visiting(total=3, counted=1, open_days=4)
    assert change(now, before).percent is None


def test_a_week_of_holidays_is_no_bad_week() -> None:
    full, feast = Visiting(total=143, counted=6, open_days=6), Visiting(total=40, counted=2, open_days=2)
    assert change(feast, full).percent is None


@given(visits(), visits())
def test_a_percentage_is_said_only_of_what_compares(now: Visiting, before: Visiting) -> None:
    found = change(now, before)
    assert found.before == before
    if found.percent is None:
        return
    assert before.total > 0
    shares = (now.counted / max(now.open_days, 1), before.counted / before.open_days)
    assert abs(shares[0] - shares[1]) <= ALIKE
    assert min(now.counted, before.counted) >= AS_MANY * max(now.counted, before.counted)
    assert abs(found.percent - 100 * (now.total / before.total - 1)) <= 0.5
