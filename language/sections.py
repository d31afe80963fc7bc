"""Clauses -> sections: runs of clauses that make one report together."""

from dataclasses import dataclass, field
from itertools import pairwise

from language.clauses import BECAUSE, Clause, Opener
from language.kinds import about
from language.report_days import DaysTold
from language.tokens import Day, Kind, Token
from language.voters import About


@dataclass(slots=True)
class Section:
    about: About
    clauses: list[Clause] = field(default_factory=list)
    day: Day | None = None  # the day told before it that holds for it too

    @property
    def counted(self) -> bool:
        return any(clause.numbers for clause in self.clauses)

    @property
    def tokens(self) -> list[Token]:
        """All tokens, with the pauses between clauses as marks."""
        found: list[Token] = []
        for clause in self.clauses:
            if found:
                found.append(_pause(clause, found[-1]))
            found += clause.tokens
        return found


_NEW_SENTENCE = (Opener.LINE, Opener.SENTENCE, Opener.ITEM)


def sections(clauses: list[Clause], expected: About | None) -> list[Section]:
    sorter = _Sorter(expected)
    for clause in clauses:
        sorter.days.begin(clause)
        sorter.take(clause)
        sorter.days.end(clause)
    if any(clause.numbers for clause in sorter.waiting):
        sorter.found.append(Section(expected or About.SILENT, sorter.waiting))
    return sorter.found


@dataclass(slots=True)
class _Sorter:
    """Puts each clause into the section it belongs to; those that may belong to the next one wait."""

    expected: About | None
    found: list[Section] = field(default_factory=list)
    waiting: list[Clause] = field(default_factory=list)
    days: DaysTold = field(default_factory=DaysTold)

    def take(self, clause: Clause) -> None:
        current = self.found[-1] if self.found else None
        kind = about(clause, current.about if current else None, counted=current is not None and current.counted)
        kind = kind or _by_surroundings(clause, self.waiting, current, self.expected)
        if _is_average(clause, current):
            return
        if kind is About.VISITS and current and current.clauses[-1].has("invitation"):
            self.waiting.append(clause)  # undangan 40, yang datang 26 orang: who came to what is told next
        elif kind is None or (kind is About.ACTIVITIES and _is_detail(clause, current)):
            (current.clauses if current and _belongs(clause, current) else self.waiting).append(clause)
        elif current and kind is current.about and _continues(clause, current):
            self._go_on(clause, current)
        else:
            self._begin(clause, kind)

    def _go_on(self, clause: Clause, current: Section) -> None:
        if current.about is About.VISITS:
            current.clauses += self.waiting
            self.waiting = []
        current.clauses.append(clause)

    def _begin(self, clause: Clause, kind: About) -> None:
        own, self.waiting = _its_own(self.waiting, clause, kind)
        day = self.days.of(clause) if kind is About.ACTIVITIES else self.days.last
        self.found.append(Section(kind, [*own, clause], day))


def _is_average(clause: Clause, current: Section | None) -> bool:
    among_books = current is not None and current.about is About.BOOKS
    return clause.has("average") and not among_books and not clause.has("visit", "heading", "activity")


def _is_detail(clause: Clause, current: Section | None) -> bool:
    """An activity that is only the reason of what was told, or one more cell of its row."""
    if clause.mark in BECAUSE and not clause.counted:
        return True
    return current is not None and (_is_reason(clause, current) or (clause.mark == "|" and current.counted))


def _by_surroundings(
    clause: Clause, waiting: list[Clause], current: Section | None, expected: About | None
) -> About | None:
    """A clause without a head of its own: the answer to a question, or "macapatan, diikuti 12 orang"."""
    if expected is not None and current is None and (clause.numbers or clause.has("nobody", "closed")):
        return expected
    if "nihil" in clause.words and len(clause.tokens) < 4 and current is None:
        return About.VISITS
    if (
        current is not None
        and current.about is About.ACTIVITIES
        and (_is_next_activity(clause, current) or _next_session(clause, current))
    ):
        return About.ACTIVITIES
    named = waiting and clause.opener is Opener.COMMA and any(not token.tags for token in waiting[-1].tokens)
    if (
        clause.has("attend")
        and clause.numbers
        and (named or _names_something(clause))
        and not (current and named is False)
    ):
        return About.ACTIVITIES if current is None or current.about is not About.ACTIVITIES else None
    return None


def _is_next_activity(clause: Clause, current: Section) -> bool:
    """senam 20 orang, pantomim 6 anak: a name of its own, then people"""
    first = clause.tokens[0]
    if clause.opener is Opener.SENTENCE or clause.has("come", "comers"):
        return False
    named = first.kind is Kind.WORD and not first.tags and len(first.text) > 3
    told = any(before.numbers for before in current.clauses)
    counted = any(token.kind is Kind.NUMBER and after.has("person") for token, after in pairwise(clause.tokens))
    return named and told and counted


def _names_something(clause: Clause) -> bool:
    """Words of its own before "diikuti": Mappadendang diikuti 75 orang"""
    for token in clause.tokens:
        if token.has("attend"):
            return False
        if token.kind is Kind.WORD and not token.tags and len(token.text) > 3:
            return True
    return False


def _is_reason(clause: Clause, current: Section) -> bool:
    """tutup, ada rapat desa: why, not one more activity"""
    closed = current.about is About.VISITS and current.clauses[-1].has("closed")
    return closed and clause.opener is Opener.COMMA and not clause.counted


def _belongs(clause: Clause, current: Section) -> bool:
    """A clause without a head goes on with what was said, but silence ends with its sentence."""
    if current.about is About.SILENT:
        return clause.opener not in _NEW_SENTENCE
    return True


def _continues(clause: Clause, current: Section) -> bool:
    if current.about is About.VISITS:
        return not _counts_anew(clause, current)
    if current.about is not About.ACTIVITIES:
        return True
    if not clause.tags.intersection(("activity", "heading", "event", "visit")) and _is_next_activity(clause, current):
        return False
    if _next_session(clause, current):
        return False
    unnamed = not any(before.has("activity", "event", "visit") or before.numbers for before in current.clauses)
    return unnamed or not clause.has("heading", "activity", "event", "visit")


def _counts_anew(clause: Clause, current: Section) -> bool:
    """Yang datang bantu 9 anak. Pengunjung 15: not parts of one count"""
    named = clause.opener in _NEW_SENTENCE and clause.has("visit") and bool(clause.numbers)
    corrects = clause.has("ralat", "becomes", "add", "again", "total")
    return named and current.counted and not corrects and not any(before.has("visit") for before in current.clauses)


def _next_session(clause: Clause, current: Section) -> bool:
    """Pagi panen raya, sorenya baca bareng 22 anak; but not: pagi 10 anak, sore 12 anak"""
    before = any(earlier.tokens[0].has("session") for earlier in current.clauses)
    if not (before and clause.tokens[0].has("session") and clause.has("person")):
        return False
    words = [token for token in clause.tokens if token.kind is Kind.WORD]
    return any(not token.has("session", "person", "held", "polite", "again") for token in words)


def _its_own(waiting: list[Clause], clause: Clause, kind: About) -> tuple[list[Clause], list[Clause]]:
    """The clauses before a head that belong to it: "Hujan - Tere Liye, buku baru", "10 anak, kegiatan mewarnai"."""
    if kind is About.SILENT:
        return [], []
    if clause.mark in BECAUSE:
        return [], waiting
    own: list[Clause] = []
    for before, after in zip(reversed(waiting), reversed([*waiting, clause][1:]), strict=True):
        if before.has("invitation", "staff", "speaker"):
            break
        if kind is About.ACTIVITIES and clause.numbers and _is_number_alone(before):
            break
        corrects = before.has("ralat", "add") and kind is not About.BOOKS
        if kind is About.VISITS and after is clause and before.numbers and not clause.numbers:
            corrects = True
        corrects = corrects or (
            _is_breakdown(before) and (kind is About.VISITS or (kind is About.ACTIVITIES and not clause.numbers))
        )
        if not corrects and (
            after.opener in _NEW_SENTENCE or not (before.numbers or kind is About.BOOKS or _only_attended(after))
        ):
            break
        own.insert(0, before)
    return own, []


def _is_number_alone(clause: Clause) -> bool:
    """9, les 7 anak: not of the activity, which has its own"""
    return len(clause.tokens) == 1 and bool(clause.numbers)


def _pause(clause: Clause, last: Token) -> Token:
    text = {Opener.COMMA: ",", Opener.AND: "dan"}.get(clause.opener, clause.mark)
    kind = Kind.LINE if clause.opener in (Opener.LINE, Opener.ITEM) else Kind.MARK
    return Token(kind, text, text, last.end, clause.tokens[0].start, shape="pause")


def _is_breakdown(clause: Clause) -> bool:
    """Laki-laki : 10, on a line before "Jumlah pengunjung" """
    words = [token for token in clause.tokens if token.kind is Kind.WORD]
    told = any(token.has("male", "female", "child", "adult", "attend") for token in words)
    return bool(clause.numbers and told) and all(
        token.has("male", "female", "child", "adult", "attend", "unit") for token in words
    )


def _only_attended(clause: Clause) -> bool:
    return clause.has("attend") and not clause.has("activity", "heading", "visit")
