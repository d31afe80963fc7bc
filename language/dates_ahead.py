"""Calendar dates that may lie ahead: tgl 20, 14-16 mei, 2 Juni 2026, 25/5, tgl 5 bulan depan."""

from dataclasses import dataclass
from datetime import date, timedelta

from language.calendar_days import existing
from language.dates import MONTHS
from language.tokens import Kind, Token
from language.vocabulary import concepts_of

AND = frozenset({"dan", "sama", "&", "serta", "+", "karo", ","})
_UPTO = frozenset({"-", "sampai"})
_FAR = timedelta(days=300)
"""A date without a year that comes only so far ahead has just gone by."""
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_FORTNIGHT = timedelta(days=14)

Dates = tuple[date, date, int]
"""The first day, the last, and the place behind them."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a date without a year or a month is meant: the next such, or else (`ahead` is false) the nearest."""

    since: date
    ahead: bool

    def dates_at(self, tokens: list[Token], i: int, *, named: bool) -> Dates | None:
        """`named`: a number alone is a day of the month, for "tanggal" stands before it."""
        if i >= len(tokens):
            return None
        if tokens[i].kind is Kind.DAY:
            return self._in_figures(tokens, i)
        days = _days_of_month(tokens, i, named=named)
        if days is None:
            return None
        first, last, i = days
        month, i = self._month_at(tokens, i)
        if month is None and i < len(tokens) and tokens[i].word in AND:
            month = month_at(tokens, i + 2)  # 14 dan 20 mei
        if month is None and not named:
            return None
        year, i = _year_at(tokens, i) if month is not None else (None, i)
        return self._between(first, last, month, year, i)

    def _between(self, first: int, last: int, month: int | None, year: int | None, end: int) -> Dates | None:
        until = self._day(last, month, year)
        if until is None:
            return None
        begin = until.replace(day=1)
        if first > last:
            begin = (begin - timedelta(days=1)).replace(day=1)
        since = existing(begin.year, begin.month, first)
        return (since, until, end) if since is not None else None

    def _in_figures(self, tokens: list[Token], i: int) -> Dates | None:
        numbers = [int(part) for part in tokens[i].text.replace("-", "/").replace(".", "/").split("/")]
        if tokens[i].shape == "dm":
            day, month = numbers
            year, end = _year_at(tokens, i + 1)
        else:
            day, month, year = numbers if tokens[i].shape == "dmy" else reversed(numbers)
            year, end = year + (2000 if year < 100 else 0), i + 1
        told = self._day(day, month, year)
        return (told, told, end) if told is not None else None

    def _month_at(self, tokens: list[Token], i: int) -> tuple[int | None, int]:
        named = month_at(tokens, i)
        if named is not None:
            return named, i + 1
        if i + 1 >= len(tokens) or tokens[i].word != "bulan":
            return None, i
        number = tokens[i + 1].number
        if number is not None and 1 <= number.value <= 12:
            return number.value, i + 2
        if tokens[i + 1].word == "depan":
            return self.since.month % 12 + 1, i + 2
        return (self.since.month, i + 2) if tokens[i + 1].word == "ini" else (None, i)

    def _day(self, day: int, month: int | None, year: int | None) -> date | None:
        if year is not None and month is not None:
            return existing(year, month, day)
        return self._of_a_year(day, month) if month is not None else self._of_a_month(day)

    def _of_a_year(self, day: int, month: int) -> date | None:
        years = (self.since.year - 1, self.since.year, self.since.year + 1)
        told = [found for year in years if (found := existing(year, month, day)) is not None]
        if not told:
            return None
        nearest = min(told, key=lambda found: abs(found - self.since))
        coming = min((found for found in told if found >= self.since), default=nearest)
        return coming if self.ahead and coming - self.since < _FAR else nearest

    def _of_a_month(self, day: int) -> date | None:
        """Of days told as closed, one that was within the last two weeks is rather that one."""
        this = self.since.replace(day=1)
        before, after = this - timedelta(days=1), this + timedelta(days=31)
        months = (before, this, after)
        told = [found for month in months if (found := existing(month.year, month.month, day)) is not None]
        coming = min((found for found in told if found >= self.since), default=None)
        gone = max((found for found in told if found < self.since), default=None)
        recent = gone is not None and self.since - gone <= _FORTNIGHT
        soon = coming is not None and coming - self.since <= _FORTNIGHT
        return coming if self.ahead or (soon and not recent) or coming == self.since else gone


def month_at(tokens: list[Token], i: int) -> int | None:
    """The month that a word names."""
    if i >= len(tokens) or tokens[i].kind is not Kind.WORD:
        return None
    named = concepts_of(tokens[i].word)
    return next((n for n, name in enumerate(MONTHS, 1) if name in named), None)


def _days_of_month(tokens: list[Token], i: int, *, named: bool) -> tuple[int, int, int] | None:
    """20; 14-16; 14 s/d 16; 14, 15 dan 16: days in a row."""
    days, end = _numbers(tokens, i)
    while 0 < len(days) < _LONGEST_MONTH and end < len(tokens) and tokens[end].word in AND | _UPTO:
        more, behind = _numbers(tokens, end + 1)
        listed = tokens[end].word in AND
        if not more or not (named or listed or month_at(tokens, behind) is not None):
            break
        if listed and not _is_next(days[-1], more[0]):
            if tokens[end].text == "," or _counts(tokens, behind) or month_at(tokens, behind) is not None:
                break
            return None
        days, end = days + more, behind
    if not days or not all(1 <= day <= _LONGEST_MONTH for day in days):
        return None
    return days[0], days[-1], end


def _is_next(day: int, other: int) -> bool:
    return other == day + 1 or (other == 1 and day >= _SHORTEST_MONTH)


def _counts(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and bool(concepts_of(tokens[i].word) & {"unit", "person"})


def _numbers(tokens: list[Token], i: int) -> tuple[list[int], int]:
    number = tokens[i].number if i < len(tokens) else None
    if number is None or tokens[i].shape not in {"digits", "range", "number_word"}:
        return [], i
    return list(number.others or (number.value,)), i + 1


def _year_at(tokens: list[Token], i: int) -> tuple[int | None, int]:
    number = tokens[i].number if i < len(tokens) else None
    if number is None or not 2000 <= number.value < 2100:
        return None, i
    return number.value, i + 1
