"""A sent message was edited: its record changes with it."""

from dataclasses import replace

from domain.messages import Outgoing
from handlers import doubts, messages, reporting
from handlers.answering import draw
from handlers.recording import retally, write
from handlers.turn import Answer, Turn
from storage.journal import ReportRow


def edited(turn: Turn) -> Answer:
    """Read it anew at its original moment; it replaces all that the message had recorded."""
    assert turn.incoming.message_id is not None  # noqa: S101 - edits have one
    answered = turn.work.questions.answered_by(turn.chat_id, turn.incoming.message_id)
    if answered is not None:
        return doubts.retyped(turn, answered, reporting.read(turn, turn.text, None))
    report = turn.work.journal.report_of(turn.chat_id, turn.incoming.message_id)
    if report is None:
        return messages.said(turn)
    if report.text == turn.text or report.person_id != turn.me.id:
        return []
    turn.work.journal.reword(report.id, turn.text)
    if report.library_id is None:
        return []
    _read_anew(turn, report)
    return [_revised(draw(turn, report.id, updated=True))]


def _read_anew(turn: Turn, report: ReportRow) -> None:
    library = turn.work.directory.library(report.library_id or 0)
    assert library is not None  # noqa: S101 - libraries are never deleted
    turn.work.journal.lock(library.id)
    turn.work.questions.withdraw_of_report(report.id)
    report = turn.work.journal.next_version(report)
    kept = turn.work.journal.kept(report.id)
    for item in kept:
        turn.work.journal.end(type(item.entry), [item.id], by=turn.me.id, at=turn.now)
    retally(turn, library.id, {item.entry.date for item in kept})
    write(turn, report, library, reporting.read(turn, turn.text, report.asked_day, library))


def _revised(answer: Outgoing) -> Outgoing:
    """The answer given to the message before is edited to match."""
    return replace(answer, revises=True, edits=None, reply_to=None)
