"""What a text says, on the library's calendar; short answers are read as what they answer."""

from datetime import date

from domain.entries import Books, Entry, Visits
from domain.people import Library
from domain.understanding import Asked, Doubt, DoubtKind, Expecting, Understanding
from handlers.turn import Turn
from language import understand


def read(turn: Turn, text: str, asked_day: date | None = None, library: Library | None = None) -> Understanding:
    """What a text says; `asked_day` is the day whose visitors were asked for."""
    expecting = Expecting(asked=Asked.VISITS, date=asked_day) if asked_day else None
    return understand(text, now=turn.wall_clock(library), expecting=expecting)


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
    understood = read(turn, f"{text} pengunjung 1")
    match understood.entries:
        case (Visits(total=1, date=day),) if understood.dated and not understood.doubts:
            return day
    return None


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


def _single_number(understood: Understanding, kinds: tuple[DoubtKind, ...]) -> int | None:
    match understood.doubts:
        case (Doubt(kind=kind, numbers=(number,)),) if kind in kinds and not understood.entries:
            return number
    return None
