"""Buttons that ask for a picture or a sheet of a period, and the messages that bring it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from domain.days import Span
from domain.messages import Button, Drawing, DrawingKind, Outgoing, Priority
from domain.plain import plain_line
from locales import Texts, message
from replies.buttons import button
from reports.words import period_name

CHART, SHEET, REGION_CHART, REGION_SHEET = "chart", "sheet", "rchart", "rsheet"
SPANS = (Span.WEEK, Span.MONTH)
"""A button's version is the span's place here, its choice the ordinal of the period's first day."""

LONGEST_NAME, LONGEST_FILE = 120, 60

Subject = Mapping[str, str | int]
"""What is drawn: `library` with its id, or `region` with its code."""


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


def drawn(texts: Texts, kind: DrawingKind, of: Subject, name: str, span: Span, first: date) -> tuple[Markup, Drawing]:
    """The caption and the picture or sheet of a week or month; `name` is the library's or the region's."""
    period = span.of(first)
    sentence = message("🖼️ Chart of visitors · {period} · {name}")
    if not kind.is_picture:
        sentence = message("📄 Report to print · {period} · {name}")
    caption = texts.say(sentence, period=period_name(texts, span, period), name=plain_line(name, LONGEST_NAME))
    about = {"span": str(span), "first": period.first.isoformat(), "language": texts.language}
    file_name = f"{_slug(name)}-{span.name_of(period)}.{'png' if kind.is_picture else 'xlsx'}"
    return caption, Drawing(kind=kind, parameters={**of, **about}, name=file_name)


def month_sheet(texts: Texts, chat_id: int, library_id: int, name: str, first: date) -> Outgoing:
    """The sheet of a library's month, as it comes beside the summary; who plans it adds when and under which key."""
    of: Subject = {"library": library_id}
    caption, drawing = drawn(texts, DrawingKind.LIBRARY_SHEET, of, name, Span.MONTH, first)
    return Outgoing(chat_id=chat_id, text=caption, drawing=drawing, priority=Priority.SUMMARY)


def _slug(name: str) -> str:
    """A name as files are called: nothing that any computer could stumble over."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_FILE].strip("-") or "perpustakaan"
