"""The visitors of a library's week or month, in words."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from domain.days import Span
from locales import Texts, message
from reports.bars import bars
from reports.change import change
from reports.library_period import LibraryPeriod, Part, Standing
from reports.totals import Visiting

NAMED = 10
"""So many missing days are named."""

_PERIODS_BEFORE = {Span.WEEK: message("last week"), Span.MONTH: message("last month")}
_BEFORE_SO_FAR = {Span.WEEK: message("last week until {day}"), Span.MONTH: message("last month until {day}")}
_STANDING = {Standing.CLOSED: message("closed"), Standing.HOLIDAY: message("holiday")}


def visits(texts: Texts, figures: LibraryPeriod) -> Iterator[Markup]:
    """The total beside the period before, the parts with their bars, the sexes, and how much of it is reported."""
    yield total(texts, figures)
    if figures.visits.counted:
        yield parts(texts, figures)
        yield from _sexes(texts, figures)
    if figures.visits.open_days:
        yield texts.say(
            "Reports {counted} of {open_days} opening days",
            counted=texts.number(figures.visits.counted),
            open_days=texts.number(figures.visits.open_days),
        )


def total(texts: Texts, figures: LibraryPeriod) -> Markup:
    """The visitors, and how they have changed where that can be said."""
    return compared(texts, figures.visits, figures.before, before_name(texts, figures), partial(_days, texts))


def compared(
    texts: Texts, now: Visiting, before: Visiting, before_name: str, recorded: Callable[[int], Markup]
) -> Markup:
    """Visitors beside those of the period before, which is called `before_name`; `recorded` words how much is known."""
    if not now.counted:
        return texts.say("No visits recorded yet.")
    visitors = texts.count("{number} visitor", "{number} visitors", now.total)
    if not before.counted:
        return visitors
    percent = change(now, before).percent
    named = {"visitors": visitors, "before": before_name, "number": texts.number(before.total)}
    if percent is not None:
        return _changed(texts, now.total - before.total, percent, named)
    days_before = recorded(before.counted)
    if before.counted < before.open_days and before.counted <= now.counted:
        return texts.say("{visitors} ({before} only {days}: {number})", days=days_before, **named)
    return texts.say(
        "{visitors}, {days} ({before} {number}, {days_before})",
        days=recorded(now.counted),
        days_before=days_before,
        **named,
    )


def before_name(texts: Texts, figures: LibraryPeriod) -> str:
    """What the period before is called, as far as it is compared."""
    if figures.is_over:
        return texts.label(_PERIODS_BEFORE[figures.span])
    last = figures.before_period.last
    day = texts.weekday(last) if figures.span is Span.WEEK else texts.day_and_month(last)
    return texts.label(_BEFORE_SO_FAR[figures.span], day=day)


def parts(texts: Texts, figures: LibraryPeriod) -> Markup:
    """The days of a week, or the weeks of a month, with a bar for each that needed a count."""
    told = Markup(" · ").join(_part(texts, figures.span, part) for part in figures.parts)
    line = texts.say("Days {weeks}", weeks=told) if figures.span is Span.MONTH else told
    totals = [part.total for part in figures.parts if part.standing in (Standing.COUNTED, Standing.MISSING)]
    return Markup("{}    {}").format(line, bars(totals)) if len(totals) > 1 else line


def missing(texts: Texts, figures: LibraryPeriod) -> Markup:
    """The days that can still be reported, by name."""
    *days, last = figures.missing[:NAMED]
    named = ", ".join([*(str(day.day) for day in days), texts.day_and_month(last)])
    example = texts.day_and_month(figures.missing[0])
    more = len(figures.missing) - NAMED
    if more > 0:
        others = texts.count("{number} more day", "{number} more days", more)
        return texts.say(
            "Not recorded yet: {days} and {others} (you can still write them, for example: {example} 12 visitors)",
            days=named,
            others=others,
            example=example,
        )
    return texts.say(
        "Not recorded yet: {days} (you can still write them, for example: {example} 12 visitors)",
        days=named,
        example=example,
    )


def _days(texts: Texts, number: int) -> Markup:
    return texts.count("{number} day recorded", "{number} days recorded", number)


def _changed(texts: Texts, more: int, percent: int, named: Mapping[str, object]) -> Markup:
    if more == 0:
        return texts.say("{visitors}, the same as {before}", visitors=named["visitors"], before=named["before"])
    if percent == 0:
        return texts.say("{visitors}, about the same as {before} ({number})", **named)
    share = texts.number(abs(percent))
    if percent > 0:
        return texts.say("{visitors}, up {percent}% on {before} ({number})", percent=share, **named)
    return texts.say("{visitors}, down {percent}% on {before} ({number})", percent=share, **named)


def _part(texts: Texts, span: Span, part: Part) -> str:
    first, last = part.period.first, part.period.last
    total = "–" if part.total is None else texts.number(part.total)
    value = texts.label(_STANDING[part.standing]) if part.standing in _STANDING else total
    if span is Span.WEEK:
        return f"{texts.short_weekday(first)} {value}"
    return f"{first.day}: {value}" if first == last else f"{first.day}–{last.day}: {value}"


def _sexes(texts: Texts, figures: LibraryPeriod) -> Iterator[Markup]:
    male, female = figures.visits.male, figures.visits.female
    if male is not None and female is not None and figures.visits.total:
        yield texts.say("M {male} · F {female}", male=texts.number(male), female=texts.number(female))
