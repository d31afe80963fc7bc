"""Figures of a library for some days, in words."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.counting import DayCount
from domain.days import Period
from domain.entries import Activity, Books
from domain.people import Library
from domain.understanding import Figures
from locales import Texts
from replies import entries as lines
from reports.books import book_sums

LISTED = 15
"""How many activities or books are listed; a message holds 4,096 characters."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is known of these days."""

    library: Library
    period: Period
    figures: Figures
    days: dict[date, DayCount]
    activities: tuple[Activity, ...]
    books: tuple[Books, ...]


def figures(texts: Texts, shown: Shown) -> Markup:
    """The answer to a query."""
    parts = [_heading(texts, shown)]
    if shown.figures in (Figures.VISITS, Figures.ALL):
        parts += _visits(texts, shown.days)
    if shown.figures in (Figures.ACTIVITIES, Figures.ALL):
        parts += _activities(texts, shown.activities)
    if shown.figures in (Figures.BOOKS, Figures.ALL):
        parts += _books(texts, shown.books)
    return Markup("\n").join(parts)


def _heading(texts: Texts, shown: Shown) -> Markup:
    first, last = shown.period.first, shown.period.last
    days = texts.day(first) if first == last else texts.span(first, last)
    return Markup("📊 {} · {}").format(days, shown.library.name)


def _visits(texts: Texts, days: dict[date, DayCount]) -> list[Markup]:
    counted = [day for day in days.values() if day.total is not None]
    if not counted:
        return [texts.say("No visits recorded yet.")]
    total = sum(day.total or 0 for day in counted)
    visitors = texts.count("{number} visitor", "{number} visitors", total)
    on_days = texts.count("{number} day recorded", "{number} days recorded", len(counted))
    parts = [texts.say("{visitors}, {days}", visitors=visitors, days=on_days)]
    if all(day.male is not None and day.female is not None for day in counted):
        male, female = sum(day.male or 0 for day in counted), sum(day.female or 0 for day in counted)
        parts.append(texts.say("M {male} · F {female}", male=texts.number(male), female=texts.number(female)))
    closed = sum(day.closed for day in days.values())
    if closed:
        parts.append(texts.count("{number} day closed", "{number} days closed", closed))
    return parts


def _activities(texts: Texts, activities: tuple[Activity, ...]) -> list[Markup]:
    if not activities:
        return [texts.say("No activities recorded yet.")]
    people = sum(activity.participants or 0 for activity in activities)
    heading = texts.count("{number} activity", "{number} activities", len(activities))
    participants = texts.count("{number} participant", "{number} participants", people)
    listed = [
        Markup("• {} ({})").format(lines.activity(texts, activity), texts.short_day(activity.date))
        for activity in activities[:LISTED]
    ]
    return [Markup("{}, {}").format(heading, participants), *listed, *_more(texts, len(activities))]


def _books(texts: Texts, books: tuple[Books, ...]) -> list[Markup]:
    if not books:
        return [texts.say("No new books recorded yet.")]
    sums = book_sums(books)
    heading = texts.say(
        "New books: {titles}, {copies}",
        titles=texts.count("{number} title", "{number} titles", sums.titles),
        copies=texts.count("{number} copy", "{number} copies", sums.copies),
    )
    listed = [Markup("• {}").format(lines.books(texts, book)) for book in books[:LISTED]]
    return [heading, *listed, *_more(texts, len(books))]


def _more(texts: Texts, number: int) -> list[Markup]:
    return [texts.count("and {number} more", "and {number} more", number - LISTED)] if number > LISTED else []
