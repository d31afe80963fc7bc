"""The day of a clause that names none: that of its own sentence, else the report's."""

from dataclasses import dataclass, field
from datetime import date

from domain.understanding import DoubtKind
from language.clauses import Clause, Opener
from language.tokens import Day

_NEW_SENTENCE = (Opener.LINE, Opener.SENTENCE, Opener.ITEM)
_CLOSELY = (Opener.AND, Opener.START)


@dataclass(slots=True)
class DaysTold:
    """What was told of days before the clause that is read now."""

    heading: Day | None = None  # Laporan Senin, 18 Mei: a day without a count of its own
    sentence: list[Day] = field(default_factory=list)
    earlier: list[Day] = field(default_factory=list)

    @property
    def last(self) -> Day | None:
        return next(reversed([*self.earlier, *self.sentence]), None)

    def begin(self, clause: Clause) -> None:
        if clause.opener in _NEW_SENTENCE:
            self.earlier += self.sentence
            self.sentence = []

    def end(self, clause: Clause) -> None:
        days = [token.day for token in clause.tokens if token.day is not None and not token.day.period]
        if days and not clause.numbers and not clause.has("closed", "nobody", "activity", "come"):
            self.heading = days[-1]
        self.sentence += days

    def of(self, clause: Clause) -> Day | None:
        """None where nothing was told: it is the day of sending."""
        if self.sentence:
            return self.sentence[-1] if _belongs_closely(clause) else _only_one(self.sentence)
        return self.heading or (_only_one(self.earlier) if self.earlier else None)


def _belongs_closely(clause: Clause) -> bool:
    """kemarin 18 pengunjung dan pelatihan, selasa 13 (ada kelas)"""
    return clause.opener in _CLOSELY


def _only_one(told: list[Day]) -> Day | None:
    """The day, if one alone was told; else today if it is among them, or a question."""
    days: list[date] = sorted({day.date for day in told if day.date is not None}, reverse=True)
    if len(days) < 2:
        return told[-1]
    return Day(None, DoubtKind.WHICH_DAY, options=tuple(days))
