"""Words and figures for days -> days. Conventions: tests/corpus and docs/reference."""

from collections.abc import Callable
from datetime import date, timedelta

from domain.understanding import DoubtKind
from language.calendar_days import calendar_day, day_of_month, mismatched, told
from language.day_lists import WEEKDAYS, joined_days, listed_dates, period, span
from language.tokens import Day, Kind, Token

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip

Found = tuple[Day, int]
"""A day and how many tokens told it."""

_EACH = frozenset({"setiap", "tiap", "tiap-tiap", "saban", "saben"})


def find_days(tokens: list[Token], today: date) -> list[Token]:
    """Joins the tokens that tell a day or a period into one DAY token."""
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        found = _day_at(tokens, i, today)
        if found is None:
            joined.append(tokens[i])
            i += 1
            continue
        day, used = found
        joined.append(_joined(tokens[i : i + used], day))
        if i and tokens[i - 1].word in _EACH:
            joined[-1].tags |= {"habit"}
        i += used
    return joined_days(joined, today)


def _joined(used: list[Token], day: Day) -> Token:
    text = " ".join(token.text for token in used)
    return Token(Kind.DAY, text, used[0].word, used[0].start, used[-1].end, used[0].tags, day=day, shape=used[0].shape)


def _day_at(tokens: list[Token], i: int, today: date) -> Found | None:
    token = tokens[i]
    if token.kind is Kind.WORD:
        if not token.tags:
            return None
        for concept, rule in _RULES:
            if concept in token.tags and (found := rule(tokens, i, today)):
                return found
        return None
    if token.kind is Kind.DAY:
        return _numeric(token, tokens, i, today)
    if token.number is not None:
        return (
            _days_ago(tokens, i, today)
            or _before_weekday(tokens, i, today)
            or _day_and_month(tokens, i, today)
            or _last_days(tokens, i)
        )
    return None


# Words


def _fixed(days: int) -> Callable[[list[Token], int, date], Found]:
    return lambda _tokens, _i, today: (Day(today - timedelta(days)), 1)


def _future(_tokens: list[Token], _i: int, _today: date) -> Found:
    return Day(None, DoubtKind.DATE_FUTURE, future=True), 1


def _period(_tokens: list[Token], _i: int, _today: date) -> Found:
    return period(), 1


def _last_week(tokens: list[Token], i: int, today: date) -> Found:
    """minggu kemarin is a week; behind another weekday (sabtu 10, minggu kemarin 12) a Sunday"""
    among_days = any(token.has(*WEEKDAYS) for token in tokens[max(0, i - 8) : i])
    goes_on = i + 1 < len(tokens) and tokens[i + 1].kind is not Kind.LINE and tokens[i + 1].text != ")"
    if among_days and goes_on and tokens[i].word.startswith("minggu"):
        return Day(today - timedelta((today.weekday() - 6) % 7 or 7)), 1
    return period(), 1


def _eve(tokens: list[Token], i: int, today: date) -> Found | None:
    """malam minggu: the Saturday before"""
    if tokens[i].word != "malam" or i + 1 >= len(tokens):
        return None
    following = tokens[i + 1]
    sunday = following.word.startswith("minggu ") and following.has("last_week")
    weekday = 6 if sunday else next((n for n, name in enumerate(WEEKDAYS) if name in following.tags), None)
    if weekday is None:
        return None
    last = i + 2 < len(tokens) and tokens[i + 2].has("last", "yesterday")
    return Day(today - timedelta((today.weekday() - weekday + 1) % 7)), 3 if last else 2


def _month_alone(tokens: list[Token], i: int, _today: date) -> Found | None:
    """bulan mei, selama mei: a whole month"""
    if i + 1 < len(tokens) and tokens[i + 1].has(*MONTHS):
        return period(), 2
    return None


def _weekday(tokens: list[Token], i: int, today: date) -> Found | None:
    """senin, senin kemarin, jumat lalu, sabtu minggu lalu, Senin 11 Mei, Senin, 11/5"""
    weekday = next(n for n, name in enumerate(WEEKDAYS) if name in tokens[i].tags)
    dated = _dated_weekday(tokens, i + 1, weekday, today)
    if dated:
        return dated[0], dated[1] + 1
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    monday = today - timedelta(today.weekday())
    if following is not None and following.has("last_week"):
        return Day(monday + timedelta(weekday - 7)), 2
    if following is not None and following.has("this_week"):
        return told(monday + timedelta(weekday), today), 2
    if (following is not None and following.has("next")) or (following is not None and following.has("tomorrow")):
        return Day(None, DoubtKind.DATE_FUTURE, future=True), 2
    back = (today.weekday() - weekday) % 7
    if following is not None and following.has("last", "yesterday"):
        return Day(today - timedelta(back or 7)), 2
    return Day(today - timedelta(back)), 2 if following is not None and following.word == "ini" else 1


def _dated_weekday(tokens: list[Token], i: int, weekday: int, today: date) -> Found | None:
    """The date behind a weekday must fall on it: Senin (11/5), Senin tanggal 11, Senin, 11 Mei 2026"""
    skipped = 0
    while i < len(tokens) and skipped < 2 and tokens[i].text in {",", "(", "/", "-"}:
        i, skipped = i + 1, skipped + 1
    if i >= len(tokens):
        return None
    if tokens[i].kind is Kind.DAY or tokens[i].number or tokens[i].has("date_word"):
        found = _day_at(tokens, i, today)
    else:
        return None
    if found is None or found[0].period:
        return None
    day, used = found
    if i + used < len(tokens) and tokens[i + used].text == ")" and skipped:
        used += 1
    if day.date is not None and day.date.weekday() != weekday:
        day = mismatched(day.date, weekday, today)
    return day, used + skipped


def _named_day(tokens: list[Token], i: int, today: date) -> Found | None:
    """hari minggu, hari Senin; "hari" alone tells nothing"""
    if i + 1 < len(tokens) and tokens[i + 1].has("last_week") and tokens[i + 1].word.startswith("minggu"):
        back = (today.weekday() - 6) % 7
        return Day(today - timedelta(back or 7)), 2
    if i + 1 < len(tokens) and tokens[i + 1].has(*WEEKDAYS):
        found = _weekday(tokens, i + 1, today)
        return (found[0], found[1] + 1) if found else None
    return None


def _last_night(_tokens: list[Token], _i: int, today: date) -> Found:
    return Day(today - timedelta(1)), 1


def _after_date_word(tokens: list[Token], i: int, today: date) -> Found | None:
    """tanggal 3, tanggal 3 mei, tgl 3/5"""
    i += 1
    skipped = 1
    if i < len(tokens) and tokens[i].text in {":", "."}:
        i, skipped = i + 1, 2
    if i >= len(tokens):
        return None
    if tokens[i].kind is Kind.DAY or tokens[i].has(*WEEKDAYS):
        found = _day_at(tokens, i, today)
        return (found[0], found[1] + skipped) if found else None
    number = tokens[i].number
    if number is None:
        return None
    found = listed_dates(tokens, i, MONTHS, today) or _day_and_month(tokens, i, today)
    if found:
        return found[0], found[1] + skipped
    if number.others:
        first, last = number.others[0], number.others[-1]
        return period(span(day_of_month(first, today).date, day_of_month(last, today).date)), 1 + skipped
    return (day_of_month(number.value, today), 1 + skipped)


# Figures


def _days_ago(tokens: list[Token], i: int, today: date) -> Found | None:
    number = tokens[i].number
    if number and i + 1 < len(tokens) and tokens[i + 1].has("ago") and number.value < 1000:
        return told(today - timedelta(number.value), today), 2
    return None


def _before_weekday(tokens: list[Token], i: int, today: date) -> Found | None:
    """21 senin tutup, where the 21st was a Monday"""
    number, following = tokens[i].number, tokens[i + 1] if i + 1 < len(tokens) else None
    if number is None or following is None or number.doubt or not 0 < number.value < 32:
        return None
    if i and tokens[i - 1].has(*WEEKDAYS):  # sabtu 8 minggu 12: counts, not dates
        return None
    day = day_of_month(number.value, today)
    name = next((name for name in WEEKDAYS if name in following.tags), None)
    fits = name is not None and day.date is not None and day.doubt is None and WEEKDAYS[day.date.weekday()] == name
    return (day, 2) if fits and tokens[i].shape == "digits" else None


def _last_days(tokens: list[Token], i: int) -> Found | None:
    """3 hari terakhir, 2 minggu ini: a period"""
    if i + 2 < len(tokens) and tokens[i + 1].has("measure") and tokens[i + 2].word in {"terakhir", "belakangan"}:
        return Day(None, None, period=True), 3
    return None


def _day_and_month(tokens: list[Token], i: int, today: date) -> Found | None:
    """3 mei, 3 mei 2026, 1-24 Maret"""
    number = tokens[i].number
    if number is None or i + 1 >= len(tokens):
        return None
    month = next((n for n, name in enumerate(MONTHS, 1) if name in tokens[i + 1].tags), None)
    if month is None or tokens[i].shape not in {"digits", "range"} or len(tokens[i].text) > 8:
        return None
    year = _year(tokens, i + 2)
    used = 3 if year else 2
    if number.others:
        first, last = (calendar_day(day, month, year, today).date for day in (number.others[0], number.others[-1]))
        return period(span(first, last)), used
    return calendar_day(number.value, month, year, today), used


def _year(tokens: list[Token], i: int) -> int | None:
    number = tokens[i].number if i < len(tokens) else None
    if number is None or tokens[i].shape != "digits":
        return None
    return number.value if 2000 <= number.value < 2100 else None


def _numeric(token: Token, tokens: list[Token], i: int, today: date) -> Found | None:
    """2026-05-03, 03-05-2026, 3/5/26, 3/5"""
    if token.day is not None:
        return None
    parts = [int(part) for part in token.text.replace("-", "/").replace(".", "/").split("/")]
    if token.shape == "iso":
        return calendar_day(parts[2], parts[1], parts[0], today), 1
    if token.shape == "dmy":
        return calendar_day(parts[0], parts[1], parts[2] + (2000 if parts[2] < 100 else 0), today), 1
    year = _year(tokens, i + 1)
    return calendar_day(parts[0], parts[1], year, today), 2 if year else 1


# Longest meaning first: "minggu lalu" is a week before it is a Sunday.
_RULES: tuple[tuple[str, Callable[[list[Token], int, date], Found | None]], ...] = (
    ("two_days_ago", _fixed(2)),
    ("last_night", _last_night),
    ("yesterday", _fixed(1)),
    ("today", _fixed(0)),
    ("tomorrow", _future),
    ("period", _period),
    ("this_week", _period),
    ("last_week", _last_week),
    ("session", _eve),
    ("month_word", _month_alone),
    ("day_word", _named_day),
    ("date_word", _after_date_word),
    *((name, _weekday) for name in WEEKDAYS),
)
