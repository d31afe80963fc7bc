"""Whether words are rather the name of an author or the title of a book."""

import re
from functools import cache, lru_cache

from language.vocabulary import author_names, known_titles, name_parts, publisher_names, title_words, wordset

CERTAIN = 8.0  # the words are on a list, or carry what only names carry
_LISTED_PART, _TITLE_WORD, _DERIVED, _DIGITS = 2.0, -3.0, -2.0, -6.0
_BEFORE_SUBJECT = wordset("before_subject")  # whose name follows these is written about: Catatan Harian Anne Frank
_ADDRESSES = wordset("addresses")  # of neighbours who give, not of authors
_USUAL_LENGTH = range(2, 5)
_MOST_WORDS = 5
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.")
_DEGREE = re.compile(
    r"\b(?:dr|drs|dra|prof|ir|kh|ust|ustadz|hj?|s\.?pd|m\.?pd|s\.?ag|m\.?si|ph\.?d)\b\.?", re.IGNORECASE
)
_DERIVATION = re.compile(
    r"(?:meng|meny|mem[bp]|men[dtcj]|ber[aiuoktsljg]|ter[bdjkls])\w{4,}|(?:pe|ke|per|se)\w{4,}an(?:nya)?$|\w+-\w+"
)
_PUBLISHING = wordset("publishing")


@lru_cache(maxsize=5000)
def name_likeness(words: str) -> float:
    """Above zero rather a name, below rather a title; beyond CERTAIN there is no doubt."""
    if is_known_author(words):
        return CERTAIN + 1
    if is_known_title(words):
        return -CERTAIN - 1
    lower = words.lower()
    parts = [part.strip(".,'\"!?") for part in lower.split()]
    score = _DIGITS if any(character.isdigit() for character in words) else 0.0
    score += sum(_weight(part) for part in parts)
    if is_neighbour(words):
        score -= 6
    if _INITIAL.search(words) or _DEGREE.search(words):
        score += 4
    if "!" in words or "?" in words:
        score -= 4
    if len(parts) == 1:
        return score - 1.5
    return score + (1 if len(parts) in _USUAL_LENGTH else -2)


def _weight(part: str) -> float:
    if part in name_parts():
        return _LISTED_PART
    if part in title_words() or _stem(part) in title_words():
        return _TITLE_WORD
    return _DERIVED if _DERIVATION.match(part) else 0.0


def _stem(word: str) -> str:
    """anak-anak -> anak, kerbaunya -> kerbau"""
    half, dash, _ = word.partition("-")
    return half if dash else word.removesuffix("nya")


def is_neighbour(words: str) -> bool:
    """Pak Sutrisno: rather who gave the book"""
    return words.lower().partition(" ")[0] in _ADDRESSES


def is_known_author(words: str) -> bool:
    return _key(words) in _authors()


def is_known_title(words: str) -> bool:
    return _title_key(words) in _titles()


def is_publisher(words: str) -> bool:
    """Gramedia, Bentang Pustaka, Gramedia 2011"""
    plain = words.lower().rstrip(" 0123456789(),").removeprefix("penerbit ")
    return bool(plain) and plain in publisher_names()


def may_be_publisher(words: str) -> bool:
    return not _PUBLISHING.isdisjoint(words.lower().split())


def strip_author(title: str) -> tuple[str, str | None]:
    """A known author at the end of a title is no part of it: "20.000 Mil di Bawah Laut Jules Verne"."""
    words = title.split()
    if is_known_title(title):
        return title, None
    for length in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        name, before = " ".join(words[-length:]), " ".join(words[:-length])
        certain = (length > 1 and words[-length - 1].lower() not in _BEFORE_SUBJECT) or is_known_title(before)
        if certain and is_known_author(name):
            return before.removesuffix("nya").rstrip(" -"), name
    return title, None


def strip_known_title(words: str) -> tuple[str, str | None]:
    """What stands behind a known title without a mark is its author: "Lelaki Harimau Eka Kurniawan"."""
    parts = words.split()
    for length in range(len(parts) - 2, 0, -1):
        behind = " ".join(parts[length:])
        if is_known_title(" ".join(parts[:length])) and name_likeness(behind) > 1:
            return " ".join(parts[:length]), behind
    return words, None


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())


@cache
def _authors() -> frozenset[str]:
    return frozenset(_key(name) for name in author_names())


@cache
def _titles() -> frozenset[str]:
    return frozenset(key(title) for title in known_titles() for key in (_key, _title_key))


def _title_key(title: str) -> str:
    """Commas count: Pulang, Pergi are two titles and Pulang Pergi is a third."""
    return re.sub(r"[^\w,]+|_", "", title.lower())
