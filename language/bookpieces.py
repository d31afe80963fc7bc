"""The body of a book section -> pieces: what is certain by itself (copies, ISBN, karya ...), and words to be judged."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from itertools import pairwise

from language.bookasides import aside_end, is_aside, money_end
from language.bookcopies import MOST_BARE, Copies, copies_at
from language.names import is_publisher, name_likeness
from language.titles import balanced, tidy
from language.tokens import Kind, Token
from language.vocabulary import wordset


class Role(Enum):
    WORDS = auto()  # a title, an author, or a part of either
    COPIES = auto()
    AUTHOR = auto()  # named as such: karya ..., oleh ...
    ISBN = auto()
    PUBLISHER = auto()
    EACH = auto()  # masing-masing, semuanya
    ASIDE = auto()


class Gap(IntEnum):
    """What parts a piece from the one before."""

    NONE = auto()
    COMMA = auto()
    SEMICOLON = auto()
    DASH = auto()  # also / and |
    BRACKET = auto()
    COLON = auto()
    AND = auto()  # dan, &: may stand in a title
    ALSO = auto()  # sama, plus, +: joins two books
    STOP = auto()
    LINE = auto()


@dataclass(slots=True)
class Piece:
    role: Role
    gap: Gap
    tokens: list[Token]
    words: str = ""
    copies: Copies | None = None
    each: bool = False
    quoted: bool = False


_MARKS = {
    ",": Gap.COMMA, ";": Gap.SEMICOLON, ":": Gap.COLON, "=": Gap.COLON, "|": Gap.DASH, ")": Gap.NONE,
    "(": Gap.BRACKET, ".": Gap.STOP, "+": Gap.ALSO, "\u2022": Gap.LINE,
}  # fmt: skip
_JOINTS = {"dan": Gap.AND, "&": Gap.AND, "sama": Gap.ALSO, "plus": Gap.ALSO, "serta": Gap.ALSO}
_BEHIND_EACH = ("author_by", "donation", "purchase", "copies", "new_books", "new", "receive")
_LONGEST_NAME = 5
_DASHES = frozenset("-/_")
_GIVERS = wordset("givers")
_REMARKS = wordset("no_authors")


@dataclass(slots=True)
class _Cutter:
    text: str
    cased: bool
    pieces: list[Piece] = field(default_factory=list)
    current: list[Token] = field(default_factory=list)
    gap: Gap = Gap.LINE
    role: Role = Role.WORDS
    depth: int = 0

    def cut(self, gap: Gap) -> None:
        if self.current:
            self.add(self.role, self.current)
            self.current = []
        self.role = Role.WORDS
        self.gap = max(self.gap, gap) if Gap.LINE in (self.gap, gap) or gap is Gap.NONE else gap

    def add(self, role: Role, tokens: list[Token], copies: Copies | None = None, *, quoted: bool = False) -> None:
        gap = Gap.BRACKET if self.depth and self.gap in (Gap.COMMA, Gap.SEMICOLON) else self.gap
        words = plain(tokens, self.text) if role not in (Role.COPIES, Role.ISBN) else ""
        self.pieces.append(Piece(role, gap, tokens, words, copies, quoted=quoted))
        self.gap = Gap.NONE


def pieces_of(tokens: list[Token], text: str) -> list[Piece]:
    cutter = _Cutter(text, _is_cased(tokens))
    i = 0
    while i < len(tokens):
        i = _read_piece(cutter, tokens, i)
    cutter.cut(Gap.NONE)
    return [_settled(piece, cutter.cased) for piece in cutter.pieces]


def plain(tokens: list[Token], text: str) -> str:
    """The words of a title or name, without what only leads up to it."""
    words = _behind_lead([token for token in tokens if token.shape != "pause"])
    while words and (words[-1].word in _TRAILING and words[-1].text.islower()):
        words.pop()
    if len(words) > 1 and words[0].text == "Judul" and words[1].text[:1].isupper():
        words.pop(0)
    while len(words) > 1 and words[0].text.islower() and words[0].word in _LEADING:
        words.pop(0)
    return balanced(tidy(text[words[0].start : words[-1].end])) if words else ""


def _behind_lead(tokens: list[Token]) -> list[Token]:
    """tadi ada yang titip buku Ngaji Kopi: the title begins behind "buku" """
    for i, (token, after) in enumerate(pairwise(tokens)):
        if token.word == "buku" and token.text.islower() and after.text[:1].isupper():
            return tokens[i + 1 :]
    return tokens


_LEADING = wordset("before_title")
_TRAILING = wordset("behind_title")


def _read_piece(cutter: _Cutter, tokens: list[Token], i: int) -> int:
    """Reads on from `i`; where the next piece begins."""
    token = tokens[i]
    gap = _gap_at(tokens, i)
    if gap is not None:
        cutter.cut(gap)
        cutter.depth = max(0, cutter.depth + (token.text == "(") - (token.text == ")"))
        return i + 1
    if token.text == '"':
        return _read_quoted(cutter, tokens, i)
    if token.kind is Kind.ISBN or token.has("field_isbn"):
        return _read_isbn(cutter, tokens, i)
    copies = copies_at(tokens, i, bool(cutter.current), cutter.cased) or _before_bracket(cutter, tokens, i)
    if copies is not None:
        cutter.cut(Gap.NONE)
        cutter.add(Role.COPIES, tokens[i : copies.end], copies)
        return copies.end
    open_words = bool(cutter.current)
    aside = money_end(tokens, i) or aside_end(tokens, i, cutter.cased, open_words or bool(cutter.pieces), open_words)
    if aside:
        cutter.cut(Gap.NONE)
        cutter.add(Role.ASIDE, tokens[i:aside])
        return aside
    if _is_each(tokens, i, cutter):
        cutter.cut(Gap.NONE)
        cutter.add(Role.EACH, [token])
        return i + 1
    role = _named_role(tokens, i, cutter)
    if role is not None:
        cutter.cut(Gap.NONE)
        cutter.role = role
        return i + 1 + (tokens[i + 1].text in {":", "="})
    cutter.current.append(token)
    return i + 1


def _before_bracket(cutter: _Cutter, tokens: list[Token], i: int) -> Copies | None:
    """Rahasia Meede 1, Negara Kelima 2 (E.S. Ito): copies, where the book before has such copies too"""
    number = tokens[i].number
    if number is None or i + 1 >= len(tokens) or tokens[i + 1].text != "(" or not cutter.current:
        return None
    listed = any(piece.copies is not None and piece.copies.bare for piece in cutter.pieces)
    return Copies((number,), i + 1, bare=True) if listed and number.value <= MOST_BARE else None


def _gap_at(tokens: list[Token], i: int) -> Gap | None:
    token, before, after = tokens[i], tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    if token.kind is Kind.LINE:
        return Gap.LINE
    if token.text in _DASHES:
        apart = before is None or after is None or (before.end < token.start and token.end < after.start)
        return Gap.DASH if apart or token.text == "/" or after is None or token.shape == "pause" else None
    if token.text == "." and token.shape != "pause":
        return None
    if token.text in _MARKS:
        return _MARKS[token.text]
    if token.word in _JOINTS and (token.text.islower() or token.shape == "pause" or not token.text.isalpha()):
        return _JOINTS[token.word]
    return None


def _read_quoted(cutter: _Cutter, tokens: list[Token], i: int) -> int:
    end = next((j for j in range(i + 1, len(tokens)) if tokens[j].text == '"'), None)
    if end is None or end == i + 1:
        return i + 1
    cutter.cut(Gap.NONE)
    cutter.add(Role.WORDS, tokens[i + 1 : end], quoted=True)
    return end + 1


def _read_isbn(cutter: _Cutter, tokens: list[Token], i: int) -> int:
    """The ISBN and the words for it; a long number behind the word is one too, right or wrong."""
    j = i
    while j < len(tokens) and (
        tokens[j].has("field_isbn") or tokens[j].text in {":", "-", ".", "=", "10", "13", "no", "nomor"}
    ):
        j += 1
    if j < len(tokens) and (tokens[j].kind is Kind.ISBN or (j > i and len(tokens[j].text) > 6)):
        cutter.cut(Gap.NONE)
        cutter.add(Role.ISBN, [tokens[j]])
        return j + 1
    return max(j, i + 1)


def _is_each(tokens: list[Token], i: int, cutter: _Cutter) -> bool:
    """semuanya karya X, masing-masing; but not "Semua untuk Hindia" """
    token = tokens[i]
    if not token.has("each") or (cutter.cased and not token.text.islower()):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.kind is not Kind.WORD or after.has(*_BEHIND_EACH):
        return True
    if cutter.cased:
        return after.text[:1].isupper()
    return token.word not in {"semua", "setiap", "tiap"} or _names_author(tokens, i + 1)


def _names_author(tokens: list[Token], start: int) -> bool:
    end = next((i for i in range(start, len(tokens)) if tokens[i].kind is not Kind.WORD), len(tokens))
    return end - start < _LONGEST_NAME and name_likeness(" ".join(token.text for token in tokens[start:end])) > 0


def _named_role(tokens: list[Token], i: int, cutter: _Cutter) -> Role | None:
    token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.kind is Kind.NUMBER:
        return None
    colon = after.text in {":", "="}
    opens = bool(cutter.pieces) and not cutter.current and token.has("field_author") and token.word != "karya"
    if cutter.cased and not token.text.islower() and not colon and not opens:
        return None
    if token.word == "oleh" and after.text.lower() in _GIVERS:
        return Role.ASIDE
    if token.has("author_by") and (colon or after.kind is Kind.WORD) and _may_open_author(token, cutter):
        return Role.AUTHOR
    if token.has("field_publisher") and (cutter.current or cutter.pieces):
        return Role.PUBLISHER
    return None


def _may_open_author(token: Token, cutter: _Cutter) -> bool:
    """ "oleh" at the very start names who gave it"""
    return bool(cutter.current or cutter.pieces) or token.word != "oleh"


def _settled(piece: Piece, cased: bool) -> Piece:
    if piece.role is not Role.WORDS or piece.quoted:
        return piece
    if not piece.words or is_aside(piece.tokens, cased) or _is_remark(piece):
        piece.role = Role.ASIDE
    elif is_publisher(piece.words):
        piece.role = Role.PUBLISHER
    return piece


def _is_remark(piece: Piece) -> bool:
    """(terj. Tanti Lesmana), (3 jilid)"""
    reach = 2 if piece.gap is Gap.BRACKET else 1
    return any(token.word in _REMARKS and token.text.islower() for token in piece.tokens[:reach])


def _is_cased(tokens: list[Token]) -> bool:
    """Whether capitals tell names from other words."""
    words = [token.text for token in tokens if token.kind is Kind.WORD]
    return any(word[:1].isupper() for word in words) and any(not word.isupper() for word in words)
