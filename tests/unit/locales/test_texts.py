"""Numbers, dates and sentences as people of each language write them."""

from datetime import date, time

import pytest
from markupsafe import Markup

from locales import texts_in

ID, EN = texts_in("id"), texts_in("en")
TUESDAY = date(2026, 5, 12)


def test_dates_and_numbers_in_bahasa_indonesia() -> None:
    assert ID.day(TUESDAY) == "Selasa, 12 Mei 2026"
    assert ID.short_day(TUESDAY) == "Selasa, 12 Mei"
    assert ID.weekday(TUESDAY) == "Selasa"
    assert ID.month(TUESDAY) == "Mei 2026"
    assert ID.number(1250) == "1.250"
    assert ID.hour(time(15, 30)) == "15.30"


def test_dates_and_numbers_in_english() -> None:
    assert EN.number(1250) == "1,250"
    assert EN.weekday(TUESDAY) == "Tuesday"
    assert EN.hour("15:30") == "15:30"


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (date(2026, 5, 4), date(2026, 5, 10), "4–10 Mei 2026"),
        (date(2026, 4, 27), date(2026, 5, 3), "27 April–3 Mei 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 Desember 2025–4 Januari 2026"),
    ],
)
def test_spans_name_a_month_and_a_year_once(first: date, last: date, span: str) -> None:
    assert ID.span(first, last) == span


def test_values_are_escaped_and_markup_is_not() -> None:
    assert ID.say("Activity: {activity}", activity="<b>&") == Markup("Kegiatan: &lt;b&gt;&amp;")
    assert ID.say("Activity: {activity}", activity=Markup("<b>A</b>")) == Markup("Kegiatan: <b>A</b>")
    assert ID.label("Class: {name}", name="<b>") == "Jenis: <b>"


def test_english_has_two_forms_and_indonesian_one() -> None:
    def copies(number: int) -> list[str]:
        return [str(texts.count("{number} copy", "{number} copies", number)) for texts in (ID, EN)]

    assert copies(1) == ["1 eks", "1 copy"]
    assert copies(1250) == ["1.250 eks", "1,250 copies"]


def test_a_language_that_we_do_not_have_is_answered_in_bahasa_indonesia() -> None:
    assert texts_in("jv").language == "id"
