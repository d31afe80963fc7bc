"""The columns of a sheet's lists: activities and new books."""

from collections.abc import Sequence

from domain.entries import Activity, ActivityClass, Books
from locales import Texts
from reports.activities import activity_sums
from reports.books import book_sums
from reports.words import CLASSES, SOURCES
from reports.workbook import Column, numbers


def activity_columns(texts: Texts, told: Sequence[Activity]) -> list[Column]:
    """A row for each activity."""
    classes = [texts.label(CLASSES[one.activity_class or ActivityClass.COMMUNITY]) for one in told]
    participants = activity_sums(told).all.participants
    return [
        Column(heading=texts.label("Date"), width=18, cells=[one.date for one in told], total=texts.label("Total")),
        Column(heading=texts.label("Activity"), width=36, cells=[one.title for one in told]),
        Column(heading=texts.label("Class"), width=28, cells=classes),
        numbers(texts.label("Male"), [one.male for one in told], total=_whole([one.male for one in told])),
        numbers(texts.label("Female"), [one.female for one in told], total=_whole([one.female for one in told])),
        numbers(texts.label("Participants"), [one.participants for one in told], total=participants),
        Column(heading=texts.label("Partner"), width=24, cells=[one.partner for one in told]),
        Column(heading=texts.label("Place"), width=24, cells=[one.place for one in told]),
    ]


def book_columns(texts: Texts, told: Sequence[Books]) -> list[Column]:
    """A row for each title, or for a count of titles."""
    sums = [book_sums([one]) for one in told]
    titles, copies = [one.titles for one in sums], [one.copies for one in sums]
    sources = [one.source and texts.label(SOURCES[one.source]) for one in told]
    return [
        Column(heading=texts.label("Date"), width=18, cells=[one.date for one in told], total=texts.label("Total")),
        Column(heading=texts.label("Title"), width=36, cells=[one.title for one in told]),
        Column(heading=texts.label("Author"), width=24, cells=[one.author for one in told]),
        Column(heading=texts.label("Publisher"), width=20, cells=[one.publisher for one in told], extra=True),
        Column(heading=texts.label("Year"), width=8, cells=[one.year and str(one.year) for one in told], extra=True),
        Column(heading="ISBN", width=16, cells=[one.isbn for one in told], extra=True),
        numbers(texts.label("Titles"), titles, total=sum(titles)),
        numbers(texts.label("Copies"), copies, total=sum(copies)),
        Column(heading=texts.label("Source"), width=14, cells=sources),
        Column(heading=texts.label("Giver"), width=24, cells=[one.giver for one in told]),
    ]


def _whole(parts: Sequence[int | None]) -> int | None:
    """The sum, where every part is told."""
    told = [part for part in parts if part is not None]
    return sum(told) if len(told) == len(parts) else None
