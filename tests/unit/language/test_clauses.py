from datetime import date

import pytest

from language.clauses import cut_clauses
from language.cleaning import clean
from language.reading import read
from language.sections import sections
from language.voters import About

THURSDAY = date(2026, 5, 21)


def clauses(text: str) -> list[str]:
    return [" ".join(token.text for token in clause.tokens) for clause in cut_clauses(read(clean(text), THURSDAY))]


def kinds(text: str) -> list[About]:
    return [section.about for section in sections(cut_clauses(read(clean(text), THURSDAY)), None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pengunjung 12, mewarnai 10 anak", ["pengunjung 12", "mewarnai 10 anak"]),
        ("pengunjung 12 kegiatan mewarnai 10 anak", ["pengunjung 12", "kegiatan mewarnai 10 anak"]),
        ("pengunjung 12 dan kegiatan senam 9 ibu", ["pengunjung 12", "kegiatan senam 9 ibu"]),
        ("merakit robot dan drone 8 anak", ["merakit robot dan drone 8 anak"]),
        ("Kegiatan: 1. Les 7 anak 2. Ngaji 12 anak", ["Kegiatan :", "Les 7 anak", "Ngaji 12 anak"]),
        ("- satu ekor\n- dua ekor", ["satu ekor", "dua ekor"]),
        ("A. Fuadi", ["A . Fuadi"]),
    ],
)
def test_where_a_message_is_cut(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pengunjung 15, kegiatan mewarnai 10 anak, buku baru 2 eks Hujan",
         [About.VISITS, About.ACTIVITIES, About.BOOKS]),
        ("buku baru: Kunjungan Malam (2)", [About.BOOKS]),
        ("diskusi buku Bumi Manusia, 7 orang", [About.ACTIVITIES]),
        ("Kunjungan Bunda Literasi ke perpustakaan", [About.ACTIVITIES]),
        ("kunjungan 17", [About.VISITS]),
        ("buku dipinjam 12", [About.SILENT]),
    ],
)  # fmt: skip
def test_what_each_part_is_about(text: str, expected: list[About]) -> None:
    assert kinds(text) == expected
