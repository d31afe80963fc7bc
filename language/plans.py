"""What lies ahead is no report: plans, invitations, adverts."""

from language.clauses import Clause, Opener
from language.closed_days import is_of_others
from language.tokens import Kind

_SENTENCE = (Opener.LINE, Opener.SENTENCE, Opener.ITEM, Opener.START)
_CALLED_OFF = frozenset({"ditiadakan", "diliburkan"})
_CANCELLED = frozenset({"batal", "dibatalkan", "ditunda", "diundur"})


def without_plans(clauses: list[Clause]) -> list[Clause]:
    if any(clause.has("news") for clause in clauses):
        return []
    if any(_invites(clause) for clause in clauses):
        return [clause for clause in clauses if clause.has("visit") and clause.numbers and not clause.has("invitation")]
    ahead = [i for i, clause in enumerate(clauses) if _lies_ahead(clause)]
    if not ahead:
        return clauses
    dropped = set(ahead)
    for i in ahead:
        dropped |= _same_sentence(clauses, i)
    return [clause for i, clause in enumerate(clauses) if i not in dropped]


def _invites(clause: Clause) -> bool:
    """undangan 40 counts who was invited"""
    words = [*clause.tokens, None]
    return any(
        token.has("invitation")
        and not clause.has("new_books")
        and not (token.word == "undangan" and after is not None and after.kind is Kind.NUMBER)
        for token, after in zip(clause.tokens, words[1:], strict=True)
        if token is not None
    )


def _lies_ahead(clause: Clause) -> bool:
    if any(token.day is not None and token.day.future and token.day.date is None for token in clause.tokens):
        return clause.has("held") or not (clause.has("visit") and clause.numbers)
    if clause.words & _CANCELLED and clause.has("activity", "heading"):
        return True
    off = any(_is_off(clause, i) for i, token in enumerate(clause.tokens) if token.has("closed"))
    if off and clause.has("activity", "heading"):
        return True
    future = any(token.day is not None and token.day.future for token in clause.tokens)
    return future and not clause.numbers


def _is_off(clause: Clause, i: int) -> bool:
    """kelas ngaji libur, les hari ini libur"""
    before = clause.tokens[i - 1] if i else clause.tokens[i]
    called_off = clause.tokens[i].word in _CALLED_OFF and (before.has("activity", "heading") or not before.tags)
    return not clause.numbers and (called_off or is_of_others(clause.tokens, i))


def _same_sentence(clauses: list[Clause], i: int) -> set[int]:
    """A plan goes on over commas; and back, if it only tells the time of what was said before it."""
    found: set[int] = set()
    j = i + 1
    while (
        j < len(clauses)
        and clauses[j].opener not in _SENTENCE
        and not clauses[j].has("visit", "today", "yesterday", "new_books")
        and not (clauses[j].has("comers", "reading") and clauses[j].numbers)
    ):
        found.add(j)
        j += 1
    only_time = all(token.kind in (Kind.DAY, Kind.MARK, Kind.MEASURE) or token.tags for token in clauses[i].tokens)
    if only_time and not clauses[i].has("activity", "heading", "visit", "closed", "open", "plan"):
        j = i
        while j and clauses[j].opener not in _SENTENCE:
            j -= 1
            if not (clauses[j].has("visit") and clauses[j].numbers):
                found.add(j)
    return found
