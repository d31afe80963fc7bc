"""Days told together: senin s/d jumat, sejak senin, tgl 8 dan 9; and days that are only compared with."""

from datetime import date, timedelta
from itertools import pairwise

from domain.understanding import DoubtKind
from language.calendar_days import calendar_day, day_of_month
from language.tokens import Dates, Day, Kind, Token

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
LONGEST_SPAN = 14  # days; longer ones are periods to add up, not days to tell one by one
_AND = frozenset({"dan", "sama", "&", "serta", "+"})
_LIKE = frozenset({"seperti", "kayak", "kaya", "spt", "kyk", "ketimbang"})
_COMPARING = frozenset({"dari", "dibanding", "dibandingkan", "daripada", "dengan", "dgn", "banding"})


def period(days: Dates = ()) -> Day:
    return Day(None, DoubtKind.PERIOD_TOTAL, period=True, several=days)


def span(first: date | None, last: date | None) -> Dates:
    if first is None or last is None or not timedelta(0) < last - first < timedelta(LONGEST_SPAN):
        return ()
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


def joined_days(tokens: list[Token], today: date) -> list[Token]:
    found: list[Token] = []
    for i, token in enumerate(tokens):
        found.append(token)
        if token.day is None:
            continue
        if _is_compared(found):
            found[-1] = Token(Kind.WORD, token.text, token.word, token.start, token.end, _COMPARED, shape=token.shape)
            continue
        _absorb_last(found)
        _join_span(found, today)
        _join_list(found, tokens[i + 1 : i + 7])
    _mark_weekends(found, today)
    return _within_last_week(found, today)


def _mark_weekends(tokens: list[Token], today: date) -> None:
    """sabtu minggu tutup, said on a Wednesday or beside opening days: every week, not the last one"""
    opening = any(token.has("open") and after.day is not None for token, after in pairwise(tokens))
    if WEEKDAYS[today.weekday()] in {"minggu", "senin", "selasa"} and not opening:
        return
    for i, token in enumerate(tokens):
        pair = token.text.lower().split()
        names = [word for word in pair if word not in _AND and word not in {"-", "/"}]
        if i and token.has("minggu") and len(names) == 1 and tokens[i - 1].has("sabtu"):
            names = [tokens[i - 1].word, token.word]
        closed = any(after.has("closed") for after in tokens[i + 1 : i + 3])
        if token.kind is Kind.DAY and closed and names in (["sabtu", "minggu"], ["sabtu", "ahad"]):
            token.tags |= {"habit"}


def _within_last_week(tokens: list[Token], today: date) -> list[Token]:
    """Rekap minggu lalu: Sen 12, Sel 9: days of that week"""
    weeks = [i for i, token in enumerate(tokens) if token.day is not None and token.day.period and _is_week(token)]
    days = [token for token in tokens if token.day is not None and token.day.date is not None]
    if len(weeks) != 1 or len(days) < 2 or not all(_is_bare_weekday(token) for token in days):
        return tokens
    monday = today - timedelta(today.weekday() + 7)
    for token in days:
        assert token.day is not None and token.day.date is not None  # noqa: S101
        token.day = Day(monday + timedelta(token.day.date.weekday()))
    week = tokens[weeks[0]]
    tokens[weeks[0]] = Token(Kind.WORD, week.text, week.word, week.start, week.end, _COMPARED, shape=week.shape)
    return tokens


def _is_week(token: Token) -> bool:
    return token.has("last_week") and not (token.day is not None and token.day.several)


def _is_bare_weekday(token: Token) -> bool:
    return token.shape == "word" and " " not in token.text and token.has(*WEEKDAYS)


_COMPARED = frozenset({"compared"})


def _is_compared(found: list[Token]) -> bool:
    """naik 5 dari kemarin, sama seperti kemarin 12: of today"""
    before = found[-6:-1]
    if not before or before[-1].has("vague") or before[-1].word in _LIKE:
        return bool(before)
    return before[-1].word in _COMPARING and any(token.has("difference") or token.word == "lebih" for token in before)


def _absorb_last(found: list[Token]) -> None:
    """17 agustus kemarin, tgl 3 kemarin: the date as told, gone by"""
    before = found[-2] if len(found) > 1 else None
    if before is not None and before.day is not None and found[-1].word == "kemarin" and _is_date(before):
        _join(found, 2, before.day)


def _is_date(token: Token) -> bool:
    return token.has("date_word") or token.shape in {"digits", "dm", "dmy", "iso"}


def _join_span(found: list[Token], today: date) -> None:
    last = found[-1].day
    before = found[-2] if len(found) > 1 else None
    if last is None or before is None:
        return
    first = found[-3].day if len(found) > 2 else None
    if last.date is not None and (before.has("since") or _closed_from(found)):
        _join(found, 2, period(span(last.date, today)))
    elif first is not None and (before.has("upto") or before.text == "-"):
        _join(found, 3, period(span(first.date, last.date)))
    elif (before.has("upto") or before.word == "smp") and before.text.islower() and _until(found):
        _join(found, 2, period())


def _closed_from(found: list[Token]) -> bool:
    """tutup dari hari rabu"""
    return found[-2].word == "dari" and any(token.has("closed") for token in found[-5:-2])


def _until(found: list[Token]) -> bool:
    """sampai senin; but of today only with a total: total pengunjung sampai hari ini 340"""
    return not found[-1].has("today") or any(token.has("total") for token in found[-6:])


def _join_list(found: list[Token], following: list[Token]) -> None:
    """kemarin dan hari ini, where nothing is said of the first day alone"""
    if len(found) < 3 or found[-2].word not in _AND or not (_said_of_each(following) or _begins(found[:-3])):
        return
    first, last = found[-3].day, found[-1].day
    days = tuple(day for told in (first, last) if told for day in told.several or ((told.date,) if told.date else ()))
    if len(days) > 1:
        _join(found, 3, period(days))


def _begins(before: list[Token]) -> bool:
    """Only words that say nothing of a day stand before it in its clause."""
    for token in reversed(before[-8:]):
        if token.kind is Kind.LINE or token.text in {",", ".", ";", ":"}:
            return True
        if not token.has("visit", "polite", "greeting", "total", "library"):
            return False
    return True


def _said_of_each(following: list[Token]) -> bool:
    for token in following:
        if token.kind is Kind.LINE or token.day is not None:
            return False
        if token.has("apiece"):
            return True
    return False


def _join(found: list[Token], count: int, day: Day) -> None:
    used = found[-count:]
    text = " ".join(token.text for token in used)
    found[-count:] = [
        Token(Kind.DAY, text, used[0].word, used[0].start, used[-1].end, used[-1].tags, day=day, shape=used[0].shape)
    ]


def listed_dates(tokens: list[Token], i: int, months: tuple[str, ...], today: date) -> tuple[Day, int] | None:
    """8 dan 9, 4, 5 dan 6 mei: the numbers of dates, and how many tokens they are"""
    numbers, used = [tokens[i]], 1
    while i + used + 1 < len(tokens) and _goes_on(tokens, i + used):
        numbers.append(tokens[i + used + 1])
        used += 2
    values = [token.number.value for token in numbers if token.number]
    if len(numbers) < 2 or tokens[i + used - 2].word not in _AND or any(not 0 < value < 32 for value in values):
        return None
    following = tokens[i + used] if i + used < len(tokens) else None
    month = next((n for n, name in enumerate(months, 1) if following is not None and name in following.tags), None)
    told = [calendar_day(value, month, None, today) if month else day_of_month(value, today) for value in values]
    days = tuple(day.date for day in told if day.date is not None and day.doubt is None)
    return period(days if len(days) == len(values) else ()), used + (month is not None)


def _goes_on(tokens: list[Token], i: int) -> bool:
    """A comma or "dan", and one more number that counts nobody."""
    number = tokens[i + 1]
    if not (tokens[i].text == "," or tokens[i].word in _AND) or number.number is None or number.shape != "digits":
        return False
    following = tokens[i + 2] if i + 2 < len(tokens) else None
    counts = following is not None and following.has("unit", "person", "visit", "male", "female")
    behind = tokens[i + 3] if i + 3 < len(tokens) else None
    return not counts or (behind is not None and behind.kind is Kind.NUMBER)
