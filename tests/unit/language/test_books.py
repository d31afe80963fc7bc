"""Lists of books: pieces, labels, and the questions where two readings are close."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.entries import Books
from domain.understanding import DoubtKind, Understanding
from language import understand

NOW = datetime(2026, 9, 10, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def read(text: str) -> Understanding:
    return understand(text, now=NOW)


def books(text: str) -> list[tuple[str | None, str | None, int | None]]:
    found = read(text)
    assert not found.doubts
    return [(entry.title, entry.author, entry.copies) for entry in found.entries if isinstance(entry, Books)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("buku baru: 9 dari Nadira, Leila S. Chudori", "9 dari Nadira"),
        ("buku baru Tamu Tak Diundang 4 eks", "Tamu Tak Diundang"),
        ("koleksi baru: Undangan Terakhir, 3 eks", "Undangan Terakhir"),
        ("buku baru Kapan Nikah? 1 eks", "Kapan Nikah?"),
        ("buku baru Matematika Kelas 4", "Matematika Kelas 4"),
    ],
)
def test_any_word_may_be_a_title_behind_the_heading(text: str, title: str) -> None:
    assert [found for found, _, _ in books(text)] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "buku baru Dunia Sophie/Jostein Gaarder/1 eks",
        "buku baru: Dunia Sophie | Jostein Gaarder | 1",
        "buku baru Dunia Sophie - Jostein Gaarder, 1 eks",
        "Dunia Sophie karya Jostein Gaarder 1 eks, buku baru",
        'buku "Dunia Sophie" baru masuk 1 eks, pengarang Jostein Gaarder',
        "Judul Dunia Sophie\nPengarang Jostein Gaarder\nJumlah 1 eks\nbuku baru",
        "no;judul;pengarang;eks\n1;Dunia Sophie;Jostein Gaarder;1",
    ],
)
def test_a_book_is_read_through_any_separator(text: str) -> None:
    assert books(text) == [("Dunia Sophie", "Jostein Gaarder", 1)]


def test_an_unknown_author_between_title_and_copies() -> None:
    assert books("buku baru: Fikih Nelayan, Zulkarnain Latif, 2 eks") == [("Fikih Nelayan", "Zulkarnain Latif", 2)]


def test_the_author_told_for_all() -> None:
    found = books("Buku baru: Rumah Kaca & Jejak Langkah, Pramoedya Ananta Toer, masing2 1")
    assert found == [
        ("Rumah Kaca", "Pramoedya Ananta Toer", 1),
        ("Jejak Langkah", "Pramoedya Ananta Toer", 1),
    ]


def test_a_known_title_keeps_its_commas() -> None:
    found = books("buku baru Kau, Aku, dan Sepucuk Angpau Merah - Tere Liye 1 eks")
    assert found == [("Kau, Aku, dan Sepucuk Angpau Merah", "Tere Liye", 1)]


def test_copies_told_respectively() -> None:
    found = books("beli Kamus Inggris dan Kamus Arab, 2 dan 1 eks")
    assert found == [("Kamus Inggris", None, 2), ("Kamus Arab", None, 1)]


def test_the_next_volumes_carry_the_title() -> None:
    assert [title for title, _, _ in books("buku baru Naruto jilid 3, 4 dan 5")] == [
        "Naruto jilid 3",
        "Naruto jilid 4",
        "Naruto jilid 5",
    ]


def test_copies_of_each_title_are_multiplied() -> None:
    (entry,) = read("buku baru 3 judul masing-masing 5 eks").entries
    assert isinstance(entry, Books)
    assert (entry.count_titles, entry.copies) == (3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "buku baru Selamat Pagi, Dunia 2 eks",  # one title or two?
        "buku baru Jalan Pulang, Sunyi 2 eks",  # title and author, or two titles?
        "buku baru: Si Bolang Pergi dan Si Unyil Pulang",
        "buku baru nya bagus-bagus",
        "lagi baca Jalan Pulang karya Anton Sihombing",
    ],
)
def test_it_asks_where_two_readings_are_close(text: str) -> None:
    found = read(text)
    assert not found.entries or found.doubts
    assert all(doubt.kind is DoubtKind.UNCLEAR for doubt in found.doubts)


def test_it_records_what_is_certain_and_asks_about_the_rest() -> None:
    found = read("buku baru: Jalan Pulang 2 eks; Tanah Kami, Rantau 1 eks")
    assert [entry.title for entry in found.entries if isinstance(entry, Books)] == ["Jalan Pulang"]
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.UNCLEAR]


@pytest.mark.parametrize(
    "text",
    [
        "Laskar Pelangi 2 eks dipinjam kelas 5",
        "Dilan 1990 2 eks rusak kena air",
        "3 eks Kamus Inggris disiangi karena lapuk",
        "anak-anak minta buku baru Doraemon",
        "buku baru belum datang pak",
    ],
)
def test_books_that_did_not_come_are_nothing(text: str) -> None:
    found = read(text)
    assert not found.entries
    assert not found.doubts


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("buku baru Sagaras (Tere Liye) 1 eks dari Pak Kades", "Pak Kades"),
        ("Bu Camat nyumbang Atomic Habits 1", "Bu Camat"),
        ("sumbangan alumni SDN 2: Iqro 20 eks", "alumni SDN 2"),
        ("bukubaru : Cerita dari Digul (2eks)", None),
    ],
)
def test_who_gave_the_books(text: str, giver: str | None) -> None:
    (entry,) = read(text).entries
    assert isinstance(entry, Books)
    assert entry.giver == giver
