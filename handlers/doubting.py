"""Doubts that only the records raise: which day a late count is of, and what a second count for a day means."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from markupsafe import Markup

from domain.counting import fold
from domain.days import last_open_day, local
from domain.entries import Mode, Visits
from domain.people import Library
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from handlers.turn import Turn
from storage.journal import ReportRow

Told = list[tuple[Visits, int | None, datetime]]

SAME_REPORT = timedelta(hours=12)
"""Two keepers who tell the same number within this time mean the same visits."""


def late_day(turn: Turn, report: ReportRow, library: Library, understood: Understanding) -> date | None:
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
    if turn.work.journal.told(library.id, before):
        return None
    return before


def which_day(entry: Visits, before: date) -> Doubt:
    """Yesterday's (or the last open day's), or today's?"""
    return Doubt(
        kind=DoubtKind.WHICH_DAY,
        slot=Slot.DATE,
        draft=entry,
        proposals=(replace(entry, date=before), entry),
    )


def told(turn: Turn, report: ReportRow, library: Library, day: date, *, edited: bool) -> Told:
    """What was told for a day; of an edited report only what was told before it counts."""
    everything = turn.work.journal.told(library.id, day)
    return [one for one in everything if one[2] < report.sent_at] if edited else everything


def second_count(turn: Turn, report: ReportRow, entry: Visits, before: Told, notes: list[Markup]) -> Doubt | None:
    """What to do with a count for a day that has one: a Doubt, without proposals where nothing need be done."""
    day = fold(visits for visits, _, _ in before)
    if not day.reported or (day.total == 0 and not entry.closed):
        return None
    same = (day.total, day.closed) == (entry.total, entry.closed)
    by, at = before[-1][1], before[-1][2]
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
