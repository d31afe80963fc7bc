"""A report: opened for its message, recorded for a library, answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.people import Library
from domain.understanding import Asked, Expecting, Understanding
from handlers import doubts
from handlers.answering import draw
from handlers.recording import write
from handlers.turn import Answer, Turn
from language import understand
from replies.answer import which_library
from storage.journal import ReportRow
from storage.questions import QuestionRow

FRESH = timedelta(hours=6)
"""A bare number answers the newest question of this age at most."""

DAY = "visits"
"""The kind of question that asks for the visitors of a day; its payload names the date."""


def report(turn: Turn, understood: Understanding) -> Answer:
    """A report: recorded for the keeper's library, or asked for which."""
    doubts.overtaken(turn, understood)
    opened = open_report(turn)
    return [] if opened is None else record_or_ask(turn, opened, understood)


def record_or_ask(turn: Turn, opened: ReportRow, understood: Understanding) -> Answer:
    """Record an opened report, once a keeper of several libraries has said which one it is for."""
    if len(turn.me.libraries) > 1:
        text, keyboard = which_library(turn.texts, turn.me.libraries, opened.id)
        return [turn.answer(text, keyboard, report_id=opened.id)]
    return record_for(turn, opened, turn.me.libraries[0], understood)


def record_for(turn: Turn, opened: ReportRow, library: Library, understood: Understanding) -> Answer:
    """Record an opened report for a library, and answer."""
    if opened.library_id is None:
        turn.work.journal.choose_library(opened.id, library.id)
        opened = turn.work.journal.report(opened.id) or opened
    notes = write(turn, opened, library, understood)
    close_day_questions(turn, understood)
    return [draw(turn, opened.id, notes=notes, undated=not understood.dated)]


def open_report(turn: Turn) -> ReportRow | None:
    """A report for this message; None when it has one (it came twice)."""
    assert turn.incoming.message_id is not None  # noqa: S101 - messages and taps have one
    libraries = turn.me.libraries
    return turn.work.journal.open(
        chat_id=turn.chat_id,
        message_id=turn.incoming.message_id,
        person_id=turn.me.id,
        text=turn.text,
        sent_at=turn.incoming.sent_at,
        media_group=turn.incoming.media_group,
        asked_day=day_asked(turn),
        library_id=libraries[0].id if len(libraries) == 1 else None,
    )


def read(turn: Turn, text: str, asked_day: date | None, library: Library | None = None) -> Understanding:
    """What a text says, on the library's calendar."""
    expecting = Expecting(asked=Asked.VISITS, date=asked_day) if asked_day else None
    return understand(text, now=turn.wall_clock(library), expecting=expecting)


def close_day_questions(turn: Turn, understood: Understanding) -> None:
    """The days told need no longer be asked about."""
    days = {entry.date.isoformat() for entry in understood.entries}
    for question in turn.open_questions:
        if question.kind == DAY and question.payload.get("date") in days:
            turn.work.questions.answer(question.id)


def day_asked(turn: Turn) -> date | None:
    """The day whose visitors were asked for, where this message may answer that."""
    replied = replied_to(turn)
    question = replied or next(numbers_asked(turn), None)
    if question is None or question.kind != DAY:
        return None
    return date.fromisoformat(question.payload["date"])


def replied_to(turn: Turn) -> QuestionRow | None:
    if turn.incoming.reply_to is None:
        return None
    question = turn.work.questions.of_message(turn.chat_id, turn.incoming.reply_to)
    return question if question and question.person_id == turn.me.id else None


def numbers_asked(turn: Turn) -> Iterator[QuestionRow]:
    """The open questions that a number may answer, the newest first."""
    return (q for q in turn.open_questions if q.takes_number and turn.now - q.asked_at <= FRESH)
