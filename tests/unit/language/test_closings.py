"""Days to come on which the library will be closed; more cases are in tests/corpus/wishes_own.jsonl."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.days import Period
from domain.entries import Visits
from domain.understanding import Asked, Closing, Expecting, Topic, Understanding, Wish, WishKind
from language import understand

TUESDAY = datetime.fromisoformat("2026-05-12T16:05:00+07:00")
TODAY = TUESDAY.date()


def closed(first: str, last: str | None = None, reason: str | None = None) -> Closing:
    period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last or first))
    return Closing(period=period, reason=reason)


def said(text: str, now: datetime = TUESDAY) -> Closing | None:
    return understand(text, now=now).closing


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("besok tutup", ("2026-05-13", "2026-05-13")),
        ("jumat depan tutup", ("2026-05-22", "2026-05-22")),
        ("jumat ini tutup", ("2026-05-15", "2026-05-15")),
        ("besok jumat tutup", ("2026-05-15", "2026-05-15")),
        ("minggu depan perpus tutup", ("2026-05-18", "2026-05-24")),
        ("bulan depan perpus tutup", ("2026-06-01", "2026-06-30")),
        ("senin minggu depan perpus tutup", ("2026-05-18", "2026-05-18")),
        ("minggu depan hari selasa tutup", ("2026-05-19", "2026-05-19")),
        ("senin depan perpus tutup sampai rabu", ("2026-05-18", "2026-05-20")),
        ("3 hari ke depan perpus tutup", ("2026-05-13", "2026-05-15")),
        ("3 hari lagi perpus tutup", ("2026-05-15", "2026-05-15")),
        ("Senin, 18 Mei, perpus tutup", ("2026-05-18", "2026-05-18")),
        ("tgl 28 mei - 2 juni libur", ("2026-05-28", "2026-06-02")),
        ("perpus tutup 28-2 juni", ("2026-05-28", "2026-06-02")),
        ("tgl 14, 15 dan 16 mei libur", ("2026-05-14", "2026-05-16")),
        ("perpus libur tgl 14 s.d. 16/5", ("2026-05-14", "2026-05-16")),
    ],
)
def test_days_to_come(text: str, period: tuple[str, str]) -> None:
    assert said(text) == closed(*period)


def test_the_reason_is_in_the_keepers_words() -> None:
    assert said("besok tutup ya bu, ada hajatan di rumah Pak RT. Terima kasih") == closed(
        "2026-05-13", reason="ada hajatan di rumah Pak RT"
    )
    assert said("besok perpus tutup dulu karena 17-an, mohon maaf") == closed("2026-05-13", reason="17-an")


def test_closed_from_now_on_is_todays_report_and_a_closing() -> None:
    told = understand("tutup sampai 20 mei, renovasi", now=TUESDAY)
    assert told.entries == (Visits(date=TODAY, closed=True, reason="renovasi"),)
    assert told.closing == closed("2026-05-13", "2026-05-20", "renovasi")
    assert told.because == ("closed on days to come", "closed")


def test_days_gone_by_are_reported_and_those_to_come_closed() -> None:
    told = understand("tgl 10-16 mei libur", now=TUESDAY)
    assert [entry.date.day for entry in told.entries] == [10, 11, 12]
    assert told.closing == closed("2026-05-13", "2026-05-16")


def test_an_answer_about_yesterday_is_closed_from_that_day_on() -> None:
    yesterday = Expecting(asked=Asked.VISITS, date=TODAY - timedelta(days=1))
    told = understand("tutup sampai jumat", now=TUESDAY, expecting=yesterday)
    assert [entry.date.day for entry in told.entries] == [11, 12]
    assert told.closing == closed("2026-05-13", "2026-05-15")


def test_a_closing_alone_is_a_plan_that_says_why() -> None:
    assert understand("besok libur", now=TUESDAY) == Understanding(
        topic=Topic.PLAN, closing=closed("2026-05-13"), because=("closed on days to come",)
    )


def test_a_weekday_or_a_recent_date_alone_is_of_the_past() -> None:
    assert [entry.date.day for entry in understand("jumat tutup", now=TUESDAY).entries] == [8]
    assert [entry.date.day for entry in understand("tgl 3 tutup", now=TUESDAY).entries] == [3]
    assert said("tgl 20 tutup") == closed("2026-05-20")


def test_what_lies_apart_is_not_one_closing() -> None:
    assert said("libur tgl 14 dan 20 mei") is None
    assert said("besok dan jumat tutup") is None


@pytest.mark.parametrize(
    "text",
    [
        "besok perpus tutup atau tidak bu",
        "besok tutup siang",
        "besok sore tutup",
        "kalau besok tutup",
        "besok libur, tapi perpus tetap buka",
        "les ngaji besok libur",
        "pendaftaran ditutup tgl 20 mei",
        "besok acara ditutup pak camat",
        "perpus tutup sampai waktu yang tidak ditentukan",
        "Berita: perpustakaan tutup 20-25 mei",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert said(text) is None


def test_days_to_come_are_never_reported() -> None:
    assert understand("sekolah libur tgl 14-16 mei", now=TUESDAY).entries == ()


@given(st.dates(date(2024, 1, 1), date(2030, 12, 1)), st.integers(1, 100), st.integers(0, 80))
def test_a_closing_lies_ahead_and_lasts_sixty_days_at_most(today: date, ahead: int, more: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=more)
    text = f"perpus tutup {first:%d/%m/%Y} sampai {last:%d/%m/%Y}"
    told = said(text, datetime.combine(today, TUESDAY.timetz()))
    expected = Closing(period=Period(first=first, last=last)) if more < 60 else None
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        "besok tidak jadi tutup",
        "batal tutup besok",
        "tutup besok dibatalkan",
        "besok ga jadi libur ya",
        "besok tutup ga jadi",
    ],
)
def test_a_closing_is_called_off_and_nothing_else(text: str) -> None:
    understood = understand(text, now=TUESDAY)
    day = date(2026, 5, 13)
    assert understood.closing == Closing(period=Period(first=day, last=day), called_off=True)
    assert (understood.change, understood.entries, understood.doubts) == (None, (), ())


@pytest.mark.parametrize("text", ["batal cuti", "cutinya batal", "saya tidak jadi cuti"])
def test_a_pause_is_called_off_and_nothing_else(text: str) -> None:
    understood = understand(text, now=TUESDAY)
    assert understood.wish == Wish(kind=WishKind.RESUME)
    assert understood.change is None


@pytest.mark.parametrize("text", ["batal", "tidak jadi tutup", "kemarin batal tutup", "hapus yang tadi"])
def test_without_a_day_to_come_no_closing_is_called_off(text: str) -> None:
    assert said(text) is None
