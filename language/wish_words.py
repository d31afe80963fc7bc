"""What is said of reminders, piece by piece: the verbs, the times, the days, and what is foreign to them."""

from dataclasses import dataclass
from datetime import date, time
from functools import cache

from language.clauses import Clause
from language.clock_times import time_at
from language.days_ahead import Told, days_ahead
from language.tokens import Kind, Token
from language.vocabulary import concepts_of, phrases, wish_phrases

NAMED = frozenset({"remind", "reminder", "leave", "off_duty"})
"""Without one of these nothing is said of reminders."""
ABSENT = frozenset({"leave", "off_duty"})

OTHER, NUMBER, COUNT, PAUSE_MARK = "other", "number", "count", "mark"
TIME, DAYS = "time", "days"

_CLOSED_MARKS = frozenset({",", ";"})
_BARE_BEHIND = frozenset({"jadi", "menjadi"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of tokens[begin:end] and what it stands for: a key of words/wishes.toml, or one of the names above."""

    concept: str
    begin: int
    end: int
    clock: time | None = None
    told: Told | None = None


def mentions_reminders(clause: Clause) -> bool:
    """Whether it is worth looking closer."""
    return not _key_words().isdisjoint(clause.words)


def pieces(tokens: list[Token], today: date, *, bare: bool = False) -> list[Piece]:
    """`bare`: a number alone is a time, for nothing else can be meant."""
    days = {told.begin: told for told in days_ahead(tokens, today, ahead=True)}
    found: list[Piece] = []
    i = 0
    while i < len(tokens):
        piece = _phrase(tokens, i) or _days(days, i) or _time(tokens, i, bare) or _word(tokens, i, found)
        found.append(piece)
        i = piece.end
    return found


def _phrase(tokens: list[Token], i: int) -> Piece | None:
    """The longest phrase of two words or more; single words come last, for they may begin a time or a day."""
    for length in range(min(_longest(), len(tokens) - i), 1, -1):
        concept = wish_phrases().get(tuple(_spelling(token) for token in tokens[i : i + length]))
        if concept is not None:
            return Piece(concept, i, i + length)
    return None


def _time(tokens: list[Token], i: int, bare: bool) -> Piece | None:
    clock = time_at(tokens, i, bare=bare or (i > 0 and tokens[i - 1].word in _BARE_BEHIND))
    if clock is None:
        return None
    told, used = clock
    return Piece(TIME, i, i + used, clock=told)


def _days(days: dict[int, Told], i: int) -> Piece | None:
    told = days.get(i)
    return Piece(DAYS, i, told.end, told=told) if told is not None else None


def _word(tokens: list[Token], i: int, before: list[Piece]) -> Piece:
    token = tokens[i]
    concept = wish_phrases().get((_spelling(token),)) or wish_phrases().get((token.word.removesuffix("nya"),))
    if concept is None and token.kind is Kind.MARK:
        concept = PAUSE_MARK if token.text in _CLOSED_MARKS else "small"
    elif concept is None and token.kind is Kind.NUMBER:
        concept = NUMBER
    elif concept is None and before and before[-1].concept == NUMBER and concepts_of(token.word) & {"unit", "visit"}:
        concept = COUNT
    return Piece(concept or OTHER, i, i + 1)


def _spelling(token: Token) -> str:
    return str(token.number.value) if token.number is not None else token.word


@cache
def _longest() -> int:
    return max(len(words) for words in wish_phrases())


@cache
def _key_words() -> frozenset[str]:
    """As clauses hold them: some stand in phrases of the vocabulary, like "jam pengingat"."""
    words = {words[-1] for words, concept in wish_phrases().items() if concept in NAMED}
    joined = {phrase for phrase in phrases() if not words.isdisjoint(phrase.split())}
    return frozenset(words | joined | {f"{word}nya" for word in words})
