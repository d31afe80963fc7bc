"""How well a reading of a list of books fits: each piece by its words and the marks around it, then the whole."""

from language.bookitems import Item, Label
from language.bookpieces import Gap, Piece, Role
from language.names import CERTAIN, is_known_title, is_neighbour, may_be_publisher, name_likeness

_BEFORE_AUTHOR = {
    Gap.COMMA: 0.0, Gap.SEMICOLON: 0.0, Gap.DASH: 3.0, Gap.BRACKET: 3.0, Gap.NONE: 1.0, Gap.LINE: -1.5, Gap.STOP: -3.0,
}  # fmt: skip
_BEFORE_TITLE = {
    Gap.COMMA: 0.0, Gap.SEMICOLON: 1.0, Gap.DASH: -2.0, Gap.BRACKET: -6.0, Gap.NONE: 0.0, Gap.LINE: 3.0, Gap.STOP: 1.0,
    Gap.COLON: -1.0, Gap.AND: 0.0, Gap.ALSO: 3.0,
}  # fmt: skip
_BEFORE_MORE = {Gap.AND: 1.0, Gap.COLON: 2.0, Gap.COMMA: -4.0, Gap.ALSO: -4.0, Gap.NONE: -2.0}


_MOST_FOR_TITLE = 2.0
_MOST_JOINED = 4  # pieces behind the first that one title may have


def gain(pieces: list[Piece], n: int, label: Label, labels: tuple[Label, ...]) -> float | None:
    """What `label` for the piece at `n` is worth behind `labels`; None if it can't be."""
    if label is Label.TITLE:
        return _as_title(pieces, n)
    if not labels:
        return _as_leading_author(pieces, n) if label is Label.AUTHOR else None
    if label is Label.AUTHOR:
        return _as_author(pieces, n, labels[-1])
    if label is Label.MORE:
        return _as_more(pieces, n, labels)
    return _as_nothing(pieces, n)


def _as_title(pieces: list[Piece], n: int) -> float:
    piece = pieces[n]
    if piece.quoted:
        return 6.0
    before = pieces[n - 1] if n else None
    likeness = -_likeness(piece) / 2
    if piece.gap is Gap.AND:
        likeness = 2.0 if is_known_title(piece.words) and " " in piece.words else min(likeness, 0.0)
    score = _BEFORE_TITLE[piece.gap] + min(likeness, _MOST_FOR_TITLE)
    if piece.gap is Gap.NONE and before is not None and before.copies is not None:
        score += 2
    return score


def _as_leading_author(pieces: list[Piece], n: int) -> float | None:
    """Tere Liye - Selamat Tinggal"""
    likeness = _likeness(pieces[n])
    follows = n + 1 < len(pieces) and pieces[n + 1].gap in (Gap.DASH, Gap.COLON)
    return likeness / 2 - 1 if follows and likeness > 0 and not pieces[n].quoted else None


def _as_author(pieces: list[Piece], n: int, last: Label) -> float | None:
    piece = pieces[n]
    if piece.quoted or last in (Label.AUTHOR, Label.NOTHING) or piece.gap not in _BEFORE_AUTHOR:
        return None
    before = pieces[n - 1]
    if is_neighbour(piece.words) or before.role is Role.AUTHOR or (before.copies is not None and piece.gap is Gap.LINE):
        return None
    following = pieces[n + 1] if n + 1 < len(pieces) else None
    apart = (
        following is not None and following.copies is not None and following.gap in (Gap.COMMA, Gap.SEMICOLON, Gap.DASH)
    )
    alone = piece.gap is Gap.COMMA and not apart and " " not in piece.words and _likeness(piece) < CERTAIN
    score = (
        _BEFORE_AUTHOR[piece.gap]
        - (1.5 if alone else 0.0)
        - (3.0 if before.copies and piece.gap in (Gap.COMMA, Gap.NONE) else 0.0)
    )
    if piece.gap is Gap.BRACKET and piece.words[:1].islower() and before.words[:1].isupper():
        score -= 3.0
    return score + _likeness(piece) / 2 + (1.5 if apart else 0.0)


def _as_more(pieces: list[Piece], n: int, labels: tuple[Label, ...]) -> float | None:
    """Kejahatan dan Hukuman; Kau, Aku, dan Sepucuk Angpau Merah; Isinga: Roman Papua"""
    last = labels[-1]
    piece, before = pieces[n], pieces[n - 1]
    if piece.quoted or before.quoted or before.role is not Role.WORDS or last is Label.NOTHING:
        return None
    if labels[-_MOST_JOINED:].count(Label.MORE) == _MOST_JOINED:
        return None
    if last is Label.AUTHOR:
        return _likeness(piece) / 2 if piece.gap is Gap.AND and _likeness(piece) > 0 else None
    if piece.gap not in _BEFORE_MORE:
        return None
    score = _BEFORE_MORE[piece.gap]
    if piece.gap is Gap.COMMA and _leads_to_and(pieces, n):
        score += 2
    if piece.gap is Gap.AND and before.gap is Gap.COMMA:
        score -= 1.5
    if piece.gap is Gap.AND and 1 in (_length(before), _length(piece)):
        score += 1.5
    if piece.gap is Gap.AND and is_known_title(before.words) and is_known_title(piece.words):
        score -= 3
    return score


def _leads_to_and(pieces: list[Piece], n: int) -> bool:
    """Kau, Aku, dan ...: a comma before the "dan" that ends the title"""
    return n + 1 < len(pieces) and pieces[n + 1].gap in (Gap.AND, Gap.COMMA) and pieces[n + 1].role is Role.WORDS


def _length(piece: Piece) -> int:
    return len([word for word in piece.words.lower().split() if word not in {"si", "sang", "the"}])


def _as_nothing(pieces: list[Piece], n: int) -> float | None:
    """A publisher, a year, a remark in brackets"""
    piece = pieces[n]
    if piece.quoted:
        return None
    if may_be_publisher(piece.words) or _is_year(piece):
        return 2.0
    if piece.gap is Gap.BRACKET and n + 1 < len(pieces) and _is_year(pieces[n + 1]):
        return 1.5
    if piece.gap is Gap.BRACKET:
        return 0.0 if piece.words[:1].isupper() else 1.0
    return -1.0 if piece.gap in (Gap.DASH, Gap.COMMA) and _ends_in_year(piece) else None


def _is_year(piece: Piece) -> bool:
    return len(piece.words) == 4 and piece.words.isdigit()


def _ends_in_year(piece: Piece) -> bool:
    return piece.words[-4:].isdigit() and len(piece.words) > 5


def _likeness(piece: Piece) -> float:
    return name_likeness(piece.words)


def consistency(items: list[Item], pieces: list[Piece], labels: tuple[Label, ...], told: int | None) -> float:
    """Lists are regular: all books with an author or none, all with copies or none, as many as were told."""
    score = 0.0
    if told is not None:
        score += 4.0 if len(items) == told else -3.0
    if any(piece.copies is not None and piece.copies.each for piece in pieces):
        score += 3.0 if len(items) > 1 else -3.0
        score -= 1.5 * labels.count(Label.MORE)
    numbers = max((len(piece.copies.numbers) for piece in pieces if piece.copies), default=1)
    if numbers > 1:
        score += 5.0 if len(items) == numbers else -5.0
    score += 8.0 * sum(item.joined and is_known_title(item.title) for item in items)
    if len(items) < 2:
        return score + 2.0
    authors = sum(item.author is not None for item in items)
    lacking = sum(item.copies is None for item in items)
    score += 1.0 if authors in (0, len(items)) else 0.0
    score -= 2.0 if _loose_authors(pieces, labels) not in (0, len(items)) else 0.0
    score += 1.0 if lacking in (0, len(items)) else -1.0 - lacking
    return score + _one_a_line(pieces, labels)


def _loose_authors(pieces: list[Piece], labels: tuple[Label, ...]) -> int:
    """Authors between commas, as in "Tamu, Wisran Hadi", that could be titles just as well"""
    words = [piece for piece in pieces if piece.role is Role.WORDS]
    return sum(
        label is Label.AUTHOR and piece.gap in (Gap.COMMA, Gap.SEMICOLON) and _likeness(piece) < CERTAIN
        for piece, label in zip(words, labels, strict=True)
    )


def _one_a_line(pieces: list[Piece], labels: tuple[Label, ...]) -> float:
    """In a list of lines each line is a book; where ";" parts the books, a comma does not."""
    words = [piece for piece in pieces if piece.role is Role.WORDS]
    lines = sum(piece.gap is Gap.LINE for piece in words)
    semicolons = any(piece.gap is Gap.SEMICOLON for piece in pieces)
    score = 0.0
    for piece, label in zip(words[1:], labels[1:], strict=True):
        within = piece.gap in (Gap.COMMA, Gap.DASH) or (piece.gap is Gap.SEMICOLON and lines > 1)
        if label is Label.TITLE and within and (lines > 1 or semicolons):
            score -= 2.0
    return score
