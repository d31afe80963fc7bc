"""An entry with another number, and an entry told again."""

from dataclasses import replace
from datetime import date

from domain.entries import ActivityClass, Band, Mode
from handlers.values import filled, names_same, number_of, said_anew
from tests.factories import make_activity, make_books, make_visits

MONDAY = date(2026, 5, 11)


def test_another_number_takes_the_split_of_the_old_one_away() -> None:
    assert filled(make_visits(total=23, male=10, female=13, groups={Band.SD: 9}), 18) == make_visits(total=18)
    assert filled(make_activity(participants=12, male=5, female=7), None) == make_activity(participants=None)
    assert filled(make_books(copies=2), 3) == make_books(copies=3)


def test_a_closed_day_with_a_number_was_open() -> None:
    assert filled(make_visits(total=None, closed=True, reason="hajatan"), 5) == make_visits(total=5)


def test_the_number_of_each_kind() -> None:
    assert [number_of(entry) for entry in (make_visits(), make_activity(), make_books())] == [23, 12, 2]


def test_what_is_told_again_keeps_its_day_unless_it_names_one() -> None:
    old = make_visits(date=MONDAY, mode=Mode.ADD)
    assert said_anew(old, make_visits(total=9), dated=False) == replace(old, total=9)
    assert said_anew(old, make_visits(total=9), dated=True) == make_visits(total=9, mode=Mode.ADD)


def test_an_activity_told_again_keeps_what_is_not_told() -> None:
    old = make_activity(activity_class=ActivityClass.ADVOCACY, participants=12, male=5, female=7)
    new = make_activity(title="Rapat", participants=None)
    assert said_anew(old, new, dated=True) == replace(old, title="Rapat")


def test_the_same_thing_has_the_same_kind_and_title() -> None:
    assert names_same(make_activity(title="Mewarnai"), make_activity(title="mewarnai"))
    assert not names_same(make_activity(title="Mewarnai"), make_activity(title="Dongeng"))
    assert not names_same(make_activity(), make_books())
    assert names_same(make_visits(), make_visits(total=1))
