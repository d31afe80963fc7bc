"""People's text without what only machines see."""

import unicodedata

MAX_NAME = 64
_INVISIBLE = frozenset({"Cc", "Cs", "Co"})
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing: in a name they would turn the sentence around it."""


def plain(text: str) -> str:
    """Without control characters and halves of surrogate pairs; lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _INVISIBLE)


def plain_line(text: str, longest: int = MAX_NAME) -> str:
    """One line for use inside a sentence: a name, a title."""
    return " ".join(plain("".join(sign for sign in text if sign not in _DIRECTIONS)).split())[:longest].strip()
