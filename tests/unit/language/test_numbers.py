from datetime import date

import pytest
from num2words import num2words

from domain.understanding import DoubtKind
from language.cleaning import clean
from language.reading import read
from language.tokens import Kind, Number

THURSDAY = date(2026, 5, 21)


def numbers(text: str) -> list[Number]:
    tokens = read(clean(text), THURSDAY)
    return [token.number for token in tokens if token.kind is Kind.NUMBER and token.number]


def values(text: str) -> list[int]:
    return [number.value for number in numbers(text)]


@pytest.mark.parametrize("value", [*range(1, 200), 215, 999, 1000, 1001, 1250, 2026, 10_000, 25_300])
def test_number_words_are_read_as_num2words_writes_them(value: int) -> None:
    assert values(num2words(value, lang="id") + " orang") == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pengunjung23", [23]),
        ("23org", [23]),
        ("10L13P", [10, 13]),
        ("1.250 orang", [1250]),
        ("6 ribu eks", [6000]),
        ("selusin", [12]),
        ("duak puluh tige urang", [23]),
        ("tigapuluh satu", [31]),
        ("anak2 12", [12]),
        ("film G30S", []),
    ],
)
def test_figures_of_every_make(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["jam 9", "08.00-14.00", "Rp 5.000", "165rb", "0812-3456-7890", "RT 05", "kelas 3", "hari ke-3", "level 2",
     "umur 7 tahun", "juara 1, 2, 3", "SD Negeri 01", "23 GB", "75%", "8 tim"],
)  # fmt: skip
def test_numbers_that_count_neither_people_nor_copies(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("sekitar 20", DoubtKind.ABOUT),
        ("20an", DoubtKind.ABOUT),
        ("300 an", DoubtKind.ABOUT),
        ("lebih dari 30", DoubtKind.ABOUT),
        ("belasan", DoubtKind.ABOUT),
        ("10-12", DoubtKind.RANGE),
        ("30 sampai 50", DoubtKind.RANGE),
        ("10 atau 12", DoubtKind.RANGE),
    ],
)
def test_numbers_in_doubt(text: str, doubt: DoubtKind) -> None:
    assert [number.doubt for number in numbers(f"pengunjung {text} orang")] == [doubt]
