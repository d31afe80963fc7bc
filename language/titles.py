"""Titles as a careful clerk writes them, cut from the message's own words."""

import re
from functools import cache

from language.tokens import Token
from language.vocabulary import title_expansions

_SPACES = re.compile(r"\s+")
_TWICE = re.compile(r"\b([^\W\d_]{3,})2\b")
_SHORTEST_SHOUT = 6  # letters; shorter titles in capitals are abbreviations
_EDGES = " \t\n,.;:-–*\"'/|\u2022=+&"


def tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip(_EDGES)


def written_out(text: str, tokens: list[Token]) -> str:
    """The stretch of `text` that `tokens` cover, abbreviations written out, the first letter a capital."""
    if not tokens:
        return ""
    words = " ".join(_word(word) for word in text[tokens[0].start : tokens[-1].end].split())
    title = balanced(tidy(words))
    if title.isupper() and len(title) > _SHORTEST_SHOUT:
        title = title.lower()
    return title[:1].upper() + title[1:]


def _word(word: str) -> str:
    full = _expansions().get(word.lower().rstrip("."))
    return full if full else _TWICE.sub(r"\1-\1", word)


@cache
def _expansions() -> dict[str, str]:
    return title_expansions()


def balanced(title: str) -> str:
    """Without a bracket that lost its partner."""
    if title.count("(") != title.count(")"):
        title = title.replace("(", " ").replace(")", " ")
    return tidy(title)
