"""The number of an entry, and the entry with another one."""

from dataclasses import replace

from domain.entries import Activity, Books, Entry, Visits


def filled(entry: Entry, number: int | None) -> Entry:
    """The entry with this number; a split that belonged to another number goes."""
    if isinstance(entry, Visits):
        return replace(entry, total=number or 0, male=None, female=None, groups={}, closed=False, reason=None)
    if isinstance(entry, Activity):
        return replace(entry, participants=number, male=None, female=None, groups={})
    return replace(entry, copies=number)


def number_of(entry: Entry) -> int | None:
    """Its visitors, participants or copies."""
    if isinstance(entry, Visits):
        return entry.total
    return entry.participants if isinstance(entry, Activity) else entry.copies


def said_anew(old: Entry, new: Entry, *, dated: bool) -> Entry:
    """What was written for an entry again: what it doesn't tell stays, the day too unless it names its own."""
    day = new.date if dated else old.date
    if isinstance(new, Visits):
        return replace(new, date=day, mode=old.mode if isinstance(old, Visits) else None)
    if isinstance(new, Activity) and isinstance(old, Activity):
        new = replace(new, activity_class=old.activity_class)
        if new.participants is None:
            new = replace(new, participants=old.participants, male=old.male, female=old.female, groups=old.groups)
    return replace(new, date=day)


def names_same(one: Entry, other: Entry) -> bool:
    """Whether both tell of the same kind of thing under the same title."""
    if isinstance(one, Activity | Books) and isinstance(other, Activity | Books):
        return type(one) is type(other) and (one.title or "").lower() == (other.title or "").lower()
    return type(one) is type(other)
