"""The results of a message's sections -> one result, in which no day is counted twice."""

from collections.abc import Sequence

from domain.entries import Visits
from domain.understanding import Doubt, DoubtKind, Slot
from language.result import Result
from language.sections import Section


def settled(read: Sequence[tuple[Section, Result]]) -> Result:
    found = Result()
    for section, result in read:
        _drop_parts(found, section, result)
        found.add(result)
    _ask_which_count(found)
    return found


def _drop_parts(found: Result, section: Section, result: Result) -> None:
    """yang baca 8, yang pinjam 3. Total pengunjung 22: what came before is part of the total."""
    for entry in result.entries:
        if not isinstance(entry, Visits) or entry.closed:
            continue
        before = [other for other in found.entries if isinstance(other, Visits) and other.date == entry.date]
        parts = sum(other.total or 0 for other in before)
        total = any(token.has("total") for token in section.tokens) and parts <= (entry.total or 0)
        if before and not any(other.closed or other.mode for other in before) and (total or parts == entry.total):
            found.entries = [other for other in found.entries if other not in before]


def _ask_which_count(found: Result) -> None:
    """Two different counts of one day in one message are a question, not two records."""
    days = dict.fromkeys(entry.date for entry in found.entries if isinstance(entry, Visits))
    for day in days:
        told = [entry for entry in found.entries if isinstance(entry, Visits) and entry.date == day]
        if len(told) > 1:
            found.entries = [entry for entry in found.entries if entry not in told]
            found.doubts += _which_count(told)


def _which_count(told: list[Visits]) -> list[Doubt]:
    numbers = tuple(entry.total for entry in told if entry.total is not None)
    if any(entry.closed for entry in told):
        numbers = numbers[:1] or (0,)
        return [Doubt(kind=DoubtKind.CONTRADICTION, slot=Slot.TOTAL, proposals=tuple(told), numbers=numbers)]
    draft = Visits(date=told[0].date)
    return [Doubt(kind=DoubtKind.RANGE, slot=Slot.TOTAL, draft=draft, proposals=tuple(told), numbers=numbers)]
