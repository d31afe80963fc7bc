"""A sent message was edited: its record changes with it."""

from dataclasses import replace

from domain.entries import Visits
from domain.messages import Outgoing
from domain.people import Library
from domain.understanding import Understanding
from handlers import (
    asking,
    caption,
    closings,
    corrections,
    doubts,
    fixing,
    library_settings,
    messages,
    reminder_settings,
    titles,
)
from handlers.answering import draw
from handlers.reading import read
from handlers.recording import retally, write
from handlers.turn import Answer, Turn
from storage.journal import ReportRow

_RETYPED = {
    asking.DOUBT: doubts.retyped,
    fixing.KIND: fixing.retyped,
    titles.KIND: titles.retyped,
    library_settings.KIND: library_settings.typed,
    reminder_settings.KIND: reminder_settings.typed,
}


def edited(turn: Turn) -> Answer:
    """Read it anew at its original moment; it replaces all that the message had recorded."""
    assert turn.incoming.message_id is not None  # noqa: S101 - edits have one
    answered = turn.work.questions.answered_by(turn.chat_id, turn.incoming.message_id)
    if answered is not None and answered.person_id == turn.me.id and answered.kind in _RETYPED:
        answer = _RETYPED[answered.kind](turn, answered, read(turn, turn.text))
        if answer is not None:
            return answer
    report = _report(turn)
    if report is None:
        closings.reworded(turn, read(turn, turn.text).closing)
        return messages.said(turn)
    if report.text == turn.text or report.person_id != turn.me.id:
        return []
    turn.work.journal.reword(report.id, turn.text)
    library = turn.kept(report.library_id)
    if library is None:
        return []
    _read_anew(turn, report, library)
    closing = read(turn, turn.text, report.asked_day, library).closing
    closings.reworded(turn, closing)
    return [_revised(draw(turn, report.id, library=library, updated=True)), *closings.told(turn, library, closing)]


def _report(turn: Turn) -> ReportRow | None:
    """The report that this message is, or that its album or the photo it described is."""
    journal, message_id = turn.work.journal, turn.incoming.message_id or 0
    album = turn.incoming.media_group
    found = journal.report_of(turn.chat_id, message_id) or (album and journal.report_of_album(turn.chat_id, album))
    if found:
        return found
    answered = turn.work.questions.answered_by(turn.chat_id, message_id)
    described = answered is not None and answered.kind == caption.KIND and answered.report_id
    return journal.report(described) if described else None


def _read_anew(turn: Turn, report: ReportRow, library: Library) -> None:
    turn.work.journal.lock(library.id)
    turn.work.questions.withdraw_of_report(report.id)
    report = turn.work.journal.next_version(report)
    kept = turn.work.journal.kept(report.id)
    for item in kept:
        turn.work.journal.end(type(item.entry), [item.id], by=turn.me.id, at=turn.now)
    retally(turn, library.id, {item.entry.date for item in kept if isinstance(item.entry, Visits)})
    write(turn, report, library, _understood(turn, report, library), edited=True)


def _understood(turn: Turn, report: ReportRow, library: Library) -> Understanding:
    understood = read(turn, turn.text, report.asked_day, library)
    if understood.change is None or understood.change.number is None:
        return understood
    meant = corrections.before(turn, report)
    return understood if meant is None else corrections.as_report(turn, meant, understood.change)


def _revised(answer: Outgoing) -> Outgoing:
    """The answer given to the message before is edited to match."""
    return replace(answer, revises=True, edits=None, reply_to=None)
