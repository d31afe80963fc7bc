"""What is recorded of a week or a month, as pictures and sheets show it: day by day, library by library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from domain.counting import NOTHING, DayCount
from domain.days import Period, Span
from domain.entries import Activity, Books
from domain.people import Library
from domain.places import Place, Region
from reports.activities import ActivitySum
from reports.books import BookSums
from reports.library_period import Known, LibraryPeriod
from reports.totals import Visiting


class State(Enum):
    """What became of a day. RESTED: no opening day, a holiday, or told closed ahead; AHEAD: it has not ended."""

    COUNTED = "counted"
    CLOSED = "closed"
    RESTED = "rested"
    MISSING = "missing"
    AHEAD = "ahead"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A library: the figures of the period, and all they come from."""

    library: Library
    known: Known
    figures: LibraryPeriod
    activities: tuple[Activity, ...] = ()
    books: tuple[Books, ...] = ()

    def count(self, day: date) -> DayCount:
        """What a day comes to."""
        return self.known.days.get(day, NOTHING)

    def state(self, day: date) -> State:
        """What became of a day."""
        count, so_far = self.count(day), self.figures.so_far
        if count.total is not None:
            return State.COUNTED
        if count.closed:
            return State.CLOSED
        if not self.known.opening.is_open(day):
            return State.RESTED
        return State.MISSING if so_far is not None and day in so_far else State.AHEAD


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a library of a region comes to; `days` are left out where there are many libraries."""

    place: Place
    regency: str
    visits: Visiting
    activities: ActivitySum = field(default_factory=ActivitySum)
    books: BookSums = field(default_factory=BookSums)
    days: Mapping[date, DayCount] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RecordedRegion:
    """All libraries of a region."""

    region: Region
    span: Span
    period: Period
    lines: tuple[Line, ...]

    @property
    def visits(self) -> Visiting:
        """What they come to."""
        return sum((line.visits for line in self.lines), start=Visiting())


def dates(period: Period) -> list[date]:
    """The days of a period."""
    return [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
