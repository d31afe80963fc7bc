"""Writing what was understood: the clear part is recorded, the rest becomes questions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from markupsafe import Markup

from domain.counting import fold
from domain.entries import Entry, Mode, Visits
from domain.people import Library
from domain.understanding import Doubt, Slot, Understanding
from handlers import reminded
from handlers.asking import DOUBT
from handlers.doubting import late_day, second_count, told, which_day
from handlers.turn import Turn
from storage.doubt_rows import payload_of
from storage.journal import ReportRow

UNUSUAL_TIMES, UNUSUAL_OVER = 5, 50
"""A count is unusual above both: so many times the median of the last days, and this number."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was recorded at once, notes for the answer, and whether anything is asked or a count unusual."""

    entries: tuple[Entry, ...]
    notes: list[Markup]
    asks: bool
    unusual: bool


def write(
    turn: Turn, report: ReportRow, library: Library, understood: Understanding, *, edited: bool = False
) -> Written:
    """Record a report's clear entries and ask about the rest.

    An edited report keeps its place: only what was told before it stands in the way of its counts.
    """
    late = late_day(turn, report, library, understood)
    return _write(turn, report, library, understood.entries, understood.doubts, late=late, edited=edited)


def settle(turn: Turn, report: ReportRow, library: Library, entries: Iterable[Entry]) -> list[Markup]:
    """Record what was in doubt and now is clear; notes for the answer."""
    return _write(turn, report, library, entries, ()).notes


def record(turn: Turn, report: ReportRow, library: Library, entries: Iterable[Entry]) -> bool:
    """Write entries and bring their days up to date; whether a count is unusual."""
    days, any_unusual = set(), False
    for entry in entries:
        unconfirmed = isinstance(entry, Visits) and _is_unusual(turn, library, entry)
        turn.work.journal.record(report, [entry], by=turn.me.id, at=turn.now, unconfirmed=unconfirmed)
        any_unusual = any_unusual or unconfirmed
        if isinstance(entry, Visits):
            days.add(entry.date)
    retally(turn, library.id, days)
    return any_unusual


def retally(turn: Turn, library_id: int, days: Iterable[date]) -> None:
    """These days have changed: fold them again, and what reminds of those that are reported is no longer needed."""
    counts = turn.work.journal.retally(library_id, days)
    reminded.reported(turn, library_id, {day: count for day, count in counts.items() if count.reported})


def ask(turn: Turn, report: ReportRow, doubts: Iterable[Doubt]) -> None:
    """Open a question for each doubt; the answer shows the oldest."""
    for doubt in doubts:
        turn.work.questions.ask(
            kind=DOUBT,
            chat_id=report.chat_id,
            person_id=turn.me.id,
            report_id=report.id,
            library_id=report.library_id,
            payload=payload_of(doubt),
            takes_number=doubt.slot in (Slot.TOTAL, Slot.PARTICIPANTS, Slot.COPIES),
            now=turn.now,
        )


def _write(
    turn: Turn,
    report: ReportRow,
    library: Library,
    entries: Iterable[Entry],
    doubts: Iterable[Doubt],
    *,
    late: date | None = None,
    edited: bool = False,
) -> Written:
    turn.work.journal.lock(library.id)
    notes: list[Markup] = []
    asked: list[Doubt] = []
    clear: list[Entry] = []
    for entry in _together(entries):
        if isinstance(entry, Visits) and entry.mode is None:
            before = told(turn, report, library, entry.date, edited=edited)
            doubt = which_day(entry, late) if late else second_count(turn, report, entry, before, notes)
            if doubt is not None:
                asked += [doubt] if doubt.proposals else []
                continue
        clear.append(entry)
    unusual = record(turn, report, library, clear)
    questions = [*asked, *doubts]
    ask(turn, report, questions)
    return Written(entries=tuple(clear), notes=notes, asks=bool(questions), unusual=unusual)


def _together(entries: Iterable[Entry]) -> list[Entry]:
    """Two counts of one day in one message are parts of it."""
    together: list[Entry] = []
    for entry in entries:
        place = next((n for n, other in enumerate(together) if _are_parts(other, entry)), None)
        if place is None:
            together.append(entry)
        else:
            together[place] = _sum(together[place], entry)
    return together


def _are_parts(one: Entry, other: Entry) -> bool:
    counts = [entry for entry in (one, other) if isinstance(entry, Visits) and not entry.closed and entry.mode is None]
    return len(counts) == 2 and one.date == other.date


def _sum(one: Entry, other: Entry) -> Visits:
    assert isinstance(one, Visits) and isinstance(other, Visits)  # noqa: S101 - they are parts of a day
    day = fold([one, replace(other, mode=Mode.ADD)])
    return Visits(
        date=one.date,
        total=day.total,
        male=day.male,
        female=day.female,
        groups=day.groups,
        companions=day.companions,
    )


def _is_unusual(turn: Turn, library: Library, entry: Visits) -> bool:
    if (entry.total or 0) <= UNUSUAL_OVER:
        return False
    recent = turn.work.views.recent_totals(library.id, entry.date)
    return bool(recent) and (entry.total or 0) > UNUSUAL_TIMES * median(recent)
