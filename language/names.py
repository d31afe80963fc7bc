"""Whether words are the name of an author."""

import re
from functools import cache

from language.vocabulary import author_names, publisher_names, title_words

_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.")
_MOST_WORDS = 5


def is_author(words: str) -> bool:
    """A known author; else two to five words that no title word is among, or a name with initials."""
    if _key(words) in _authors():
        return True
    if any(character.isdigit() for character in words):
        return False
    parts = words.lower().split()
    if any(part.strip(".,'") in title_words() for part in parts):
        return False
    return bool(_INITIAL.search(words)) or 2 <= len(parts) <= _MOST_WORDS


def is_known_author(words: str) -> bool:
    return _key(words) in _authors()


def may_be_name(words: str) -> bool:
    parts = words.lower().split()
    return not any(character.isdigit() for character in words) and not any(part in title_words() for part in parts)


def has_initials(words: str) -> bool:
    return bool(_INITIAL.search(words))


def is_publisher(words: str) -> bool:
    """Gramedia, Bentang Pustaka, Gramedia 2011"""
    return bool(words) and words.lower().rstrip(" 0123456789(),") in publisher_names()


def strip_author(title: str) -> tuple[str, str | None]:
    """A known author at the end of a title is no part of it: "20.000 Mil di Bawah Laut Jules Verne"."""
    words = title.split()
    for length in range(min(_MOST_WORDS, len(words) - 1), 1, -1):
        name = " ".join(words[-length:])
        if _key(name) in _authors():
            return " ".join(words[:-length]).removesuffix("nya").rstrip(" -"), name
    return title, None


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())


@cache
def _authors() -> frozenset[str]:
    return frozenset(_key(name) for name in author_names())
