"""A library's week or month as a picture: a bar for each day, its number on it."""

from dataclasses import dataclass
from datetime import date

from domain.days import Span
from locales import Texts
from reports.canvas import BLUE, INK, LINE, MARGIN, RED, SOFT, Canvas, fitted, text_width
from reports.recorded import Recorded, State, dates
from reports.totals import Visiting
from reports.words import period_name

WIDTH, HEIGHT = 800, 480
TITLE, HEADING, SMALL = 36, 28, 21
_CEILING, _FLOOR = 124, 384
"""Between these stand the bars with their numbers."""


@dataclass(frozen=True, kw_only=True)
class _Bars:
    """How the days of a picture are written: `step` is each day's width, `highest` the greatest number."""

    step: float
    highest: int
    number: int
    label: int
    upright: bool


def chart(texts: Texts, recorded: Recorded) -> bytes:
    """A PNG."""
    canvas = Canvas(WIDTH, HEIGHT)
    figures = recorded.figures
    days = dates(figures.period)
    bars = _bars(texts, recorded, days)
    head(canvas, texts, recorded.library.name, period_name(texts, figures.span, figures.period), figures.visits)
    canvas.bar(MARGIN, _FLOOR, WIDTH - MARGIN, _FLOOR + 1, LINE)
    for place, day in enumerate(days):
        _draw_day(canvas, texts, recorded, day, bars, MARGIN + (place + 0.5) * bars.step)
    foot(canvas, texts, figures.visits)
    if any(recorded.state(day) is State.MISSING for day in days):
        remark(canvas, texts.label("? = not reported yet"), colour=RED)
    return canvas.png()


def head(canvas: Canvas, texts: Texts, title: str, period: str, visits: Visiting) -> None:
    """Whose visitors these are, when, and all together."""
    words, size = fitted(title, canvas.width - 2 * MARGIN, TITLE, HEADING)
    canvas.text(MARGIN, 18, words, size)
    canvas.text(MARGIN, 70, period, HEADING, colour=SOFT)
    total = texts.count("{number} visitor", "{number} visitors", visits.total)
    canvas.text(canvas.width - MARGIN, 70, total, HEADING, colour=BLUE, anchor="ra")


def foot(canvas: Canvas, texts: Texts, visits: Visiting) -> None:
    """What the figures rest on."""
    source = texts.label(
        "Source: keepers' reports, {counted} of {open} opening days",
        counted=texts.number(visits.counted),
        open=texts.number(visits.open_days),
    )
    canvas.text(MARGIN, canvas.height - 20, source, SMALL, colour=SOFT, anchor="ld")


def remark(canvas: Canvas, words: str, *, colour: str = SOFT) -> None:
    """Beside it, what else must be known."""
    canvas.text(canvas.width - MARGIN, canvas.height - 20, words, SMALL, colour=colour, anchor="rd")


def _bars(texts: Texts, recorded: Recorded, days: list[date]) -> _Bars:
    step = (WIDTH - 2 * MARGIN) / len(days)
    totals = [recorded.count(day).total or 0 for day in days]
    highest = max(totals)
    if recorded.figures.span is Span.WEEK:
        return _Bars(step=step, highest=highest, number=34, label=27, upright=False)
    widest = max(text_width(texts.number(total), 18) for total in totals)
    upright = widest > step - 2
    return _Bars(step=step, highest=highest, number=22 if upright else 18, label=17, upright=upright)


def _draw_day(canvas: Canvas, texts: Texts, recorded: Recorded, day: date, bars: _Bars, middle: float) -> None:
    is_week = recorded.figures.span is Span.WEEK
    state = recorded.state(day)
    label = f"{texts.short_weekday(day)} {day.day}" if is_week else str(day.day)
    colour = SOFT if state in (State.RESTED, State.CLOSED) else INK
    canvas.text(middle, _FLOOR + 10, label, bars.label, colour=colour, anchor="ma")
    match state:
        case State.COUNTED:
            _draw_count(canvas, texts, recorded.count(day).total or 0, bars, middle)
        case State.CLOSED | State.RESTED if is_week:
            canvas.text(middle, _FLOOR - 8, texts.label("closed"), SMALL, colour=SOFT, anchor="md")
        case State.CLOSED | State.RESTED:
            canvas.upright(middle, _FLOOR - 8, texts.label("closed"), 19, colour=SOFT)
        case State.MISSING:
            canvas.text(middle, _FLOOR - 8, "?", bars.number, colour=RED, anchor="md")


def _draw_count(canvas: Canvas, texts: Texts, total: int, bars: _Bars, middle: float) -> None:
    words = texts.number(total)
    room = text_width(words, bars.number) if bars.upright else bars.number
    height = (_FLOOR - _CEILING - room - 8) * total / bars.highest if bars.highest else 0
    top, half = _FLOOR - max(height, 3), bars.step * 0.36
    canvas.bar(middle - half, top, middle + half, _FLOOR, BLUE)
    if bars.upright:
        canvas.upright(middle, top - 6, words, bars.number)
    else:
        canvas.text(middle, top - 4, words, bars.number, anchor="md")
