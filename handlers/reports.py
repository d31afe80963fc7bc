"""Buttons under the answer to a report, and who may press them."""

from dataclasses import replace
from datetime import timedelta

from domain.entries import Visits
from domain.people import Library
from handlers import reporting
from handlers.answering import draw
from handlers.reading import read
from handlers.recording import retally, settle
from handlers.turn import Answer, Turn
from replies.buttons import Tap
from storage.journal import ReportRow


def tapped_report(turn: Turn, tap: Tap) -> ReportRow | None:
    """The report a button belongs to, if the presser keeps its library, or sent it and is still to choose one."""
    report = turn.work.journal.report(tap.id)
    if report is None:
        return None
    undecided = report.library_id is None and report.person_id == turn.me.id
    return report if undecided or turn.me.keeps(report.library_id) else None


def confirm(turn: Turn, tap: Tap) -> Answer:
    """An unusual count is right."""
    report = tapped_report(turn, tap)
    if report is None:
        return []
    if tap.version == report.version and not report.withdrawn:
        turn.work.journal.confirm(report.id)
    return [draw(turn, report.id)]


def for_yesterday(turn: Turn, tap: Tap) -> Answer:
    """The count was yesterday's, sent late."""
    report = tapped_report(turn, tap)
    library = turn.library_of(report)
    if report is None or library is None:
        return []
    if tap.version == report.version and not report.withdrawn:
        _move_to_yesterday(turn, report, library)
    return [draw(turn, report.id, library=library, updated=True)]


def keep_photo(turn: Turn, tap: Tap) -> Answer:
    """Keep the photo that came with a report."""
    report = tapped_report(turn, tap)
    if report is None:
        return []
    if report.withdrawn:
        return [draw(turn, report.id)]
    turn.work.journal.photos_kept(report.id, turn.now)
    note = turn.texts.say("🖼️ The photo is kept. Please only keep photos in which no child's face can be recognised.")
    return [draw(turn, report.id, notes=[note])]


def which_library(turn: Turn, tap: Tap) -> Answer:
    """A keeper of several libraries says which one the message is for."""
    report = turn.work.journal.report(tap.id)
    library = turn.kept(tap.choice)
    if report is None or report.person_id != turn.me.id or library is None:
        return []
    if report.library_id is not None or report.withdrawn:
        return [draw(turn, report.id)]
    turn.work.directory.change_person(turn.me.id, last_library_id=library.id)
    sent = replace(turn, incoming=replace(turn.incoming, sent_at=report.sent_at))
    understood = read(sent, report.text, report.asked_day, library)
    return reporting.record_for(sent, report, library, understood)


def _move_to_yesterday(turn: Turn, report: ReportRow, library: Library) -> None:
    turn.work.journal.lock(library.id)
    report = turn.work.journal.next_version(report)
    for kept in turn.work.journal.kept(report.id):
        if isinstance(kept.entry, Visits):
            turn.work.journal.end(Visits, [kept.id], by=turn.me.id, at=turn.now)
            retally(turn, library.id, [kept.entry.date])
            day_before = kept.entry.date - timedelta(days=1)
            settle(turn, report, library, [replace(kept.entry, date=day_before)])
