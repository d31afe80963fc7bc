"""The numbers and letters of a list: 1. 2. 3., a) b), at the start of lines or running on in one."""

from itertools import pairwise

from language.tokens import Kind, Token


def list_numbers(tokens: list[Token]) -> frozenset[int]:
    """Where the numbers of a list stand: 1. 2. 3., each at the start of a line or counting on from the last."""
    found: list[int] = []
    expected = 1
    for i, token in enumerate(tokens[:-1]):
        if tokens[i + 1].text not in {".", ")", "|"}:
            continue
        if _is_lettered(tokens, i):
            found.append(i)
            continue
        if token.number is None or token.shape != "digits":
            continue
        if tokens[i + 1].text == ")" and any(before.text == "(" for before in tokens[max(0, i - 2) : i]):
            continue
        starts_line = not i or tokens[i - 1].kind is Kind.LINE
        if tokens[i + 1].text == "|" and (token.number.value != expected or not starts_line):
            continue
        if (starts_line and (i or token.number.value == expected)) or (
            token.number.value == expected and _open_list(tokens, i, found)
        ):
            found.append(i)
            expected = token.number.value + 1
    return frozenset(found)


def _is_lettered(tokens: list[Token], i: int) -> bool:
    """a. and b) at the start of a line or behind a colon"""
    if (
        tokens[i].kind is not Kind.WORD
        or len(tokens[i].text) != 1
        or i + 2 >= len(tokens)
        or tokens[i + 2].start == tokens[i + 1].end
    ):
        return False
    opens = opens_line(tokens, i) or tokens[i - 1].text == ":"
    return opens and _has_neighbour(tokens, tokens[i].text, tokens[i + 1].text)


def _has_neighbour(tokens: list[Token], letter: str, mark: str) -> bool:
    """A letter is of a list if the next or the one before it stands there too: A. PENGUNJUNG, but A. Fuadi."""
    neighbours = {chr(ord(letter) - 1), chr(ord(letter) + 1)}
    return any(
        token.text in neighbours and after.text == mark and (opens_line(tokens, i) or tokens[i - 1].text == ":")
        for i, (token, after) in enumerate(pairwise(tokens))
    )


def _open_list(tokens: list[Token], i: int, found: list[int]) -> bool:
    following = tokens[i + 2] if i + 2 < len(tokens) else None
    if following is None or following.kind is Kind.LINE:
        return False
    return bool(found) or any(
        token.text == "2" and after.text == tokens[i + 1].text
        for token, after in zip(tokens[i:], tokens[i + 1 :], strict=False)
    )


def opens_line(tokens: list[Token], i: int) -> bool:
    return not i or tokens[i - 1].kind is Kind.LINE
