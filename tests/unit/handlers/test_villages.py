"""A village is found by its name, although misspelt."""

import pytest

from handlers.villages import matches

SANGGAU = "Kabupaten Sanggau"
VILLAGES = [
    (1, "Balai Sebut", "Jangkang", SANGGAU),
    (2, "Tanjung Merpati", "Kembayan", SANGGAU),
    (3, "Semoncol", "Balai", SANGGAU),
    (4, "Entikong", "Entikong", SANGGAU),
    (5, "Sungai Mawang", "Kapuas", SANGGAU),
    (6, "Sungai Mawang", "Mukok", SANGGAU),
    (7, "Sungai Mawang", "Puring Kencana", "Kabupaten Kapuas Hulu"),
    (8, "Tunggal Bhakti", "Kembayan", SANGGAU),
    (9, "Hibun", "Parindu", SANGGAU),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Balai Sebut", 1),
        ("balai sebut", 1),
        ("bale sebut", 1),
        ("balaisebut", 1),
        ("desa balai sebut kec jangkang", 1),
        ("Perpustakaan Desa Balai Sebut", 1),
        ("tanjung mrpati", 2),
        ("semoncl", 3),
        ("entikong", 4),
        ("tunggal bakti", 8),
        ("dari desa hibun bu", 9),
    ],
)
def test_the_village_meant_comes_first(typed: str, found: int) -> None:
    assert matches(typed, VILLAGES)[0] == found


def test_its_place_decides_among_villages_of_one_name() -> None:
    assert matches("sungai mawang mukok", VILLAGES)[0] == 6
    assert matches("sungai mawang kapuas hulu", VILLAGES)[0] == 7


@pytest.mark.parametrize("typed", ["", "x", "desa", "🙂", "qqqqqq wwwww"])
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    assert matches(typed, VILLAGES) == []


def test_at_most_five_are_offered() -> None:
    many = [(number, "Sungai Mawang", f"Kecamatan {number}", SANGGAU) for number in range(20)]
    assert len(matches("sungai mawang", many)) == 5
