"""What a typed answer makes of a doubt."""

from dataclasses import replace

from domain.entries import Books, Entry, Mode, Visits
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from handlers.reading import day_said, isbn_said, number_said, titled, visits_said
from handlers.turn import Turn
from handlers.values import filled, number_of
from language.short_answers import yes_or_no

Entries = tuple[Entry, ...]
_COUNTED = (Slot.TOTAL, Slot.PARTICIPANTS, Slot.COPIES)


def answered(turn: Turn, doubt: Doubt, understood: Understanding) -> Entries | None:
    """The entries that the answer comes to (none: it was a no); None when the message is no answer."""
    if understood.entries or understood.query is not None:
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
    number = understood.change.number if understood.change else number_said(understood)
    told = None
    if number is not None and doubt.slot in _COUNTED:
        exact = (entry for entry in doubt.proposals if number_of(entry) == number)
        told = next(exact, None) or filled(about, number)
    elif number is None and isinstance(about, Visits):
        told = visits_said(turn, turn.text, about.date)
    if told is None:
        return None
    second = isinstance(told, Visits) and doubt.kind is DoubtKind.SECOND_COUNT
    return (replace(told, mode=Mode.SET),) if isinstance(told, Visits) and second else (told,)


def _yes_or_no(turn: Turn, doubt: Doubt) -> Entries | None:
    yes = yes_or_no(turn.text)
    if yes is None:
        return None
    if not yes:
        return ()
    return doubt.proposals if len(doubt.proposals) == 1 else None
