"""Which libraries have fallen silent, since when, and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.days import Period
from domain.opening import Opening

ENOUGH = 3
"""A library is silent after so many open days without a report."""

LONGEST = timedelta(days=365)
"""Nobody wants to know exactly what is longer ago."""


class Cause(StrEnum):
    """Why nothing comes from a library; those that a reminder can reach first."""

    SILENT = "silent"
    ON_LEAVE = "on_leave"  # all keepers who can be reached have paused their reminders
    BLOCKED = "blocked"  # all keepers have blocked the bot
    NO_KEEPER = "no_keeper"
    CLOSED = "closed"  # it told that it is closed


@dataclass(frozen=True, kw_only=True)
class Silence:
    """The open days without a report: the first of them and how many; `long` where it began more than a year ago."""

    since: date
    open_days: int
    long: bool = False


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Who keeps a library now: the day since when somebody does (None: nobody), whether any of them can be reached,
    and whether any of those wants to hear of it."""

    since: date | None = None
    reachable: bool = False
    present: bool = False

    @property
    def cause(self) -> Cause:
        """Why nothing comes, as far as the keepers tell."""
        if self.since is None:
            return Cause.NO_KEEPER
        if not self.reachable:
            return Cause.BLOCKED
        return Cause.SILENT if self.present else Cause.ON_LEAVE


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The newest days of a library with a report (a count or told closed) and with a count."""

    reported: date | None = None
    counted: date | None = None


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """A library from which nothing comes; without `silence` nothing has been expected of it, where it `is_new` because
    it has only just got its keeper."""

    cause: Cause
    silence: Silence | None = None
    is_new: bool = False

    @property
    def can_be_reminded(self) -> bool:
        """Whether it has been silent for long enough, and somebody would hear a reminder."""
        return self.cause is Cause.SILENT and self.silence is not None and self.silence.open_days >= ENOUGH


def last_day(now: datetime, closes_at: str) -> date:
    """The newest day whose report can be missing, by the library's own clock: today once it has closed."""
    return now.date() if f"{now:%H:%M}" >= closes_at else now.date() - timedelta(days=1)


def unreported(opening: Opening, last: date, edge: date) -> Silence | None:
    """The open days after `last`, the newest day with a report, up to `edge`; None if there are none."""
    earliest = edge - LONGEST
    days = opening.days(Period(first=max(last, earliest) + timedelta(days=1), last=edge))
    return Silence(since=days[0], open_days=len(days), long=last < earliest) if days else None


def quiet(opening: Opening, heard: Heard, keeping: Keeping, edge: date) -> Quiet | None:
    """Why nothing comes from a library, None where it is not silent.

    The day on which it got its keeper stands for a report: nothing was expected before.
    """
    last = heard.reported or keeping.since
    if last is None:
        return Quiet(cause=Cause.NO_KEEPER)
    missing = unreported(opening, last, edge)
    if missing is not None and missing.open_days >= ENOUGH:
        return Quiet(cause=keeping.cause, silence=missing)
    without = unreported(replace(opening, closures=()), heard.counted or keeping.since or last, edge)
    if without is not None and without.open_days >= ENOUGH:
        return Quiet(cause=Cause.CLOSED, silence=without)
    return None
