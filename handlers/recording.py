"""Writing what was understood: the clear part is recorded, the rest becomes questions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median

from markupsafe import Markup

from domain.counting import fold
from domain.days import last_open_day, local
from domain.entries import Entry, Mode, Visits
from domain.people import Library
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from handlers.asking import DOUBT
from handlers.reading import names_no_day
from handlers.turn import Turn
from storage.doubt_rows import payload_of
from storage.journal import ReportRow

Told = list[tuple[Visits, int | None, datetime]]

SAME_REPORT = timedelta(hours=12)
"""Two keepers who tell the same number within this time mean the same visits."""

UNUSUAL_TIMES, UNUSUAL_OVER = 5, 50
"""A count is unusual above both: so many times the median of the last days, and this number."""


def write(
    turn: Turn, report: ReportRow, library: Library, understood: Understanding, *, edited: bool = False
) -> list[Markup]:
    """Record a report's clear entries and ask about the rest; notes for the answer.

    An edited report keeps its place: only what was told before it stands in the way of its counts.
    """
    late = _may_be_late(turn, report, library, understood)
    return _write(turn, report, library, understood.entries, understood.doubts, late=late, edited=edited)


def settle(turn: Turn, report: ReportRow, library: Library, entries: Iterable[Entry]) -> list[Markup]:
    """Record what was in doubt and now is clear; notes for the answer."""
    return _write(turn, report, library, entries, ())


def record(turn: Turn, report: ReportRow, library: Library, entries: Iterable[Entry]) -> None:
    """Write entries and bring their days up to date."""
    days = set()
    for entry in entries:
        unconfirmed = isinstance(entry, Visits) and _is_unusual(turn, library, entry)
        turn.work.journal.record(report, [entry], by=turn.me.id, at=turn.now, unconfirmed=unconfirmed)
        if isinstance(entry, Visits):
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


def _write(
    turn: Turn,
    report: ReportRow,
    library: Library,
    entries: Iterable[Entry],
    doubts: Iterable[Doubt],
    *,
    late: date | None = None,
    edited: bool = False,
) -> list[Markup]:
    turn.work.journal.lock(library.id)
    notes: list[Markup] = []
    asked: list[Doubt] = []
    clear: list[Entry] = []
    for entry in _parts_added(entries):
        if isinstance(entry, Visits) and entry.mode is None:
            told = _told(turn, report, library, entry.date, edited=edited)
            doubt = _which_day(entry, late) if late else _second(turn, report, entry, told, notes)
            if doubt is not None:
                asked += [doubt] if doubt.proposals else []
                continue
        clear.append(entry)
    record(turn, report, library, clear)
    ask(turn, report, [*asked, *doubts])
    return notes


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


def _may_be_late(turn: Turn, report: ReportRow, library: Library, understood: Understanding) -> date | None:
    """The day that an undated count may be of, held up by the weak signal: it came before opening.

    None where it is clear, or where that day has a count already.
    """
    sent = local(report.sent_at, library.timezone)
    counts = [entry for entry in understood.entries if isinstance(entry, Visits)]
    if f"{sent:%H:%M}" >= library.opens_at or report.asked_day is not None or understood.dated or len(counts) != 1:
        return None
    if counts[0].closed or counts[0].mode is not None or counts[0].date != sent.date():
        return None
    before = last_open_day(sent.date(), library.opening_days)
    if turn.work.journal.told(library.id, before) or not names_no_day(turn, report.text):
        return None
    return before


def _which_day(entry: Visits, before: date) -> Doubt:
    return Doubt(
        kind=DoubtKind.WHICH_DAY,
        slot=Slot.DATE,
        draft=entry,
        proposals=(replace(entry, date=before), entry),
    )


def _told(turn: Turn, report: ReportRow, library: Library, day: date, *, edited: bool) -> Told:
    told = turn.work.journal.told(library.id, day)
    return [one for one in told if one[2] < report.sent_at] if edited else told


def _second(turn: Turn, report: ReportRow, entry: Visits, told: Told, notes: list[Markup]) -> Doubt | None:
    """What to do with a count for a day that has one: a Doubt, without proposals where nothing need be done."""
    day = fold(visits for visits, _, _ in told)
    if not day.reported or (day.total == 0 and not entry.closed):
        return None
    same = (day.total, day.closed) == (entry.total, entry.closed)
    by, at = told[-1][1], told[-1][2]
    if same and (entry.closed or by != turn.me.id) and report.sent_at - at <= SAME_REPORT:
        notes.append(_already(turn, by))
        return Doubt(kind=DoubtKind.SECOND_COUNT)
    return Doubt(
        kind=DoubtKind.SECOND_COUNT,
        slot=Slot.TOTAL,
        draft=entry,
        proposals=tuple(replace(entry, mode=mode) for mode in _ways(day.total, entry, same=same)),
        numbers=(day.total or 0, entry.total or 0),
    )


def _ways(counted: int | None, entry: Visits, *, same: bool) -> tuple[Mode, ...]:
    """How a second count may be meant: nothing is added to or by a closed day, and nothing changes by itself."""
    if entry.closed or not counted or not entry.total:
        return (Mode.SET,)
    told_more = entry.male is not None or entry.female is not None or bool(entry.groups)
    return (Mode.ADD,) if same and not told_more else (Mode.ADD, Mode.SET)


def _already(turn: Turn, person_id: int | None) -> Markup:
    name = turn.work.directory.name_of(person_id)
    if person_id == turn.me.id or name is None:
        return turn.texts.say("That is recorded already, thank you.")
    return turn.texts.say("That was already recorded by {name}, thank you.", name=name)


def _is_unusual(turn: Turn, library: Library, entry: Visits) -> bool:
    if (entry.total or 0) <= UNUSUAL_OVER:
        return False
    recent = turn.work.views.recent_totals(library.id, entry.date)
    return bool(recent) and (entry.total or 0) > UNUSUAL_TIMES * median(recent)
