"""What is written behind /libur."""

from datetime import date

import pytest

from domain.days import Period
from handlers.holiday_words import holiday_words, without_place

TODAY = date(2026, 5, 12)
JUNE_1, JUNE_2 = date(2026, 6, 1), date(2026, 6, 2)
NEW_YEAR = date(2027, 1, 1)


def read(text: str) -> tuple[tuple[date, date] | None, str]:
    words = holiday_words(text, TODAY)
    period = words.period
    return (period.first, period.last) if period else None, words.name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1 Juni 2026 Gawai Dayak", JUNE_1, JUNE_1),
        ("1 juni Gawai Dayak", JUNE_1, JUNE_1),
        ("1 Jun. Gawai Dayak", JUNE_1, JUNE_1),
        ("Senin, 1 Juni: Gawai Dayak", JUNE_1, JUNE_1),
        ("tgl 1 Juni Gawai Dayak", JUNE_1, JUNE_1),
        ("tambah 1 June Gawai Dayak", JUNE_1, JUNE_1),
        ("1/6 Gawai Dayak", JUNE_1, JUNE_1),
        ("1/6/2026 Gawai Dayak", JUNE_1, JUNE_1),
        ("2026-06-01 Gawai Dayak", JUNE_1, JUNE_1),
        ("1-2 Juni Gawai Dayak", JUNE_1, JUNE_2),
        ("1–2 Juni 2026 Gawai Dayak", JUNE_1, JUNE_2),
        ("1 s/d 2 Juni Gawai Dayak", JUNE_1, JUNE_2),
        ("1 sampai 2 Juni, Gawai Dayak", JUNE_1, JUNE_2),
        ("1 Juni - 2 Juni Gawai Dayak", JUNE_1, JUNE_2),
        ("31 Mei - 1 Juni Gawai Dayak", date(2026, 5, 31), JUNE_1),
        ("31 Desember - 1 Januari Gawai Dayak", date(2026, 12, 31), NEW_YEAR),
        ("31 Des 2026 s/d 1 Jan 2027 Gawai Dayak", date(2026, 12, 31), NEW_YEAR),
        ("2026-06-01 - 2026-06-02 Gawai Dayak", JUNE_1, JUNE_2),
    ],
)
def test_a_day_or_a_span_and_the_name_behind_it(text: str, first: date, last: date) -> None:
    assert read(text) == ((first, last), "Gawai Dayak")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Mei", TODAY),
        ("11 Mei", date(2027, 5, 11)),
        ("11 Mei 2026", date(2026, 5, 11)),
        ("29 Februari", date(2028, 2, 29)),
        ("1 Januari", NEW_YEAR),
    ],
)
def test_a_day_without_a_year_is_the_next_one(text: str, day: date) -> None:
    assert holiday_words(text, TODAY).period == Period(first=day, last=day)


@pytest.mark.parametrize(
    "text",
    [
        "31 Juni Gawai",
        "1 Juni2026 Gawai",
        "2026-02-30 Gawai",
        "30/2 Gawai",
        "7 hari Gawai",
        "17 Agustusan Gawai",
        "5-3 Juni Gawai",
        "1-30 Juni Gawai",
        "2027-06-01 - 2026-06-01 Gawai",
        "1 x - 3 Juni Gawai",
        "29 Februari 2027 Gawai",
        "Gawai 1 Juni",
        "Gawai",
        "",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert holiday_words(text, TODAY).period is None


@pytest.mark.parametrize(
    ("text", "remove"),
    [("hapus 1 Juni", True), ("Hapus libur 1 Juni", True), ("batalkan 1 Juni", True), ("1 Juni", False)],
)
def test_removing_is_said_first(text: str, remove: bool) -> None:
    words = holiday_words(text, TODAY)
    assert (words.remove, words.period, words.name) == (remove, Period(first=JUNE_1, last=JUNE_1), "")


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("1 Juni Gawai Dayak di Sanggau", "Sanggau", "Gawai Dayak"),
        ("1 Juni Gawai Dayak untuk Kab. Sanggau", "Kab. Sanggau", "Gawai Dayak"),
        ("di Sanggau", "Sanggau", ""),
        ("1 Juni Gawai Dayak", None, "Gawai Dayak"),
        ("1 Juni Hari Indah", None, "Hari Indah"),
    ],
)
def test_a_place_stands_last(text: str, place: str | None, name: str) -> None:
    words = holiday_words(text, TODAY)
    assert (words.place, without_place(words)) == (place, name)


def test_hostile_text_is_short_and_plain() -> None:
    words = holiday_words("1 Juni " + "\u202e<b>" + "x" * 5000, TODAY)
    assert words.name.startswith("<b>xxx")
    assert len(words.name) == 80
