"""Entries in words, readable as plain text after they are forwarded."""

import pytest
from markupsafe import Markup

from domain.entries import Band, Entry, Mode, Source
from locales import texts_in
from replies.entries import line, short
from replies.steps import suggested
from tests.factories import make_activity, make_books, make_visits

ID = texts_in("id")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (make_visits(), "Pengunjung 23"),
        (make_visits(total=0), "Tidak ada pengunjung (0)"),
        (make_visits(total=1250, male=600, female=650), "Pengunjung 1.250 (L 600 · P 650)"),
        (make_visits(total=5, mode=Mode.ADD), "Pengunjung +5"),
        (make_visits(total=12, groups={Band.SD: 9, Band.UMUM: 3}), "Pengunjung 12 (SD 9 · umum 3)"),
        (make_visits(total=12, groups={Band.CHILDREN: 12}), "Pengunjung 12"),
        (make_visits(total=12, companions=2), "Pengunjung 12 (2 pendamping)"),
        (make_visits(total=None, closed=True), "Tutup"),
        (make_visits(total=None, closed=True, reason="ada hajatan"), "Tutup (ada hajatan)"),
        (make_activity(title="Mewarnai"), "Kegiatan: Mewarnai, 12 peserta"),
        (make_activity(title="Mewarnai", participants=None), "Kegiatan: Mewarnai"),
        (
            make_activity(title="Rapat", partner="PKK", place="balai desa"),
            "Kegiatan: Rapat, 12 peserta, bersama PKK, di balai desa",
        ),
        (make_books(), "Buku baru: Laskar Pelangi, Andrea Hirata, 2 eks"),
        (make_books(title=None, author=None, copies=20, count_titles=15), "Buku baru: 15 judul, 20 eks"),
        (
            make_books(source=Source.DONATION, giver="Bu Ita"),
            "Buku baru: Laskar Pelangi, Andrea Hirata, 2 eks, sumbangan dari Bu Ita",
        ),
    ],
)
def test_an_entry_is_one_line(entry: Entry, words: str) -> None:
    assert line(ID, entry) == words


def test_peoples_words_are_escaped_in_messages_and_plain_on_buttons() -> None:
    entry = make_activity(title="<b>Seni & tari</b>", participants=None)
    assert line(ID, entry) == Markup("Kegiatan: &lt;b&gt;Seni &amp; tari&lt;/b&gt;")
    assert short(ID, entry) == "<b>Seni & tari</b>"


@pytest.mark.parametrize(
    ("recent", "numbers"),
    [
        ([], [0, 5, 10, 15, 20]),
        ([0, 0], [0, 5, 10, 15, 20]),
        ([12], [0, 12]),
        ([12, 8, 12, 20, 15], [0, 8, 12, 15, 20]),
        (list(range(1, 21)), [0, 1, 7, 14, 20]),
    ],
)
def test_suggested_numbers_are_near_the_librarys_own_days(recent: list[int], numbers: list[int]) -> None:
    assert suggested(recent) == numbers
