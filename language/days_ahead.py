"""Days to come as they are told, piece by piece: mulai besok 3 hari, besok sampai jumat, sampai 2 juni."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from language.dates_ahead import AND, Calendar
from language.named_days import GONE, NamedDays, Shape, Told
from language.tokens import Token

__all__ = ["Shape", "Stretch", "Told", "days_ahead", "together"]

_BEGIN = frozenset({"mulai", "dari", "sejak", "semenjak", "pada", "terhitung", "per"})
_UNTIL = frozenset({"sampai", "s/d", "s/d.", "s.d", "s.d.", "sd", "smp", "ngantos"})
_BEFORE_THE_LAST = frozenset({"dengan", "nanti", "besok"})
_FROM_NOW = (("ke", "depan"), ("kedepan",), ("mendatang",))
_UNITS = {"hari": 1, "minggu": 7, "pekan": 7, "bulan": 30}
_ONE = {"sehari": 1, "seminggu": 7, "sepekan": 7, "sebulan": 30}
_MOST = 1000  # days
_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row; `first` is None where only their end was told."""

    first: date | None
    last: date
    told: tuple[Told, ...]


def days_ahead(tokens: list[Token], today: date, *, ahead: bool) -> list[Told]:
    """Every day and length of time that the tokens tell. `ahead`: "jumat" is the next one, not the last."""
    days, found, i = NamedDays(tokens, today, Calendar(today, ahead)), [], 0
    while i < len(tokens):
        told = _lasting(days, i) or _dated(days, i)
        found += [told] if told is not None else []
        i = told.end if told is not None else i + 1
    return found


def together(told: list[Told]) -> Stretch | None:
    """The one stretch of days that was told piece by piece; None if there is none, or more than one."""
    begins = _without_span_around([one for one in told if one.shape in (Shape.DAY, Shape.SPAN)])
    ends = [one for one in told if one.shape in (Shape.UNTIL, Shape.LASTING)]
    if len(begins) > 1 or len(ends) > 1:
        return None
    begin, end = next(iter(begins), None), next(iter(ends), None)
    until = end if end is not None and end.shape is Shape.UNTIL else None
    if begin is None:
        return Stretch(None, until.last, tuple(told)) if until is not None else None
    if begin.shape is Shape.SPAN and until is not None:
        return None
    if end is None or begin.shape is Shape.SPAN:
        return Stretch(begin.first, begin.last, tuple(told))
    last = _last(begin.first, until) if until is not None else begin.first + end.days
    return Stretch(begin.first, last, tuple(told)) if last >= begin.first else None


def _without_span_around(told: list[Told]) -> list[Told]:
    """minggu depan hari selasa: the day"""
    days, spans = ([one for one in told if one.shape is shape] for shape in (Shape.DAY, Shape.SPAN))
    if len(days) != 1 or len(spans) != 1:
        return told
    (day,), (span,) = days, spans
    if day.weekday and span.days == _WEEK - _DAY:
        meant = span.first + timedelta(days=(day.first - span.first).days % 7)
        return [replace(day, first=meant, last=meant, weekday=False)]
    return days if span.first <= day.first <= span.last else told


def _last(first: date, until: Told) -> date:
    """senin depan … sampai rabu: the Wednesday behind that Monday"""
    weeks = -((until.last - first) // _WEEK) if until.weekday and until.last < first else 0
    return until.last + weeks * _WEEK


def _dated(days: NamedDays, i: int) -> Told | None:
    begin = i
    while days.word(i) in _BEGIN:
        i += 1
    if days.word(i) in _UNTIL:
        return _until(days, begin, i + 1)
    first = days.at(i)
    return _longer(days, replace(first, begin=begin, opens=i > begin)) if first is not None else None


def _until(days: NamedDays, begin: int, i: int) -> Told | None:
    later = _later(days, days.today)
    while days.word(i) in _BEFORE_THE_LAST and later.at(i + 1) is not None:
        i += 1
    last = later.at(i)
    return replace(last, shape=Shape.UNTIL, begin=begin) if last is not None else None


def _longer(days: NamedDays, first: Told) -> Told:
    """besok sampai jumat, besok dan lusa, senin dan selasa depan"""
    link = days.word(first.end)
    listed = link in AND
    if not listed and link not in _UNTIL and link != "-":
        return first
    reader = days if listed and not days.calendar.ahead else _later(days, first.first)
    last = reader.at(first.end + 1)
    if last is None:
        return first
    begin = first.first
    if first.weekday and not last.weekday and last.first > days.today:
        begin = last.first - (last.first - begin) % _WEEK
    if last.last <= begin or (listed and last.first - begin != _DAY):
        return first
    return replace(first, shape=Shape.SPAN, first=begin, last=last.last, end=last.end)


def _later(days: NamedDays, since: date) -> NamedDays:
    """For what ends a stretch of days: never before its beginning."""
    return replace(days, calendar=Calendar(since, True))


def _lasting(days: NamedDays, i: int) -> Told | None:
    """selama 3 hari, seminggu"""
    begin = i
    i += days.word(i) == "selama"
    number = days.tokens[i].number if i < len(days.tokens) else None
    if number is not None and number.doubt is None and days.word(i + 1) in _UNITS:
        return _from_when(days, begin, i + 2, number.value * _UNITS[days.word(i + 1)])
    return _from_when(days, begin, i + 1, _ONE[days.word(i)]) if days.word(i) in _ONE else None


def _from_when(days: NamedDays, begin: int, i: int, count: int) -> Told | None:
    if not 0 < count < _MOST or days.word(i) in GONE or days.word(i + 1) in GONE:
        return None
    span, today = timedelta(days=count), days.today
    if days.word(i) == "lagi":
        return Told(Shape.DAY, begin, i + 1, today + span, today + span)
    for words in _FROM_NOW:
        if tuple(days.word(i + n) for n in range(len(words))) == words:
            return Told(Shape.SPAN, begin, i + len(words), today + _DAY, today + span)
    return Told(Shape.LASTING, begin, i, today, today + span - _DAY)
