"""Every kind of question, in both languages, fits into a message and its buttons."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.entries import Entry, Mode
from domain.understanding import Doubt, DoubtKind, Slot
from locales import LANGUAGES, Texts, texts_in
from replies.buttons import NONE, OTHER, WITHOUT
from replies.doubts import buttons, choice_said
from replies.questions import day_name, question
from tests.factories import TODAY, make_activity, make_books, make_visits

LONG = "Sosialisasi " * 20
ID = texts_in("id")
ENTRIES: tuple[Entry, ...] = (
    make_visits(total=1_250_000),
    make_visits(total=None, closed=True, reason=LONG),
    make_activity(title=LONG, participants=4000),
    make_books(title=LONG, author=LONG, copies=900),
    make_books(title=None, author=None, copies=20, count_titles=15),
)


def doubts(kind: DoubtKind) -> list[Doubt]:
    """With all that a doubt may hold, and with nothing."""
    full = [
        Doubt(kind=kind, slot=slot, draft=entry, proposals=(entry, entry), numbers=(1200, 13, 25))
        for entry, slot in product(ENTRIES, (*Slot, None))
    ]
    return [*full, Doubt(kind=kind), Doubt(kind=kind, numbers=(5,)), Doubt(kind=kind, proposals=(ENTRIES[0],))]


@pytest.mark.parametrize("kind", DoubtKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_fits(kind: DoubtKind, language: str) -> None:
    texts = texts_in(language)
    for doubt in doubts(kind):
        text = question(texts, doubt, TODAY, "Wati")
        assert 5 < len(text) < 4096
        assert "{" not in text
        _assert_fits(texts, doubt)


def _assert_fits(texts: Texts, doubt: Doubt) -> None:
    for row in buttons(texts, doubt, 2**40, 999, TODAY):
        for button in row:
            assert 0 < len(button.text) <= 64
            assert button.data is not None
            assert len(button.data.encode()) <= 64


def second_count() -> Doubt:
    add, replace = make_visits(total=15, mode=Mode.ADD), make_visits(total=15, mode=Mode.SET)
    return Doubt(kind=DoubtKind.SECOND_COUNT, slot=Slot.TOTAL, draft=add, proposals=(add, replace), numbers=(23, 15))


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("tambah", 0),
        ("Tambahkan!", 0),
        ("ganti", 1),
        ("ganti jadi 15", 1),
        ("abaikan", NONE),
        ("ya", None),
        ("tam", None),
    ],
)
def test_the_words_of_a_button_choose_it(said: str, choice: int | None) -> None:
    assert choice_said(ID, second_count(), said, TODAY) == choice


def test_the_ways_out_have_words_too() -> None:
    about = Doubt(
        kind=DoubtKind.ABOUT, slot=Slot.PARTICIPANTS, draft=make_activity(), proposals=(make_activity(),), numbers=(12,)
    )
    assert choice_said(ID, about, "jumlah lain", TODAY) == OTHER
    assert choice_said(ID, about, "tanpa jumlah", TODAY) == WITHOUT


@given(st.text(max_size=30))
def test_any_words_choose_something_or_nothing(said: str) -> None:
    assert choice_said(ID, second_count(), said, TODAY) in (None, 0, 1, NONE)


@pytest.mark.parametrize(
    ("back", "name"), [(0, "hari ini"), (1, "kemarin"), (2, "Minggu, 10 Mei"), (-1, "Rabu, 13 Mei")]
)
def test_days_are_named_as_people_do(back: int, name: str) -> None:
    assert day_name(ID, TODAY - timedelta(days=back), TODAY) == name


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        (DoubtKind.DATE_TOO_OLD, "Sabtu, 3 Januari sudah lebih dari 60 hari lalu. Tetap saya catat untuk hari itu?"),
        (DoubtKind.DATE_FUTURE, "Sabtu, 3 Januari belum terjadi. Hari apa maksudnya?"),
        (DoubtKind.DATE_IMPOSSIBLE, "Tanggal itu tidak ada. Hari apa maksudnya?"),
        (DoubtKind.DATE_MISMATCH, "Hari dan tanggalnya tidak cocok. Hari apa maksudnya?"),
    ],
)
def test_a_doubtful_day_with_an_entry_asks_for_the_day(kind: DoubtKind, asks: str) -> None:
    entry = make_visits(date=date(2026, 1, 3))
    assert question(ID, Doubt(kind=kind, slot=Slot.DATE, draft=entry, proposals=(entry,)), TODAY) == asks


def test_contradicting_parts_are_added_up() -> None:
    parts = Doubt(kind=DoubtKind.CONTRADICTION, draft=make_visits(total=None), numbers=(10, 12, 25))
    assert question(ID, parts, TODAY) == "10 + 12 = 22, tetapi totalnya ditulis 25. Mana yang benar?"
