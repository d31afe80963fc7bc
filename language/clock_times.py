"""Times of day as they are told of a reminder: jam 4 sore, pukul setengah lima, 16.30."""

import re
from datetime import time

from language.tokens import Kind, Token

Clock = tuple[time | None, int]
"""A time of day (None: told, but no single one) and how many tokens told it."""

_CLOCK_WORDS = frozenset({"jam", "jm", "pukul", "pkl", "pk", "jame"})
_ZONES = frozenset({"wib", "wita", "wit"})
_HALF = frozenset({"setengah", "stengah", "stgh", "setngah"})
_MORNING, _NOON, _AFTERNOON, _NIGHT = range(4)
_SESSIONS = {
    "pagi": _MORNING, "subuh": _MORNING, "dini": _MORNING, "enjing": _MORNING, "esuk": _MORNING, "isuk": _MORNING,
    "siang": _NOON, "awan": _NOON,
    "sore": _AFTERNOON, "petang": _AFTERNOON, "sonten": _AFTERNOON, "soré": _AFTERNOON,
    "malam": _NIGHT, "bengi": _NIGHT, "malem": _NIGHT, "dalu": _NIGHT,
}  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_LAST_AFTERNOON_HOUR = 6
"""Without pagi or sore, hours up to this one are of the afternoon: nobody is reminded at four in the morning."""


def time_at(tokens: list[Token], i: int, *, bare: bool = False) -> Clock | None:
    """The time told from `i` on; `bare`: a number alone may be one too."""
    before = _session(tokens, i)
    j = i + 1 if before is not None else i
    named = j
    while _word(tokens, named) in _CLOCK_WORDS:
        named += 1
    if before is not None and named == j:
        return None
    end = named
    while end > j and _word(tokens, end) in {".", ":"}:
        end += 1
    return _told(tokens, end, before, called=named > j or bare, start=i)


def _told(tokens: list[Token], i: int, session: int | None, *, called: bool, start: int) -> Clock | None:
    half = _word(tokens, i) in _HALF or (called and _word(tokens, i) == "set")
    i += half
    if i >= len(tokens):
        return None
    minutes = _minutes(tokens[i])
    if minutes is None:
        return (None, i + 1 - start) if called and tokens[i].number else None
    exact = tokens[i].shape == "clock"
    past, i = _minutes_past(tokens, i + 1)
    minutes += past
    if half:
        minutes = (minutes if minutes > 60 else minutes + 12 * 60) - 30  # half past noon is "setengah satu"
    i += _word(tokens, i) in {"an", "-an"}
    told = _session(tokens, i)
    if told is not None:
        session, i = told, i + 1 + (_word(tokens, i) == "dini")
    i += _word(tokens, i) in _ZONES
    if not (called or half or exact or told is not None):
        return None
    return _of_day(minutes, session), i - start


def _minutes(token: Token) -> int | None:
    """Since midnight, as written."""
    if token.shape == "clock":
        found = _CLOCK.fullmatch(token.text)
        return int(found[1]) * 60 + int(found[2]) if found else None
    number = token.number
    if token.kind is not Kind.NUMBER or number is None or number.others or token.shape == "thousands":
        return None
    return number.value * 60 if 0 < number.value <= 24 else None


def _minutes_past(tokens: list[Token], i: int) -> tuple[int, int]:
    """lewat 15 (menit), kurang 10, and the place behind it"""
    sign = {"lewat": 1, "lebih": 1, "liwat": 1, "kurang": -1}.get(_word(tokens, i))
    number = tokens[i + 1].number if sign and i + 1 < len(tokens) else None
    if sign is None or number is None or number.value >= 60:
        return 0, i
    return sign * number.value, i + 2 + (_word(tokens, i + 2) in {"menit", "mnt"})


def _of_day(minutes: int, session: int | None) -> time | None:
    hour = minutes / 60
    if session is None:
        later = 1 <= hour < _LAST_AFTERNOON_HOUR + 1
    elif session == _NOON:
        later = hour < _LAST_AFTERNOON_HOUR
    elif session == _NIGHT:
        later = 5 <= hour < 12
        minutes -= 12 * 60 if 12 <= hour < 13 else 0
    else:
        later = session == _AFTERNOON and hour < 12
    return time(*divmod((minutes + 12 * 60 * later) % (24 * 60), 60))


def _session(tokens: list[Token], i: int) -> int | None:
    return _SESSIONS.get(_word(tokens, i))


def _word(tokens: list[Token], i: int) -> str:
    return tokens[i].word if 0 <= i < len(tokens) else ""
