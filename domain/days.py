"""Libraries' local days, weeks and months. A week begins on Monday (ISO 8601)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Period:
    """Inclusive local days."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Span(StrEnum):
    """The periods that are summed up."""

    WEEK = "week"
    MONTH = "month"

    def of(self, day: date) -> Period:
        """The period that holds `day`."""
        return week_of(day) if self is Span.WEEK else month_of(day)

    def before(self, period: Period) -> Period:
        """The period before."""
        return self.of(period.first - timedelta(days=1))

    def after(self, period: Period) -> Period:
        """The period after."""
        return self.of(period.last + timedelta(days=1))

    def name_of(self, period: Period) -> str:
        """`2026-W19` (ISO 8601) or `2026-05`, for keys."""
        if self is Span.MONTH:
            return f"{period.first:%Y-%m}"
        year, week, _ = period.first.isocalendar()
        return f"{year}-W{week:02}"


def local(moment: datetime, timezone: str) -> datetime:
    """The aware `moment` as the clock on the wall of an IANA zone shows it."""
    return moment.astimezone(ZoneInfo(timezone))


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(first=monday, last=monday + timedelta(days=6))


def week_before(day: date) -> Period:
    """The week before the one that holds `day`, up to the same weekday."""
    return Period(first=week_of(day).first - timedelta(days=7), last=day - timedelta(days=7))


def month_of(day: date) -> Period:
    """The calendar month that holds `day`."""
    return Period(first=day.replace(day=1), last=day.replace(day=monthrange(day.year, day.month)[1]))


def is_open(day: date, opening_days: str) -> bool:
    """Whether a library with these opening days (seven characters, Monday first, `1` open) opens on `day`."""
    return opening_days[day.weekday()] == "1"


def last_open_day(before: date, opening_days: str) -> date:
    """The newest opening day before `before`; the day before it when the library never opens."""
    days = (before - timedelta(days=n) for n in range(1, 8))
    return next((day for day in days if is_open(day, opening_days)), before - timedelta(days=1))
