"""Days to come on which the library will be closed: "besok tutup, ada hajatan". Of days gone by `visits` tells."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.days import Period
from domain.understanding import Closing
from language.clauses import Clause, Opener, in_book_list
from language.closing_sense import SENTENCE, reason, report_end, said_at, sentence_end
from language.day_lists import period, span
from language.days_ahead import Stretch, days_ahead, together
from language.reading import spelled
from language.tokens import Day, Kind, Token

LONGEST = timedelta(days=60)  # a library that closes for longer is another matter
_PLANNED = frozenset({"akan", "mau", "nanti", "rencana", "insyaallah", "insya allah", "bakal", "berencana"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FoundClosing:
    """A closing, if it is one to remember, and the message without what tells of days to come."""

    closing: Closing | None
    clauses: list[Clause]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, the clauses that tell it, and the places of its words in the text."""

    stretch: Stretch
    first: int
    last: int
    places: tuple[tuple[int, int], ...]

    def tells(self, token: Token) -> bool:
        return any(token.start < end and begin < token.end for begin, end in self.places)


def find_closing(clauses: list[Clause], text: str, today: date, since: date) -> FoundClosing | None:
    """Closed days beyond today; several stretches only where they make one. `since`: the day that was asked about."""
    closing, left, i, found = None, list(clauses), 0, False
    while i < len(left):
        days = days_of(left, i, text, today) if left[i].has("closed") and not in_book_list(left, i) else None
        place = said_at(left, i, days.tells) if days is not None and _is_ahead(days.stretch, today) else None
        if days is None or place is None:
            i += 1
            continue
        found = True
        more = _closing(days.stretch, reason(left, i, place, days.tells), today, since)
        closing = _joined(closing, more) if more is not None else closing
        i, left = _without(left, i, days, today, since)
    return FoundClosing(closing, left) if found else None


def days_of(clauses: list[Clause], i: int, text: str, today: date) -> Days | None:
    """The days that a clause names, itself or beside it."""
    planned = bool(clauses[i].words & _PLANNED)
    for first, last in _surroundings(clauses, i):
        begin, end = clauses[first].tokens[0].start, clauses[last].tokens[-1].end
        tokens = spelled(text[begin:end])
        told = days_ahead(tokens, today, ahead=planned)
        if not told:
            continue
        stretch = together(told)
        if stretch is None or any(one.part for one in told):
            return None
        places = tuple((begin + tokens[one.begin].start, begin + tokens[one.end - 1].end) for one in told)
        return Days(stretch, first, last, places)
    return None


def _surroundings(clauses: list[Clause], i: int) -> list[tuple[int, int]]:
    """Where its days may stand: "Senin, 18 Mei, kami tutup", "besok ada hajatan, perpus tutup", "tutup ya, besok"."""
    follows = i > 0 and clauses[i].opener not in SENTENCE
    found = [(i - 1, i)] if follows and _only_days(clauses[i - 1]) else []
    found.append((i, i))
    if follows and not clauses[i - 1].has("open", "wait", "visit"):
        found.append((i - 1, i))
    if i + 1 < len(clauses) and clauses[i + 1].opener is Opener.COMMA and _only_days(clauses[i + 1]):
        found.append((i, i + 1))
    return found


def _only_days(clause: Clause) -> bool:
    days = any(token.kind is Kind.DAY for token in clause.tokens)
    return days and all(token.kind in (Kind.DAY, Kind.MARK) or token.has("polite") for token in clause.tokens)


def _is_ahead(stretch: Stretch, today: date) -> bool:
    """Reaches beyond today; from a weekday gone by only if that is said to be its beginning."""
    if stretch.last <= today:
        return False
    begin = stretch.told[0]
    return stretch.first is None or stretch.first > today or not begin.weekday or begin.opens


def _closing(stretch: Stretch, why: str | None, today: date, since: date) -> Closing | None:
    first = max(stretch.first or since, today + _DAY)
    if stretch.last - first >= LONGEST:
        return None
    return Closing(period=Period(first=first, last=stretch.last), reason=why)


def _joined(before: Closing | None, more: Closing) -> Closing:
    """besok tutup, lusa tutup juga; of what lies apart the first is told"""
    if before is None or more.period.first != before.period.last + _DAY:
        return before or more
    return replace(
        before, period=Period(first=before.period.first, last=more.period.last), reason=before.reason or more.reason
    )


def _without(clauses: list[Clause], i: int, days: Days, today: date, since: date) -> tuple[int, list[Clause]]:
    """Where to look on, and the clauses: of days to come nothing is left, of today and before the report is."""
    first = days.stretch.first or since
    if first > today:
        head = clauses[i].tokens[: report_end(clauses[i].tokens)]
        kept = [clauses[i].with_tokens(head)] if head else []
        begin = min(days.first, i)
        return begin + len(kept), [*clauses[:begin], *kept, *clauses[sentence_end(clauses, max(i, days.last)) :]]
    told = Day(today) if first == today else period(span(first, today))
    edited = [*clauses[: days.first], *_retold(clauses[days.first : days.last + 1], days, told)]
    return len(edited), [*edited, *clauses[days.last + 1 :]]


def _retold(clauses: list[Clause], days: Days, told: Day) -> list[Clause]:
    """The clauses with the days up to today in place of all that were told."""
    found: list[Clause] = []
    for clause in clauses:
        place = next((n for n, token in enumerate(clause.tokens) if days.tells(token)), None)
        tokens = [token for token in clause.tokens if not days.tells(token)]
        if place is not None and not any(token.day is told for before in found for token in before.tokens):
            was = clause.tokens[place]
            tokens.insert(place, Token(Kind.DAY, was.text, was.word, was.start, was.end, was.tags, day=told))
        found += [clause.with_tokens(tokens)] if tokens else []
    return found
