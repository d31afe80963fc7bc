"""What was told of days to come and is called off: "besok tidak jadi tutup", "batal cuti"."""

from dataclasses import dataclass
from datetime import date

from domain.days import Period
from domain.understanding import Closing, Wish, WishKind
from language.clauses import Clause
from language.closings import days_of

_LEAVE = frozenset({"cuti", "cutinya", "jeda", "jedanya"})


@dataclass(frozen=True, slots=True)
class CalledOff:
    """A closing that won't be, or the end of a pause; and the clauses without it."""

    clauses: list[Clause]
    closing: Closing | None = None
    wish: Wish | None = None


def find_called_off(clauses: list[Clause], text: str, today: date) -> CalledOff | None:
    """The first that is called off. Without a day to come "tidak jadi tutup" takes back what was said last."""
    for i, clause in enumerate(clauses):
        if not clause.has("withdraw") or clause.question or clause.numbers:
            continue
        rest = [*clauses[:i], *clauses[i + 1 :]]
        if clause.has("closed") and (closing := _closing(clauses, i, text, today)):
            return CalledOff(rest, closing=closing)
        if clause.words & _LEAVE:
            return CalledOff(rest, wish=Wish(kind=WishKind.RESUME))
    return None


def _closing(clauses: list[Clause], i: int, text: str, today: date) -> Closing | None:
    days = days_of(clauses, i, text, today)
    if days is None or days.stretch.first is None or days.stretch.first <= today:
        return None
    return Closing(period=Period(first=days.stretch.first, last=days.stretch.last), called_off=True)
