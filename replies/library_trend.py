"""A library's own trend over twelve weeks or months."""

from markupsafe import Markup

from domain.days import Span
from domain.plain import plain_line
from locales import Texts, message
from replies.library_summary import LONGEST_NAME
from reports.bars import bar
from reports.trend import Step, Trend

LABELS = {Span.WEEK: message("📈 12 weeks"), Span.MONTH: message("📈 12 months")}
_AVERAGES = {Span.WEEK: message("On average {number} a week"), Span.MONTH: message("On average {number} a month")}


def trend(texts: Texts, library: str, shown: Trend) -> Markup:
    """A line for each period: its days, its visitors, a bar."""
    lines = [
        Markup("{} · {}").format(texts.label(LABELS[shown.span]), plain_line(library, LONGEST_NAME)),
        *(_line(texts, shown, step) for step in shown.steps),
    ]
    if shown.average is not None:
        lines.append(texts.say(_AVERAGES[shown.span], number=texts.number(shown.average)))
    return Markup("\n").join(lines)


def _line(texts: Texts, shown: Trend, step: Step) -> Markup:
    period, visits = step.period, step.visits
    name = texts.month(period.first) if shown.span is Span.MONTH else texts.short_span(period.first, period.last)
    if not visits.counted:
        return Markup("{}: {}").format(name, "–" if visits.open_days else texts.label("closed"))
    told = [texts.number(visits.total), bar(visits.total, shown.highest)]
    if not step.is_over:
        told.append(texts.label("so far"))
    elif not visits.complete:
        days = {"counted": texts.number(visits.counted), "open_days": texts.number(visits.open_days)}
        told.append(texts.label("({counted} of {open_days} days)", **days))
    return Markup("{}: {}").format(name, " ".join(part for part in told if part))
