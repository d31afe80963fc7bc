"""An entry takes another's place within the report that told it."""

from collections.abc import Sequence

from domain.entries import Activity, Books, Entry, Visits
from domain.people import Library
from handlers.recording import record, retally
from handlers.turn import Turn
from handlers.values import names_same, said_anew
from storage.journal import Kept, ReportRow


def replace_entry(turn: Turn, report: ReportRow, kept: Kept, new: Entry | None) -> None:
    """A new version of a report, in which another entry (or none) stands for the kept one."""
    library = turn.work.directory.library(report.library_id or 0)
    assert library is not None  # noqa: S101 - an entry has a library
    turn.work.journal.lock(library.id)
    report = turn.work.journal.next_version(report)
    turn.work.journal.end(type(kept.entry), [kept.id], by=turn.me.id, at=turn.now)
    if new is not None:
        record(turn, report, library, [new])
    if isinstance(kept.entry, Visits):
        retally(turn, library.id, [kept.entry.date])


def corrected_in_place(turn: Turn, library: Library, entries: Sequence[Entry], *, but: int = 0) -> int | None:
    """An activity or a book told as a correction, put in the place of the one it corrects; that one's report.

    None where there is none: of that day with that title, or else the only one of that day.
    """
    match entries:
        case (Activity() | Books() as new,):
            of_day = turn.work.journal.of_day(library.id, type(new), new.date, but=but)
        case _:
            return None
    same = [found for found in of_day if names_same(found[1].entry, new)]
    meant = same[-1:] or (of_day if len(of_day) == 1 else [])
    for report_id, kept in meant:
        report = turn.work.journal.report(report_id)
        if report is not None:
            replace_entry(turn, report, kept, said_anew(kept.entry, new, dated=True))
            return report.id
    return None
