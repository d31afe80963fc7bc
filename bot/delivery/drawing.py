"""Draws what a message carries: outside any transaction, beside the event loop, and once for the same figures."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.delivery.drawn_answers import answers_drawn
from bot.delivery.drawn_figures import recorded, recorded_region
from domain.clock import Clock
from domain.days import Span
from domain.errors import StorageUnavailable, TryAgain
from domain.messages import Drawing, DrawingKind
from locales import texts_in
from replies import library_visits
from reports.chart import chart
from reports.qr import qr_code
from reports.recorded import Recorded, RecordedRegion
from reports.region_chart import region_chart
from reports.region_sheet import region_sheet
from reports.sheet import sheet
from storage.work import Database, Work

logger = logging.getLogger(__name__)

LOOKS = 1
"""Raise it when pictures or sheets of the same figures look different: what the platform has is then drawn anew."""
AT_ONCE = 2
"""So many are worked on at a time: messages of words must not wait for the processor."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A drawing of certain figures: the platform's file id where it has it already, and how to draw it where not.

    Without a `key` it is drawn anew each time.
    """

    drawing: Drawing
    key: str | None
    file_id: str | None
    draw: Callable[[], bytes]


class Studio:
    """Where messages get their pictures and sheets. What can't be drawn is logged, and never holds up the words."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._places = asyncio.Semaphore(AT_ONCE)

    async def sketch(self, drawing: Drawing) -> Sketch | None:
        """What is to be drawn, by the figures of this moment; None where that can't be. Raises TryAgain."""
        try:
            return await self._beside(lambda: self._look(drawing))
        except StorageUnavailable:
            raise TryAgain("the database can't be used now") from None
        except Exception as error:
            _log_failure(drawing, error)
            return None

    async def draw(self, sketch: Sketch) -> bytes | None:
        """The file; None where it can't be drawn."""
        try:
            return await self._beside(sketch.draw)
        except Exception as error:
            _log_failure(sketch.drawing, error)
            return None

    async def keep(self, sketch: Sketch, file_id: str) -> None:
        """The platform has it: next time its file id is enough."""
        key = sketch.key
        if key is None:
            return
        try:
            await self._beside(lambda: self._note(key, file_id))
        except StorageUnavailable as error:
            logger.warning("a file id is not kept: %s", error)  # the message has been sent all the same

    def _look(self, drawing: Drawing) -> Sketch | None:
        if drawing.kind is DrawingKind.QR:
            return _code(drawing)
        with self._database.look() as work:
            if drawing.kind is DrawingKind.ANNOUNCEMENT_ANSWERS:
                return _answers(work, drawing)
            figures = _figures(work, drawing, self._clock)
            if figures is None:
                return None
            key = _key(drawing, figures)
            return Sketch(
                drawing=drawing,
                key=key,
                file_id=work.drawings.file_id(key),
                draw=lambda: _drawn(drawing, figures),
            )

    def _note(self, key: str, file_id: str) -> None:
        with self._database.work() as work:
            work.drawings.keep(key, file_id, self._clock.now())
            work.commit()

    async def _beside(self, function: Callable[[], T]) -> T:
        async with self._places:
            return await asyncio.to_thread(function)


def _code(drawing: Drawing) -> Sketch:
    """An invitation's: it is shown once, and its file id is not kept."""
    text = str(drawing.parameters["text"])
    return Sketch(drawing=drawing, key=None, file_id=None, draw=lambda: qr_code(text))


def _answers(work: Work, drawing: Drawing) -> Sketch | None:
    """They are people's: their file id is not kept."""
    file = answers_drawn(work, drawing)
    return None if file is None else Sketch(drawing=drawing, key=None, file_id=None, draw=lambda: file)


def _figures(work: Work, drawing: Drawing, clock: Clock) -> Recorded | RecordedRegion | None:
    told = drawing.parameters
    span = Span(str(told["span"]))
    period = span.of(date.fromisoformat(str(told["first"])))
    if "library" in told:
        return recorded(work, int(told["library"]), span, period, clock.now())
    return recorded_region(work, str(told["region"]), span, period, clock.now())


def _key(drawing: Drawing, figures: Recorded | RecordedRegion) -> str:
    """The same for the same figures, drawn in the same way."""
    seen = repr((LOOKS, drawing.name, drawing.parameters["language"], figures))
    return f"{drawing.kind}:{hashlib.sha256(seen.encode()).hexdigest()}"


def _drawn(drawing: Drawing, figures: Recorded | RecordedRegion) -> bytes:
    texts = texts_in(str(drawing.parameters["language"]))
    if isinstance(figures, RecordedRegion):
        return region_chart(texts, figures) if drawing.kind.is_picture else region_sheet(texts, figures)
    if drawing.kind.is_picture:
        return chart(texts, figures)
    return sheet(texts, figures, library_visits.total(texts, figures.figures).unescape())


def _log_failure(drawing: Drawing, error: Exception) -> None:
    """Its kind, without its words: those could be people's."""
    subject = drawing.parameters.get("library", drawing.parameters.get("region"))
    logger.error("%s of %s could not be drawn: %s", drawing.kind, subject, type(error).__name__)
