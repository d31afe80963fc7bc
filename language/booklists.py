"""The body of a book section -> its books, by the most consistent reading; and the runner-up where the two are close."""

from dataclasses import dataclass

from language.bookitems import Item, Label, assemble
from language.bookpieces import Gap, Piece, Role, pieces_of
from language.bookscores import consistency, gain
from language.tokens import Kind, Token

CLOSE = 1.5
_WIDTH = 10  # readings kept while going over the list

_Scored = tuple[float, tuple[Label, ...]]


@dataclass(slots=True)
class Reading:
    items: list[Item]
    rival: list[Item] | None = None
    """Another reading that is about as likely."""


def read_list(tokens: list[Token], text: str, told: int | None = None) -> Reading:
    """`told`: how many titles there are, where the message says so."""
    pieces = _with_counts_in_front(_numbered_volumes(pieces_of(tokens, text)))
    pieces = _attach_each(pieces)
    words = [piece for piece in pieces if piece.role is Role.WORDS]
    if not words:
        return Reading([])
    if len(words) == 1:
        return Reading(_titled(assemble(pieces, (Label.TITLE,), text)))
    return _best(pieces, text, told)


def _best(pieces: list[Piece], text: str, told: int | None) -> Reading:
    readings: list[tuple[float, list[Item]]] = []
    for score, labels in _labellings(pieces):
        items = _titled(assemble(pieces, labels, text))
        readings.append((score + consistency(items, pieces, labels, told), items))
    readings.sort(key=lambda reading: -reading[0])
    score, items = readings[0]
    keys = [item.key for item in items]
    rival = next((other for other in readings[1:] if [item.key for item in other[1]] != keys), None)
    return Reading(items, rival[1] if rival is not None and score - rival[0] < CLOSE else None)


def _titled(items: list[Item]) -> list[Item]:
    return [item for item in items if item.title]


def _labellings(pieces: list[Piece]) -> list[_Scored]:
    """The likeliest ways to say of each piece of words what it is, by what stands right around it."""
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
        beam = sorted(grown, key=lambda scored: -scored[0])[:_WIDTH]
    return beam


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


def _numbered_volumes(pieces: list[Piece]) -> list[Piece]:
    """Naruto jilid 3, 4 dan 5: a number alone behind a numbered title is the next volume"""
    base = ""
    for before, piece in zip(pieces, pieces[1:], strict=False):
        if before.role is Role.WORDS and len(before.tokens) > 1 and before.tokens[-1].kind is Kind.ORDINAL:
            numbered = before.tokens[-2].has("numbered")
            base = before.words.rpartition(" ")[0] if numbered else ""
        elif before.role is not Role.WORDS and not (before.copies and before.copies.bare):
            base = ""
        if base and len(piece.tokens) == 1 and piece.tokens[0].kind in (Kind.ORDINAL, Kind.NUMBER):
            piece.role, piece.words, piece.quoted = Role.WORDS, f"{base} {piece.tokens[0].text}", True
    return pieces


def _with_counts_in_front(pieces: list[Piece]) -> list[Piece]:
    return pieces
