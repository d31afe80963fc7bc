"""A report: opened for its message, recorded for a library, answered."""

from dataclasses import replace
from datetime import date

from domain.people import Library
from domain.understanding import Understanding
from handlers import asking, closings
from handlers.answering import draw_first
from handlers.recording import write
from handlers.turn import Answer, Turn
from replies.answer import which_library
from storage.journal import ReportRow


def report(turn: Turn, understood: Understanding, *, library: Library | None = None) -> Answer:
    """A report: recorded for the library told, else for the keeper's own, or asked for which."""
    asking.overtaken(turn, understood)
    opened = open_report(turn, library)
    return [] if opened is None else record_or_ask(turn, opened, understood)


def record_or_ask(turn: Turn, opened: ReportRow, understood: Understanding) -> Answer:
    """Record an opened report, once a keeper of several libraries has said which one it is for."""
    library = turn.kept(opened.library_id)
    if library is None:
        text, keyboard = which_library(turn.texts, turn.me.libraries, opened.id)
        return [turn.answer(text, keyboard, report_id=opened.id)]
    return record_for(turn, opened, library, understood)


def record_for(turn: Turn, opened: ReportRow, library: Library, understood: Understanding) -> Answer:
    """Record an opened report for a library, and answer."""
    if opened.library_id is None:
        turn.work.journal.choose_library(opened.id, library.id)
        opened = replace(opened, library_id=library.id)
    written = write(turn, opened, library, understood)
    asking.close_told_days(turn, library.id, understood)
    undated = not understood.dated and opened.asked_day is None
    answer = draw_first(turn, opened, library, written, undated=undated)
    return [answer, *closings.told(turn, library, understood.closing)]


def open_report(turn: Turn, library: Library | None = None) -> ReportRow | None:
    """A report for this message; None when it has one (it came twice)."""
    assert turn.incoming.message_id is not None  # noqa: S101 - messages and taps have one
    mine = turn.me.libraries
    chosen = library or (mine[0] if len(mine) == 1 else None)
    return turn.work.journal.open(
        chat_id=turn.chat_id,
        message_id=turn.incoming.message_id,
        person_id=turn.me.id,
        text=turn.text,
        sent_at=turn.incoming.sent_at,
        media_group=turn.incoming.media_group,
        asked_day=_asked_day(turn),
        library_id=chosen.id if chosen else None,
    )


def _asked_day(turn: Turn) -> date | None:
    asked = asking.day_asked(turn)
    return asked.day if asked else None
