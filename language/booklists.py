"""The body of a book section -> its items: lines, commas, "dan", and what is told for all."""

from itertools import pairwise

from language.bookforms import is_form, read_form
from language.bookitems import Item, read_item
from language.names import has_initials, is_author, is_known_author, is_publisher, may_be_name
from language.tokens import Kind, Token

_AND = frozenset({"dan", "sama", "&", "plus", "serta", "+"})
_REMARK = (
    "receive",
    "held",
    "polite",
    "thanks",
    "greeting",
    "again",
    "price",
    "library",
    "donation",
    "purchase",
    "new_books",
    "measure",
    "numbered",
    "copies",
    "titles",
)


def read_items(tokens: list[Token], text: str, plain_list: bool = False) -> list[Item]:
    """`plain_list`: the head told how many titles there are, so commas part titles and no authors."""
    if is_form(tokens):
        return read_form(tokens, text)
    items: list[Item] = []
    for line in _lines(tokens):
        pieces = [read_item(piece, text) for piece in _pieces(line)]
        pieces = [piece for n, piece in enumerate(pieces) if not _is_remark(piece, first=not items and not n)]
        pieces = _without_asides(items, pieces)
        _add_line(items, pieces, plain_list or _joined_by_and(line))
    _volumes(items)
    return items


def _lines(tokens: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.LINE:
            lines.append([])
        else:
            lines[-1].append(token)
    return [line for line in lines if line]


def _pieces(line: list[Token]) -> list[list[Token]]:
    """A line cut at pauses outside brackets, and at "dan" where it joins two books."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for i, token in enumerate(line):
        depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        pause = token.text in {",", ";"} or (token.shape == "pause" and token.text in {".", ";"})
        if not depth and (pause or (token.word in _AND and _joins_books(line, i))):
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _joined_by_and(line: list[Token]) -> bool:
    return any(
        token.word in _AND and i > 0 and (line[i - 1].text == "," or _joins_books(line, i))
        for i, token in enumerate(line)
    ) or any(token.text == ";" for token in line)


def _joins_books(line: list[Token], i: int) -> bool:
    before, behind = line[:i], line[i + 1 :]
    if not before or not behind or _ends_book(before[-1]):
        return True
    if line[i].word in {"sama", "plus", "+"}:
        return True
    told_of_each = any(token.has("each") and token.text.islower() for token in line)
    return told_of_each and not any(token.word in _AND and _ends_book(last) for last, token in pairwise(line))


def _ends_book(token: Token) -> bool:
    return (
        token.has("eks")
        or token.text == ")"
        or (token.kind is Kind.NUMBER and token.shape == "digits" and len(token.text) < 3)
    )


def _without_asides(items: list[Item], pieces: list[Item]) -> list[Item]:
    """Among titles in capitals, several small words are no title: "lalu dipakai ibu-ibu"."""
    if not any(piece.title and not piece.title.islower() for piece in [*items, *pieces[:1]]):
        return pieces
    return [
        piece
        for piece in pieces
        if not (piece.title.islower() and " " in piece.title and not piece.copies and not piece.author)
    ]


def _is_remark(piece: Item, first: bool) -> bool:
    """Words around a list that name no book: "kemarin datangnya", "2 rak", "total 50 eks", "Nihil"."""
    words = [token for token in piece.tokens if token.kind is not Kind.MARK and token.shape != "pause"]
    if not piece.title or not words:
        return False
    small = not any(token.text[:1].isupper() for token in words[1:])
    if small and (_says_none(words) or all(_is_small_talk(token) for token in words)):
        return True
    return not first and small and (_tells_source(words) or all(_is_aside(token) for token in words))


def _says_none(words: list[Token]) -> bool:
    return words[-1].has("nobody") or (words[0].has("nobody") and words[0].text.islower())


def _is_small_talk(token: Token) -> bool:
    return token.kind is Kind.NUMBER or token.has("person", "book", "vague", "polite")


def _tells_source(words: list[Token]) -> bool:
    return any(token.has("purchase", "donation", "field_source") for token in words[:2])


def _is_aside(token: Token) -> bool:
    return token.kind in (Kind.NUMBER, Kind.MEASURE, Kind.DAY) or token.has(*_REMARK)


def _add_line(items: list[Item], pieces: list[Item], plain_list: bool) -> None:
    plain_list = plain_list or _is_plain_list(pieces)
    for n, piece in enumerate(pieces):
        last = items[-1] if items else None
        if last is not None and is_publisher(piece.title):
            last.publisher = piece.title
            _complete([last], Item(copies=piece.copies, isbn=piece.isbn))
        elif last is not None and not piece.title:
            _complete(items if piece.each else [last], piece)
        elif last is not None and last in pieces and _is_author_of(last, piece, pieces[n + 1 :], plain_list):
            last.author, piece.title = piece.title, ""
            _complete([last], piece)
            if piece.each:
                _complete(items, piece)
        else:
            items.append(piece)
            if piece.each:
                _complete(items, piece)
    if any(piece.each and not piece.title for piece in pieces) and items and items[-1].author:
        _complete(items, Item(author=items[-1].author))


def _for_all(behind: list[Item]) -> bool:
    """Ranah 3 Warna dan Rantau 1 Muara, A. Fuadi, masing-masing 2"""
    told = [other for other in behind if other.each]
    return bool(told) and not any(other.title or other.author for other in behind)


def _is_plain_list(pieces: list[Item]) -> bool:
    """Several books with an author or copies of their own, or three and more names: each piece is a book."""
    titled = [piece for piece in pieces if piece.title]
    if any(piece.author and not piece.title for piece in pieces):
        return True
    if len(titled) > 2 and not any(piece.copies for piece in titled):
        return True
    return any(piece.complete for piece in titled) or (len(titled) > 1 and all(piece.copies for piece in titled))


def _is_author_of(last: Item, piece: Item, behind: list[Item], plain_list: bool) -> bool:
    if last.author is not None or last.copies is not None:
        return False
    if is_known_author(piece.title) or (_for_all(behind) and has_initials(piece.title)):
        return True
    if plain_list:
        return False
    titled_behind = [other for other in behind if other.title]
    # "9 Matahari, Adenita, 1 eks": between a title and its copies even one unknown word is a name
    between = bool(behind) and not titled_behind
    if titled_behind and not piece.copies:
        return False
    return is_author(piece.title) or (between and may_be_name(piece.title))


def _complete(items: list[Item], told: Item) -> None:
    for item in items:
        item.author = item.author or told.author
        item.copies = item.copies or told.copies
        item.isbn = item.isbn or (told.isbn if len(items) == 1 else None)


def _volumes(items: list[Item]) -> None:
    """Api Sejarah 1 sama Api Sejarah 2: the same title with another number each time is a series."""
    titles = [item.title.lower() for item in items]
    for item in items:
        if item.bare and item.copies and titles.count(item.title.lower()) > 1:
            item.title, item.copies = f"{item.title} {item.copies.value}", None
