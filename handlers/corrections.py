"""Corrections in words that mean what was said last: "eh salah, 18", "tambah 5 lagi", "batal"."""

from datetime import timedelta

from domain.entries import Entry, Mode, Visits
from domain.understanding import Change, Correction, Doubt, DoubtKind, Understanding
from handlers import doubts, reporting
from handlers.answering import draw
from handlers.asking import DOUBT
from handlers.replacing import corrected_in_place
from handlers.turn import Answer, Turn
from handlers.undoing import withdraw
from handlers.values import filled, number_of
from storage.journal import ReportRow

RECENT = timedelta(hours=12)
"""What was said last is what was said within this time."""


def in_words(turn: Turn, change: Change) -> Answer:
    """Withdraw, replace or add to what this person reported last, or to what they reply to."""
    meant = _meant(turn)
    library = turn.library_of(meant)
    if meant is None or library is None:
        return [turn.answer(turn.texts.say("There is no report of the last hours to correct. See /riwayat."))]
    if change.kind is Correction.WITHDRAW:
        withdraw(turn, meant)
        return [draw(turn, meant.id, library=library)]
    answered = _what_is_in_doubt(turn, meant, change)
    if answered is not None:
        return answered
    understood = as_report(turn, meant, change)
    fixed = corrected_in_place(turn, library, understood.entries)
    if fixed is not None:
        return [draw(turn, fixed, updated=True)]
    return reporting.report(turn, understood, library=library)


def as_report(turn: Turn, meant: ReportRow, change: Change) -> Understanding:
    """The report that the correction amounts to; a question where it may be about several things."""
    number = change.number or 0
    changed = [
        _changed(turn, meant.library_id or 0, kept.entry, change)
        for kept in turn.work.journal.kept(meant.id)
        if number_of(kept.entry) is not None or isinstance(kept.entry, Visits)
    ]
    if len(changed) == 1:
        return Understanding(entries=tuple(changed), dated=True, corrects=True)
    unclear = Doubt(kind=DoubtKind.WHICH_ENTRY, proposals=tuple(changed), numbers=(number,))
    return Understanding(doubts=(unclear,), dated=True, corrects=True)


def before(turn: Turn, report: ReportRow) -> ReportRow | None:
    """What had been reported last when that report came."""
    return turn.work.journal.last_report(turn.me.id, since=report.sent_at - RECENT, before=report)


def _meant(turn: Turn) -> ReportRow | None:
    replied = turn.incoming.reply_to
    if replied is not None:
        answered = turn.work.outbox.report_of(turn.chat_id, replied)
        journal = turn.work.journal
        report = journal.report(answered) if answered else journal.report_of(turn.chat_id, replied)
        if report is not None and report.person_id == turn.me.id:
            return report
    return turn.work.journal.last_report(turn.me.id, since=turn.incoming.sent_at - RECENT)


def _what_is_in_doubt(turn: Turn, meant: ReportRow, change: Change) -> Answer | None:
    """The correction as the answer to what was asked about the report meant, where nothing else of it counts."""
    for question in turn.work.questions.of_report(meant.id):
        if question.kind == DOUBT and question.waits(turn.now):
            return doubts.typed(turn, question, Understanding(change=change))
    return None


def _changed(turn: Turn, library_id: int, entry: Entry, change: Change) -> Entry:
    number = change.number or 0
    if not isinstance(entry, Visits):
        return filled(entry, number + (number_of(entry) or 0) if change.kind is Correction.ADD else number)
    if change.kind is Correction.ADD:
        return Visits(date=entry.date, total=number, mode=Mode.ADD)
    if entry.mode is Mode.ADD:  # what was added was wrong, not what the day had before
        day = turn.work.journal.day(library_id, entry.date)
        number += max(0, (day.total or 0) - (entry.total or 0))
    return Visits(date=entry.date, total=number, mode=Mode.SET)
