"""Answers to what wasn't clear about a report, tapped or typed."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from domain.entries import Activity, Books, Entry, Visits
from domain.people import Library
from domain.understanding import Change, Correction, Doubt, DoubtKind, Understanding
from handlers import typed_doubts
from handlers.answering import draw
from handlers.recording import record, retally, settle
from handlers.replacing import corrected_in_place
from handlers.turn import Answer, Turn
from handlers.values import filled, names_same
from replies import doubts as replies
from replies.buttons import NONE, OTHER, WITHOUT, Tap
from replies.questions import something_else
from storage.doubt_rows import doubt_of
from storage.journal import ReportRow
from storage.questions import QuestionRow


def tapped(turn: Turn, question: QuestionRow, tap: Tap) -> Answer:
    """A proposal was accepted, or another way out taken."""
    report = turn.work.journal.report(question.report_id or 0)
    if report is None or not turn.me.keeps(report.library_id):
        return []
    if not question.waits(turn.now) or tap.version != question.version or report.withdrawn:
        return [draw(turn, report.id)]
    doubt = doubt_of(question.payload)
    if tap.choice == OTHER:
        return [turn.redraw(something_else(turn.texts, doubt), question_id=question.id, report_id=report.id)]
    return _settle(turn, question, report, _chosen(doubt, tap.choice))


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """An answer in words; None when the message says something else."""
    report = turn.work.journal.report(question.report_id or 0)
    if report is None or report.withdrawn or not turn.me.keeps(report.library_id):
        return None
    doubt = doubt_of(question.payload)
    choice = replies.choice_said(turn.texts, doubt, turn.text, turn.wall_clock().date())
    if choice is None and understood.change is not None and not _corrects_doubt(turn, report, understood.change):
        return None
    if choice == OTHER:
        return [turn.answer(something_else(turn.texts, doubt), question_id=question.id, report_id=report.id)]
    entries = _chosen(doubt, choice) if choice is not None else typed_doubts.answered(turn, doubt, understood)
    if entries is None:
        return None
    return _settle(turn, question, report, entries, message_id=turn.incoming.message_id)


def retyped(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The message that answered was edited: the new answer takes the place of the old."""
    report = turn.work.journal.report(question.report_id or 0)
    entries = typed_doubts.answered(turn, doubt_of(question.payload), understood)
    library = turn.library_of(report)
    if entries is None or report is None or library is None:
        return None
    if report.withdrawn:
        return []
    report = turn.work.journal.next_version(report)
    for kept in turn.work.journal.kept(report.id):
        if any(names_same(kept.entry, entry) for entry in entries):
            turn.work.journal.end(type(kept.entry), [kept.id], by=turn.me.id, at=turn.now)
            retally(turn, library.id, [kept.entry.date] if isinstance(kept.entry, Visits) else [])
    notes = settle(turn, report, library, entries)
    return [draw(turn, report.id, library=library, notes=notes, updated=True)]


def _corrects_doubt(turn: Turn, report: ReportRow, change: Change) -> bool:
    """Whether "eh salah, 18" can only be about what is in doubt: nothing else was recorded from that message."""
    return change.kind is Correction.SET and not turn.work.journal.kept(report.id)


def _settle(
    turn: Turn, question: QuestionRow, report: ReportRow, entries: tuple[Entry, ...], message_id: int | None = None
) -> Answer:
    turn.work.questions.answer(question.id, message_id)
    library = turn.kept(report.library_id)
    if not entries or library is None:
        return [draw(turn, report.id)]
    doubt = doubt_of(question.payload)
    if doubt.kind is DoubtKind.WHICH_ENTRY:
        fixed = corrected_in_place(turn, library, entries, but=report.id)
        if fixed is not None:
            return [draw(turn, fixed, updated=True)]
    report = _decided_now(turn, report, library, entries)
    notes = _record(turn, report, library, doubt, entries)
    return [draw(turn, report.id, library=library, notes=notes)]


def _record(turn: Turn, report: ReportRow, library: Library, doubt: Doubt, entries: tuple[Entry, ...]) -> list[Markup]:
    report = turn.work.journal.next_version(report)
    if doubt.kind is DoubtKind.WHICH_DAY and doubt.draft is not None:
        _move(turn, report, library, doubt.draft.date, entries[0].date)
    return settle(turn, report, library, entries)


def _decided_now(turn: Turn, report: ReportRow, library: Library, entries: tuple[Entry, ...]) -> ReportRow:
    """The report to record in: a count decided after another keeper told theirs comes after it, whenever it was told.

    The day's count is folded in the order of sending, so such a decision is a report of its own.
    """
    days = {entry.date for entry in entries if isinstance(entry, Visits) and entry.mode is not None}
    told = [sent_at for day in days for _, _, sent_at in turn.work.journal.told(library.id, day)]
    if turn.incoming.message_id is None or not any(sent_at > report.sent_at for sent_at in told):
        return report
    own = turn.work.journal.open(
        chat_id=turn.chat_id,
        message_id=turn.incoming.message_id,
        person_id=turn.me.id,
        text="",
        sent_at=turn.now,
        library_id=library.id,
    )
    return own or report


def _move(turn: Turn, report: ReportRow, library: Library, told: date, meant: date) -> None:
    """What else the message told without a date is of the same day."""
    if told == meant:
        return
    for kept in turn.work.journal.kept(report.id):
        if isinstance(kept.entry, Activity | Books) and kept.entry.date == told:
            turn.work.journal.end(type(kept.entry), [kept.id], by=turn.me.id, at=turn.now)
            record(turn, report, library, [replace(kept.entry, date=meant)])


def _chosen(doubt: Doubt, choice: int) -> tuple[Entry, ...]:
    if choice == WITHOUT and doubt.draft is not None:
        return (filled(doubt.draft, None),)
    if choice == NONE or choice >= len(doubt.proposals):
        return ()
    return (doubt.proposals[choice],)
