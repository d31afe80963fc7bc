"""What a message says of reminders and of days to come, set apart from what it reports."""

from dataclasses import dataclass, replace
from datetime import date

from domain.reminding import Frequency
from domain.understanding import Closing, Topic, Understanding
from language.called_off import find_called_off
from language.clauses import Clause
from language.closings import find_closing
from language.wishes import FoundWish, find_wish


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was set apart, and the clauses that are left."""

    clauses: list[Clause]
    wish: FoundWish | None = None
    closing: Closing | None = None
    because: tuple[str, ...] = ()

    def alone(self) -> Understanding:
        """Nothing else was said."""
        return self.beside(Understanding(topic=Topic.PLAN if self.wish is None else None))

    def beside(self, understood: Understanding) -> Understanding:
        """What else was said, and this. "Tidak usah diingatkan" beside a report is of this day only."""
        if not self.because:
            return understood
        wish = self.wish.wish if self.wish is not None else None
        reports = understood.entries or understood.doubts or self.closing
        if wish is not None and wish.frequency is Frequency.NEVER and reports and not (self.wish and self.wish.firm):
            wish = None
        because = (*self.because, *understood.because)
        return replace(understood, wish=wish, closing=self.closing, because=because)


def look_ahead(clauses: list[Clause], text: str, today: date, since: date) -> Ahead:
    """`since`: the day that the message answers about."""
    off = find_called_off(clauses, text, today)
    if off is not None:
        wish = FoundWish(off.wish, 0, 0, firm=True) if off.wish else None
        return Ahead(off.clauses, wish, off.closing, ("called off: " + ("a closing" if off.closing else "a pause"),))
    because: list[str] = []
    wished = find_wish(clauses, text, today)
    if wished is not None:
        clauses = _without(clauses, wished)
        because.append(f"a wish about reminders: {wished.wish.kind}")
    news = any(clause.has("news") for clause in clauses)
    found = find_closing(clauses, text, today, since) if not news else None
    if found is None:
        return Ahead(clauses, wished, because=tuple(because))
    because.append("closed on days to come" if found.closing else "closed for longer than is remembered")
    return Ahead(found.clauses, wished, found.closing, tuple(because))


def _without(clauses: list[Clause], wished: FoundWish) -> list[Clause]:
    left: list[Clause] = []
    for clause in clauses:
        tokens = [token for token in clause.tokens if token.end <= wished.begin or wished.end <= token.start]
        if tokens:
            left.append(clause if len(tokens) == len(clause.tokens) else clause.with_tokens(tokens))
    return left
