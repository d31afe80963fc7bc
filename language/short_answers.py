"""Yes and no, as people tap them out."""

import re

_YES = frozenset(
    [
        "ya",
        "iya",
        "y",
        "yes",
        "yap",
        "yup",
        "yoi",
        "ok",
        "oke",
        "okay",
        "okey",
        "siap",
        "betul",
        "benar",
        "bener",
        "bnr",
        "btl",
        "ho'oh",
        "inggih",
        "nggih",
        "enggih",
        "auk",
        "aok",
    ]
)
_NO = frozenset(
    [
        "tidak",
        "tdk",
        "bukan",
        "bkn",
        "enggak",
        "nggak",
        "gak",
        "ga",
        "ngga",
        "engga",
        "no",
        "salah",
        "ndak",
        "dak",
        "nda",
        "ora",
        "mboten",
        "sik",
        "bukannya",
    ]
)
_POLITE = frozenset(
    [
        "bu",
        "pak",
        "kak",
        "min",
        "mas",
        "mbak",
        "bang",
        "admin",
        "dong",
        "sih",
        "deh",
        "itu",
        "sudah",
        "udah",
        "aja",
        "saja",
    ]
)


def yes_or_no(text: str) -> bool | None:
    """True for a plain yes, False for a plain no, None for anything that says more."""
    words = [word for word in re.findall(r"[\w']+", text.lower()) if word not in _POLITE]
    if not words or len(words) > 2:
        return None
    if all(word in _YES for word in words):
        return True
    return False if all(word in _NO for word in words) else None
