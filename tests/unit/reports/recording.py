"""Made-up weeks and months of libraries and regions, as pictures and sheets are drawn from."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.counting import DayCount
from domain.days import Span
from domain.opening import Opening
from domain.places import Place, Region
from reports.activities import ActivitySum
from reports.books import BookSums
from reports.library_period import Known, library_period
from reports.recorded import Line, Recorded, RecordedRegion
from reports.totals import Visiting
from tests.factories import make_library

MONDAY = date(2026, 5, 4)


def make_opening(week: str = "1111110", **more: Any) -> Opening:
    """Monday to Saturday."""
    return Opening(weeks=((date(2026, 1, 1), week),), **more)


def make_recorded(*totals: int | None, span: Span = Span.WEEK, first: date = MONDAY, **overrides: Any) -> Recorded:
    """A library with a count for each day from the first on; `days` takes whole counts, `today` if it isn't over."""
    counted = {first + timedelta(days=n): DayCount(total=total) for n, total in enumerate(totals) if total is not None}
    days: Mapping[date, DayCount] = counted | overrides.pop("days", {})
    activities, books = overrides.pop("activities", ()), overrides.pop("books", ())
    opening, today = overrides.pop("opening", make_opening()), overrides.pop("today", None)
    known = Known(opening=opening, days=days, activities=activities, books=books)
    return Recorded(
        library=make_library(**overrides),
        known=known,
        figures=library_period(span, span.of(first), known, today),
        activities=activities,
        books=books,
    )


def make_line(village: str = "Balai Sebut", total: int = 20, **overrides: Any) -> Line:
    """A library that reported five of six days."""
    place = Place(
        id=1,
        name=f"Perpustakaan Desa {village}",
        village=village,
        district=overrides.pop("district", "Jangkang"),
        region_code="61.03",
        timezone="Asia/Pontianak",
        closes_at="15:30",
    )
    values: dict[str, Any] = {
        "place": place,
        "regency": "Kabupaten Sanggau",
        "visits": Visiting(total=total, male=8, female=total - 8, counted=5, open_days=6),
        "activities": ActivitySum(number=2, participants=27),
        "books": BookSums(titles=3, copies=5),
    }
    return Line(**values | overrides)


def make_region(*lines: Line, code: str = "61.03", name: str = "Kabupaten Sanggau") -> RecordedRegion:
    """A week of a region."""
    region = Region(code=code, name=name, timezone="Asia/Pontianak")
    return RecordedRegion(region=region, span=Span.WEEK, period=Span.WEEK.of(MONDAY), lines=lines)
