"""Where the books of a section stand: behind the words that announce them, or before a "buku baru" at their end."""

from dataclasses import dataclass, field
from itertools import pairwise

from language.tokens import Kind, Token
from language.vocabulary import wordset

TRIGGERS = ("new_books", "purchase", "donation", "receive")

_INTRODUCES = (
    "held", "polite", "receive", "again", "book", "new", "new_books", "donation", "purchase", "greeting", "thanks",
    "library", "today", "each", "copies", "titles", "open", "comers",
)  # fmt: skip
_INTRODUCING_WORDS = wordset("before_books")
_CONTAINERS = wordset("containers")
_GIVER = frozenset({"dari", "oleh", "bapak", "ibu", "pak", "bu", "atas"})
_LONGEST_ANNOUNCEMENT = 7
_LONGEST_GIVER = 4  # words before a comma; more of them and a title stands among them
_GIVERS = wordset("givers")
_ABBREVIATIONS = wordset("abbreviations")
_PASSIVE = wordset("passive_verbs")
_CIVILITIES = ("polite", "greeting", "thanks", "again", "held")


@dataclass(slots=True)
class Parts:
    """`head` announces (3 judul, masing-masing 2 eks, dari Pak RT), `body` holds the books."""

    head: list[Token] = field(default_factory=list)
    body: list[Token] = field(default_factory=list)


def parts_of(tokens: list[Token]) -> Parts:
    colon = _list_colon(tokens)
    if _comes_first(tokens) and (colon is None or _lists_books(tokens[:colon])):
        return Parts([], _without_civilities(tokens))
    if colon is not None:
        return Parts(tokens[: colon + 1], tokens[colon + 1 :])
    start = _behind_announcement(tokens)
    return Parts(tokens[:start], tokens[start:])


def _comes_first(tokens: list[Token]) -> bool:
    """Hujan - Tere Liye, 2 eks (buku baru); "Rindu" baru masuk; Lelaki Harimau dibeli di Gramedia"""
    i = next((i for i, token in enumerate(tokens) if _is_trigger(tokens, i)), None)
    if i is None:
        received = bool(tokens) and tokens[0].has("receive")
        return not received and any(token.has("eks") for token in tokens) and _adds_behind(tokens)
    if not i or any(token.text == ":" for token in tokens[i:]):
        return False
    before, behind = tokens[:i], tokens[i + 1 :]
    if _lists_books(before):
        return True
    came = tokens[i].has("receive") and tokens[i - 1].word in {"baru", "sudah"}
    acquired = tokens[i].has("new_books", "purchase") or tokens[i].word in _PASSIVE or came
    return acquired and _names_something(before) and not _names_title(tokens[i], behind)


def _adds_behind(tokens: list[Token]) -> bool:
    """Bonsai tambah 3 eks; but not "tambahan komik Si Juki 5 eks" """
    adds = next((i for i, token in enumerate(tokens) if token.has("add") or token.text == ":"), None)
    return adds is None or (tokens[adds].text != ":" and _names_something(tokens[:adds]))


def _is_trigger(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    return token.has(*TRIGGERS) and not (token.has("receive") and not token.has("new_books", "donation") and i == 0)


def _lists_books(tokens: list[Token]) -> bool:
    """Copies with a unit, a quoted title, an author named as such, words around a dash"""
    for i, (token, after) in enumerate(pairwise(tokens)):
        if token.kind is Kind.NUMBER and (after.has("eks") or after.text == ")" or after.word == "x"):
            return any(other.kind is Kind.WORD and not other.tags for other in tokens)
        if (token.has("author_by") and token.text.islower() and i) or token.text == "@":
            return True
        if token.text == "-" and i and tokens[i - 1].end < token.start:
            return True
    return any(token.text == '"' or token.kind is Kind.ISBN for token in tokens)


def _names_something(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.kind in (Kind.WORD, Kind.ORDINAL)]
    named = [token for token in words if not _is_around(token)]
    return bool(named) and named[0].text[:1].isupper() and len(named) * 2 > len(words)


def _is_around(token: Token) -> bool:
    if token.word in {"sudah", "telah", "baru"}:
        return True
    return token.has(*_CIVILITIES, "library", "add") or (token.has("book", "person", "today") and token.text.islower())


def _names_title(trigger: Token, behind: list[Token]) -> bool:
    """Whether a title stands behind "buku baru"; behind "dibeli" stands only where"""
    if trigger.word in _PASSIVE:
        return False
    return any(
        token.kind is Kind.WORD and not token.has("copies", "eks", "polite", "thanks", "author_by")
        for token in behind[:3]
    )


def _without_civilities(tokens: list[Token]) -> list[Token]:
    start = 0
    while start < len(tokens) - 1 and _is_civil(tokens[start]) and tokens[start + 1].text != "(":
        start += 1
    return tokens[start:]


def _is_civil(token: Token) -> bool:
    return token.word in {"buku", "novel"} or token.has(*_CIVILITIES)


def _list_colon(tokens: list[Token]) -> int | None:
    """The colon behind an announcement, unless a title already stands before it (Isinga: Roman Papua)."""
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
    if colon is None or (colon == 1 and tokens[0].word in {"judul", "judul buku"}):
        return None
    heads = colon + 1 < len(tokens) and tokens[colon + 1].kind is Kind.LINE
    if heads and any(token.has(*TRIGGERS) for token in tokens[:colon]):
        return colon
    words = [token for token in tokens[:colon] if token.kind is Kind.WORD]
    small = not any(token.text[:1].isupper() or token.has("field_isbn") for token in words[1:])
    if small and 2 < len(words) < _LONGEST_ANNOUNCEMENT:
        return colon
    if any(token.word == "dari" for token in tokens[:2]):
        return colon
    last = next((i for i in range(colon - 1, -1, -1) if tokens[i].has(*TRIGGERS, "titles", "book", "collection")), None)
    if last is None or tokens[colon - 1].has("field_isbn", "field_author"):
        return None
    between = tokens[last + 1 : colon]
    given = any(token.word in _GIVER or token.word == "di" for token in between)
    given = given or tokens[last].has("purchase", "donation")
    return None if _capitals(between) and not given else colon


def _capitals(tokens: list[Token]) -> bool:
    return any(token.kind is Kind.WORD and token.text[:1].isupper() and not token.tags for token in tokens)


def _behind_announcement(tokens: list[Token]) -> int:
    i = next((i for i in range(len(tokens)) if _announces(tokens, i)), None)
    if i is None:
        return 0
    i += 1
    while i < len(tokens) and (_introduces(tokens, i) or _gives(tokens, i)):
        i = _behind_giver(tokens, i) if _gives(tokens, i) else i + 1
    return i


def _gives(tokens: list[Token], i: int) -> bool:
    """dari Pak RT, atas nama ..., and right behind the word for a gift: hibah Perpusnas"""
    if tokens[i].word in _GIVER:
        return not tokens[i].has("author_by")
    return tokens[i - 1].has("donation") and tokens[i].text.lower() in _GIVERS


def _announces(tokens: list[Token], i: int) -> bool:
    if tokens[i].has("receive") and not tokens[i].has("new_books", "donation"):
        return any(token.kind is Kind.WORD and not token.has("polite") for token in tokens[i + 1 :])
    if tokens[i].has(*TRIGGERS):
        return True
    return tokens[i].has("add") and any(token.has("book", "collection") for token in tokens[i + 1 : i + 3])


def _introduces(tokens: list[Token], i: int) -> bool:
    token, following = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    if token.kind is Kind.LINE or token.kind is Kind.DAY:
        return True
    if token.kind is Kind.MEASURE or tokens[i - 1].kind is Kind.MEASURE:
        return token.word in _CONTAINERS or (following is not None and following.word in _CONTAINERS)
    if _starts_title(tokens, i):
        return False
    if token.kind is Kind.NUMBER:
        return (
            following is not None
            and following.text in {",", ":"}
            and token.number is not None
            and token.number.value < 60
        )
    return token.word in _INTRODUCING_WORDS or token.has(*_INTRODUCES)


def _starts_title(tokens: list[Token], i: int) -> bool:
    """A capital behind small letters begins a title, whatever else its word may do (Sabtu Bersama Bapak)."""
    token, before = tokens[i], tokens[i - 1]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if not token.text[:1].isupper() or token.text.isupper() or token.has("donation", "purchase", "new_books"):
        return False
    if token.word in _GIVER:
        return before.word not in _GIVER and not before.has("donation", "thanks") and before.text.islower()
    before_small = before.text.islower() and before.kind is Kind.WORD and before.word not in _GIVER
    return before_small or (following is not None and following.kind is Kind.WORD and following.text[:1].isupper())


def _behind_giver(tokens: list[Token], i: int) -> int:
    """dari kantor desa, ...: up to "berupa", a pause, a number, or a capital behind small letters."""
    start = i + 1
    stop = next((j for j in range(start, len(tokens)) if _ends_giver(tokens[j]) and not _abbreviates(tokens, j)), None)
    stop = len(tokens) if stop is None else stop
    if stop < len(tokens) and (tokens[stop].has("held", "book") or stop - start < _LONGEST_GIVER):
        return stop
    for j in range(start + 1, stop):
        if tokens[j].text[:1].isupper() and tokens[j - 1].text[:1].islower():
            return j
    return stop


def _abbreviates(tokens: list[Token], i: int) -> bool:
    """dari ibu Hj. Nurhayati"""
    return tokens[i].text == "." and tokens[i - 1].text.lower() in _ABBREVIATIONS and i + 1 < len(tokens)


def _ends_giver(token: Token) -> bool:
    if token.kind in (Kind.NUMBER, Kind.LINE, Kind.DAY) or token.text in {",", ":", '"', ".", "(", "-", "="}:
        return True
    return token.has("held", "book") and token.text[:1].islower()
