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
    found: list[Section] = []
    waiting: list[Clause] = []
    days = DaysTold()
    for clause in clauses:
        days.begin(clause)
        current = found[-1] if found else None
        kind = about(clause, current.about if current else None, counted=current is not None and current.counted)
        if kind is None:
            kind = _by_surroundings(clause, waiting, current, expected)
        if kind is About.ACTIVITIES and current and _is_reason(clause, current):
            kind = None
        if kind is About.ACTIVITIES and clause.mark in BECAUSE and not clause.counted:
            kind = None
        if kind is About.ACTIVITIES and current and clause.mark == "|" and current.counted:
            kind = None
        if (
            clause.has("average")
            and not (current and current.about is About.BOOKS)
            and not clause.has("visit", "heading", "activity")
        ):
            continue
        if kind is None:
            (current.clauses if current and _belongs(clause, current) else waiting).append(clause)
        elif current and kind is current.about and _continues(clause, current):
            current.clauses += [*waiting, clause] if kind is About.VISITS else [clause]
            waiting = waiting if kind is not About.VISITS else []
        else:
            own, waiting = _its_own(waiting, clause, kind)
            found.append(Section(kind, [*own, clause], days.of(clause) if kind is About.ACTIVITIES else days.last))
        days.end(clause)
    if waiting and any(clause.numbers for clause in waiting):
        found.append(Section(About.VISITS if expected else About.SILENT, waiting))
        found[-1].about = expected or About.SILENT
    return found


def _by_surroundings(
    clause: Clause, waiting: list[Clause], current: Section | None, expected: About | None
) -> About | None:
    """A clause without a head of its own: the answer to a question, or "macapatan, diikuti 12 orang"."""
    if expected is not None and current is None and (clause.numbers or clause.has("nobody", "closed")):
        return expected
    if "nihil" in clause.words and len(clause.tokens) < 4 and current is None:
        return About.VISITS
    if current is not None and current.about is About.ACTIVITIES and _is_next_activity(clause, current):
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
    if current.about is not About.ACTIVITIES:
        return True
    if not clause.tags.intersection(("activity", "heading", "event", "visit")) and _is_next_activity(clause, current):
        return False
    if clause.tokens[0].has("session") and current.clauses[0].tokens[0].has("session") and clause.has("person"):
        return not _names_something_else(clause)
    unnamed = not any(before.has("activity", "event", "visit") or before.numbers for before in current.clauses)
    return unnamed or not clause.has("heading", "activity", "event", "visit")


def _names_something_else(clause: Clause) -> bool:
    """sorenya baca bareng 22 anak, but not: sore 12 anak"""
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
        corrects = before.has("ralat", "add") and kind is not About.BOOKS
        if kind is About.VISITS and after is clause and before.numbers and not clause.numbers:
            corrects = True
        corrects = corrects or (kind in (About.VISITS, About.ACTIVITIES) and _is_breakdown(before))
        if not corrects and (
            after.opener in _NEW_SENTENCE or not (before.numbers or kind is About.BOOKS or _only_attended(after))
        ):
            break
        own.insert(0, before)
    return own, []


def _pause(clause: Clause, last: Token) -> Token:
    text = {Opener.COMMA: ",", Opener.AND: "dan"}.get(clause.opener, clause.mark)
    kind = Kind.LINE if clause.opener in (Opener.LINE, Opener.ITEM) else Kind.MARK
    return Token(kind, text, text, last.end, clause.tokens[0].start, shape="pause")


def _is_breakdown(clause: Clause) -> bool:
    """Laki-laki : 10, on a line before "Jumlah pengunjung" """
    words = [token for token in clause.tokens if token.kind is Kind.WORD]
    return bool(clause.numbers and words) and all(
        token.has("male", "female", "child", "adult", "attend") for token in words
    )


def _only_attended(clause: Clause) -> bool:
    return clause.has("attend") and not clause.has("activity", "heading", "visit")
