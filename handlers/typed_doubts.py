"""What a typed answer makes of a doubt."""

from dataclasses import replace

from domain.entries import Activity, Books, Entry, Visits
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from handlers.reading import day_said, isbn_said, number_said, titled, visits_said
from handlers.turn import Turn
from handlers.values import filled, number_of
from language.short_answers import yes_or_no

Entries = tuple[Entry, ...]
_COUNTED = (Slot.TOTAL, Slot.PARTICIPANTS, Slot.COPIES)


def answered(turn: Turn, doubt: Doubt, understood: Understanding) -> Entries | None:
    """The entries that the answer comes to (none: it was a no); None when the message is no answer."""
    if understood.entries or understood.change is not None or understood.query is not None:
        return None
    if doubt.kind is DoubtKind.BOOK_UNNAMED:
        return tuple(entry for entry in titled(turn, turn.text, "buku baru") if isinstance(entry, Books)) or None
    about = doubt.draft or next(iter(doubt.proposals), None)
    if about is None:
        return None
    if doubt.slot is Slot.DATE:
        found = _dated(turn, about)
    elif doubt.slot is Slot.ISBN and isinstance(about, Books):
        isbn = isbn_said(turn, turn.text, about)
        found = (replace(about, isbn=isbn),) if isbn else None
    else:
        found = _numbered(turn, doubt, about, understood)
    return found if found is not None else _yes_or_no(turn, doubt)


def _dated(turn: Turn, about: Entry) -> Entries | None:
    day = day_said(turn, turn.text)
    return (replace(about, date=day),) if day is not None else None


def _numbered(turn: Turn, doubt: Doubt, about: Entry, understood: Understanding) -> Entries | None:
    number = number_said(understood)
    if number is None:
        told = visits_said(turn, turn.text, about.date) if isinstance(about, Visits) else None
        return None if told is None else (replace(told, mode=_mode(doubt)),)
    if doubt.slot not in _COUNTED:
        return None
    if isinstance(about, Activity) and about.groups and number == number_of(about):
        return (about,)
    exact = (entry for entry in doubt.proposals if number_of(entry) == number)
    fallback = doubt.proposals[-1] if doubt.kind is DoubtKind.SECOND_COUNT and doubt.proposals else about
    found = filled(fallback, number) if doubt.kind is DoubtKind.SECOND_COUNT else next(exact, filled(fallback, number))
    return (found,)


def _mode(doubt: Doubt) -> None:
    """A count told again instead of a doubtful one relates to nothing before it."""
    return


def _yes_or_no(turn: Turn, doubt: Doubt) -> Entries | None:
    yes = yes_or_no(turn.text)
    if yes is None:
        return None
    if not yes:
        return ()
    return doubt.proposals if len(doubt.proposals) == 1 else None
