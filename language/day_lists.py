"""Days told together: senin s/d jumat, sejak senin, tgl 8 dan 9; and days that are only compared with."""

from datetime import date, timedelta

from domain.understanding import DoubtKind
from language.calendar_days import calendar_day, day_of_month
from language.tokens import Dates, Day, Kind, Token

LONGEST_SPAN = 14  # days; longer ones are periods to add up, not days to tell one by one
_AND = frozenset({"dan", "sama", "&", "serta", "+"})
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
    return found


_COMPARED = frozenset({"compared"})


def _is_compared(found: list[Token]) -> bool:
    """naik 5 dari kemarin: of today"""
    before = found[-6:-1]
    return bool(before) and before[-1].word in _COMPARING and any(token.has("difference") for token in before)


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
    if before.has("since") and last.date is not None:
        _join(found, 2, period(span(last.date, today)))
    elif first is not None and (before.has("upto") or before.text == "-"):
        _join(found, 3, period(span(first.date, last.date)))
    elif before.has("upto") and before.text.islower() and not found[-1].has("today"):
        _join(found, 2, period())


def _join_list(found: list[Token], following: list[Token]) -> None:
    """kemarin dan hari ini, where something is said of each"""
    if len(found) < 3 or found[-2].word not in _AND or not _said_of_each(following):
        return
    first, last = found[-3].day, found[-1].day
    days = tuple(day for told in (first, last) if told for day in told.several or ((told.date,) if told.date else ()))
    if len(days) > 1:
        _join(found, 3, period(days))


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
