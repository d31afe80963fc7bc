"""Numbers that take another's place: 15 bukan 12, dari 12 jadi 15, tambah 5 lagi."""

from itertools import pairwise

from domain.entries import Mode
from language.tokens import Kind, Token

_SESSIONS = ("pagi", "siang", "sore")
_NOTHING = Token(Kind.MARK, ",", ",", 0, 0)


def mode_of(tokens: list[Token]) -> Mode | None:
    if _has(tokens, "ralat", "becomes"):
        return Mode.SET if _has(tokens, "ralat") or _changed(tokens) else None
    if any(token.word == "bukan" for token in tokens):
        return Mode.SET
    if _has(tokens, "add") or _begins_with_plus(tokens):
        return None if _parts_of_a_day(tokens) else Mode.ADD
    return Mode.ADD if _once_more(tokens) else None


def _begins_with_plus(tokens: list[Token]) -> bool:
    """pengunjung +2"""
    first = next((i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER), 0)
    return first > 0 and tokens[first - 1].text == "+"


def _parts_of_a_day(tokens: list[Token]) -> bool:
    added = next((i for i, token in enumerate(tokens) if token.has("add")), 0)
    told = [token for token in tokens[:added] if token.kind is Kind.NUMBER]
    sessions = any(token.has("session") or token.text.lower().endswith(_SESSIONS) for token in tokens[:added])
    return bool(told) and sessions


def summed_up(tokens: list[Token]) -> int | None:
    """siang 5, sore nambah 3: eight in all"""
    told = [token.number.value for token in tokens if token.kind is Kind.NUMBER and token.number]
    return sum(told) if len(told) == 2 and _has(tokens, "add") and _parts_of_a_day(tokens) else None


def _changed(tokens: list[Token]) -> bool:
    """jadi 13: a new figure; but after parts that add up to it, only their sum"""
    figures = [i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER]
    place = next(i for i, token in enumerate(tokens) if token.has("becomes"))
    return not figures or figures[0] > place or len(figures) == 2 or _has(tokens, "add", "again")


def _once_more(tokens: list[Token]) -> bool:
    """5 orang lagi"""
    for i, token in enumerate(tokens):
        after_come = i > 0 and tokens[i - 1].has("come") and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.NUMBER
        if token.has("again") and after_come:
            return True
        if token.has("again") and any(before.kind is Kind.NUMBER for before in tokens[max(0, i - 3) : i]):
            return True
    return False


def without_wrong_numbers(tokens: list[Token]) -> list[Token]:
    """15 bukan 12, dari 12 jadi 15, tadi 12 harusnya 15: only the right number is left."""
    last = next((i for i, token in enumerate(tokens) if token.has("becomes")), None)
    if last is not None and any(token.has("add", "again") for token in tokens[:last]):
        return tokens[last:] if any(token.kind is Kind.NUMBER for token in tokens[last:]) else tokens
    wrong = {i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER and _is_wrong(tokens, i)}
    right = [i for i, token in enumerate(tokens) if token.kind is Kind.NUMBER and i not in wrong]
    if wrong and right:
        return [token for i, token in enumerate(tokens) if i not in wrong]
    return tokens


def without_denied(tokens: list[Token]) -> list[Token]:
    """Perahu Kertas 3 eks bukan 2: without the number that was wrong"""
    for i, (word, number) in enumerate(pairwise(tokens)):
        told = any(token.kind is Kind.NUMBER for token in tokens[:i])
        if told and word.text == "bukan" and number.kind is Kind.NUMBER:
            return tokens[:i] + tokens[i + 2 :]
    return tokens


def _is_wrong(tokens: list[Token], i: int) -> bool:
    before = tokens[i - 1] if i else _NOTHING
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


def _has(tokens: list[Token], *concepts: str) -> bool:
    return any(token.has(*concepts) for token in tokens)
