"""A region's week or month as a picture: a bar for each library, in a province for each regency."""

from collections import Counter, defaultdict

from domain.places import Place
from locales import Texts
from reports.canvas import BLUE, MARGIN, RED, SOFT, Canvas, fitted, text_width
from reports.chart import foot, head, remark
from reports.recorded import RecordedRegion
from reports.totals import Visiting
from reports.words import period_name

WIDTH, ROW, TOP, BOTTOM = 800, 42, 124, 80
MOST = 12
NAMES = 270
"""The width of the column of names."""
SIZE, SMALLEST = 26, 20


def region_chart(texts: Texts, region: RecordedRegion) -> bytes:
    """A PNG; the greatest first, no more than fit."""
    rows = sorted(_rows(region), key=lambda row: (-row[1].total, row[1].counted == 0, row[0]))
    shown = rows[:MOST]
    canvas = Canvas(WIDTH, TOP + ROW * len(shown) + BOTTOM)
    head(canvas, texts, region.region.name, period_name(texts, region.span, region.period), region.visits)
    greatest = max((visits.total for _, visits in shown), default=0) or 1
    room = WIDTH - 2 * MARGIN - NAMES - text_width(texts.number(greatest), SIZE) - 12
    for place, (name, visits) in enumerate(shown):
        _draw(canvas, texts, name, visits, TOP + ROW * (place + 0.5), room * visits.total / greatest)
    foot(canvas, texts, region.visits)
    if len(rows) > MOST:
        remark(canvas, texts.label("Shown: {shown} of {all}", shown=MOST, all=texts.number(len(rows))))
    return canvas.png()


def _rows(region: RecordedRegion) -> list[tuple[str, Visiting]]:
    """What each comes to; villages of one name are told apart by their district."""
    if region.region.is_province:
        regencies: dict[str, Visiting] = defaultdict(Visiting)
        for line in region.lines:
            regencies[line.regency.replace("Kabupaten ", "Kab. ", 1)] += line.visits
        return list(regencies.items())
    villages = Counter(line.place.village for line in region.lines)
    return [(_name(line.place, villages), line.visits) for line in region.lines]


def _name(place: Place, villages: Counter[str]) -> str:
    return place.village if villages[place.village] == 1 else f"{place.village}, {place.district}"


def _draw(canvas: Canvas, texts: Texts, name: str, visits: Visiting, middle: float, length: float) -> None:
    words, size = fitted(name, NAMES - 14, SIZE, SMALLEST)
    canvas.text(MARGIN, middle, words, size, anchor="lm")
    left = MARGIN + NAMES
    if visits.open_days == 0:
        canvas.text(left, middle, texts.label("closed"), SMALLEST, colour=SOFT, anchor="lm")
        return
    if visits.counted == 0:
        canvas.text(left, middle, texts.label("not reported yet"), SMALLEST, colour=RED, anchor="lm")
        return
    canvas.bar(left, middle - 13, left + max(length, 3), middle + 13, BLUE)
    canvas.text(left + max(length, 3) + 10, middle, texts.number(visits.total), SIZE, anchor="lm")
