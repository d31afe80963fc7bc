"""A moment to come, told in words: besok jam 8, senin 07.00, 25 mei jam 9, jam 4 sore, 2 jam lagi."""

import re
from datetime import date, datetime, time, timedelta

from language.cleaning import clean
from language.clock_times import time_at
from language.days_ahead import Shape, Told, days_ahead
from language.reading import spelled
from language.tokens import Kind, Token

_NEXT = {"jam": timedelta(hours=1), "menit": timedelta(minutes=1), "mnt": timedelta(minutes=1)}
_SAY_NOTHING = frozenset(
    {"ya", "pada", "hari", "nanti", "kirim", "kirimkan", "dikirim", "dijadwalkan", "jadwalkan", "untuk", "saja", "aja"}
    | {"tolong", "mohon", "bu", "pak", "di", "at", "on", "waktu", "tanggal", "tgl"}
)
_SESSIONS = frozenset({"pagi", "siang", "sore", "malam"})
_MORNING = re.compile(r"0\d[.:]\d\d")
"""06.00 is written of the morning only, though "jam 6" may be the evening."""
_DAY = timedelta(days=1)


def moment(text: str, *, now: datetime) -> datetime | None:
    """The one moment that a text tells and nothing else, on the same clock as `now`; None if there is no such.

    Without a day it is the next such hour. It may lie in the past where the text says so.
    """
    tokens = [token for token in spelled(clean(text)) if token.kind not in (Kind.MARK, Kind.LINE)]
    soon = _soon(tokens, now)
    if soon is not None:
        return soon
    days = {told.begin: told for told in days_ahead(tokens, now.date(), ahead=True)}
    return _read(tokens, days, now)


def _soon(tokens: list[Token], now: datetime) -> datetime | None:
    """2 jam lagi, 30 menit lagi"""
    match [token for token in tokens if token.word not in _SAY_NOTHING]:
        case [first, unit, more] if first.number and unit.word in _NEXT and more.word == "lagi":
            return now + first.number.value * _NEXT[unit.word] if first.number.value < 1000 else None
    return None


def _read(tokens: list[Token], days: dict[int, Told], now: datetime) -> datetime | None:
    told: list[Told] = []
    clocks: list[time] = []
    i = 0
    while i < len(tokens):
        if i in days:
            told.append(days[i])
            i = days[i].end
        elif (clock := time_at(tokens, i)) is not None:
            hour, used = clock
            if hour is None:
                return None
            clocks.append(_as_written(hour, tokens[i : i + used]))
            i += used
        elif tokens[i].word in _SAY_NOTHING | _SESSIONS:
            i += 1
        else:
            return None
    day = _one_day(told)
    if len(clocks) != 1 or (told and day is None):
        return None
    return _at(day, clocks[0], now)


def _as_written(hour: time, tokens: list[Token]) -> time:
    exact = next((token.text for token in tokens if _MORNING.fullmatch(token.text)), None)
    if exact is None or any(token.word in _SESSIONS for token in tokens):
        return hour
    return time(int(exact[:2]), int(exact[3:]))


def _one_day(told: list[Told]) -> date | None:
    """Of "minggu depan senin" the Monday."""
    days = {one.first for one in told if one.shape is Shape.DAY}
    spans = [one for one in told if one.shape is not Shape.DAY]
    if len(days) != 1 or any(not span.first <= next(iter(days)) <= span.last for span in spans):
        return None
    return days.pop()


def _at(day: date | None, clock: time, now: datetime) -> datetime:
    found = datetime.combine(day or now.date(), clock, now.tzinfo)
    return found if day is not None or found > now else found + _DAY
