"""Days to come, as they are said."""

from datetime import date

from markupsafe import Markup

from domain.days import Period
from locales import Texts


def day_ahead(texts: Texts, day: date, today: date) -> Markup:
    """today, tomorrow, or the day's date."""
    match (day - today).days:
        case 0:
            return texts.say("today")
        case 1:
            return texts.say("tomorrow")
    return dated(texts, day, today)


def dated(texts: Texts, day: date, today: date) -> Markup:
    """The day's date, with its year only where that is another one."""
    return Markup.escape(texts.short_day(day) if day.year == today.year else texts.day(day))


def days_ahead(texts: Texts, period: Period, today: date) -> Markup:
    """A day, or the first and the last of several."""
    last = dated(texts, period.last, today)
    if period.first == period.last:
        return last
    return Markup("{} – {}").format(dated(texts, period.first, today), last)
