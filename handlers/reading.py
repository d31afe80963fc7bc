"""What a text says, on the library's calendar; short answers are read as what they answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.entries import Books, Entry, Visits
from domain.people import Library
from domain.understanding import Asked, Doubt, DoubtKind, Expecting, Slot, Understanding
from handlers.turn import Turn
from language import understand

_NO_DAY = date(2000, 1, 1)
"""Stands for the day asked about, to see whether a text names one of its own."""


def read(turn: Turn, text: str, asked_day: date | None = None, library: Library | None = None) -> Understanding:
    """What a text says; `asked_day` is the day whose visitors were asked for."""
    now = turn.wall_clock(library)
    expecting = Expecting(asked=Asked.VISITS, date=asked_day) if asked_day else None
    understood = understand(text, now=now, expecting=expecting)
    if expecting is not None:
        return understood
    as_answer = Expecting(asked=Asked.VISITS, date=now.date())
    return _with_proposal(understood, lambda: understand(text, now=now, expecting=as_answer))


def is_report(understood: Understanding) -> bool:
    """Whether a message tells something to record, or corrects what was told: such a message must not be lost."""
    return bool(understood.entries or understood.doubts or understood.change)


def bare_number(understood: Understanding) -> int | None:
    """The number, where a message is nothing but one."""
    return _single_number(understood, (DoubtKind.BARE_NUMBER,))


def number_said(understood: Understanding) -> int | None:
    """The number of a message that has just one and says little more: "20 anak", "ya 20"."""
    return _single_number(understood, (DoubtKind.BARE_NUMBER, DoubtKind.NOUNLESS))


def visits_said(turn: Turn, text: str, day: date) -> Visits | None:
    """The count that a text tells as an answer about a day: "18, laki 8 perempuan 10"."""
    understood = read(turn, text, day)
    match understood.entries:
        case (Visits(date=told, mode=None) as visits,) if told == day and not understood.doubts:
            return visits
    return None


def day_said(turn: Turn, text: str) -> date | None:
    """The day that a text names, and nothing else: it is read as the day of a report."""
    understood = read(turn, f"{text} pengunjung 1", _NO_DAY)
    match understood.entries:
        case (Visits(total=1, date=day),) if day != _NO_DAY and not understood.doubts:
            return day
    return None


def names_no_day(turn: Turn, text: str) -> bool:
    """Whether nothing in a report says of which day it is."""
    return all(entry.date == _NO_DAY for entry in read(turn, text, _NO_DAY).entries)


def titled(turn: Turn, text: str, heading: str) -> list[Entry]:
    """The entries of a text under a heading: "kegiatan", "buku baru"."""
    understood = read(turn, f"{heading} {text}")
    return [] if understood.doubts else list(understood.entries)


def isbn_said(turn: Turn, text: str, book: Books) -> str | None:
    """The valid ISBN in a text."""
    for entry in titled(turn, f"{book.title or 'Buku'} ISBN {text}", "buku baru"):
        if isinstance(entry, Books):
            return entry.isbn
    return None


def _with_proposal(understood: Understanding, as_answer: Callable[[], Understanding]) -> Understanding:
    """A number without a noun is proposed as the count of visitors that it would be in answer to a question."""
    match understood.doubts:
        case (Doubt(kind=DoubtKind.BARE_NUMBER | DoubtKind.NOUNLESS, proposals=()) as doubt,) if not understood.entries:
            answer = as_answer()
        case _:
            return understood
    if len(answer.entries) == 1 and not answer.doubts and isinstance(answer.entries[0], Visits):
        return replace(understood, doubts=(replace(doubt, slot=Slot.TOTAL, proposals=answer.entries),))
    contradicting = [other for other in answer.doubts if other.kind is DoubtKind.CONTRADICTION]
    return replace(understood, doubts=answer.doubts) if contradicting and not answer.entries else understood


def _single_number(understood: Understanding, kinds: tuple[DoubtKind, ...]) -> int | None:
    match understood.doubts:
        case (Doubt(kind=kind, numbers=(number,)),) if kind in kinds and not understood.entries:
            return number
    return None
