"""How many books, without their titles: "15 judul 20 eks"."""

from dataclasses import dataclass
from itertools import pairwise

from domain.understanding import DoubtKind
from language.tokens import Kind, Number, Token
from language.vocabulary import wordset

_CONTAINERS = wordset("containers")


_NEAR = 2  # tokens


@dataclass(slots=True)
class Counts:
    titles: Number | None = None
    copies: Number | None = None
    bare: Number | None = None  # buku baru 5: loosely, copies

    @property
    def told(self) -> list[Number]:
        copies = self.copies or (self.bare if self.titles is None else None)
        return [number for number in (self.titles, copies) if number is not None]


def counts_of(tokens: list[Token]) -> Counts:
    found = Counts()
    for i, token in enumerate(tokens):
        if token.number is not None and token.kind is Kind.NUMBER:
            _add(found, token.number, tokens, i)
    each = any(token.has("each") or token.text == "@" for token in tokens)
    if each and not any(token.has("total") for token in tokens) and found.titles is not None:
        told = found.copies or found.bare
        if told is not None and told.value * found.titles.value:
            found.copies = Number(told.value * found.titles.value, told.doubt or found.titles.doubt)
    boxes = _boxes(tokens)
    if each and boxes > 1 and found.titles is None and (told := found.copies or found.bare):
        found.copies = Number(told.value * boxes, told.doubt or DoubtKind.UNCLEAR)
    return found


def _both(first: Number, second: Number) -> Number:
    """25 alquran dan 40 iqro"""
    return Number(first.value + second.value, DoubtKind.UNCLEAR)


def _boxes(tokens: list[Token]) -> int:
    """dua kardus isi masing-masing 30"""
    held = [one.number.value for one, other in pairwise(tokens) if one.number and other.word in _CONTAINERS]
    return held[0] if len(held) == 1 else 0


def _add(found: Counts, number: Number, tokens: list[Token], i: int) -> None:
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    stock = any(token.has("stock") for token in tokens[max(0, i - _NEAR) : i])
    if stock and not (after is not None and after.has("copies")):
        return  # jumlah buku sekarang 856: those that were there
    unit = after if after is not None and (after.has("titles", "copies") or after.word.startswith("judul")) else before
    if unit is not None and (unit.has("titles") or unit.word.startswith("judul")):
        found.titles = found.titles or number
    elif unit is not None and (unit is after or unit.has("eks")):
        if unit.word == "set" and number.doubt is None:
            number = Number(number.value, DoubtKind.UNCLEAR)  # of how many volumes?
        if found.copies is None or (before is not None and before.has("total")):
            found.copies = number
    elif after is None or not after.has("person"):
        found.bare = number if found.bare is None else _both(found.bare, number)
