"""A section about visits -> the counts of its days."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from domain.entries import Visits
from domain.understanding import Doubt, DoubtKind
from language.clauses import Clause
from language.closed_days import is_closed
from language.doubting import how_many, recorded
from language.people import Heads, count_heads, unsure
from language.replaced import mode_of, summed_up, without_wrong_numbers
from language.result import Result
from language.sections import Section
from language.tokens import Dates, Day, Kind, Token

MOST_VISITS = 2000  # a day; more can't be a village library's

_SHORT = 3  # letters
_PAUSE = Token(Kind.MARK, ",", ",", 0, 0)


@dataclass(slots=True)
class _OneDay:
    day: Day
    tokens: list[Token] = field(default_factory=list)

    def has(self, *concepts: str) -> bool:
        return any(token.has(*concepts) for token in self.tokens)

    @property
    def counted(self) -> bool:
        return any(token.kind is Kind.NUMBER for token in self.tokens)

    @property
    def closed(self) -> bool:
        closed = any(token.has("closed") and is_closed(self.tokens, i) for i, token in enumerate(self.tokens))
        return closed and not self.has("open")

    @property
    def says_something(self) -> bool:
        return self.counted or self.closed or self.has("nobody")


def read_visits(section: Section, default: date) -> Result:
    days = [day for day in _days(section, default) if day.says_something]
    told = [day for day in days if (day.day.several or not day.day.period) and not day.has("average")]
    result = Result()
    for day in told or days:
        result.add(_read_day(day))
    if not days:
        return _without_count(section)
    return result


def _without_count(section: Section) -> Result:
    doubtful = next((token.day for token in section.tokens if token.day is not None and token.day.doubt), None)
    if doubtful is not None and not doubtful.period and not doubtful.future:
        return Result(doubts=[Doubt(kind=doubtful.doubt or DoubtKind.UNCLEAR)], because=["visits of a doubtful day"])
    if any(clause.has("ralat") for clause in section.clauses):
        return Result(doubts=[Doubt(kind=DoubtKind.WHICH_ENTRY)], because=["a correction without a number"])
    return Result(because=["visits without a count"])


def _days(section: Section, default: date) -> list[_OneDay]:
    """The words that belong to each day. A clause takes its own day, else the one before it, else one that stands
    alone behind it, else today."""
    found: list[_OneDay] = []
    undated: list[_OneDay] = []
    day = section.day
    for clause in section.clauses:
        for piece in _pieces(clause):
            if piece.day.date is None and not piece.day.doubt and not piece.day.period:
                if day is None:
                    undated.append(piece)
                piece.day = day or piece.day
            else:
                day = piece.day
                if undated and not piece.says_something:
                    for earlier in undated:
                        earlier.day = day
                    undated = []
            found.append(piece)
    for piece in undated:
        piece.day = Day(default)
    return _merged(found)


def _pieces(clause: Clause) -> list[_OneDay]:
    """A clause cut at its days: "kemarin 12 hari ini 14", "12 kemarin 14 hari ini"."""
    places = [i for i, token in enumerate(clause.tokens) if token.kind is Kind.DAY]
    if len(places) < 2:
        day = clause.tokens[places[0]].day if places else None
        if day is not None and _counts_before(clause.tokens, places[0]):
            return [_OneDay(Day(None), clause.tokens[: places[0]]), _OneDay(day, clause.tokens[places[0] :])]
        return [_OneDay(day or Day(None), clause.tokens)]
    trailing = any(token.kind is Kind.NUMBER for token in clause.tokens[: places[0]])
    cuts = [0, *(place + 1 for place in places[:-1])] if trailing else [0, *places[1:]]
    pieces = []
    for place, start, end in zip(places, cuts, [*cuts[1:], len(clause.tokens)], strict=True):
        day = clause.tokens[place].day
        assert day is not None  # noqa: S101
        pieces.append(_OneDay(day, clause.tokens[start:end]))
    return _sharing(pieces)


def _counts_before(tokens: list[Token], place: int) -> bool:
    """14 sama kemarin 11: the first is of no day that was told"""
    before = [token for token in tokens[:place] if token.kind is Kind.NUMBER]
    behind = [token for token in tokens[place:] if token.kind is Kind.NUMBER]
    if len(before) != 1 or len(behind) != 1 or tokens[place].has("today") or tokens[place + 1] is not behind[0]:
        return False
    return not any(token.has("male", "female", "child", "adult", "total", "ralat", "becomes") for token in tokens)


def _sharing(pieces: list[_OneDay]) -> list[_OneDay]:
    """kemarin dan hari ini tutup, tidak ada kunjungan kemarin dan hari ini: what is said once holds for both days"""
    told = [piece for piece in (pieces[0], pieces[-1]) if piece.has("closed", "nobody")]
    others = [piece for piece in pieces if piece is not told[0]] if told else []
    opened = any(piece.has("open") for piece in pieces)
    if len(told) == 1 and not opened and not any(piece.says_something for piece in others):
        for piece in others:
            piece.tokens = piece.tokens + [token for token in told[0].tokens if token.has("closed", "nobody", "visit")]
    return pieces


def _merged(pieces: list[_OneDay]) -> list[_OneDay]:
    merged: dict[tuple[date | None, DoubtKind | None, Dates], _OneDay] = {}
    for piece in pieces:
        key = (piece.day.date, piece.day.doubt, piece.day.several)
        if key in merged:
            merged[key].tokens = [*merged[key].tokens, _PAUSE, *piece.tokens]
        else:
            merged[key] = _OneDay(piece.day, piece.tokens)
    return list(merged.values())


def _read_day(day: _OneDay) -> Result:
    numbers = _numbers(day)
    each = day.day.several
    if each and len(numbers) == len(each) and not day.has("male", "female", "total"):
        return Result(entries=[Visits(date=one, total=told) for one, told in zip(each, numbers, strict=True)])
    only_closed = day.closed and not day.has("visit", "comers", "unit")
    if each and (day.has("apiece") or only_closed or not numbers):
        return _joined(_read_day(_OneDay(Day(one), day.tokens)) for one in each)
    mode = mode_of(day.tokens)
    heads = count_heads(without_wrong_numbers(day.tokens))
    heads = heads and unsure(heads, day.tokens)
    added = summed_up(day.tokens)
    if heads is not None and added is not None:
        heads = Heads(total=added)
    if day.closed:
        closed = Visits(date=date.min, closed=True, reason=_reason(day))
        if heads is None or (heads.total or 0) == 0 or not day.has("visit", "comers", "unit"):
            return recorded(closed, None, day.day, "closed")
        return _closed_and_counted(day, closed, heads)
    if heads is None:
        nobody = Visits(date=date.min, total=0, mode=mode)
        return recorded(nobody, None, day.day, "nobody came") if day.has("nobody") else Result()
    entry = Visits(date=date.min, mode=mode)
    if day.day.period or day.has("average"):
        return Result(doubts=[Doubt(kind=DoubtKind.PERIOD_TOTAL, numbers=numbers)], because=["a period"])
    if heads.doubt is None and heads.total is not None and _counts_what(day.tokens):
        heads = replace(heads, doubt=DoubtKind.UNCLEAR, options=(heads.total,))
    if heads.doubt is None and heads.total is not None and heads.total > MOST_VISITS:
        heads = replace(heads, doubt=DoubtKind.UNUSUAL, options=(heads.total,))
    return recorded(entry, heads, day.day, "visits")


def _counts_what(tokens: list[Token]) -> bool:
    """Several strange words between "pengunjung" and the number: it may count something else."""
    noun = next((i for i, token in enumerate(tokens) if token.has("visit")), len(tokens))
    number = next((i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER), 0)
    if any("perpustakaan" in token.word or token.has("library") for token in tokens[noun:number]):
        return False  # its name may be any words
    strange = [token for token in tokens[noun:number] if token.kind is Kind.WORD and not token.tags]
    return sum(len(token.text) > _SHORT and token.text.islower() for token in strange) > 1


def _joined(results: Iterable[Result]) -> Result:
    joined = Result()
    for result in results:
        joined.add(result)
    return joined


def _closed_and_counted(day: _OneDay, closed: Visits, heads: Heads) -> Result:
    if day.day.date is None or day.day.doubt is not None:
        return recorded(closed, None, day.day, "closed")
    told = how_many(Visits(date=day.day.date), replace(heads, options=(heads.total or 0,)), DoubtKind.CONTRADICTION)
    proposals = (replace(closed, date=day.day.date, reason=None), *told.proposals)
    return Result(
        doubts=[replace(told, draft=None, proposals=proposals, numbers=(heads.total or 0,))],
        because=["closed, and yet counted"],
    )


def _numbers(day: _OneDay) -> tuple[int, ...]:
    return tuple(token.number.value for token in day.tokens if token.kind is Kind.NUMBER and token.number)


def _reason(day: _OneDay) -> str | None:
    """Why the library was closed, in the keeper's words."""
    place = next(i for i, token in enumerate(day.tokens) if token.has("closed"))
    words = [token for token in day.tokens[place + 1 :] if token.kind is not Kind.DAY]
    while words and (
        words[0].kind is Kind.MARK
        or words[0].word in {"karena", "soalnya", "sebab", "dulu", "ya", "bu", "pak", "dikarenakan"}
    ):
        words = words[1:]
    while words and (words[-1].kind is Kind.MARK or words[-1].has("polite", "thanks")):
        words = words[:-1]
    return " ".join(token.text for token in words).replace(" ,", ",") or None
