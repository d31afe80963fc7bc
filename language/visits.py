"""A section about visits -> the counts of its days."""

from dataclasses import dataclass, field, replace
from datetime import date

from domain.entries import Mode, Visits
from domain.understanding import Doubt, DoubtKind, Slot
from language.clauses import Clause
from language.people import Heads, count_heads
from language.result import Result
from language.sections import Section
from language.tokens import Day, Kind, Token
from language.voters import is_closed

MOST_VISITS = 2000  # a day; more can't be a village library's

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
    told = [day for day in days if not day.day.period and not day.has("average")]
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
        return [_OneDay(day or Day(None), clause.tokens)]
    trailing = any(token.kind is Kind.NUMBER for token in clause.tokens[: places[0]])
    cuts = [0, *(place + 1 for place in places[:-1])] if trailing else [0, *places[1:]]
    pieces = []
    for place, start, end in zip(places, cuts, [*cuts[1:], len(clause.tokens)], strict=True):
        day = clause.tokens[place].day
        assert day is not None  # noqa: S101
        pieces.append(_OneDay(day, clause.tokens[start:end]))
    return _sharing(pieces)


def _sharing(pieces: list[_OneDay]) -> list[_OneDay]:
    """kemarin dan hari ini tutup: what is said once holds for both days"""
    if pieces[-1].has("closed", "nobody") and not any(piece.says_something for piece in pieces[:-1]):
        for piece in pieces[:-1]:
            piece.tokens = piece.tokens + [
                token for token in pieces[-1].tokens if token.has("closed", "nobody", "visit")
            ]
    return pieces


def _merged(pieces: list[_OneDay]) -> list[_OneDay]:
    merged: dict[tuple[date | None, DoubtKind | None, bool], _OneDay] = {}
    for piece in pieces:
        key = (piece.day.date, piece.day.doubt, piece.day.period)
        if key in merged:
            merged[key].tokens = [*merged[key].tokens, _PAUSE, *piece.tokens]
        else:
            merged[key] = _OneDay(piece.day, piece.tokens)
    return list(merged.values())


def _read_day(day: _OneDay) -> Result:
    if day.closed:
        if any(token.has("visit", "comers", "unit") for token in day.tokens) and day.counted:
            numbers = tuple(token.number.value for token in day.tokens if token.number)
            return Result(
                doubts=[Doubt(kind=DoubtKind.CONTRADICTION, numbers=numbers)],
                because=["closed, and yet counted"],
            )
        return _recorded(day, Visits(date=date.min, closed=True, reason=_reason(day)), "closed")
    mode = _mode(day)
    heads = count_heads(_without_wrong_numbers(day.tokens))
    if heads is None:
        if day.has("nobody"):
            return _recorded(day, Visits(date=date.min, total=0, mode=mode), "nobody came")
        return Result()
    entry = _entry(heads, mode)
    if day.day.period or day.has("average"):
        return _doubted(entry, heads, DoubtKind.PERIOD_TOTAL, day)
    if heads.doubt is not None:
        return _doubted(entry, heads, heads.doubt, day)
    if heads.total is not None and heads.total > MOST_VISITS:
        return _doubted(entry, replace(heads, options=(heads.total,)), DoubtKind.UNUSUAL, day)
    return _recorded(day, entry, "visits")


def _entry(heads: Heads, mode: Mode | None) -> Visits:
    return Visits(
        date=date.min,
        total=heads.total,
        male=heads.male,
        female=heads.female,
        groups=heads.groups,
        companions=heads.companions,
        mode=mode,
    )


def _recorded(day: _OneDay, entry: Visits, because: str) -> Result:
    if day.day.date is None or day.day.doubt is not None:
        return Result(doubts=[Doubt(kind=day.day.doubt or DoubtKind.UNCLEAR, slot=Slot.DATE)], because=[because])
    return Result(entries=[replace(entry, date=day.day.date)], because=[because])


def _doubted(entry: Visits, heads: Heads, kind: DoubtKind, day: _OneDay) -> Result:
    options = heads.options or ((heads.total,) if heads.total is not None else ())
    if day.day.date is None or day.day.doubt is not None:
        return Result(doubts=[Doubt(kind=day.day.doubt or kind, slot=Slot.DATE, numbers=options)], because=["visits"])
    draft = Visits(date=day.day.date, mode=entry.mode)
    proposals = tuple(replace(draft, total=total) for total in dict.fromkeys(options))
    doubt = Doubt(kind=kind, slot=Slot.TOTAL, draft=draft, proposals=proposals, numbers=options)
    return Result(doubts=[doubt], because=[f"visits, {kind}"])


def _mode(day: _OneDay) -> Mode | None:
    if day.has("ralat", "becomes"):
        return Mode.SET if day.has("ralat") or _changed(day) else None
    if any(token.word == "bukan" for token in day.tokens):
        return Mode.SET
    if day.has("add"):
        return Mode.ADD
    return Mode.ADD if _once_more(day.tokens) else None


def _changed(day: _OneDay) -> bool:
    """jadi 13: a new figure; but after parts that add up to it, only their sum"""
    figures = [i for i, token in enumerate(day.tokens) if token.kind is Kind.NUMBER]
    place = next(i for i, token in enumerate(day.tokens) if token.has("becomes"))
    return not figures or figures[0] > place or len(figures) == 2 or day.has("add", "again")


def _once_more(tokens: list[Token]) -> bool:
    """5 orang lagi"""
    for i, token in enumerate(tokens):
        if token.has("again") and any(before.kind is Kind.NUMBER for before in tokens[max(0, i - 3) : i]):
            return True
    return False


def _without_wrong_numbers(tokens: list[Token]) -> list[Token]:
    """15 bukan 12, dari 12 jadi 15, tadi 12 harusnya 15: only the right number is left."""
    last = next((i for i, token in enumerate(tokens) if token.has("becomes")), None)
    if last is not None and any(token.has("add", "again") for token in tokens[:last]):
        return tokens[last:] if any(token.kind is Kind.NUMBER for token in tokens[last:]) else tokens
    wrong = {i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER and _is_wrong(tokens, i)}
    right = [i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER and i not in wrong]
    if wrong and right:
        return [token for i, token in enumerate(tokens) if i not in wrong]
    return tokens


def _is_wrong(tokens: list[Token], i: int) -> bool:
    before = tokens[i - 1] if i else _PAUSE
    later = tokens[i + 1 :]
    if before.word in {"bukan", "sebelumnya"}:
        return True
    replaced = any(token.has("becomes", "ralat") for token in later) and any(
        token.kind is Kind.NUMBER for token in later
    )
    if before.word in {"dari", "salah", "keliru"}:
        return replaced or any(token.has("becomes") for token in later)
    ralat_next = any(token.has("ralat", "becomes") for token in later[:3])
    return replaced and ralat_next and sum(token.kind is Kind.NUMBER for token in tokens) == 2


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
