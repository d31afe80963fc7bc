"""Counts and days that aren't clear -> questions with whole entries to tap."""

from dataclasses import replace

from domain.entries import Activity, Visits
from domain.understanding import Doubt, DoubtKind, Slot
from language.people import Heads
from language.result import Result
from language.tokens import Day

Entry = Visits | Activity


def recorded(entry: Entry, heads: Heads | None, day: Day, because: str) -> Result:
    """The entry with its count on its day; a question where one of the two isn't clear."""
    if day.date is None or day.doubt is not None:
        return Result(doubts=[_which_day(entry, heads, day)], because=[because])
    entry = replace(entry, date=day.date)
    if heads is not None and heads.doubt is not None:
        return Result(doubts=[how_many(entry, heads, heads.doubt)], because=[f"{because}, {heads.doubt}"])
    return Result(entries=[entry if heads is None else with_heads(entry, heads, heads.total)], because=[because])


def how_many(entry: Entry, heads: Heads, kind: DoubtKind) -> Doubt:
    """Which of the possible counts is right; the parts stay with the sum that they make."""
    return Doubt(
        kind=kind,
        slot=Slot.TOTAL if isinstance(entry, Visits) else Slot.PARTICIPANTS,
        draft=entry,
        proposals=tuple(with_heads(entry, heads, total) for total in dict.fromkeys(heads.options)),
        numbers=heads.numbers,
    )


def with_heads(entry: Entry, heads: Heads, total: int | None) -> Entry:
    if heads.doubt is not None and total != heads.total:
        heads = Heads()
    entry = replace(entry, total=total) if isinstance(entry, Visits) else replace(entry, participants=total)
    return replace(entry, male=heads.male, female=heads.female, groups=heads.groups, companions=heads.companions)


def _which_day(entry: Entry, heads: Heads | None, day: Day) -> Doubt:
    """On which of the possible days; without proposals where the count isn't clear either."""
    numbers = (
        () if heads is None else heads.told or heads.options or ((heads.total,) if heads.total is not None else ())
    )
    clear = heads is None or heads.doubt is None
    told = with_heads(entry, heads, heads.total) if heads is not None and clear else entry
    known = day.date or next(iter(day.options), None) if day.doubt is not DoubtKind.WHICH_DAY else None
    return Doubt(
        kind=day.doubt or DoubtKind.PERIOD_TOTAL,
        slot=None if day.period else Slot.DATE,
        draft=replace(told, date=known) if known and clear else None,
        proposals=tuple(replace(told, date=option) for option in day.options) if clear else (),
        numbers=numbers,
    )
