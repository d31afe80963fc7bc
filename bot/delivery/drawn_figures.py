"""What pictures and sheets are drawn from, read from the database at the moment of drawing."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain

from domain.counting import DayCount
from domain.days import Period, Span, local
from domain.places import Place
from reports.activities import activity_sums
from reports.books import book_sums
from reports.library_period import Known, library_period
from reports.recorded import Line, Recorded, RecordedRegion
from reports.silence import last_day
from reports.totals import visiting
from storage.work import Work

FEW = 60
"""Of so many libraries a sheet shows each day too."""


def recorded(work: Work, library_id: int, span: Span, period: Period, now: datetime) -> Recorded | None:
    """A library's week or month; None if the library is gone."""
    library = work.directory.library(library_id)
    if library is None:
        return None
    both = Period(first=span.before(period).first, last=period.last)
    activities = tuple(work.views.activities(library_id, period))
    books = tuple(work.views.books(library_id, period))
    known = Known(
        opening=work.openings.of([library_id], both)[library_id],
        days=work.views.days(library_id, both),
        activities=activities,
        books=books,
    )
    today = local(now, library.timezone).date()
    figures = library_period(span, period, known, today if today in period else None)
    return Recorded(library=library, known=known, figures=figures, activities=activities, books=books)


def recorded_region(work: Work, code: str, span: Span, period: Period, now: datetime) -> RecordedRegion | None:
    """A region's week or month; None if there is no such region."""
    region = work.regions.get(code)
    if region is None:
        return None
    named = {regency.code: regency.name for regency in work.regions.regencies(code)} | {code: region.name}
    pages = list(work.regions.libraries(code))
    with_days = sum(map(len, pages)) <= FEW
    lines = chain.from_iterable(_lines(work, page, period, named, now, with_days=with_days) for page in pages)
    by_place = sorted(lines, key=lambda line: (line.regency, line.place.name, line.place.id))
    return RecordedRegion(region=region, span=span, period=period, lines=tuple(by_place))


def _lines(
    work: Work, places: list[Place], period: Period, named: dict[str, str], now: datetime, *, with_days: bool
) -> Iterator[Line]:
    """What some hundred libraries come to."""
    ids = [place.id for place in places]
    openings, days = work.openings.of(ids, period), work.periods.days(ids, period)
    activities, books = work.periods.activities(ids, period), work.periods.books(ids, period)
    for place in places:
        theirs = days.get(place.id, {})
        yield Line(
            place=place,
            regency=named.get(place.region_code, place.region_code),
            visits=visiting(theirs, openings[place.id], _so_far(place, theirs, period, now)),
            activities=activity_sums(activities.get(place.id, ())).all,
            books=book_sums(books.get(place.id, ())),
            days=theirs if with_days else {},
        )


def _so_far(place: Place, days: Mapping[date, DayCount], period: Period, now: datetime) -> Period:
    """The days that are over: today too, once it is told of."""
    clock = local(now, place.timezone)
    edge = clock.date() if clock.date() in days else last_day(clock, place.closes_at)
    return Period(first=period.first, last=min(period.last, edge))
