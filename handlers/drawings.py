"""Pictures and sheets that somebody asks for with a tap."""

from dataclasses import replace
from datetime import date, timedelta

from domain.days import local
from domain.messages import DrawingKind, Outgoing
from domain.people import Library
from handlers import scope
from handlers.turn import Answer, Turn
from replies import drawings as replies
from replies.buttons import Tap

KINDS = {
    replies.CHART: DrawingKind.LIBRARY_CHART,
    replies.SHEET: DrawingKind.LIBRARY_SHEET,
    replies.REGION_CHART: DrawingKind.REGION_CHART,
    replies.REGION_SHEET: DrawingKind.REGION_SHEET,
}
LONG_AGO = timedelta(days=3660)
"""Nothing is recorded further back."""


def of_library(turn: Turn, tap: Tap) -> Answer:
    """Of a library that one keeps, or that lies in one's region."""
    library = turn.kept(tap.id) or _in_my_region(turn, tap.id)
    if library is None or not _is_plausible(turn, tap, library.timezone):
        return []
    return [_drawn(turn, tap, {"library": library.id}, library.name)]


def of_region(turn: Turn, tap: Tap) -> Answer:
    """Of a region that one has an office for."""
    region = scope.region(turn, tap.id)
    if region is None or not _is_plausible(turn, tap, region.timezone):
        return []
    return [_drawn(turn, tap, {"region": region.code}, region.name)]


def _in_my_region(turn: Turn, library_id: int) -> Library | None:
    library = turn.work.directory.library(library_id) if turn.offices else None
    return library if library and any(office.covers(library.region_code) for office in turn.offices) else None


def _is_plausible(turn: Turn, tap: Tap, timezone: str) -> bool:
    today = local(turn.now, timezone).date()
    return tap.version < len(replies.SPANS) and (today - LONG_AGO).toordinal() <= tap.choice <= today.toordinal()


def _drawn(turn: Turn, tap: Tap, of: replies.Subject, name: str) -> Outgoing:
    span = replies.SPANS[tap.version]
    first = span.of(date.fromordinal(tap.choice)).first
    caption, drawing = replies.drawn(turn.texts, KINDS[tap.route], of, name, span, first)
    return replace(turn.answer(caption), drawing=drawing)
