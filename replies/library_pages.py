"""Buttons to leaf through a library's weeks and months."""

from dataclasses import dataclass

from domain.days import Period, Span
from domain.messages import Button, Keyboard
from domain.people import Library
from locales import Texts
from replies.buttons import button
from replies.drawings import SPANS
from replies.library_summary import buttons
from replies.library_trend import LABELS
from reports.library_period import LibraryPeriod

PERIOD, TREND = "period", "trend"
"""A button's id is the library, its version the span's place in SPANS, its choice the ordinal of the first day."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Where one is: neighbouring periods, None where there is none to see, and the keeper's other libraries.

    `alone` where only the keeper reads it: not in a group.
    """

    library_id: int
    figures: LibraryPeriod
    older: Period | None
    newer: Period | None
    others: tuple[Library, ...]
    alone: bool


def keyboard(texts: Texts, page: Page) -> Keyboard:
    """What can be done with these figures, where one can go from here."""
    span = page.figures.span
    doing = buttons(texts, page.library_id, page.figures) if page.alone or not page.figures.is_empty else ()
    leafing = [
        *([_to("◀", page.library_id, span, page.older)] if page.older else []),
        *([_to(texts.label(LABELS[span]), page.library_id, span, page.figures.period, TREND)] if _any(page) else []),
        *([_to("▶", page.library_id, span, page.newer)] if page.newer else []),
    ]
    others = ((_to(f"➡️ {other.name}", other.id, span, page.figures.period),) for other in page.others)
    return tuple(row for row in (doing, tuple(leafing), *others) if row)


def back(texts: Texts, library_id: int, span: Span, period: Period) -> Keyboard:
    """From the trend to the period."""
    return ((_to(texts.label("⬅️ Back"), library_id, span, period),),)


def _any(page: Page) -> bool:
    """Whether there is anything to make a trend of."""
    return page.older is not None or not page.figures.is_empty


def _to(label: str, library_id: int, span: Span, period: Period, route: str = PERIOD) -> Button:
    return button(label, route, library_id, SPANS.index(span), period.first.toordinal())
