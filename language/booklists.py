"""The body of a book section -> its books, by the most consistent reading; and the other readings close to it."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from language.bookcopies import MOST_BARE, Copies
from language.bookitems import Item, Label, assemble
from language.bookpieces import Gap, Piece, Role, pieces_of
from language.bookscores import consistency, gain
from language.tokens import Kind, Token

CLOSE = 1.5
_WIDTH = 8  # readings kept while going over the list
_LONG_LIST = 80  # pieces; no keeper writes more in one message
_HOPELESS = 14.0  # so far behind, no regularity of the whole list brings a reading back

_Scored = tuple[float, tuple[Label, ...]]


@dataclass(slots=True)
class Reading:
    items: list[Item]
    rivals: list[list[Item]] = field(default_factory=list)
    """Other readings that are about as likely, the likeliest first."""


def read_list(tokens: list[Token], text: str, told: int | None = None) -> Reading:
    """`told`: how many titles there are, where the message says so."""
    pieces = _attach_each(_numbered_volumes(_counts_in_front(pieces_of(tokens, text))))
    words = [piece for piece in pieces if piece.role is Role.WORDS]
    if not words:
        return Reading([])
    if len(words) > 1 and (announced := _announced(pieces)):
        pieces, told = pieces[1:], announced
    if len(words) == 1:
        return Reading(_titled(assemble(pieces, (Label.TITLE,), text)))
    return _best(pieces, text, told)


def _announced(pieces: list[Piece]) -> int | None:
    """2 buku baru yaitu A dan B: how many books follow, where no other copies are told"""
    first = pieces[0].copies
    if first is None or not first.books or any(piece.copies is not None for piece in pieces[1:]):
        return None
    return first.numbers[0].value if first.numbers[0].value > 1 else None


def _best(pieces: list[Piece], text: str, told: int | None) -> Reading:
    readings: list[tuple[float, list[Item]]] = []
    for score, labels in _labellings(pieces):
        items = _titled(assemble(pieces, labels, text))
        readings.append((score + consistency(items, pieces, labels, told), items))
    readings.sort(key=lambda reading: -reading[0])
    score, items = readings[0]
    keys = [item.key for item in items]
    close = [other for rated, other in readings[1:] if score - rated < CLOSE]
    close += _if_last_counts_for_all(items, pieces)
    return Reading(items, [other for other in close if [item.key for item in other] != keys])


def _if_last_counts_for_all(items: list[Item], pieces: list[Piece]) -> list[list[Item]]:
    """Selamat Pagi, Dunia 2 eks: copies of the last book, of each, or of one book with a comma in its title?"""
    loose = all(piece.gap in (Gap.COMMA, Gap.LINE, Gap.AND) for piece in pieces if piece.role is Role.WORDS)
    lines = sum(piece.gap is Gap.LINE for piece in pieces)
    counted = [item for item in items if item.copies is not None and not item.bare]
    last = items[-1]
    if len(items) < 2 or lines > 1 or counted != [last] or not loose or any(item.author for item in items):
        return []
    joined = ", ".join(item.title for item in items)
    return [[replace(item, copies=last.copies) for item in items], [replace(last, title=joined)]]


def _titled(items: list[Item]) -> list[Item]:
    return [item for item in items if item.title]


def _labellings(pieces: list[Piece]) -> list[_Scored]:
    """The likeliest ways to say of each piece of words what it is, by what stands right around it."""
    width = _WIDTH if len(pieces) < _LONG_LIST else 2
    beam: list[_Scored] = [(0.0, ())]
    for n, piece in enumerate(pieces):
        if piece.role is not Role.WORDS:
            continue
        grown = [
            (score + more, (*labels, label))
            for score, labels in beam
            for label in Label
            if (more := gain(pieces, n, label, labels)) is not None
        ]
        beam = sorted(grown, key=lambda scored: -scored[0])[:width]
    return [scored for scored in beam if scored[0] > beam[0][0] - _HOPELESS]


def _attach_each(pieces: list[Piece]) -> list[Piece]:
    """semuanya Tere Liye, pengarang Chairil Anwar semua: what is told holds for every book"""
    kept: list[Piece] = []
    for n, piece in enumerate(pieces):
        if piece.role is not Role.EACH:
            kept.append(piece)
            continue
        after = pieces[n + 1] if n + 1 < len(pieces) and pieces[n + 1].gap is Gap.NONE else None
        before = kept[-1] if kept and piece.gap is Gap.NONE else None
        if after is not None and after.role in (Role.WORDS, Role.AUTHOR):
            after.each, after.gap = True, piece.gap
            after.role = Role.AUTHOR
        elif before is not None and before.role is Role.AUTHOR:
            before.each = True
        elif before is not None and before.copies is not None:
            before.copies.each = True
        else:
            kept.append(piece)
    return kept


def _counts_in_front(pieces: list[Piece]) -> list[Piece]:
    """2 Jalan Pulang, 1 Doa Ibu: where each title begins with a small number, it counts the copies"""
    words = [piece for piece in pieces if piece.role is Role.WORDS]
    counted = len(words) > 1 and all(_begins_with_count(piece) for piece in words)
    if not counted or any(piece.role is Role.COPIES for piece in pieces):
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        number = piece.tokens[0].number if piece.role is Role.WORDS else None
        if number is not None:
            found.append(Piece(Role.COPIES, piece.gap, piece.tokens[:1], copies=Copies((number,), 1)))
            words_behind = piece.words.partition(" ")[2]
            piece = Piece(Role.WORDS, Gap.NONE, piece.tokens[1:], words_behind)
        found.append(piece)
    return found


def _begins_with_count(piece: Piece) -> bool:
    first = piece.tokens[0]
    small = first.kind is Kind.NUMBER and first.number is not None and first.number.value <= MOST_BARE
    return small and len(piece.tokens) > 1 and piece.tokens[1].text[:1].isupper()


def _numbered_volumes(pieces: list[Piece]) -> list[Piece]:
    """Naruto jilid 3, 4 dan 5: a number alone behind a numbered title is the next volume"""
    base = ""
    for before, piece in pairwise(pieces):
        if before.role is Role.WORDS and len(before.tokens) > 1 and before.tokens[-1].kind is Kind.ORDINAL:
            numbered = before.tokens[-2].has("numbered")
            base = before.words.rpartition(" ")[0] if numbered else ""
        elif len(before.tokens) > 1:
            base = ""
        if (
            base
            and piece.gap in (Gap.COMMA, Gap.AND)
            and len(piece.tokens) == 1
            and piece.tokens[0].kind in (Kind.ORDINAL, Kind.NUMBER)
        ):
            piece.role, piece.words, piece.quoted = Role.WORDS, f"{base} {piece.tokens[0].text}", True
    return pieces
