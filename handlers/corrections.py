"""Corrections in words that mean what was said last: "eh salah, 18", "tambah 5 lagi", "batal"."""

from dataclasses import replace
from datetime import timedelta

from domain.entries import Activity, Entry, Mode, Visits
from domain.understanding import Change, Correction, Doubt, DoubtKind, Understanding
from handlers import reporting
from handlers.answering import draw
from handlers.turn import Answer, Turn
from handlers.undoing import withdraw
from storage.journal import ReportRow

RECENT = timedelta(hours=12)
"""What was said last is what was said within this time."""


def in_words(turn: Turn, change: Change) -> Answer:
    """Withdraw, replace or add to what this person reported last."""
    last = turn.work.journal.last_report(turn.me.id, since=turn.incoming.sent_at - RECENT)
    if last is None:
        return [turn.answer(turn.texts.say("There is no report of the last hours to correct. See /riwayat."))]
    if change.kind is Correction.WITHDRAW:
        withdraw(turn, last)
        return [draw(turn, last.id)]
    entry = _changed(turn, last, change)
    library = turn.work.directory.library(last.library_id or 0)
    if entry is None or library is None:
        return reporting.report(turn, _which_entry(change))
    opened = reporting.open_report(turn)
    if opened is None:
        return []
    understood = Understanding(entries=(entry,), dated=True, corrects=True)
    return reporting.record_for(turn, opened, library, understood)


def _changed(turn: Turn, last: ReportRow, change: Change) -> Entry | None:
    """What the correction comes to, where the last report leaves no doubt what it is about."""
    entries = [kept.entry for kept in turn.work.journal.kept(last.id)]
    counts = [entry for entry in entries if isinstance(entry, Visits)]
    if len(counts) == 1:
        mode = Mode.ADD if change.kind is Correction.ADD else Mode.SET
        return Visits(date=counts[0].date, total=change.number, mode=mode)
    activities = [entry for entry in entries if isinstance(entry, Activity)]
    if not counts and len(activities) == 1:
        before = (activities[0].participants or 0) if change.kind is Correction.ADD else 0
        number = before + (change.number or 0)
        return replace(activities[0], participants=number, male=None, female=None, groups={})
    return None


def _which_entry(change: Change) -> Understanding:
    numbers = (change.number,) if change.number is not None else ()
    return Understanding(doubts=(Doubt(kind=DoubtKind.WHICH_ENTRY, numbers=numbers),))
