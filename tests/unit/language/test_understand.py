from collections.abc import Callable
from datetime import date

import pytest

from domain.entries import Activity, ActivityClass, Band, Books, Mode, Source, Visits
from domain.understanding import (
    Asked,
    Change,
    Correction,
    DoubtKind,
    Figures,
    Query,
    Slot,
    Topic,
    Understanding,
)

THURSDAY = date(2026, 5, 21)
Say = Callable[..., Understanding]


def test_the_sexes_and_bands_of_a_count(say: Say) -> None:
    assert say("pengunjung 10 anak SD, 5 SMP, 3 umum").entries == (
        Visits(date=THURSDAY, total=18, groups={Band.SD: 10, Band.SMP: 5, Band.UMUM: 3}),
    )


def test_companions_stand_beside_the_count(say: Say) -> None:
    assert say("pengunjung 20 siswa didampingi 2 guru").entries == (Visits(date=THURSDAY, total=20, companions=2),)


def test_a_contradiction_proposes_both_totals(say: Say) -> None:
    (doubt,) = say("pengunjung L 10 P 12 total 25").doubts
    assert doubt.kind is DoubtKind.CONTRADICTION
    assert [proposal.total for proposal in doubt.proposals if isinstance(proposal, Visits)] == [22, 25]
    assert doubt.slot is Slot.TOTAL


def test_closed_keeps_its_reason(say: Say) -> None:
    assert say("tutup, ada hajatan").entries == (Visits(date=THURSDAY, closed=True, reason="ada hajatan"),)


def test_a_correction_says_so(say: Say) -> None:
    assert say("ralat pengunjung kemarin 15 bukan 12").entries == (
        Visits(date=date(2026, 5, 20), total=15, mode=Mode.SET),
    )


def test_an_activity_with_partner_and_place(say: Say) -> None:
    assert say("Pelatihan ecoprint bersama ibu-ibu PKK di balai desa diikuti 22 orang").entries == (
        Activity(
            date=THURSDAY,
            title="Pelatihan ecoprint",
            activity_class=ActivityClass.COMMUNITY,
            participants=22,
            partner="Ibu-ibu PKK",
            place="Balai desa",
        ),
    )


def test_an_about_number_of_participants_is_proposed(say: Say) -> None:
    (doubt,) = say("sekitar 20an anak tadi, kegiatan mewarnai").doubts
    assert doubt.kind is DoubtKind.ABOUT
    assert isinstance(doubt.draft, Activity)
    assert doubt.draft.title == "Mewarnai"
    assert [proposal.participants for proposal in doubt.proposals if isinstance(proposal, Activity)] == [20]


def test_books_of_a_donation(say: Say) -> None:
    assert say("Pak RT nyumbang buku Dilan 1990 sama Dilan 1991, satu-satu").entries == (
        Books(date=THURSDAY, title="Dilan 1990", copies=1, source=Source.DONATION),
        Books(date=THURSDAY, title="Dilan 1991", copies=1, source=Source.DONATION),
    )


def test_the_clear_part_is_recorded_beside_the_doubt(say: Say) -> None:
    understanding = say("pengunjung sekitar 20, kegiatan kaligrafi 9 anak")
    assert [type(entry) for entry in understanding.entries] == [Activity]
    assert [doubt.kind for doubt in understanding.doubts] == [DoubtKind.ABOUT]


def test_a_bare_number_answers_the_question_about_visits_only(say: Say) -> None:
    assert say("23", answering=Asked.VISITS).entries == (Visits(date=THURSDAY, total=23),)
    assert say("23", answering=Asked.NUMBER) == Understanding(topic=Topic.OTHER, because=("nothing to record: other",))
    assert [doubt.kind for doubt in say("23").doubts] == [DoubtKind.BARE_NUMBER]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("eh salah, 18", Change(kind=Correction.SET, number=18)),
        ("jadi 20", Change(kind=Correction.SET, number=20)),
        ("tambah 5 lagi", Change(kind=Correction.ADD, number=5)),
        ("batal", Change(kind=Correction.WITHDRAW)),
        ("hapus yang tadi", Change(kind=Correction.WITHDRAW)),
        ("salah kirim", Change(kind=Correction.WITHDRAW)),
    ],
)
def test_corrections_in_words(say: Say, text: str, change: Change) -> None:
    assert say(text).change == change


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("berapa pengunjung bulan ini?", Query(figures=Figures.VISITS, first=date(2026, 5, 1), last=THURSDAY)),
        ("kegiatan minggu lalu apa saja?",
         Query(figures=Figures.ACTIVITIES, first=date(2026, 5, 11), last=date(2026, 5, 17))),
        ("rekap pekan ini", Query(figures=Figures.ALL, first=date(2026, 5, 18), last=THURSDAY)),
    ],
)  # fmt: skip
def test_questions_about_ones_own_figures(say: Say, text: str, query: Query) -> None:
    assert say(text).query == query


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("gimana cara lapor tutup?", "closed"),
        ("cara ubah laporan?", "correct"),
        ("cara batalkan laporan", "withdraw"),
        ("bisa kirim foto?", "photo"),
    ],
)
def test_questions_about_the_bot(say: Say, text: str, topic: str) -> None:
    assert say(text).help_topic == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("selamat pagi", Topic.GREETING),
        ("terima kasih bu", Topic.THANKS),
        ("besok ada lomba puisi", Topic.PLAN),
        ("bentar saya cek dulu", Topic.WAIT),
        ("buku dipinjam 12", Topic.LOAN),
        ("anggota baru 3", Topic.MEMBER),
        ("koleksi kami 1200 eksemplar", Topic.STOCK),
    ],
)
def test_what_records_nothing_has_a_topic(say: Say, text: str, topic: Topic) -> None:
    understanding = say(text)
    assert (understanding.topic, understanding.entries) == (topic, ())
