"""A library's last weeks or months, one beside the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.days import Period, Span
from reports.library_period import Known
from reports.totals import Visiting, visiting

LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the periods; `is_over` unless the library's today lies in it."""

    period: Period
    visits: Visiting
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Periods in a row, the oldest first."""

    span: Span
    steps: tuple[Step, ...]

    @property
    def highest(self) -> int:
        """The most visitors of a period."""
        return max((step.visits.total for step in self.steps), default=0)

    @property
    def average(self) -> int | None:
        """The visitors of a usual period; None where fewer than two are over and counted."""
        totals = [step.visits.total for step in self.steps if step.is_over and step.visits.counted]
        return round(sum(totals) / len(totals)) if len(totals) > 1 else None


def reach(span: Span, last: Period) -> Period:
    """All the days of a trend that ends with `last`."""
    first = last
    for _ in range(LENGTH - 1):
        first = span.before(first)
    return Period(first=first.first, last=last.last)


def trend(span: Span, last: Period, known: Known, since: date, today: date) -> Trend:
    """The trend that ends with `last`; periods before the first report, of `since`, are left out."""
    return Trend(span=span, steps=tuple(_steps(span, last, known, since, today)))


def _steps(span: Span, last: Period, known: Known, since: date, today: date) -> Iterator[Step]:
    period = span.of(max(since, reach(span, last).first))
    while period.first <= last.first:
        looked_at = Period(first=period.first, last=min(period.last, today))
        visits = visiting(known.days, known.opening, looked_at)
        yield Step(period=period, visits=visits, is_over=period.last < today)
        period = span.of(period.last + timedelta(days=1))
