"""The results of a message's sections -> one result, in which no day is counted twice."""

from domain.entries import Visits
from domain.understanding import Doubt, DoubtKind, Slot
from language.result import Result


def settled(results: list[Result]) -> Result:
    found = Result()
    for result in results:
        found.add(result)
    _ask_which_count(found)
    return found


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
        return [
            Doubt(kind=DoubtKind.CONTRADICTION, slot=Slot.TOTAL, proposals=tuple(told), numbers=numbers[:1] or (0,))
        ]
    draft = Visits(date=told[0].date)
    return [Doubt(kind=DoubtKind.RANGE, slot=Slot.TOTAL, draft=draft, proposals=tuple(told), numbers=numbers)]
