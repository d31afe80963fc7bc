"""Finding a village by its name, although misspelt."""

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

OFFERED = 5
CLOSE_ENOUGH = 70

_NOISE = re.compile(r"\b(desa|kelurahan|kampung|nagari|gampong|perpustakaan|perpusdes|dari|saya|di)\b")


def matches(text: str, villages: Sequence[Any]) -> list[int]:
    """The ids of up to five libraries (rows of id, village, district, regency) whose village is most like `text`.

    Words beside the village's own name (its district, its regency) decide among villages of one name.
    """
    wanted = _plain(text)
    if len(wanted) < 3:
        return []
    names = {row[0]: _plain(row[1]) for row in villages}
    candidates = process.extract(wanted, names, scorer=_likeness, limit=40, score_cutoff=CLOSE_ENOUGH)
    places = {row[0]: _plain(f"{row[1]} {row[2]} {row[3]}") for row in villages}
    ranked = sorted(
        candidates, key=lambda found: (-found[1], -fuzz.token_set_ratio(wanted, places[found[2]]), places[found[2]])
    )
    return [id_ for _, _, id_ in ranked[:OFFERED]]


def _likeness(wanted: str, name: str, **_options: Any) -> float:
    """As a whole, or the name within a longer text; spaces don't matter ("balaisebut")."""
    whole = fuzz.ratio(wanted.replace(" ", ""), name.replace(" ", ""))
    if len(wanted) <= len(name) + 3 or len(name) < 4:
        return whole
    return max(whole, fuzz.partial_ratio(wanted, name) * 0.95)


def _plain(text: str) -> str:
    words = re.sub(r"[^\w\s]", " ", text.lower())
    return " ".join(_NOISE.sub(" ", words).split())
