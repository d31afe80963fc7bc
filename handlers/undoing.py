"""Batalkan and Catat lagi: a report is withdrawn, or counts again."""

from handlers.answering import draw
from handlers.recording import retally
from handlers.reports import tapped_report
from handlers.turn import Answer, Turn
from replies.buttons import Tap
from storage.journal import ReportRow


def undo(turn: Turn, tap: Tap) -> Answer:
    """Withdraw all that the message recorded."""
    report = tapped_report(turn, tap)
    if report is None:
        return []
    if tap.version == report.version and not report.withdrawn:
        withdraw(turn, report)
    return [draw(turn, report.id)]


def again(turn: Turn, tap: Tap) -> Answer:
    """Let it count again, what was asked about it included."""
    report = tapped_report(turn, tap)
    if report is None:
        return []
    if tap.version == report.version and report.withdrawn and report.library_id:
        turn.work.journal.lock(report.library_id)
        retally(turn, report.library_id, turn.work.journal.restore(report))
    return [draw(turn, report.id)]


def withdraw(turn: Turn, report: ReportRow) -> None:
    """Nothing of it counts any more; what was asked about it rests."""
    if report.library_id:
        turn.work.journal.lock(report.library_id)
    days = turn.work.journal.withdraw(report, turn.now)
    if report.library_id:
        retally(turn, report.library_id, days)
