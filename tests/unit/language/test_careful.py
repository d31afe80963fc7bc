"""What looks like a report and is none, or is another than it looks: nothing false is recorded."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.entries import Activity, Books, Visits
from domain.understanding import Asked, DoubtKind, Understanding

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 5, day) for day in range(18, 22))
Say = Callable[..., Understanding]


@pytest.mark.parametrize(
    "text",
    [
        "monday 9, tuesday 14",
        "Senin 9 selasa 14",
        "mon 9 tue 14",
        "sen 9, sel 14",
        "hari senin yg datang 9 hari selasa 14",
    ],
)
def test_weekdays_in_an_answer_are_those_days_and_not_the_one_asked_about(say: Say, text: str) -> None:
    assert say(text, answering=Asked.VISITS).entries == (
        Visits(date=MONDAY, total=9),
        Visits(date=TUESDAY, total=14),
    )


def test_the_number_of_books_is_no_number_of_visitors(say: Say) -> None:
    told = say("kmrn pengunjung 6 trs hari ini 4 buku 2", answering=Asked.VISITS)
    assert told.entries == (Visits(date=WEDNESDAY, total=6), Visits(date=THURSDAY, total=4))


@pytest.mark.parametrize(
    "text",
    [
        "perpus libur setiap jumat",
        "tutup tiap tgl merah ya kak",
        "biasanya minggu tutup",
        "sabtu minggu tutup",
        "buka senin sampai jumat, sabtu minggu tutup",
        "guru cuti jadi kelas ngaji libur",
        "les hari ini libur",
        "kegiatan calistung ditiadakan",
    ],
)
def test_a_habit_or_the_holiday_of_others_closes_no_day(say: Say, text: str) -> None:
    told = say(text)
    assert not told.entries
    assert not told.doubts


@pytest.mark.parametrize("text", ["ikut bimtek tutup", "rapat kader jadi tutup", "hari ini gotong royong perpus tutup"])
def test_what_the_library_was_closed_for_is_no_activity(say: Say, text: str) -> None:
    (entry,) = say(text).entries
    assert isinstance(entry, Visits)
    assert entry.closed


@pytest.mark.parametrize(
    "text",
    [
        "kegiatan mulai jam 3",
        "rapat jam 3 ingatkan ya",
        "senin kita ada pelatihan",
        "tolong jadwalkan pelatihan hari kamis",
        "sudah daftar 18 anak buat lomba sabtu",
        "kegiatan rutin tiap hari jam 4",
        "ini foto kegiatan tadi bu",
        "tolong belikan buku Home Sweet Loan",
        "buku kiriman dinas 50 eks belum sampai",
        "kembalikan buku perpus provinsi 100 eks",
        "Perpusnas mencatat 1,2 juta pengunjung tahun 2025",
        "grup WA pemustaka sudah 60 anggota",
    ],
)
def test_plans_wishes_and_the_figures_of_others_are_not_recorded(say: Say, text: str) -> None:
    assert not say(text).entries


def test_a_weekday_with_people_counted_is_a_report(say: Say) -> None:
    (entry,) = say("senin pelatihan kompos 12 orang").entries
    assert isinstance(entry, Activity)
    assert (entry.date, entry.title, entry.participants) == (MONDAY, "Pelatihan kompos", 12)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("les calistung 9 anak les inggris 7 anak", ("Les calistung", 9), ("Les inggris", 7)),
        ("ngaji 9 menggambar 6", ("Ngaji", 9), ("Menggambar", 6)),
    ],
)
def test_activities_without_a_mark_between_them_are_not_added_up(
    say: Say, text: str, first: tuple[str, int], second: tuple[str, int]
) -> None:
    told = [(entry.title, entry.participants) for entry in say(text).entries if isinstance(entry, Activity)]
    assert told == [first, second]


def test_each_of_two_activities_keeps_its_day(say: Say) -> None:
    told = say("tgl 18 mendongeng 14 anak tgl 19 nonton 20 anak").entries
    assert [(entry.date, entry.title) for entry in told if isinstance(entry, Activity)] == [
        (MONDAY, "Mendongeng"),
        (TUESDAY, "Nonton"),
    ]


def test_what_is_only_compared_with_is_no_day_of_the_report(say: Say) -> None:
    assert say("lebih rame dr kemarin, 16", answering=Asked.VISITS).entries == (Visits(date=THURSDAY, total=16),)


def test_what_stands_behind_but_is_asked_about_and_not_added(say: Say) -> None:
    (doubt,) = say("ada kok 11 tapi yg ngisi buku tamu cm 4", answering=Asked.VISITS).doubts
    assert doubt.kind is DoubtKind.RANGE
    assert [entry.total for entry in doubt.proposals if isinstance(entry, Visits)] == [11, 4]


def test_sessions_that_follow_each_other_are_summed_up(say: Say) -> None:
    assert say("td siang 5, sore nambah 3", answering=Asked.VISITS).entries == (Visits(date=THURSDAY, total=8),)


def test_strange_words_before_a_number_are_asked_about(say: Say) -> None:
    (doubt,) = say("pengunjung setia peminat kopi 12").doubts
    assert doubt.kind is DoubtKind.UNCLEAR


@pytest.mark.parametrize("text", ["kegiatan: panahan", "kegiatan panjat tebing bareng"])
def test_a_name_without_people_and_a_word_for_an_activity_is_asked_about(say: Say, text: str) -> None:
    told = say(text)
    assert not told.entries
    (doubt,) = told.doubts
    assert len(doubt.proposals) == 1


@pytest.mark.parametrize("text", ["Buku masuk = 0", "jumlah buku sekarang 856"])
def test_none_and_stock_are_no_new_books(say: Say, text: str) -> None:
    assert not say(text).entries


def test_a_number_and_who_gave_it_is_a_count_and_no_title(say: Say) -> None:
    assert say("bku bru 30 dr kabupten").entries == (Books(date=THURSDAY, copies=30),)


def test_copies_of_several_things_are_asked_about(say: Say) -> None:
    (doubt,) = say("dapat wakaf 25 alquran dan 40 iqro").doubts
    assert [entry.copies for entry in doubt.proposals if isinstance(entry, Books)] == [65]


def test_an_activity_told_of_two_days_with_a_count_each_is_two(say: Say) -> None:
    told = say("belajar membatik kemarin 7 ibu hari ini 9 ibu").entries
    assert [(entry.date, entry.participants) for entry in told if isinstance(entry, Activity)] == [
        (WEDNESDAY, 7),
        (THURSDAY, 9),
    ]


@pytest.mark.parametrize("text", ["14 bu sm kmrn 11 blm lapor", "14 org, kemarin 11"])
def test_a_number_before_another_day_is_of_the_day_asked_about(say: Say, text: str) -> None:
    told = {entry.date: entry.total for entry in say(text, answering=Asked.VISITS).entries if isinstance(entry, Visits)}
    assert told == {THURSDAY: 14, WEDNESDAY: 11}


@pytest.mark.parametrize("text", ["perpus libur kalau tanggal merah aja", "perpus belum tutup"])
def test_a_condition_or_a_denial_closes_no_day(say: Say, text: str) -> None:
    assert not say(text).entries
