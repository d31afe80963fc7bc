"""An understanding in the schema of the corpus (`expect`), as `perpusbot understand` prints it."""

from typing import Any

from domain.entries import Activity, Band, Books, Entry, Visits
from domain.understanding import Correction, Understanding

Got = dict[str, Any]

_CHILDREN = (Band.CHILDREN, Band.PAUD, Band.SD, Band.SMP)


def got(understanding: Understanding) -> Got:
    found: Got = {}
    for entry in understanding.entries:
        kind, item = _item(entry)
        found.setdefault(kind, []).append(item)
    counted = [book for book in found.get("books", []) if "title" not in book]
    if counted and len(found["books"]) == 1:
        found["books"] = counted[0]
    change = understanding.change
    if understanding.doubts or (change is not None and change.kind is not Correction.WITHDRAW):
        found["ask"] = True
    return found or {"none": True}


def _item(entry: Entry) -> tuple[str, Got]:
    if isinstance(entry, Visits):
        return "visits", _visits(entry)
    if isinstance(entry, Activity):
        return "activities", _activity(entry)
    return "books", _books(entry)


def _visits(entry: Visits) -> Got:
    if entry.closed:
        return {"date": entry.date.isoformat(), "closed": True}
    bands = (Band.CHILDREN,) if Band.UMUM in entry.groups else _CHILDREN  # SD, SMP, umum: schools, not ages
    children = sum(count for band, count in entry.groups.items() if band in bands) or None
    # Children are told apart only from others.
    apart = children if children != entry.total else None
    mode = entry.mode.value if entry.mode else None
    return _told(
        date=entry.date.isoformat(),
        total=entry.total,
        male=entry.male,
        female=entry.female,
        children=apart,
        mode=mode,
    )


def _activity(entry: Activity) -> Got:
    return _told(
        date=entry.date.isoformat(),
        title=entry.title,
        participants=entry.participants,
        male=entry.male,
        female=entry.female,
    )


def _books(entry: Books) -> Got:
    source = entry.source.value if entry.source else None
    if entry.title is None:
        return _told(count_titles=entry.count_titles, count_copies=entry.copies, source=source)
    copies = 1 if entry.copies is None else entry.copies
    return _told(title=entry.title, author=entry.author, copies=copies, isbn=entry.isbn, source=source)


def _told(**values: Any) -> Got:
    return {name: value for name, value in values.items() if value is not None}
