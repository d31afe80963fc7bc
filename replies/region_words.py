"""What regions, their periods and their silent libraries are called."""

from datetime import date
from functools import partial

from markupsafe import Markup

from domain.days import Span
from domain.places import Region
from domain.plain import plain_line
from locales import Texts, message
from replies.library_visits import compared
from reports.region_period import RegionPeriod
from reports.silence import Silence
from reports.words import period_name

LONGEST_NAME = 60

_BEFORE = {Span.WEEK: message("last week"), Span.MONTH: message("last month")}
_AS_FAR = {
    Span.WEEK: message("last week until the same day"),
    Span.MONTH: message("last month until the same day"),
}


def full_name(region: Region) -> str:
    """Kabupaten Sanggau."""
    return plain_line(region.name, LONGEST_NAME)


def short_name(region: Region) -> str:
    """Kab. Sanggau."""
    return plain_line(region.short, LONGEST_NAME)


def heading(texts: Texts, figures: RegionPeriod) -> Markup:
    """Which period, which region, how many libraries."""
    name = period_name(texts, figures.span, figures.period)
    if figures.today is not None:
        name = texts.label("{period}, so far", period=name)
    libraries = texts.count("{number} library", "{number} libraries", figures.totals.libraries)
    return Markup("📊 {} · {}, {}").format(name, full_name(figures.region), libraries)


def visitors(texts: Texts, figures: RegionPeriod) -> Markup:
    """The visitors beside those of the period before: of many libraries in a week not so many days, but reports."""
    before = texts.label((_BEFORE if figures.today is None else _AS_FAR)[figures.span])
    return compared(texts, figures.totals.visits, figures.totals.before, before, partial(_reports, texts))


def since(texts: Texts, name: str, silence: Silence | None, today: date) -> Markup:
    """A silent library, with how long nothing has come."""
    if silence is None:
        return Markup.escape(name)
    if silence.long:
        return texts.say("{name}, for more than a year", name=name)
    first = silence.since
    return texts.say(
        "{name}, since {day} ({days})",
        name=name,
        day=texts.short_day(first) if first.year == today.year else texts.day(first),
        days=texts.count("{number} open day", "{number} open days", silence.open_days),
    )


def _reports(texts: Texts, number: int) -> Markup:
    return texts.count("{number} daily report", "{number} daily reports", number)
