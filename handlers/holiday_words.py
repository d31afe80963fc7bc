"""What is written behind /libur: which day, what it is called, where, and whether it is to be removed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.days import Period
from domain.plain import plain_line

MAX_NAME = 80
LONGEST = timedelta(days=14)

_MONTHS = (
    "januari january", "februari pebruari february", "maret march", "april", "mei may", "juni june", "juli july",
    "agustus agt ags august", "september", "oktober october", "november nopember", "desember december",
)  # fmt: skip
_ADD = re.compile(r"^(?:(?:tambah(?:kan)?|add|hari|libur)\b\s*)+", re.IGNORECASE)
_REMOVE = re.compile(r"(?:hapus|batalkan|batal|hilangkan|remove|delete)\b\s*", re.IGNORECASE)
_PLACE = re.compile(r"(?:^|\s)(?:di|untuk|in|for)\s+(?P<place>.+)$", re.IGNORECASE)

_WORD = r"[^\W\d]+"
_TO = r"\s*(?:-|–|s/?d\.?|sampai|hingga|to|until)\s*"
_BEFORE = r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad),?\s+)?(?:(?:tanggal|tgl\.?)\s*)?"
_YEAR = r"(?:\s+(20\d\d))?(?!\d)"
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:{_TO}(\d{{4}})-(\d\d)-(\d\d))?(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?!\d)")
_MONTHS_SPAN = re.compile(
    rf"{_BEFORE}(\d{{1,2}})\s*({_WORD})(?:\s+20\d\d)?{_TO}{_BEFORE}(\d{{1,2}})\s*({_WORD})(?!\w){_YEAR}", re.IGNORECASE
)
_MONTH_SPAN = re.compile(rf"{_BEFORE}(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?\s*({_WORD})(?!\w)\.?{_YEAR}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class HolidayWords:
    """What was understood. `period` is None where no day was found; a `place` may turn out to be part of the name."""

    period: Period | None
    name: str
    place: str | None
    remove: bool


def holiday_words(text: str, today: date) -> HolidayWords:
    """`1 Juni Gawai Dayak`, `1-2 Juni 2027 Gawai di Sanggau`, `2026-06-01 …`, `hapus 1 Juni`, `di Sanggau`, nothing.

    A day without a year is the next one.
    """
    line = plain_line(text, 300)
    removing = _REMOVE.match(line)
    rest = _ADD.sub("", line[removing.end() :] if removing else line, count=1)
    period, end = _period(rest, today)
    name = rest[end:].strip(" :,.-–")
    place = _PLACE.search(name)
    return HolidayWords(
        period=period,
        name=name[:MAX_NAME],
        place=place["place"] if place else None,
        remove=removing is not None,
    )


def without_place(words: HolidayWords) -> str:
    """The name, where the place behind it was understood as one."""
    return _PLACE.sub("", words.name).strip(" ,")


def _period(text: str, today: date) -> tuple[Period | None, int]:
    """The days that the text begins with, and where it goes on."""
    for pattern, read in _READINGS:
        found = pattern.match(text)
        if found is not None:
            return read(found, today), found.end()
    return None, 0


def _iso(found: re.Match[str], _today: date) -> Period | None:
    year, month, day, *last = (int(part) for part in found.groups() if part)
    first = _day(year, month, day)
    return _span(first, _day(*last) if last else first)


def _numbers(found: re.Match[str], today: date) -> Period | None:
    day = _next(int(found[1]), int(found[2]), found[3], today)
    return _span(day, day)


def _across_months(found: re.Match[str], today: date) -> Period | None:
    first_month, month = _month(found[2]), _month(found[4])
    if first_month is None or month is None:
        return None
    last = _next(int(found[3]), month, found[5], today)
    return _span(_day(last.year - (first_month > month), first_month, int(found[1])), last) if last else None


def _in_a_month(found: re.Match[str], today: date) -> Period | None:
    month = _month(found[3])
    if month is None:
        return None
    last = _next(int(found[2] or found[1]), month, found[4], today)
    return _span(_day(last.year, month, int(found[1])), last) if last else None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    """That day of a year; of no year the first from today on."""
    if year is not None:
        return _day(int(year), month, day)
    days = (_day(today.year + ahead, month, day) for ahead in range(5))  # 29 February may be four years ahead
    return next((found for found in days if found is not None and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _span(first: date | None, last: date | None) -> Period | None:
    if first is None or last is None or not timedelta() <= last - first < LONGEST:
        return None
    return Period(first=first, last=last)


def _month(word: str) -> int | None:
    """By its name or the first letters of it."""
    short = word.casefold()
    if len(short) < 3:
        return None
    return next((n for n, names in enumerate(_MONTHS, 1) if any(m.startswith(short) for m in names.split())), None)


_READINGS = (
    (_ISO, _iso),
    (_NUMBERS, _numbers),
    (_MONTHS_SPAN, _across_months),
    (_MONTH_SPAN, _in_a_month),
)
