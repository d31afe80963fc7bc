"""One day to come, or one week or month, as it is named: besok, senin depan, tgl 14-16 mei, akhir bulan."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from domain.days import Span, month_of, week_of
from language.dates_ahead import Calendar, month_at
from language.day_lists import WEEKDAYS
from language.tokens import Token
from language.vocabulary import concepts_of

GONE = frozenset({"lalu", "kemarin", "terakhir", "lewat"})
_NEXT = frozenset({"depan", "mendatang"})
_COMING = frozenset({"besok", "nanti"})
_SESSIONS = frozenset({"pagi", "siang", "sore", "malam", "petang"})


class Shape(Enum):
    DAY = auto()
    SPAN = auto()
    UNTIL = auto()  # sampai jumat: its beginning isn't told
    LASTING = auto()  # 3 hari: neither is


@dataclass(frozen=True, slots=True)
class Told:
    """What tokens[begin:end] say.

    `weekday`: nothing but the name of one; `part`: only some hours of the day; `opens`: a beginning, behind "mulai".
    """

    shape: Shape
    begin: int
    end: int
    first: date
    last: date
    weekday: bool = False
    part: bool = False
    opens: bool = False

    @property
    def days(self) -> timedelta:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class NamedDays:
    """Reads them from tokens in canonical spelling; `calendar` decides what a name alone means."""

    tokens: list[Token]
    today: date
    calendar: Calendar

    def at(self, i: int) -> Told | None:
        """What is named from `i` on."""
        word = self.word(i)
        if word == "besok":
            return self._tomorrow(i)
        if word == "lusa":
            return self._day(i, 1, 2) if self.word(i + 1) != "kemarin" else None
        if word == "kemarin":
            return self._day(i, 1, -1) if self.word(i + 1) != "lusa" else None
        if word == "sekarang":
            return self._day(i, 1, 0)
        if word == "hari":
            return self._named_day(i)
        if word == "akhir":
            return self._end_of(i)
        if word in {"minggu", "pekan", "bulan"} and self.word(i + 1) in _NEXT:
            return self._next_span(i)
        weekday = self._weekday(i)
        return self._weekday_at(i, weekday) if weekday is not None else self._date(i)

    def _tomorrow(self, i: int) -> Told:
        """besok senin, besok tgl 15: the day that is named behind it"""
        behind = replace(self, calendar=Calendar(self.today, True))
        named = behind.at(i + 1) if self.word(i + 1) not in {"besok", "lusa", "kemarin"} else None
        if named is not None and named.shape is Shape.DAY and named.first > self.today:
            return replace(named, begin=i, weekday=False)
        part = self.word(i + 1) in _SESSIONS
        return replace(self._day(i, 1 + part, 1), part=part)

    def _named_day(self, i: int) -> Told | None:
        if self.word(i + 1) == "ini":
            return self._day(i, 2, 0)
        if self.word(i + 1) in {"besok", "lusa"}:
            return self._day(i, 2, 1 if self.word(i + 1) == "besok" else 2)
        weekday = self._weekday(i + 1)
        told = self._weekday_at(i + 1, weekday) if weekday is not None else None
        return replace(told, begin=i) if told is not None else None

    def _weekday_at(self, i: int, weekday: int) -> Told | None:
        dated = self._dated(i + 1)
        if dated is not None:
            return replace(dated, begin=i) if dated.first.weekday() == weekday else None
        behind, monday = self.word(i + 1), week_of(self.today).first
        if behind in GONE or (behind in {"yang", "minggu", "pekan"} and self.word(i + 2) in GONE):
            return None
        if behind in {"minggu", "pekan"} and self.word(i + 2) in _NEXT:
            return self._on(i, 3, monday + timedelta(days=7 + weekday))
        if behind in _NEXT:
            return self._on(i, 2, monday + timedelta(days=7 + weekday))
        if behind == "ini" or (behind in {"minggu", "pekan"} and self.word(i + 2) == "ini"):
            return self._on(i, 2 if behind == "ini" else 3, monday + timedelta(days=weekday))
        since = self.calendar.since
        coming = since + timedelta(days=(weekday - since.weekday() - 1) % 7 + 1)
        if behind in _COMING:
            return self._on(i, 2, coming)
        if not self.calendar.ahead:
            coming = self.today - timedelta(days=(self.today.weekday() - weekday) % 7)
        return replace(self._on(i, 1, coming), weekday=True)

    def _dated(self, i: int) -> Told | None:
        """The date behind a weekday: Senin, 18 Mei; Senin (18/5); senin tgl 18"""
        skipped = 0
        while self.word(i + skipped) in {",", "(", "/", "-"} and skipped < 2:
            skipped += 1
        told = self._date(i + skipped)
        if told is None:
            return None
        return replace(told, end=told.end + 1) if skipped and self.word(told.end) == ")" else told

    def _date(self, i: int) -> Told | None:
        named = self.word(i) == "tanggal"
        j = i + named
        j += named and self.word(j) in {".", ":"}
        dates = self.calendar.dates_at(self.tokens, j, named=named)
        if dates is None:
            return None
        first, last, end = dates
        return Told(Shape.DAY if first == last else Shape.SPAN, i, end, first, last)

    def _end_of(self, i: int) -> Told | None:
        """akhir bulan, akhir mei, akhir pekan"""
        word, this = self.word(i + 1), self.word(i + 2) == "ini"
        month = month_at(self.tokens, i + 1)
        if word == "bulan" and self.word(i + 2) in _NEXT:
            return self._on(i, 3, Span.MONTH.after(month_of(self.today)).last)
        if word == "bulan":
            return self._on(i, 2 + this, month_of(self.today).last)
        if word in {"minggu", "pekan"}:
            return self._on(i, 2 + this, week_of(self.today).last)
        if month is None:
            return None
        year = self.today.year + (month < self.today.month)
        return self._on(i, 2, month_of(date(year, month, 1)).last)

    def _next_span(self, i: int) -> Told:
        span = Span.MONTH if self.word(i) == "bulan" else Span.WEEK
        period = span.after(span.of(self.today))
        return Told(Shape.SPAN, i, i + 2, period.first, period.last)

    def _day(self, i: int, used: int, ahead: int) -> Told:
        return self._on(i, used, self.today + timedelta(days=ahead))

    def _on(self, i: int, used: int, day: date) -> Told:
        return Told(Shape.DAY, i, i + used, day, day)

    def _weekday(self, i: int) -> int | None:
        named = concepts_of(self.word(i))
        return next((n for n, name in enumerate(WEEKDAYS) if name in named), None)

    def word(self, i: int) -> str:
        """The word at `i`; none outside."""
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""
