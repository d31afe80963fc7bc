"""The words keepers use and what each stands for. The words themselves are data, in words/*.toml."""

import tomllib
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

Concepts = frozenset[str]
"""What a word stands for: the keys of words/*.toml."""

NOTHING: Concepts = frozenset()
LISTS = ("people", "time", "numbers", "visits", "activities", "books", "silence")


class Length(Enum):
    """How much of a word must be right for a typo to be forgiven, by its length."""

    SHORT = 5
    LONG = 8


@cache
def spellings() -> dict[str, str]:
    return {way: word for word, ways in _table("spelling").items() for way in _split(ways)}


@cache
def phrases() -> dict[str, Concepts]:
    """Every word and phrase, in canonical spelling, with all it may stand for."""
    found: dict[str, set[str]] = {}
    for name in LISTS:
        for concept, words in _table(name).items():
            for phrase in _split(words):
                for form in {phrase, " ".join(canonical(word) for word in phrase.split())}:
                    found.setdefault(form, set()).add(concept)
    return {phrase: frozenset(concepts) for phrase, concepts in found.items()}


@cache
def phrase_lengths() -> dict[str, tuple[int, ...]]:
    """The first word of each longer phrase -> the lengths to try, longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases():
        words = phrase.split()
        if len(words) > 1:
            found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


@cache
def number_words() -> dict[str, dict[str, int]]:
    """Values by kind of word; what is often written as one word (tigapuluh, duabelas) counts as fixed."""
    words: dict[str, dict[str, int]] = {kind: dict(table) for kind, table in _table("numberwords").items()}
    for one, value in words["ones"].items():
        words["fixed"] |= {f"{one}belas": 10 + value, f"{one}puluh": 10 * value, f"{one}ratus": 100 * value}
    return words


@cache
def title_expansions() -> dict[str, str]:
    return dict(_table("titles")["expansions"])


@cache
def wordset(name: str) -> frozenset[str]:
    return frozenset(_table("small")[name].split())


@cache
def wish_phrases() -> dict[tuple[str, ...], str]:
    """The words of each phrase about reminders, in canonical spelling, and what it stands for."""
    return {
        tuple(canonical(word) for word in phrase.split()): concept
        for concept, phrases in _table("wishes").items()
        for phrase in _split(phrases)
    }


@cache
def closing_words(name: str) -> frozenset[str]:
    return frozenset(canonical(word) for word in _split(_table("closings")[name]))


@cache
def author_names() -> tuple[str, ...]:
    return tuple(_split(_table("authors")["authors"]))


@cache
def publisher_names() -> frozenset[str]:
    return frozenset(_split(_table("authors")["publishers"]))


@cache
def title_words() -> frozenset[str]:
    return frozenset(_table("authors")["title_words"].split())


@cache
def name_parts() -> frozenset[str]:
    return frozenset(_table("authors")["name_parts"].split())


@cache
def known_titles() -> tuple[str, ...]:
    return tuple(title.strip() for title in _table("titles")["known"]["titles"].split(";"))


@lru_cache(maxsize=20_000)
def canonical(word: str) -> str:
    """The spelling under which the lists know `word` (lower case), or `word` itself."""
    if word in spellings():
        return spellings()[word]
    if _known(word):
        return word
    for simpler in _simpler(word):
        simpler = spellings().get(simpler, simpler)
        if _known(simpler):
            return simpler
    return _without_typo(word)


def is_listed(word: str) -> bool:
    return word in spellings() or _known(word)


def corrected(word: str) -> str | None:
    """The word that a misspelt one stands for; None for what is written right, or short on purpose."""
    right = canonical(word)
    meant = right != word and not is_listed(word) and not any(is_listed(simpler) for simpler in _simpler(word))
    return right if meant else None


def concepts_of(phrase: str) -> Concepts:
    return phrases().get(phrase, NOTHING)


def _known(word: str) -> bool:
    return word in _listed_words()


def _simpler(word: str) -> list[str]:
    """anak-anak -> anak, pengunjungnya -> pengunjung"""
    half, dash, rest = word.partition("-")
    forms = [half] if dash and rest.removesuffix("nya") == half else []
    return forms + [word.removesuffix(suffix) for suffix in ("nya", "lah") if word.endswith(suffix) and len(word) > 6]


@cache
def _listed_words() -> frozenset[str]:
    words = {word for name in LISTS for ways in _table(name).values() for word in _split(ways)}
    numbers = {word for table in number_words().values() for word in table}
    return frozenset(words | numbers | set(spellings().values()))


def _without_typo(word: str) -> str:
    if len(word) < Length.SHORT.value or word in wordset("no_typos"):
        return word
    allowed = 1 if len(word) < Length.LONG.value else 2
    found = process.extractOne(word, wordset("often_misspelt"), scorer=OSA.distance, score_cutoff=allowed)
    return found[0] if found and _is_slip(word, found[0]) else _without_gaps(word)


def _is_slip(word: str, full: str) -> bool:
    """A slip replaces one letter at most: pelabuhan is no pelatihan."""
    return word[0] == full[0] and sum(step.tag == "replace" for step in Levenshtein.editops(word, full)) < 2


def _without_gaps(word: str) -> str:
    """pngunjg: the one word that has all these letters in this order, and hardly a consonant more"""
    meant = [full for full in wordset("often_misspelt") if _skips_vowels(word, full)]
    return meant[0] if len(meant) == 1 else word


def _skips_vowels(word: str, full: str) -> bool:
    if word[0] != full[0] or word[-1] != full[-1]:
        return False
    letters = iter(full)
    in_order = all(letter in letters for letter in word)
    missing = sum(letter not in "aeiou" for letter in full) - sum(letter not in "aeiou" for letter in word)
    return in_order and missing <= 1


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("language") / "words" / f"{name}.toml").read_text("utf-8"))


def _split(ways: str) -> list[str]:
    return [way.strip() for way in ways.split(",")]
