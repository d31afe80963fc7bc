"""The picture of a region's week or month."""

from io import BytesIO

import pytest
from PIL import Image, ImageColor

from locales import texts_in
from reports.canvas import BLUE, MARGIN, RED
from reports.recorded import RecordedRegion
from reports.region_chart import MOST, NAMES, ROW, TOP, region_chart
from reports.totals import Visiting
from tests.unit.reports.recording import make_line, make_region

SILENT = Visiting(counted=0, open_days=6)


def lengths(region: RecordedRegion, colour: str = BLUE) -> list[int]:
    """How much of a colour lies in the middle of each row."""
    image = Image.open(BytesIO(region_chart(texts_in("id"), region))).convert("RGB")
    wanted, rows = ImageColor.getrgb(colour), (image.height - TOP - 80) // ROW
    middles = [TOP + ROW * row + ROW // 2 for row in range(rows)]
    return [
        sum(image.getpixel((x, y + shift)) == wanted for x in range(MARGIN + NAMES, image.width) for shift in (0, 4))
        for y in middles
    ]


@pytest.mark.parametrize("number", [0, 1, MOST, 57])
def test_it_stays_small_and_shows_the_first_only(number: int) -> None:
    lines = [make_line(f"Desa <Nomor> {n} {'panjang ' * 9}", total=9999 - n) for n in range(number)]
    region = make_region(*lines, name="Kabupaten Sanggau " * 9)
    assert len(region_chart(texts_in("en"), region)) < 60_000
    assert len(lengths(region)) == min(number, MOST)


def test_the_greatest_comes_first_and_the_silent_last() -> None:
    lines = [make_line("A", 10), make_line("B", visits=SILENT), make_line("C", 40), make_line("D", 20)]
    c, d, a, b = lengths(make_region(*lines))
    assert c == pytest.approx(2 * d, abs=6)
    assert d == pytest.approx(2 * a, abs=6)
    assert b == 0
    assert [red > 0 for red in lengths(make_region(*lines), RED)] == [False, False, False, True]


def test_who_was_closed_is_not_called_silent() -> None:
    assert lengths(make_region(make_line(visits=Visiting())), RED) == [0]


def test_a_province_shows_its_regencies() -> None:
    lines = [make_line(f"Desa {n}", 10, regency=f"Kabupaten {n % 3}") for n in range(9)]
    assert len(lengths(make_region(*lines, code="61", name="Kalimantan Barat"))) == 3


def test_the_same_figures_make_the_same_bytes() -> None:
    texts = texts_in("id")
    assert region_chart(texts, make_region(make_line())) == region_chart(texts, make_region(make_line()))
