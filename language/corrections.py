"""Corrections in words that name no entry: "eh salah, 18", "tambah 5 lagi", "batal"."""

from dataclasses import replace
from datetime import date

from domain.entries import Mode, Visits
from domain.understanding import Change, Correction, Doubt, DoubtKind, Slot
from language.clauses import Clause
from language.tokens import Kind, Token

_LONGEST_WITHDRAWAL = 8  # words; more than that tells something


def change_of(clauses: list[Clause], tokens: list[Token]) -> Change | None:
    """For a message without a report of its own."""
    numbers = [token for token in tokens if token.kind is Kind.NUMBER and token.number]
    words = [token for token in tokens if token.kind is Kind.WORD]
    if not numbers:
        withdrawn = any(token.has("withdraw") for token in words) and len(words) <= _LONGEST_WITHDRAWAL
        asked = any(clause.question for clause in clauses) or any(token.has("how") for token in words)
        other = any(token.has("activity", "come", "loan") for token in words)
        return Change(kind=Correction.WITHDRAW) if withdrawn and not asked and not other else None
    value = numbers[0].number.value if numbers[0].number else None
    strange = [token for token in words if not token.tags]
    if (
        len(strange) > 2
        or len(numbers) > 2
        or any(token.has("stock", "loan", "member", "price") for token in words)
        or any(token.number and token.number.doubt for token in numbers)
    ):
        return None
    if any(token.has("ralat", "becomes") for token in words):
        return Change(kind=Correction.SET, number=_right_one(tokens) or value)
    if any(token.has("add", "again") for token in words) or tokens[0].text == "+":
        return Change(kind=Correction.ADD, number=value)
    return None


def _right_one(tokens: list[Token]) -> int | None:
    """15 bukan 12, dari 12 jadi 15"""
    for i, token in enumerate(tokens):
        if token.number and i and tokens[i - 1].has("becomes", "ralat"):
            return token.number.value
    right = [
        token.number.value
        for i, token in enumerate(tokens)
        if token.number and token.kind is Kind.NUMBER and not (i and tokens[i - 1].has("wrong_one"))
    ]
    return right[-1] if right else None


def of_another_day(change: Change, tokens: list[Token], today: date) -> Doubt | None:
    """ganti yang kemarin jadi 20: not what was said last; probably that day's visitors"""
    days = {token.day.date for token in tokens if token.day is not None and token.day.date is not None}
    if change.number is None or len(days) != 1 or days == {today}:
        return None
    mode = Mode.SET if change.kind is Correction.SET else Mode.ADD
    draft = Visits(date=days.pop(), mode=mode)
    proposal = replace(draft, total=change.number)
    return Doubt(kind=DoubtKind.NOUNLESS, slot=Slot.TOTAL, draft=draft, proposals=(proposal,), numbers=(change.number,))
