"""What some days of a library, or of many, come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.counting import DayCount
from domain.days import Period
from domain.opening import Opening


@dataclass(frozen=True, kw_only=True)
class Visiting:
    """The visits of a period.

    `open_days` are the days that were to be reported: the opening days, days counted beside them included, days told
    closed left out; `counted` are those with a count. The sexes stand only where every day with visitors has them.
    """

    total: int = 0
    male: int | None = 0
    female: int | None = 0
    counted: int = 0
    open_days: int = 0

    @property
    def complete(self) -> bool:
        """Whether every day that it was open has its count."""
        return 0 < self.open_days == self.counted

    def __add__(self, other: "Visiting") -> "Visiting":
        return replace(
            self,
            total=self.total + other.total,
            male=_sum(self.male, other.male),
            female=_sum(self.female, other.female),
            counted=self.counted + other.counted,
            open_days=self.open_days + other.open_days,
        )


def visiting(days: Mapping[date, DayCount], opening: Opening, period: Period) -> Visiting:
    """The visits of a library within a period; `days` may hold more."""
    counts = [count for day, count in days.items() if day in period and count.total is not None]
    return Visiting(
        total=sum(count.total or 0 for count in counts),
        male=_all(count.male for count in counts if count.total),
        female=_all(count.female for count in counts if count.total),
        counted=len(counts),
        open_days=len(days_to_report(days, opening, period)),
    )


def days_to_report(days: Mapping[date, DayCount], opening: Opening, period: Period) -> list[date]:
    """The days of a period that need a count, in order: open ones and counted ones, but none told closed."""
    counted = {day for day, count in days.items() if day in period and count.total is not None}
    closed = {day for day, count in days.items() if count.closed}
    return sorted((set(opening.days(period)) | counted) - closed)


def _all(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
