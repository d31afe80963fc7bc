"""Behind "buku baru" every word may be part of a title: there it means nothing else."""

from itertools import pairwise

from language.names import is_known_author, is_known_title
from language.tokens import Kind, Token
from language.vocabulary import canonical, wordset

_HEADS = ("visit", "heading", "closed", "loan", "member")
_NO_TITLE = ("loan", "stock", "plan", "nobody", "wait", "question", "donation", "purchase", "receive", "held", "polite")
_MONTHS = wordset("months")
_KEPT = frozenset({"numbered"})  # a number behind it is no count, in a title neither
_CLOSINGS = frozenset({"demikian", "sekian", "wassalam", "wassalamualaikum", "demikian laporan", "sekian laporan"})
_PAUSES = frozenset({",", ";", "."})
_OTHER_THINGS = ("loan", "stock", "plan", "question", "wait", "person", "attend", "visit", "heading", "invitation")
_LONGEST_TITLE = 6  # words, when looked up


def forget_titles(tokens: list[Token]) -> list[Token]:
    """The tokens, those of titles without their tags, and without the marks inside titles (Kapan Nikah?)."""
    i = 0
    while i < len(tokens):
        if tokens[i].has("new_books"):
            end = _region_end(tokens, i + 1)
            _forget(tokens, i + 1, end)
            tokens = [*tokens[: i + 1], *_without_marks(tokens[i + 1 : end]), *tokens[end:]]
        i += 1
    return tokens


def acquires_known_book(tokens: list[Token]) -> bool:
    """dibeli, nyumbang, 2x, baru masuk, beside a book or an author that many libraries know"""
    if any(token.has(*_OTHER_THINGS) and token.text.islower() for token in tokens):
        return False
    acquired = any(token.has("purchase", "donation", "eks", "receive") for token in tokens)
    counted = any(
        token.kind is Kind.NUMBER and (after.word == "x" or after.has("copies")) for token, after in pairwise(tokens)
    )
    return (acquired or counted) and names_book(tokens)


def names_book(tokens: list[Token]) -> bool:
    """Whether a book or an author that many libraries know is named, or a title in quotation marks."""
    if any(token.shape == "quoted" for token in tokens) and any(token.has("book") for token in tokens):
        return True
    for i, token in enumerate(tokens):
        if token.kind is Kind.WORD and (token.text[:1].isupper() or token.text.isdigit()):
            words = token.text
            for after in tokens[i + 1 : i + _LONGEST_TITLE]:
                words = f"{words} {after.text}"
                if is_known_title(words) or is_known_author(words):
                    return True
    return False


def _region_end(tokens: list[Token], start: int) -> int:
    """To the end of the line, or of the lines where the heading stands alone; a report of another kind ends it."""
    lines = _opens_list(tokens, start)
    for i in range(start, len(tokens)):
        if tokens[i].kind is Kind.LINE and not lines and i > start + 1:
            return i
        if _opens(tokens, i, start) and (_is_another_report(tokens, i) or _closes_message(tokens[i])):
            return i
    return len(tokens)


def _opens(tokens: list[Token], i: int, start: int) -> bool:
    return i > start and (tokens[i - 1].kind is Kind.LINE or tokens[i - 1].text in _PAUSES)


def _closes_message(token: Token) -> bool:
    return token.has("thanks") or token.word in _CLOSINGS


def _opens_list(tokens: list[Token], start: int) -> bool:
    return any(token.kind is Kind.LINE for token in tokens[start : start + 2])


def _is_another_report(tokens: list[Token], i: int) -> bool:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].has(*_HEADS) and (
        following is None or following.kind is not Kind.WORD or not following.text[:1].isupper()
    ):
        return True
    return _counts_people(tokens, i)


def _counts_people(tokens: list[Token], i: int) -> bool:
    while i + 1 < len(tokens) and tokens[i].text not in _PAUSES and tokens[i].kind is not Kind.LINE:
        if tokens[i].kind is Kind.NUMBER and tokens[i + 1].has("person") and not tokens[i + 1].text[:1].isupper():
            return True
        i += 1
    return False


def _forget(tokens: list[Token], start: int, end: int) -> None:
    small = _small_title(tokens, start, end)
    source = False
    for i in range(start, end):
        token = tokens[i]
        source = (source or token.has("field_source")) and token.kind is not Kind.LINE
        if source:
            continue
        title = token.text[:1].isupper() and not token.text.isupper() and _goes_on(tokens, i, start)
        if token.kind is Kind.WORD and (title or i in small):
            token.tags = token.tags & _KEPT
            token.word = token.text.lower()


def _goes_on(tokens: list[Token], i: int, start: int) -> bool:
    """A capital behind small letters or a mark; not one of a heading in capitals (Buku Baru Hari Ini)."""
    if tokens[i].has("author_by", "field_title", "field_copies", "field_isbn", "eks", "each"):
        return False
    before = tokens[i - 1]
    if tokens[i].has("month_word") or (tokens[i - 1].kind is Kind.NUMBER and canonical(tokens[i].word) in _MONTHS):
        return False
    if tokens[i - 1].word in {"dari", "pakai", "dana"} and tokens[i].has("purchase", "donation"):
        return False
    if tokens[i].has("nobody") and (i + 1 >= len(tokens) or tokens[i + 1].kind is Kind.LINE):
        return False
    if _opens(tokens, i, start) and tokens[i].has("purchase", "donation", "receive", "total"):
        return False
    heading = i == start and before.text.split()[-1][:1].isupper()
    return not heading or not tokens[i].has("today", "new", "new_books", "donation", "purchase")


def _small_title(tokens: list[Token], start: int, end: int) -> range:
    """buku baru tamu tak diundang 4 eks: in small letters, if copies end it"""
    for i in range(start, end):
        if tokens[i].kind is not Kind.WORD:
            counted = tokens[i].kind is Kind.NUMBER and i + 1 < end and tokens[i + 1].has("eks")
            silent = i == start or tokens[start].has(*_NO_TITLE)
            small = all(token.text.islower() for token in tokens[start:i])
            return range(start, i) if counted and small and not silent and not _has_role(tokens[start:i]) else range(0)
    return range(0)


def _has_role(tokens: list[Token]) -> bool:
    return any(token.has("author_by", "donation", "purchase", "each") or token.word == "dari" for token in tokens)


def _without_marks(tokens: list[Token]) -> list[Token]:
    """A question mark or exclamation inside a line belongs to the title before it."""
    kept: list[Token] = []
    for i, token in enumerate(tokens):
        inside = token.text in {"?", "!"} and kept and i + 1 < len(tokens) and tokens[i + 1].kind is not Kind.LINE
        if inside and kept[-1].text[:1].isupper() and kept[-1].end == token.start:
            kept[-1].text += token.text
            kept[-1].end = token.end
        else:
            kept.append(token)
    return kept
