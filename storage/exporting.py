"""Entries and days as plain objects for other programs: JSON values, what isn't told left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from domain.counting import DayCount
from domain.entries import Activity, Band, Books, Entry, Visits
from storage.views import Exported

KINDS = {Visits: "visits", Activity: "activities", Books: "books"}
_BANDS = tuple(str(band) for band in Band)
ENTRY_COLUMNS = (
    "library", "kind", "date", "total", "male", "female", "children", *_BANDS, "companions", "closed", "reason", "mode",
    "unconfirmed", "title", "class", "participants", "partner", "place", "author", "isbn", "publisher", "year",
    "copies", "count_titles", "count_copies", "source", "giver",
    "chat_id", "message_id", "person", "version", "sent_at",
)  # fmt: skip
DAY_COLUMNS = ("library", "date", "total", "closed", "male", "female", *_BANDS)
BOOK_COLUMNS = (
    "library", "date", "title", "author", "isbn", "publisher", "year", "copies", "count_titles", "count_copies",
    "source", "giver", "sent_at",
)  # fmt: skip


def entry_objects(entries: Iterator[Exported]) -> Iterator[dict[str, Any]]:
    """One object an entry."""
    for exported in entries:
        yield {
            "library": exported.library,
            "kind": KINDS[type(exported.entry)],
            "date": _day(exported.entry.date),
            **_origin(exported),
            "version": exported.version,
            "sent_at": _moment(exported.sent_at),
            **_told(_fields(exported.entry)),
            **({"unconfirmed": True} if exported.unconfirmed else {}),
        }


def book_objects(entries: Iterator[Exported]) -> Iterator[dict[str, Any]]:
    """One object a title, or a count of titles."""
    for exported in entries:
        if isinstance(exported.entry, Books):
            yield {
                "library": exported.library,
                "date": _day(exported.entry.date),
                **_told(_fields(exported.entry)),
                "sent_at": _moment(exported.sent_at),
            }


def day_objects(days: Iterator[tuple[str, date, DayCount]]) -> Iterator[dict[str, Any]]:
    """One object a reported day."""
    for library, day, count in days:
        yield {
            "library": library,
            "date": _day(day),
            **_told({"total": count.total, "closed": count.closed or None, "male": count.male, "female": count.female}),
            **_groups(count.groups),
        }


def _origin(exported: Exported) -> dict[str, Any]:
    """The message that said it; of somebody who was erased, nothing."""
    if exported.chat_id == 0:
        return {}
    return _told({"chat_id": exported.chat_id, "message_id": exported.message_id, "person": exported.person})


def _fields(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Visits):
        return _visits(entry)
    if isinstance(entry, Activity):
        return _activity(entry)
    return _books(entry)


def _visits(visits: Visits) -> dict[str, Any]:
    children = visits.groups.get(Band.CHILDREN)
    return {
        "total": visits.total,
        "male": visits.male,
        "female": visits.female,
        "children": children if children != visits.total else None,
        **_groups(visits.groups),
        "companions": visits.companions,
        "closed": visits.closed or None,
        "reason": visits.reason,
        "mode": visits.mode and str(visits.mode),
    }


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "title": activity.title,
        "class": activity.activity_class and str(activity.activity_class),
        "participants": activity.participants,
        "male": activity.male,
        "female": activity.female,
        **_groups(activity.groups),
        "companions": activity.companions,
        "partner": activity.partner,
        "place": activity.place,
    }


def _books(books: Books) -> dict[str, Any]:
    counted = books.title is None
    return {
        "title": books.title,
        "author": books.author,
        "isbn": books.isbn,
        "publisher": books.publisher,
        "year": books.year,
        # A title that was told without a number is one copy, as in the corpus.
        "copies": None if counted else books.copies or 1,
        "count_titles": books.count_titles,
        "count_copies": books.copies if counted else None,
        "source": books.source and str(books.source),
        "giver": books.giver,
    }


def _groups(groups: dict[Band, int]) -> dict[str, Any]:
    return {"groups": {str(band): number for band, number in groups.items()}} if groups else {}


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _day(day: date) -> str:
    return day.isoformat()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
