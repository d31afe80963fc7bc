"""Where the books of a section stand: behind the words that announce them, or before a "buku baru" at their end."""

from dataclasses import dataclass, field
from itertools import pairwise

from language.tokens import Kind, Token
from language.vocabulary import wordset

TRIGGERS = ("new_books", "purchase", "donation", "receive")

_INTRODUCES = (
    "held",
    "polite",
    "receive",
    "again",
    "book",
    "new",
    "new_books",
    "donation",
    "purchase",
    "greeting",
    "thanks",
    "library",
    "today",
    "each",
    "copies",
    "titles",
    "open",
)
_INTRODUCING_WORDS = wordset("before_books")
_GIVER = frozenset({"dari", "oleh", "bapak", "ibu", "pak", "bu", "atas"})
_LONGEST_ANNOUNCEMENT = 7
_LONGEST_GIVER = 4  # words before a comma; more of them and a title stands among them


@dataclass(slots=True)
class Parts:
    """`head` announces (3 judul, masing-masing 2 eks, dari Pak RT), `body` holds the books."""

    head: list[Token] = field(default_factory=list)
    body: list[Token] = field(default_factory=list)


def parts_of(tokens: list[Token]) -> Parts:
    trailing = _before_trigger(tokens)
    if trailing is not None:
        return Parts([], trailing)
    colon = _list_colon(tokens)
    if colon is not None:
        return Parts(tokens[:colon], tokens[colon + 1 :])
    start = _behind_announcement(tokens)
    return Parts(tokens[:start], tokens[start:])


def _before_trigger(tokens: list[Token]) -> list[Token] | None:
    """Hujan - Tere Liye, 2 eks (buku baru): what stands before, if nothing but a count stands behind."""
    i = next((i for i, token in enumerate(tokens) if token.has("new_books", "donation", "purchase")), None)
    if i and _tells_copies(tokens[:i]) and not any(token.text == ":" for token in tokens[i:]):
        return [*tokens[:i], *_author_for_all(tokens[i + 1 :])]
    if (
        not i
        or not tokens[i].has("new_books")
        or any(token.has(*TRIGGERS) or token.text == ":" for token in tokens[:i])
    ):
        return None
    content = [
        token
        for token in tokens[:i]
        if token.kind is Kind.WORD and not token.has("polite", "held", "greeting", "library", "again", "add")
    ]
    behind = [
        token for token in tokens[i + 1 :] if token.kind is Kind.WORD and not token.has("copies", "polite", "thanks")
    ]
    if behind or not content:
        return None
    bracketed = tokens[i - 1].text == "(" and i + 1 < len(tokens) and tokens[i + 1].text == ")"
    return [*tokens[: i - 1], *tokens[i + 2 :]] if bracketed else [*tokens[:i], *tokens[i + 1 :]]


def _tells_copies(tokens: list[Token]) -> bool:
    told = any(
        token.kind is Kind.NUMBER and (after.has("eks") or after.text == ")") for token, after in pairwise(tokens)
    )
    told = told or any(token.text == "@" for token in tokens)
    return told and any(token.kind is Kind.WORD and not token.tags for token in tokens)


def _author_for_all(behind: list[Token]) -> list[Token]:
    """..., buku baru karya Leila S. Chudori"""
    if not behind or not behind[0].has("author_by"):
        return []
    each = Token(Kind.WORD, "semua", "semua", behind[0].start, behind[0].start, frozenset({"each"}), shape="pause")
    return [Token(Kind.MARK, ",", ",", behind[0].start, behind[0].start, shape="pause"), each, *behind]


def _list_colon(tokens: list[Token]) -> int | None:
    """The colon behind an announcement, unless a title already stands before it (Isinga: Roman Papua)."""
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
    if colon is None:
        return None
    words = [token for token in tokens[:colon] if token.kind is Kind.WORD]
    if (
        len(words) < _LONGEST_ANNOUNCEMENT
        and not any(token.text[:1].isupper() or token.has("field_isbn") for token in words[1:])
        and len(words) > 2
    ):
        return colon
    last = next(
        (i for i in range(colon - 1, -1, -1) if tokens[i].has(*TRIGGERS, "titles", "book", "collection")),
        None,
    )
    if last is None or tokens[colon - 1].has("field_isbn", "field_author"):
        return None
    if colon == 1 and tokens[0].word.startswith("judul"):
        return None
    between = tokens[last + 1 : colon]
    given = any(token.word in _GIVER or token.word == "di" for token in between) or tokens[last].has("purchase")
    titled = any(token.kind is Kind.WORD and token.text[:1].isupper() and not token.tags for token in between)
    titled = titled or _starts_title(tokens, last)
    return None if titled and not given and not tokens[last].has("donation") else colon


def _behind_announcement(tokens: list[Token]) -> int:
    i = next((i for i in range(len(tokens)) if _announces(tokens, i)), None)
    if i is None:
        return 0
    i += 1
    while i < len(tokens) and _introduces(tokens, i):
        i = _behind_giver(tokens, i) if tokens[i].word in _GIVER and not tokens[i].has("author_by") else i + 1
    return i


def _announces(tokens: list[Token], i: int) -> bool:
    if tokens[i].has("receive") and not tokens[i].has("new_books", "donation"):
        return any(token.kind is Kind.WORD and not token.has("polite") for token in tokens[i + 1 :])
    if tokens[i].has(*TRIGGERS):
        return True
    return tokens[i].has("add") and any(token.has("book", "collection") for token in tokens[i + 1 : i + 3])


def _introduces(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind is Kind.LINE:
        return True
    if _starts_title(tokens, i):
        return False
    if token.kind is Kind.MEASURE:
        return i + 1 < len(tokens) and not tokens[i + 1].text[:1].isupper()
    if token.kind is Kind.DAY or (tokens[i - 1].kind is Kind.MEASURE and token.has("measure")):
        return True
    if token.has("polite", "greeting") and token.word not in _GIVER and not token.text[:1].islower():
        return False
    return token.word in _INTRODUCING_WORDS or token.has(*_INTRODUCES)


def _starts_title(tokens: list[Token], i: int) -> bool:
    """A capital behind small letters begins a title, whatever else its word may do (Sabtu Bersama Bapak)."""
    if tokens[i].word in _GIVER:
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    capital = tokens[i].text[:1].isupper() and not tokens[i].text.isupper()
    return (
        capital
        and following is not None
        and following.kind is Kind.WORD
        and following.text[:1].isupper()
        and not tokens[i].has("donation", "purchase", "new_books")
    )


def _behind_giver(tokens: list[Token], i: int) -> int:
    """dari kantor desa, ...: up to "berupa", a pause, a number, or a capital behind small letters."""
    start = i + 1
    stop = next((j for j in range(start, len(tokens)) if _ends_giver(tokens[j])), len(tokens))
    if stop < len(tokens) and (tokens[stop].has("held", "book") or stop - start < _LONGEST_GIVER):
        return stop
    for j in range(start + 1, stop):
        if tokens[j].text[:1].isupper() and tokens[j - 1].text[:1].islower():
            return j
    return stop


def _ends_giver(token: Token) -> bool:
    if token.kind in (Kind.NUMBER, Kind.LINE, Kind.DAY) or token.text in {",", ":", '"', ".", "(", "-", "="}:
        return True
    return token.has("held", "book") and token.text[:1].islower()
