"""Who gave the books, in the words of the message: "dari Pak Kades", "sumbangan alumni SDN 2", "Bu Camat nyumbang"."""

from language.titles import tidy
from language.tokens import Kind, Token
from language.vocabulary import wordset

_GIVERS = wordset("givers")
_VERBS = wordset("giving_verbs")
_STOPS = frozenset({",", ";", ":", "(", ")", ".", '"', "-", "=", "|"})
_NOT_IN_NAMES = (
    "held", "book", "new_books", "author_by", "receive", "copies", "purchase", "titles", "each", "again",
)  # fmt: skip
_CIVILITIES = ("polite", "greeting", "today", "held", "thanks")
_LEADS_ON = frozenset({"sebanyak", "isi", "isinya", "sudah", "telah", "berisi", "untuk", "langsung", "jumlah"})
_LONGEST = 7


def giver_of(tokens: list[Token], text: str) -> str | None:
    for i, token in enumerate(tokens):
        if (token.word in {"dari", "oleh"} and token.text.islower() and _follows_gift(tokens, i)) or (
            token.has("donation") and i + 1 < len(tokens) and _is_person(tokens[i + 1])
        ):
            name = _name(tokens, i + 1)
        elif token.word in _VERBS:
            name = _subject(tokens, i)
        else:
            continue
        if (
            name
            and (_is_person(name[0]) or name[0].text[:1].isupper())
            and not any(word.word == "yang" for word in name)
        ):
            return tidy(text[name[0].start : name[-1].end])
    return None


def _follows_gift(tokens: list[Token], i: int) -> bool:
    """disumbang oleh, buku baru dari, 2 eks dari; not "Cerita dari Digul" or "ditulis oleh" """
    before = tokens[i - 1] if i else None
    if tokens[i].word == "oleh":
        return before is not None and before.has("donation")
    if i + 1 < len(tokens) and _is_person(tokens[i + 1]):
        return True
    return before is None or before.has("donation", "new_books", "book", "receive", "eks", "copies")


def _is_person(token: Token) -> bool:
    return token.text.lower() in _GIVERS or token.word in _GIVERS


def _name(tokens: list[Token], start: int) -> list[Token]:
    """Up to a mark, a number of copies, or a word that leads to the books; a title in capitals is cut off."""
    end = start
    while end < min(len(tokens), start + _LONGEST) and (not _ends(tokens[end]) or _abbreviates(tokens, end)):
        end += 1
    complete = end >= len(tokens) or tokens[end].kind is not Kind.WORD or tokens[end].has("held", "book")
    complete = complete or tokens[end].word in _LEADS_ON
    return tokens[start:end] if complete and end - start < _LONGEST else []


def _subject(tokens: list[Token], verb: int) -> list[Token]:
    """Alhamdulillah Pak RT | nyumbang"""
    start = verb
    while start and tokens[start - 1].kind in (Kind.WORD, Kind.ORDINAL) and tokens[start - 1].shape != "pause":
        start -= 1
    while start < verb and not _is_person(tokens[start]) and tokens[start].has(*_CIVILITIES):
        start += 1
    end = verb - (verb > start and tokens[verb - 1].word in {"sudah", "telah", "yang"})
    return tokens[start:end]


def _abbreviates(tokens: list[Token], i: int) -> bool:
    """Hj. Aminah, DPK Kab. Sambas"""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].text == "." and tokens[i].shape != "pause" and after is not None and after.text[:1].isupper()


def _ends(token: Token) -> bool:
    if token.kind in (Kind.NUMBER, Kind.LINE, Kind.DAY, Kind.MEASURE) or token.shape == "pause" or token.text in _STOPS:
        return True
    return (token.has(*_NOT_IN_NAMES) or token.word in _LEADS_ON) and not _is_person(token)
