"""Two counts of one day in one message."""

from datetime import date

from domain.entries import Mode
from handlers.recording import _together
from tests.factories import make_activity, make_visits


def test_parts_of_a_day_are_one_count() -> None:
    morning, evening = make_visits(total=10, male=4, female=6), make_visits(total=12, male=5, female=7)
    assert _together([morning, make_activity(), evening]) == [
        make_visits(total=22, male=9, female=13),
        make_activity(),
    ]


def test_the_split_of_a_sum_stands_only_where_every_part_has_one() -> None:
    assert _together([make_visits(total=10, male=4, female=6), make_visits(total=12)]) == [make_visits(total=22)]


def test_other_days_closed_days_and_corrections_stay_apart() -> None:
    entries = [
        make_visits(total=10),
        make_visits(date=date(2026, 5, 11), total=12),
        make_visits(total=None, closed=True),
        make_visits(total=3, mode=Mode.ADD),
    ]
    assert _together(entries) == entries
