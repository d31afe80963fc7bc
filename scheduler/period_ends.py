"""When summaries fall due: in the morning of the day after a week or a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.days import Period, Span, local
from domain.reminding import moment
from scheduler.planned import Window

STALE = timedelta(hours=24)
"""A summary that could not be sent for so long is no longer useful."""


@dataclass(frozen=True, kw_only=True)
class PeriodEnd:
    """A period is over, and its summary due at `at` (aware UTC)."""

    span: Span
    period: Period
    at: datetime


def ended(timezone: str, clock: time, window: Window) -> Iterator[PeriodEnd]:
    """The summaries that fall due within a window, in order, where `clock` is the local time for them."""
    day, last = local(window.after, timezone).date(), local(window.until, timezone).date()
    while day <= last:
        at = moment(day, clock, timezone)
        if at in window:
            yield from (
                PeriodEnd(span=span, period=span.before(span.of(day)), at=at)
                for span in Span
                if span.of(day).first == day
            )
        day += timedelta(days=1)


def next_end(timezone: str, clock: time, now: datetime) -> datetime:
    """The next moment after `now` at which a summary falls due."""
    in_a_week = Window(after=now, until=now + timedelta(days=8))
    return next(end.at for end in ended(timezone, clock, in_a_week))
