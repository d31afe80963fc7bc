"""What a typed answer makes of a doubt that carries a draft."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from domain.entries import Entry, Mode
from domain.understanding import Doubt, DoubtKind, Slot
from handlers.reading import day_said, read
from handlers.turn import Turn
from handlers.typed_doubts import answered
from locales import texts_in
from storage.work import Work
from tests.factories import NOW, TODAY, make_activity, make_books, make_incoming, make_person, make_visits

MONDAY = date(2026, 5, 11)


def turn(text: str) -> Turn:
    """Reading needs no database."""
    return Turn(
        incoming=make_incoming(text=text),
        work=cast("Work", None),
        now=NOW,
        texts=texts_in("id"),
        person=make_person(),
    )


def answer(doubt: Doubt, text: str) -> tuple[Entry, ...] | None:
    said = turn(text)
    return answered(said, doubt, read(said, text))


@pytest.mark.parametrize("kind", [DoubtKind.DATE_FUTURE, DoubtKind.DATE_MISMATCH, DoubtKind.DATE_TOO_OLD])
@pytest.mark.parametrize(
    ("text", "day"), [("kemarin", MONDAY), ("hari ini", TODAY), ("senin", MONDAY), ("3 mei", date(2026, 5, 3))]
)
def test_a_day_answers_a_doubt_about_the_day(kind: DoubtKind, text: str, day: date) -> None:
    doubt = Doubt(kind=kind, slot=Slot.DATE, draft=make_visits(date=date(2026, 12, 1)))
    assert answer(doubt, text) == (make_visits(date=day),)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("ya", (make_activity(participants=20),)),
        ("18", (make_activity(participants=18),)),
        ("18 anak", (make_activity(participants=18),)),
        ("tidak", ()),
        ("makasih", None),
        ("pengunjung 18", None),
        ("berapa pengunjung bulan ini?", None),
    ],
)
def test_answers_to_an_about_number(text: str, entries: tuple[Entry, ...] | None) -> None:
    proposal = make_activity(participants=20)
    doubt = Doubt(kind=DoubtKind.ABOUT, slot=Slot.PARTICIPANTS, draft=proposal, proposals=(proposal,), numbers=(20,))
    assert answer(doubt, text) == entries


def test_a_number_for_a_second_count_replaces_it() -> None:
    add = make_visits(total=15, mode=Mode.ADD)
    doubt = Doubt(
        kind=DoubtKind.SECOND_COUNT,
        slot=Slot.TOTAL,
        draft=make_visits(total=15),
        proposals=(add, replace(add, mode=Mode.SET)),
        numbers=(23, 15),
    )
    assert answer(doubt, "17") == (make_visits(total=17, mode=Mode.SET),)
    split: dict[str, Any] = {"total": 17, "male": 8, "female": 9, "mode": Mode.SET}
    assert answer(doubt, "17, laki 8 perempuan 9") == (make_visits(**split),)


def test_a_valid_isbn_answers_a_doubt_about_the_isbn() -> None:
    book = make_books(title="Hujan", author="Tere Liye")
    doubt = Doubt(kind=DoubtKind.ISBN_INVALID, slot=Slot.ISBN, draft=book, proposals=(book,))
    assert answer(doubt, "9786020324784") == (replace(book, isbn="9786020324784"),)
    assert answer(doubt, "9786020324780") is None
    assert answer(doubt, "ya") == (book,)


def test_a_doubt_about_nothing_takes_no_answer() -> None:
    assert answer(Doubt(kind=DoubtKind.UNCLEAR), "ya") is None


@pytest.mark.parametrize("text", ["makasih", "15", "pengunjung kemarin 15"])
def test_other_words_are_no_day(text: str) -> None:
    assert day_said(turn(text), text) is None
