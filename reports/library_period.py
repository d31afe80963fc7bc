"""A week or a month of one library: what its keepers are shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.counting import NOTHING, DayCount
from domain.days import Period, Span, is_open
from domain.entries import Activity, Books
from domain.opening import Opening
from reports.activities import ActivitySums, activity_sums
from reports.books import BookSums, book_sums
from reports.totals import Visiting, days_to_report, visiting


class Standing(StrEnum):
    """What is known of the visitors of some days."""

    COUNTED = "counted"
    MISSING = "missing"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A day of a week, or a week of a month; `total` is None unless counted."""

    period: Period
    standing: Standing
    total: int | None = None


@dataclass(frozen=True, kw_only=True)
class LibraryPeriod:
    """A library's week or month.

    `period` is the whole, `so_far` what of it is looked at: all of it once it is over, else the days until the newest
    that should be counted; None on a first morning. `before` is the period before, as far as `so_far` reaches;
    `missing` are the open days without a count, `weeks_in_a_row` the complete weeks that end with this one.
    """

    span: Span
    period: Period
    so_far: Period | None
    visits: Visiting
    before: Visiting
    before_period: Period
    parts: tuple[Part, ...]
    missing: tuple[date, ...]
    activities: ActivitySums
    books: BookSums
    weeks_in_a_row: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is to come any more."""
        return self.so_far == self.period

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded, closed days aside."""
        return not (self.visits.counted or self.activities.all.number or self.books != BookSums())


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a library: its days (more than are asked for do no harm), activities and books of the period."""

    opening: Opening
    days: Mapping[date, DayCount]
    activities: Iterable[Activity] = ()
    books: Iterable[Books] = ()


def library_period(span: Span, period: Period, known: Known, today: date | None = None) -> LibraryPeriod:
    """The figures of a period; `today` where it isn't over: today counts only once it is reported."""
    so_far = _so_far(period, known, today)
    before = _before(span, period, so_far)
    looked_at = so_far or Period(first=period.first, last=period.first - timedelta(days=1))
    return LibraryPeriod(
        span=span,
        period=period,
        so_far=so_far,
        visits=visiting(known.days, known.opening, looked_at),
        before=visiting(known.days, known.opening, before),
        before_period=before,
        parts=tuple(days_of(looked_at, known) if span is Span.WEEK else weeks_of(looked_at, known)),
        missing=tuple(_missing(known, looked_at)),
        activities=activity_sums(known.activities),
        books=book_sums(known.books),
    )


def days_of(period: Period, known: Known) -> Iterator[Part]:
    """The days of a period."""
    for n in range((period.last - period.first).days + 1):
        yield _day(period.first + timedelta(days=n), known)


def weeks_of(period: Period, known: Known) -> Iterator[Part]:
    """The weeks of a period, cut where it begins and ends."""
    first = period.first
    while first <= period.last:
        week = Period(first=first, last=min(Span.WEEK.of(first).last, period.last))
        yield _week(week, known)
        first = week.last + timedelta(days=1)


def complete_in_a_row(days: Mapping[date, DayCount], opening: Opening, weeks: Period) -> tuple[int, bool]:
    """How many complete weeks end this row of whole weeks, and whether nothing in it breaks the row.

    A week without any day to be counted neither adds to a row nor breaks it.
    """
    number, last = 0, weeks.last
    while last >= weeks.first:
        week = Span.WEEK.of(last)
        visits = visiting(days, opening, week)
        if visits.open_days > visits.counted:
            return number, False
        number += visits.complete
        last = week.first - timedelta(days=1)
    return number, True


def _so_far(period: Period, known: Known, today: date | None) -> Period | None:
    if today is None or today > period.last:
        return period
    last = today if known.days.get(today, NOTHING).reported else today - timedelta(days=1)
    return Period(first=period.first, last=last) if last >= period.first else None


def _before(span: Span, period: Period, so_far: Period | None) -> Period:
    """The period before, up to the same weekday or day of the month where this one isn't over."""
    before = span.before(period)
    if so_far is None or so_far == period:
        return before
    reach = before.first + (so_far.last - so_far.first)
    return Period(first=before.first, last=min(reach, before.last))


def _day(day: date, known: Known) -> Part:
    count, period = known.days.get(day, NOTHING), Period(first=day, last=day)
    if count.total is not None:
        return Part(period=period, standing=Standing.COUNTED, total=count.total)
    if known.opening.is_open(day) and not count.closed:
        return Part(period=period, standing=Standing.MISSING)
    is_holiday = day in known.opening.holidays and is_open(day, known.opening.week_on(day))
    return Part(period=period, standing=Standing.HOLIDAY if is_holiday else Standing.CLOSED)


def _week(period: Period, known: Known) -> Part:
    visits = visiting(known.days, known.opening, period)
    if visits.counted:
        return Part(period=period, standing=Standing.COUNTED, total=visits.total)
    return Part(period=period, standing=Standing.MISSING if visits.open_days else Standing.CLOSED)


def _missing(known: Known, period: Period) -> Iterator[date]:
    for day in days_to_report(known.days, known.opening, period):
        if known.days.get(day, NOTHING).total is None:
            yield day
