"""Entries to rows and back."""

from dataclasses import asdict, fields
from typing import Any

from domain.entries import Activity, ActivityClass, Band, Books, Entry, Mode, Source, Visits
from storage import tables

TABLES: dict[type[Entry], Any] = {
    Visits: tables.Visits,
    Activity: tables.Activities,
    Books: tables.Books,
}
"""The table of each kind of entry."""

_ENUMS = {"mode": Mode, "activity_class": ActivityClass, "source": Source}


def row_of(entry: Entry) -> dict[str, Any]:
    """The columns that an entry fills."""
    row = asdict(entry)
    if isinstance(entry, Activity) and entry.activity_class is None:
        row["activity_class"] = ActivityClass.COMMUNITY
    return row


def entry_of(kind: type[Entry], row: Any) -> Entry:
    """The entry that a row holds."""
    values = {field.name: getattr(row, field.name) for field in fields(kind)}
    for name, enum in _ENUMS.items():
        if values.get(name) is not None:
            values[name] = enum(values[name])
    if "groups" in values:
        values["groups"] = {Band(band): number for band, number in (values["groups"] or {}).items()}
    return kind(**values)
