"""What is surely meant as a report, where something else was waited for."""

from domain.entries import Activity, Entry
from domain.understanding import Doubt, DoubtKind, Understanding

_NUMBERS = (DoubtKind.BARE_NUMBER, DoubtKind.NOUNLESS)


def is_report(understood: Understanding, *, keeps: bool) -> bool:
    """Whether it tells something to record.

    Of somebody who `keeps` a library anything may be a report; without one, what has no number ("Rapat Kamis") is not.
    """
    if not keeps:
        return any(_counts(entry) for entry in understood.entries)
    return bool(understood.entries) or any(_about_something(doubt) for doubt in understood.doubts)


def is_clear_report(understood: Understanding) -> bool:
    """Whether it tells more than a number: "2 orang" answers many a question."""
    doubts = (doubt for doubt in understood.doubts if doubt.kind not in _NUMBERS)
    return bool(understood.entries) or any(_about_something(doubt) for doubt in doubts)


def _counts(entry: Entry) -> bool:
    return not isinstance(entry, Activity) or entry.participants is not None


def _about_something(doubt: Doubt) -> bool:
    """A span of days alone ("22–26 Juni") is rather when something will be."""
    return bool(doubt.proposals or doubt.draft or doubt.numbers)
