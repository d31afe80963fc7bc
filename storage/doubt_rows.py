"""Doubts as the payload of a question, and back."""

from dataclasses import asdict
from datetime import date
from typing import Any

from domain.entries import Activity, Books, Entry, Visits
from domain.understanding import Doubt, DoubtKind, Slot
from storage.entry_rows import entry_of

_KINDS: dict[str, type[Entry]] = {"visits": Visits, "activity": Activity, "books": Books}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def payload_of(doubt: Doubt) -> dict[str, Any]:
    """A doubt as JSON."""
    return {
        "doubt": str(doubt.kind),
        "slot": doubt.slot,
        "draft": doubt.draft and entry_json(doubt.draft),
        "proposals": [entry_json(entry) for entry in doubt.proposals],
        "numbers": list(doubt.numbers),
    }


def doubt_of(payload: dict[str, Any]) -> Doubt:
    """The doubt that a payload holds."""
    return Doubt(
        kind=DoubtKind(payload["doubt"]),
        slot=payload["slot"] and Slot(payload["slot"]),
        draft=payload["draft"] and entry_from(payload["draft"]),
        proposals=tuple(entry_from(entry) for entry in payload["proposals"]),
        numbers=tuple(payload["numbers"]),
    )


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as JSON; it names its kind."""
    return asdict(entry) | {"date": entry.date.isoformat(), "kind": _NAMES[type(entry)]}


def entry_from(values: dict[str, Any]) -> Entry:
    """The entry that JSON holds."""
    row = values | {"date": date.fromisoformat(values["date"])}
    return entry_of(_KINDS[values["kind"]], _Row(row))


class _Row:
    """A dictionary with its keys as attributes, as rows have them."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)
