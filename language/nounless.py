"""A number alone, or of people without saying of what: proposed as the count of visitors it may be."""

from dataclasses import replace
from datetime import date

from domain.entries import Visits
from domain.understanding import Asked, Doubt, DoubtKind, Expecting, Slot
from language.clauses import Clause
from language.doubting import how_many
from language.people import count_heads
from language.tokens import Kind, Token

_SILENT = ("loan", "member", "stock", "plan", "question", "invitation", "wait", "price")
_COUNTING = ("unit", "held", "polite", "vague", "child", "male", "female", "library", "greeting")
_LONGEST_VAGUE = 8  # words: "lumayan banyak bu"


def doubtful_number(clauses: list[Clause], expecting: Expecting | None, today: date) -> Doubt | None:
    tokens = [token for clause in clauses for token in clause.tokens]
    numbers = [token for token in tokens if token.kind is Kind.NUMBER and token.number]
    if not numbers and expecting is not None and any(token.has("vague") for token in tokens):
        return Doubt(kind=DoubtKind.ABOUT) if len(tokens) < _LONGEST_VAGUE else None
    if not numbers or any(token.has(*_SILENT) for token in tokens) or any(clause.question for clause in clauses):
        return None
    if (expecting is not None and expecting.asked is Asked.NUMBER) or not _says_little(tokens):
        return None
    alone = len(tokens) == 1
    return _proposed(tokens, DoubtKind.BARE_NUMBER if alone else DoubtKind.NOUNLESS, today)


def left_over(clauses: list[Clause], today: date) -> Doubt | None:
    """Ramai, 35 org! Ada pelatihan 6 pemuda: a count of people beside what was understood"""
    counts = [clause for clause in clauses if clause.numbers and _only_counts(clause)]
    return doubtful_number(counts, None, today) if len(counts) == 1 else None


def _only_counts(clause: Clause) -> bool:
    words = [token for token in clause.tokens if token.kind is Kind.WORD]
    told = clause.has("unit", "held", "male", "female") or any(token.day is not None for token in clause.tokens)
    return told and all(token.has(*_COUNTING) for token in words)


def _says_little(tokens: list[Token]) -> bool:
    unknown = [token for token in tokens if token.kind is Kind.WORD and not token.tags and len(token.text) > 2]
    people = any(token.has("person", "male", "female") for token in tokens)
    return len(unknown) <= (4 if people else 1)


def _proposed(tokens: list[Token], kind: DoubtKind, today: date) -> Doubt:
    days = [token.day for token in tokens if token.day is not None]
    day = days[0].date if days else today
    numbers = tuple(token.number.value for token in tokens if token.kind is Kind.NUMBER and token.number)
    heads = count_heads(tokens)
    if heads is None or day is None or len(days) > 1 or (days and days[0].doubt is not None):
        return Doubt(kind=kind, numbers=numbers)
    doubt = heads.doubt
    if doubt is None and heads.total is not None:
        heads = replace(heads, options=(heads.total,))
    asked = how_many(Visits(date=day), heads, doubt or kind)
    return asked if doubt is DoubtKind.CONTRADICTION else replace(asked, kind=kind, slot=Slot.TOTAL, numbers=numbers)
