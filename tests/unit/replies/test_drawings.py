"""What comes with a picture or a sheet: caption, file name, what it is drawn from."""

from datetime import date

import pytest

from domain.days import Span
from domain.messages import Drawing, DrawingKind, Priority
from locales import texts_in
from replies.drawings import drawn, month_sheet, region_code, region_number
from tests.factories import make_library

MAY = date(2026, 5, 1)
HOSTILE = '<b>&amp; ../..\\"\u202e\n' + "Désa " * 60


def test_a_picture_knows_what_it_is_of() -> None:
    texts = texts_in("id")
    caption, drawing = drawn(
        texts, DrawingKind.LIBRARY_CHART, {"library": 7}, "Perpustakaan Desa Balai Sebut", Span.WEEK, date(2026, 5, 6)
    )
    assert caption == "🖼️ Grafik pengunjung · Pekan 4–10 Mei 2026 · Perpustakaan Desa Balai Sebut"
    assert drawing == Drawing(
        kind=DrawingKind.LIBRARY_CHART,
        parameters={"library": 7, "span": "week", "first": "2026-05-04", "language": "id"},
        name="perpustakaan-desa-balai-sebut-2026-W19.png",
    )


@pytest.mark.parametrize("kind", list(DrawingKind))
def test_names_of_people_harm_neither_caption_nor_file(kind: DrawingKind) -> None:
    caption, drawing = drawn(texts_in("en"), kind, {"region": "61.03"}, HOSTILE, Span.MONTH, MAY)
    assert "&lt;b&gt;&amp;amp;" in caption
    assert "\u202e" not in caption
    assert len(caption.unescape()) < 300
    stem, _, kind_of_file = drawing.name.rpartition(".")
    assert stem == "b-amp-desa-desa-desa-desa-desa-desa-desa-desa-desa-desa-desa-2026-05"
    assert kind_of_file == ("png" if kind.is_picture else "xlsx")


def test_a_name_without_any_letter_of_ours_still_makes_a_file() -> None:
    _, drawing = drawn(texts_in("id"), DrawingKind.LIBRARY_SHEET, {"library": 7}, "漢字", Span.MONTH, MAY)
    assert drawing.name == "perpustakaan-2026-05.xlsx"


def test_a_months_sheet_comes_as_a_summary() -> None:
    library = make_library()
    outgoing = month_sheet(texts_in("id"), 7001, library.id, library.name, MAY)
    assert (outgoing.chat_id, outgoing.priority) == (7001, Priority.SUMMARY)
    assert outgoing.text == "📄 Laporan siap cetak · Mei 2026 · Perpustakaan Desa Balai Sebut"
    assert outgoing.drawing is not None
    assert outgoing.drawing.kind is DrawingKind.LIBRARY_SHEET
    assert outgoing.drawing.parameters["first"] == "2026-05-01"


@pytest.mark.parametrize("code", ["11", "61", "61.03", "94.01"])
def test_a_region_comes_back_from_its_number(code: str) -> None:
    assert region_code(region_number(code)) == code
