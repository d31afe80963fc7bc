"""When a library is open: its weeks, the holidays that hold there, and what it told of days to come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.days import Period, is_open

FAR = 60
"""How many days ahead or back the next opening day is looked for; none within them is none."""


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Days told closed ahead; both ends count."""

    period: Period
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A library's opening days.

    `weeks` are the days of the week (seven characters, Monday first, `1` open) with the day from which they hold, the
    oldest first; before the first of them, the first holds. `holidays` maps days on which the libraries of its region
    are closed to their names.
    """

    weeks: tuple[tuple[date, str], ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether it should open on `day`, for all that is known ahead."""
        return is_open(day, self.week_on(day)) and day not in self.holidays and self.closure_on(day) is None

    def week_on(self, day: date) -> str:
        """The days of the week that hold on `day`."""
        return next((days for since, days in reversed(self.weeks) if since <= day), self.weeks[0][1])

    def closure_on(self, day: date) -> Closure | None:
        """What was told of `day`, if it was told closed ahead."""
        return next((closure for closure in self.closures if day in closure.period), None)

    def days(self, period: Period) -> list[date]:
        """The opening days of a period, in order."""
        length = (period.last - period.first).days + 1
        return [day for n in range(length) if self.is_open(day := period.first + timedelta(days=n))]

    def next(self, after: date) -> date | None:
        """The first opening day after `after`."""
        return next((day for n in range(1, FAR) if self.is_open(day := after + timedelta(days=n))), None)

    def last(self, before: date) -> date | None:
        """The newest opening day before `before`."""
        return next((day for n in range(1, FAR) if self.is_open(day := before - timedelta(days=n))), None)
