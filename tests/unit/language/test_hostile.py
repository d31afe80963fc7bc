"""No message may raise, take long, or make figures appear that are not in it."""

import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.entries import Activity, Books, Visits
from domain.understanding import Understanding
from language import understand

NOW = datetime.fromisoformat("2026-05-21T16:00:00+07:00")
WORDS = st.sampled_from(
    [
        *(
            [
                "pengunjung",
                "kunjungan",
                "12",
                "7",
                "L",
                "P",
                "laki",
                "perempuan",
                "anak",
                "ibu",
                "kegiatan",
                "lomba",
                "mewarnai",
                "buku",
                "baru",
                "eks",
                "karya",
            ]
        ),
        *(
            [
                "kemarin",
                "senin",
                "tgl",
                "mei",
                "tutup",
                "ralat",
                "tambah",
                "jadi",
                "bukan",
                "total",
                "dan",
                "2",
                "judul",
                "sumbangan",
                "Tere",
                "Liye",
                "sekitar",
            ]
        ),
        *",.():;-?@\n",
    ]
)


def read(text: str) -> Understanding:
    return understand(text, now=NOW)


@given(st.text(max_size=300))
def test_any_text_is_read_without_raising(text: str) -> None:
    read(text)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=300)
def test_any_row_of_known_words_is_read_the_same_twice(text: str) -> None:
    assert read(text) == read(text)


@given(st.integers(13, 900), st.integers(13, 900))
def test_recorded_figures_stand_in_the_text_or_are_its_sum(male: int, female: int) -> None:
    text = f"pengunjung laki-laki {male} perempuan {female}, kegiatan senam {male} ibu, buku baru Hujan {female} eks"
    figures = {int(digits) for digits in re.findall(r"\d+", text)} | {male + female}
    for entry in read(text).entries:
        assert set(_figures(entry)) <= figures


def _figures(entry: Visits | Activity | Books) -> list[int]:
    if isinstance(entry, Visits):
        return [number for number in (entry.total, entry.male, entry.female) if number is not None]
    return [number for number in (getattr(entry, "participants", None), getattr(entry, "copies", None)) if number]


@pytest.mark.parametrize(
    "text",
    ["1" * 4096, "(" * 4096, "a" * 4096, "1 " * 2048, "1-" * 2048, "1/" * 2048, "a1" * 2048, "pengunjung " * 400,
     "1. a " * 800, "@" * 4096, ". " * 2048, "a.b@" * 1024, "dua puluh " * 400, "kegiatan 1 " * 370, "L P 1 " * 680,
     "buku baru (x) " * 290, "buku baru 1 dan " * 250, "\u202e12 \u200bpengunjung\x00" * 200, "senin " * 680,
     "? " * 2048],
)  # fmt: skip
def test_long_lines_are_read_and_mean_the_same_twice(text: str) -> None:
    assert read(text) == read(text)


def test_marks_that_turn_the_writing_round_change_nothing() -> None:
    assert read("\u202epengunjung\u200b 12\u200f").entries == read("pengunjung 12").entries
