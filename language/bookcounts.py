"""How many books, without their titles: "15 judul 20 eks"."""

from dataclasses import dataclass

from language.tokens import Kind, Number, Token


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
    return found


def _add(found: Counts, number: Number, tokens: list[Token], i: int) -> None:
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    unit = after if after is not None and (after.has("titles", "copies") or after.word.startswith("judul")) else before
    if unit is not None and (unit.has("titles") or unit.word.startswith("judul")):
        found.titles = found.titles or number
    elif unit is not None and (unit is after or unit.has("eks")):
        if found.copies is None or (before is not None and before.has("total")):
            found.copies = number
    elif after is None or not after.has("person"):
        found.bare = found.bare or number
