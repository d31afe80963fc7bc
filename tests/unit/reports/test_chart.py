"""The picture of a library's week or month."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from domain.counting import DayCount
from domain.days import Span
from locales import texts_in
from reports.canvas import BLUE, MARGIN, RED, WHITE, drawable, fitted, text_width
from reports.chart import HEIGHT, WIDTH, chart
from reports.recorded import Recorded
from tests.unit.reports.recording import MONDAY, make_opening, make_recorded

LIMIT = 60_000
MAY = date(2026, 5, 1)
HOSTILE = "<b>&amp;</b> \u202e Pustaka “Cahaya” 漢字 é \x00 \ufffe " + "panjang " * 40


def picture(recorded: Recorded, language: str = "id") -> Image.Image:
    return Image.open(BytesIO(chart(texts_in(language), recorded))).convert("RGB")


def heights(image: Image.Image, colour: str, days: int) -> list[int]:
    """How much of a colour stands in the middle of each day."""
    step, wanted = (WIDTH - 2 * MARGIN) / days, ImageColor.getrgb(colour)
    middles = [round(MARGIN + (day + 0.5) * step) for day in range(days)]
    body = image.crop((0, 110, WIDTH, HEIGHT))
    return [sum(body.getpixel((x, y)) == wanted for y in range(body.height)) for x in middles]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("totals", [[0] * 7, [1, None, 12], [327] * 7, [9999, 1250, 0, 3, None, 88]])
@pytest.mark.parametrize("span", list(Span))
@pytest.mark.parametrize("name", ["Balai Sebut", HOSTILE, "漢字"])
def test_it_stays_small_whatever_is_drawn(span: Span, totals: list[int | None], language: str, name: str) -> None:
    recorded = make_recorded(*totals * 4, span=span, first=span.of(MONDAY).first, name=name)
    drawn = chart(texts_in(language), recorded)
    assert len(drawn) < LIMIT
    assert Image.open(BytesIO(drawn)).size == (WIDTH, HEIGHT)


def test_the_same_figures_make_the_same_bytes() -> None:
    texts = texts_in("id")
    assert chart(texts, make_recorded(21, 30)) == chart(texts, make_recorded(21, 30))
    assert chart(texts, make_recorded(21, 30)) != chart(texts, make_recorded(21, 31))


def test_bars_are_as_high_as_their_numbers() -> None:
    ten, twenty, five, none, *_ = heights(picture(make_recorded(10, 20, 5)), BLUE, 7)
    assert twenty == pytest.approx(2 * ten, abs=2)
    assert ten == pytest.approx(2 * five, abs=2)
    assert none == 0


def test_a_day_without_visitors_is_told_from_one_without_a_report() -> None:
    image = picture(make_recorded(0, None, 12))
    assert heights(image, BLUE, 7)[:2] == [4, 0]
    assert [height > 0 for height in heights(image, RED, 7)] == [False, True, False, True, True, True, False]


def test_days_that_have_not_ended_are_not_missing() -> None:
    image = picture(make_recorded(12, today=date(2026, 5, 6)))
    assert [height > 0 for height in heights(image, RED, 7)] == [False, True, False, False, False, False, False]


def test_closed_days_and_holidays_are_no_missing_ones() -> None:
    opening = make_opening(holidays={date(2026, 5, 7): "Kenaikan"})
    closed = {date(2026, 5, 6): DayCount(closed=True)}
    image = picture(make_recorded(12, 9, None, None, 3, 4, opening=opening, days=closed))
    assert heights(image, RED, 7) == [0] * 7


def test_every_day_of_a_month_has_its_bar() -> None:
    image = picture(make_recorded(*[1250] * 31, span=Span.MONTH, first=MAY, opening=make_opening("1111111")))
    found = heights(image, BLUE, 31)
    assert len(set(found)) == 1
    assert found[0] > 100


def test_a_long_name_is_cut_so_that_it_fits() -> None:
    words, size = fitted("Perpustakaan Desa " * 9, 400, 36, 28)
    assert size == 28
    assert words.endswith("...")
    assert text_width(words, size) <= 400
    assert fitted("Balai Sebut", 400, 36, 28) == ("Balai Sebut", 36)


def test_nothing_of_a_long_name_leaves_the_picture() -> None:
    image = picture(make_recorded(12, name=HOSTILE))
    edge = image.crop((WIDTH - MARGIN + 2, 0, WIDTH, HEIGHT))
    assert {colour for _, colour in edge.getcolors() or []} == {ImageColor.getrgb(WHITE)}


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Pekan 4–10 Mei", "Pekan 4-10 Mei"),
        ("Rumah “Cerdas” d’Amour", 'Rumah "Cerdas" d\'Amour'),
        ("Café  Señor", "Cafe Senor"),
        ("L 3 · P 4 …", "L 3 · P 4 ..."),
        ("\u202eevil\x00 漢字 😀", "evil"),
        ("", ""),
    ],
)
def test_words_are_drawn_in_the_letters_that_there_are(written: str, drawn: str) -> None:
    assert drawable(written) == drawn
