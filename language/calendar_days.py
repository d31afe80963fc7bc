"""Calendar days as told -> days, with what may have been meant where they can't be right."""

from calendar import monthrange
from datetime import date, timedelta

from domain.understanding import DoubtKind
from language.tokens import Day

OLDEST = timedelta(days=60)


def told(day: date, today: date) -> Day:
    if day > today:
        return Day(day, DoubtKind.DATE_FUTURE, future=True, options=_last_such_day(day.day, today))
    if today - day > OLDEST:
        return Day(day, DoubtKind.DATE_TOO_OLD, options=(day,))
    return Day(day)


def day_of_month(day: int, today: date) -> Day:
    """A day without a month is in this month, or in the one before if it would lie ahead."""
    month = today.replace(day=1)
    if day > today.day:
        month = (month - timedelta(1)).replace(day=1)
    return calendar_day(day, month.month, month.year, today)


def calendar_day(day: int, month: int, year: int | None, today: date) -> Day:
    """A month without a year is in this year, or in the one before if it would lie ahead."""
    if (exact := existing(year or today.year, month, day)) is None:
        return Day(None, DoubtKind.DATE_IMPOSSIBLE, options=_instead(day, month, year or today.year, today))
    found = told(exact, today)
    if found.future and year is None and (before := existing(today.year - 1, month, day)):
        last_year = told(before, today)
        return last_year if last_year.doubt is None else found
    return found


def mismatched(day: date, weekday: int, today: date) -> Day:
    """Senin 13 Mei, where the 13th is a Wednesday: the date, or the Monday nearest to it; the newest first."""
    ahead = (weekday - day.weekday()) % 7
    nearest = day + timedelta(ahead if ahead < 4 and day + timedelta(ahead) <= today else ahead - 7)
    return Day(None, DoubtKind.DATE_MISMATCH, options=_sensible({day, nearest}, today))


def existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _instead(day: int, month: int, year: int, today: date) -> tuple[date, ...]:
    """31 April: the 30th; 5/13: the 13th of May"""
    found: set[date] = set()
    if 1 <= month <= 12 and day <= 31:
        found.add(date(year, month, monthrange(year, month)[1]))
    elif swapped := existing(year, day, month):
        found.add(swapped)
    return _sensible(found, today)


def _last_such_day(day: int, today: date) -> tuple[date, ...]:
    """The newest day gone by with this number: the month was mistaken."""
    month = today.replace(day=1)
    for _ in range(3):
        found = existing(month.year, month.month, day)
        if found is not None and found <= today:
            return (found,)
        month = (month - timedelta(1)).replace(day=1)
    return ()


def _sensible(days: set[date], today: date) -> tuple[date, ...]:
    return tuple(sorted((day for day in days if day <= today and today - day <= OLDEST), reverse=True))
