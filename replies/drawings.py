"""Buttons that ask for a picture or a sheet of a period."""

from datetime import date

from domain.days import Span
from domain.messages import Button
from locales import Texts
from replies.buttons import button

CHART, SHEET, REGION_CHART, REGION_SHEET = "chart", "sheet", "rchart", "rsheet"
SPANS = (Span.WEEK, Span.MONTH)
"""A button's version is the span's place here, its choice the ordinal of the period's first day."""


def of_library(texts: Texts, library_id: int, span: Span, first: date) -> tuple[Button, ...]:
    """Picture and sheet of a library's week or month."""
    period = (SPANS.index(span), first.toordinal())
    return (
        button(texts.label("🖼️ Chart"), CHART, library_id, *period),
        button(texts.label("📄 Excel"), SHEET, library_id, *period),
    )


def of_region(texts: Texts, region_code: str, span: Span, first: date) -> tuple[Button, ...]:
    """Picture and sheet of a region's week or month."""
    number, period = region_number(region_code), (SPANS.index(span), first.toordinal())
    return (
        button(texts.label("🖼️ Chart"), REGION_CHART, number, *period),
        button(texts.label("📄 Excel"), REGION_SHEET, number, *period),
    )


def region_number(code: str) -> int:
    """A region's code as a button carries it: `61.03` is 6103, `61` is 61."""
    return int(code.replace(".", ""))


def region_code(number: int) -> str:
    """The code back: provinces have two digits, regencies four."""
    digits = f"{number:04}" if number > 99 else f"{number:02}"
    return digits if len(digits) == 2 else f"{digits[:2]}.{digits[2:]}"
