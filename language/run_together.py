"""Words that were typed without a space: PENGUNJUNGHARIINI, senin-rabu."""

from functools import lru_cache

from language.day_lists import WEEKDAYS
from language.tokens import Kind, Token
from language.vocabulary import canonical, concepts_of, is_listed, wordset

_SHORTEST, _LONGEST = 7, 60  # letters of what may be several words
_LONGEST_WORD = 14


def set_apart(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.WORD or not _SHORTEST <= len(token.text) <= _LONGEST:
            found.append(token)
            continue
        found += _pieces(token, _split(token.word))
    return found


def _pieces(token: Token, words: tuple[str, ...]) -> list[Token]:
    if len(words) < 2:
        return [token]
    pieces, start = [], token.start
    for word in words:
        text = token.text[start - token.start :][: len(word)]
        kind, shape = (Kind.MARK, "mark") if word == "-" else (Kind.WORD, "word")
        pieces.append(Token(kind, text, word, start, start + len(word), shape=shape))
        start += len(word)
    return pieces


@lru_cache(maxsize=5_000)
def _split(word: str) -> tuple[str, ...]:
    first, dash, last = word.partition("-")
    if dash:
        days = all(concepts_of(canonical(half)).intersection(WEEKDAYS) for half in (first, last))
        return (first, dash, last) if days and first != last else (word,)
    return (word,) if is_listed(word) else _covered(word) or (word,)


def _covered(word: str) -> tuple[str, ...]:
    """The words that cover it without a gap, the longest first."""
    covers: list[tuple[str, ...] | None] = [None] * len(word) + [()]
    known = wordset("run_together")
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + _LONGEST_WORD), start + 1, -1):
            rest = covers[end]
            if rest is not None and word[start:end] in known:
                covers[start] = (word[start:end], *rest)
                break
    return covers[0] or ()
