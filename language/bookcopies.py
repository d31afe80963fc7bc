"""How many copies: 2 eks, x2, @ 3, sebanyak dua eksemplar, masing-masing 2, 2 & 3 eks."""

from dataclasses import dataclass

from language.tokens import Kind, Number, Token

MOST_BARE = 60  # a number without "eks"; larger ones belong to the title (Dilan 1990)
_PRICE = 1000

_LEADS = frozenset({"sebanyak", "jumlah", "total", "ada", "x", "=", ":", "sejumlah", "hanya"})
_JOINTS = frozenset({"&", "dan", ",", "+"})
_ENDS = frozenset({",", ";", ")", "|", "-", "/", "dan", "sama", "&", "plus", "+", "serta"})
_IN_TITLES = frozenset(["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"])
_ABOUT = frozenset({"an", "lebih"})
_ONLY = frozenset({"saja", "aja", "doang"})


@dataclass(slots=True)
class Copies:
    numbers: tuple[Number, ...]
    end: int
    each: bool = False
    bare: bool = False  # told without a unit: the number may end a title
    total: bool = False  # of all books together
    books: bool = False  # 2 buku: copies of one, or how many books follow


def copies_at(tokens: list[Token], i: int, inside: bool, cased: bool) -> Copies | None:
    """The copies told from `i` on; `inside`: words stand right before."""
    start, each = _skip_leads(tokens, i)
    if start >= len(tokens):
        return None
    if tokens[start].has("one_each"):
        return Copies((Number(1),), start + 1, each=True)
    numbers, end = _numbers(tokens, start)
    if not numbers:
        return None
    if numbers[0].value >= _PRICE and tokens[start].shape == "thousands" and not _has_unit(tokens, end):
        return None
    unit = _unit_end(tokens, end)
    if unit > end:
        end, behind = _each_behind(tokens, unit)
        total = any(token.word == "total" for token in tokens[i:start])
        return Copies(numbers, end, each or behind, total=total, books=tokens[unit - 1].word.startswith("buku"))
    if start > i:
        return Copies(numbers, _only(tokens, end), each) if _led(tokens, i, start) else None
    if _is_alone(tokens, i, end, inside, cased):
        return Copies(numbers, _only(tokens, end), bare=True)
    return None


def _skip_leads(tokens: list[Token], i: int) -> tuple[int, bool]:
    """Behind "masing-masing", "@", "x", "jumlah :"; and whether it holds for each."""
    each = False
    while i < len(tokens):
        token = tokens[i]
        lead = token.word in _LEADS or token.has("field_copies", "about")
        if token.text == "@" or (token.has("each") and token.text.islower()):
            each = True
        elif not lead or (token.text[:1].isupper() and token.text[1:].islower() and not _counts_next(tokens, i)):
            break
        i += 1
    return i, each


def _counts_next(tokens: list[Token], i: int) -> bool:
    return any(token.kind is Kind.NUMBER for token in tokens[i + 1 : i + 3])


def _led(tokens: list[Token], i: int, start: int) -> bool:
    """Only a colon is no word for copies of its own."""
    return any(token.text not in {":", "=", "ada"} for token in tokens[i:start])


def _numbers(tokens: list[Token], i: int) -> tuple[tuple[Number, ...], int]:
    """One number, or several joined: 1 & 2, 2 dan 3 (with or without a unit behind each)."""
    found: list[Number] = []
    while i < len(tokens) and tokens[i].kind is Kind.NUMBER and tokens[i].number is not None:
        number = tokens[i].number
        assert number is not None  # noqa: S101
        found.append(number)
        end = i + 1
        following = end + 1 < len(tokens) and tokens[end].word in _JOINTS and tokens[end + 1].kind is Kind.NUMBER
        if not following or not _ends_respectively(tokens, end + 1):
            return tuple(found), end
        i = end + 1
    return tuple(found), i


def _ends_respectively(tokens: list[Token], i: int) -> bool:
    """Behind the last of several numbers comes "eks" and no title."""
    while i < len(tokens) and (tokens[i].kind is Kind.NUMBER or tokens[i].word in _JOINTS):
        i += 1
    end = _unit_end(tokens, i)
    return end > i and (end >= len(tokens) or tokens[end].kind is not Kind.WORD)


def _has_unit(tokens: list[Token], end: int) -> bool:
    return _unit_end(tokens, end) > end


def _unit_end(tokens: list[Token], end: int) -> int:
    if end >= len(tokens):
        return end
    if tokens[end].word in _ABOUT and end + 1 < len(tokens) and tokens[end + 1].has("eks", "copies"):
        end += 1
    unit = tokens[end]
    if unit.has("book") and unit.text.islower() and not unit.has("copies"):
        titled = end + 1 < len(tokens) and tokens[end + 1].kind is Kind.WORD and tokens[end + 1].word != "dari"
        return end if titled else end + 1
    if unit.has("new_books") and unit.word.startswith("buku"):
        return end + 1
    if not (unit.has("eks") or (unit.has("copies") and not unit.text[:1].isupper()) or unit.word == "x"):
        return end
    if unit.word == "buku" and end + 1 < len(tokens) and tokens[end + 1].text[:1].islower():
        return end + 1
    end += 1
    return end + (end < len(tokens) and tokens[end].text == "." and tokens[end].shape != "pause")


def _each_behind(tokens: list[Token], end: int) -> tuple[int, bool]:
    """2 eks tiap judul, 2 eks/judul, 2 eks saja"""
    end = _only(tokens, end)
    for start in (end, end + 1):
        if start < len(tokens) and (start == end or tokens[end].text == "/"):
            token = tokens[start]
            if token.has("each") and token.text.islower():
                return _titles(tokens, start + 1), True
            if start > end and token.has("titles"):
                return start + 1, True
    return end, False


def _titles(tokens: list[Token], end: int) -> int:
    return end + (end < len(tokens) and tokens[end].has("titles"))


def _only(tokens: list[Token], end: int) -> int:
    return end + (end < len(tokens) and tokens[end].word in _ONLY)


def _is_alone(tokens: list[Token], i: int, end: int, inside: bool, cased: bool) -> bool:
    """A small number before a mark or the end; in words only where no words stand before it."""
    number = tokens[i].number
    if number is None or not 0 < number.value <= MOST_BARE or end - i > 1:
        return False
    last = end >= len(tokens) or tokens[end].kind is Kind.LINE or tokens[end].word in _ENDS | _ONLY
    last = last or (tokens[end].shape == "pause") or tokens[end].text == "." or (inside and tokens[end].word == "dari")
    if not last or (inside and tokens[i].shape != "digits" and not _tells_apart(tokens, i, cased)):
        return False
    return tokens[end].end < tokens[end + 1].start if _is_tight_dash(tokens, end) else True


def _tells_apart(tokens: list[Token], i: int, cased: bool) -> bool:
    """Babad Tanah Jawi satu, ... siji: a number in small letters behind capitals, or in no language of titles"""
    word = tokens[i].text
    return word.islower() and ((cased and tokens[i - 1].text[:1].isupper()) or word not in _IN_TITLES)


def _is_tight_dash(tokens: list[Token], end: int) -> bool:
    return end + 1 < len(tokens) and tokens[end].text == "-"
