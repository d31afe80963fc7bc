"""Photos and albums: the caption is the report; without one, one question asks what they show."""

from dataclasses import replace
from datetime import timedelta

from domain.messages import Outgoing
from domain.understanding import Understanding
from handlers import reporting
from handlers.reading import read
from handlers.turn import Answer, Turn
from storage.journal import ReportRow
from storage.questions import QuestionRow

KIND = "caption"
ALBUM_WAIT = timedelta(seconds=2)
"""The pictures of an album come as several updates; any of them may hold the caption."""


def photo(turn: Turn) -> Answer:
    """A photo, alone or of an album, with or without a caption."""
    album = turn.incoming.media_group
    report = turn.work.journal.report_of_album(turn.chat_id, album) if album else None
    if report is not None:
        return _another(turn, report)
    return _captioned(turn) if turn.text.strip() else _without_caption(turn)


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """What the photo shows: recorded as if it had been its caption."""
    report = turn.work.journal.report(question.report_id or 0)
    if report is None or report.withdrawn or not (understood.entries or understood.doubts):
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    turn.work.journal.reword(report.id, turn.text)
    turn.work.outbox.cancel(_cancel_key(report))
    return reporting.record_or_ask(turn, report, understood)


def _captioned(turn: Turn) -> Answer:
    understood = read(turn, turn.text)
    opened = reporting.open_report(turn)
    if opened is None:
        return []
    _remember(turn, opened)
    if understood.entries or understood.doubts:
        return reporting.record_or_ask(turn, opened, understood)
    return [_ask(turn, opened, wait=False)]


def _without_caption(turn: Turn) -> Answer:
    opened = reporting.open_report(turn)
    if opened is None:
        return []
    _remember(turn, opened)
    return [_ask(turn, opened, wait=turn.incoming.media_group is not None)]


def _another(turn: Turn, report: ReportRow) -> Answer:
    """One more picture of an album that has a report; it may bring the caption."""
    _remember(turn, report)
    if not turn.text.strip() or report.text.strip():
        return []
    turn.work.outbox.cancel(_cancel_key(report))
    turn.work.questions.withdraw_of_report(report.id)
    turn.work.journal.reword(report.id, turn.text)
    understood = read(turn, turn.text)
    if understood.entries or understood.doubts:
        return reporting.record_or_ask(turn, report, understood)
    return [_ask(turn, report, wait=False)]


def _remember(turn: Turn, report: ReportRow) -> None:
    if turn.incoming.file_id:
        turn.work.journal.keep_photo(report.id, turn.incoming.file_id)


def _ask(turn: Turn, report: ReportRow, *, wait: bool) -> Outgoing:
    question = turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        report_id=report.id,
        now=turn.now,
    )
    text = turn.texts.say("Thank you for the photo! What shall I record? For example: activity colouring 12 children")
    asked = turn.answer(text, question_id=question.id)
    if not wait:
        return asked
    return replace(asked, not_before=turn.now + ALBUM_WAIT, cancel_key=_cancel_key(report))


def _cancel_key(report: ReportRow) -> str:
    return f"caption:{report.id}"
