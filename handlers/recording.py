"""Writing what was understood: the clear part is recorded, the rest becomes questions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from markupsafe import Markup

from domain.counting import fold
from domain.days import last_open_day
from domain.entries import Activity, Entry, Mode, Visits
from domain.people import Library
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from handlers.turn import Turn
from storage.doubt_rows import payload_of
from storage.journal import ReportRow

SAME_REPORT = timedelta(hours=12)
"""Two keepers who tell the same number within this time mean the same visits."""

UNUSUAL_TIMES, UNUSUAL_OVER = 5, 50
"""A count is unusual above both: so many times the median of the last days, and this number."""

DOUBT = "doubt"
"""The kind of question that a Doubt becomes."""


def write(turn: Turn, report: ReportRow, library: Library, understood: Understanding) -> list[Markup]:
    """Record a report's clear entries and ask about the rest; notes for the answer."""
    turn.work.journal.lock(library.id)
    notes: list[Markup] = []
    doubts: list[Doubt] = []
    clear: list[Entry] = []
    for entry in _parts_added(understood.entries):
        if isinstance(entry, Visits):
            doubt = _late(turn, library, entry, understood) or _second(turn, library, entry, notes)
            if doubt is not None:
                doubts += [doubt] if doubt.proposals else []
                continue
        clear.append(entry)
    if understood.corrects:
        _end_corrected(turn, report, library, clear)
    record(turn, report, library, clear)
    ask(turn, report, [*doubts, *understood.doubts])
    return notes


def record(turn: Turn, report: ReportRow, library: Library, entries: Iterable[Entry]) -> None:
    """Write entries and bring their days up to date."""
    days = set()
    for entry in entries:
        counted = isinstance(entry, Visits)
        unconfirmed = isinstance(entry, Visits) and _is_unusual(turn, library, entry)
        turn.work.journal.record(report, [entry], by=turn.me.id, at=turn.now, unconfirmed=unconfirmed)
        if counted:
            days.add(entry.date)
    retally(turn, library.id, days)


def retally(turn: Turn, library_id: int, days: Iterable[date]) -> None:
    """These days have changed: fold them again, and what would remind of them is no longer needed."""
    for day in sorted(set(days)):
        turn.work.journal.retally(library_id, [day])
        turn.work.outbox.cancel(f"reminder:{library_id}:{day}")


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


def _parts_added(entries: Iterable[Entry]) -> list[Entry]:
    """Two counts of one day in one message are parts of it."""
    parts: list[Entry] = []
    for entry in entries:
        same_day = any(isinstance(part, Visits) and part.date == entry.date for part in parts)
        if isinstance(entry, Visits) and same_day and entry.mode is None and not entry.closed:
            parts.append(replace(entry, mode=Mode.ADD))
        else:
            parts.append(entry)
    return parts


def _late(turn: Turn, library: Library, entry: Visits, understood: Understanding) -> Doubt | None:
    """A count without a date that comes before opening may be yesterday's, held up by the weak signal."""
    sent = turn.wall_clock(library)
    plain = entry.mode is None and not entry.closed and len(understood.entries) == 1
    if understood.dated or not plain or f"{sent:%H:%M}" >= library.opens_at:
        return None
    before = last_open_day(sent.date(), library.opening_days)
    if turn.work.journal.told(library.id, before):
        return None
    return Doubt(
        kind=DoubtKind.WHICH_DAY,
        draft=entry,
        proposals=(replace(entry, date=before), replace(entry, date=sent.date())),
    )


def _second(turn: Turn, library: Library, entry: Visits, notes: list[Markup]) -> Doubt | None:
    """What to do with a count for a day that has one: a Doubt, without proposals where nothing need be done."""
    told = turn.work.journal.told(library.id, entry.date)
    if entry.mode is not None or not told:
        return None
    day = fold(visits for visits, _, _ in told)
    if (day.total or 0) == 0 and not (day.closed and entry.closed):
        return None
    first_by, first_at = told[-1][1], told[-1][2]
    if (day.total, day.closed) == (entry.total, entry.closed) and turn.incoming.sent_at - first_at <= SAME_REPORT:
        notes.append(_already(turn, first_by))
        return Doubt(kind=DoubtKind.SECOND_COUNT)
    if first_by != turn.me.id:
        notes.append(_first_by(turn, first_by))
    modes = (Mode.SET,) if entry.closed else (Mode.ADD, Mode.SET)
    return Doubt(
        kind=DoubtKind.SECOND_COUNT,
        slot=Slot.TOTAL,
        draft=entry,
        proposals=tuple(replace(entry, mode=mode) for mode in modes),
        numbers=(day.total or 0, entry.total or 0),
    )


def _already(turn: Turn, person_id: int | None) -> Markup:
    name = turn.work.directory.name_of(person_id)
    if person_id == turn.me.id or name is None:
        return turn.texts.say("That is recorded already, thank you.")
    return turn.texts.say("That was already recorded by {name}, thank you.", name=name)


def _first_by(turn: Turn, person_id: int | None) -> Markup:
    name = turn.work.directory.name_of(person_id) or "–"
    return turn.texts.say("The first count is by {name}.", name=name)


def _is_unusual(turn: Turn, library: Library, entry: Visits) -> bool:
    if (entry.total or 0) <= UNUSUAL_OVER:
        return False
    recent = turn.work.views.recent_totals(library.id, entry.date)
    return bool(recent) and (entry.total or 0) > UNUSUAL_TIMES * median(recent)


def _end_corrected(turn: Turn, report: ReportRow, library: Library, entries: Iterable[Entry]) -> None:
    """An activity told as a correction takes the place of the one of that day with its title."""
    for entry in entries:
        if isinstance(entry, Activity):
            same = turn.work.journal.activities_titled(library.id, entry.date, entry.title, but=report.id)
            turn.work.journal.end(Activity, same, by=turn.me.id, at=turn.now)
