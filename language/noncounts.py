"""Numbers that count neither people nor copies: kelas 3, RT 05, jam 9, Rp 5.000, 7 tahun, juara 1, 2, 3, 2026."""

from itertools import pairwise

from language.day_lists import WEEKDAYS
from language.tokens import Kind, Number, Token

_YEARS = range(1900, 2100)
_LINKS = frozenset({"-", ":", ".", "#"})


def set_noncounts_apart(tokens: list[Token]) -> list[Token]:
    for i, token in enumerate(tokens):
        if token.kind is Kind.NUMBER and token.number is not None:
            before, after = _before(tokens, i), tokens[i + 1] if i + 1 < len(tokens) else None
            token.kind = _kind(token, before, after, tokens, i)
    return _multiplied(tokens)


def _multiplied(tokens: list[Token]) -> list[Token]:
    """6 tim @ 3 orang: eighteen people"""
    for i in range(len(tokens) - 4):
        teams, word, each, size, people = tokens[i : i + 5]
        if (
            teams.number and size.number and word.has("teams") and (each.text == "@" or each.has("apiece"))
            and size.kind is Kind.NUMBER and people.has("person") and not (teams.number.doubt or size.number.doubt)
        ):  # fmt: skip
            number = Number(teams.number.value * size.number.value)
            text = f"{teams.text} {word.text} {each.text} {size.text}"
            product = Token(Kind.NUMBER, text, "", teams.start, size.end, number=number, shape="product")
            return [*tokens[:i], product, *_multiplied(tokens[i + 4 :])]
    return tokens


def _before(tokens: list[Token], i: int) -> Token | None:
    """The word that governs a number: the one before it, a dash or colon apart (ke-3, no. 5)."""
    if i > 1 and tokens[i - 1].text in _LINKS and (tokens[i - 2].has("numbered", "money_before")):
        return tokens[i - 2]
    return tokens[i - 1] if i else None


def _kind(token: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int) -> Kind:
    if before is not None and before.has("money_before", "clock", "age", "difference"):
        return Kind.MEASURE
    if _is_in_a_name(token, before, after, tokens, i):
        return Kind.ORDINAL
    if _counts_headings(tokens, i) or (token.parts and token.parts[-1].text.lower() == "rb"):
        return Kind.MEASURE
    if after is not None and _measured(after) and not _is_time(tokens, i + 1):
        return Kind.MEASURE
    if token.shape == "digits" and len(token.text) == 4 and _is_year(token) and not _counted(after):
        return Kind.ORDINAL
    return Kind.NUMBER


def _is_in_a_name(token: Token, before: Token | None, after: Token | None, tokens: list[Token], i: int) -> bool:
    """kelas 3, juara 1 dan 2, 2 kegiatan, lomba 17an, siap 86"""
    if _is_in_school_name(tokens, i) or (token.text == "86" and any(other.has("obeying") for other in tokens)):
        return True
    if after is not None and after.has("heading") and not _counts_visits(before, tokens, i):
        return True
    if before is None:
        return False
    if (before.has("numbered") or _continues_ranks(tokens, i)) and not _counted(after):
        return True
    return before.has("activity") and token.number is not None and token.number.value == 17 and bool(token.number.doubt)


def _counts_visits(before: Token | None, tokens: list[Token], i: int) -> bool:
    """pengunjung 12 kegiatan ..., pengunjung sabtu 12 kegiatan ..."""
    if before is None:
        return False
    of_a_day = before.has(*WEEKDAYS) and i > 1 and tokens[i - 2].has("visit")
    return of_a_day or before.has("visit", "unit", "total", "male", "female")


def _is_in_school_name(tokens: list[Token], i: int) -> bool:
    """SD Sumberjambe 3 28 anak: the number of a school, where its pupils are counted behind it"""
    if i < 2 or not tokens[i - 2].has("band_sd", "band_smp", "band_sma", "band_paud"):
        return False
    named = tokens[i - 1].kind is Kind.WORD and tokens[i - 1].text[:1].isupper() and not tokens[i - 1].tags
    pupils = any(one.kind is Kind.NUMBER and other.has("person") for one, other in pairwise(tokens[i + 1 : i + 9]))
    return named and pupils and not tokens[i + 1].has("person")


def _counts_headings(tokens: list[Token], i: int) -> bool:
    """kegiatan hari ini ada 2: how many activities, not how many people"""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or (after.text not in {":", ")"} and after.kind is not Kind.LINE):
        return False
    while i and (tokens[i - 1].has("held", "today", "yesterday", "total") or tokens[i - 1].text in {"(", ":"}):
        i -= 1
    return bool(i) and tokens[i - 1].has("heading")


def _is_time(tokens: list[Token], i: int) -> bool:
    """sabtu 8 minggu 12, yang datang 8 hari minggu 12, pengunjung 12 jam 9: a time, and no measure of the number"""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].has("minggu"):
        return i > 1 and tokens[i - 2].has(*WEEKDAYS)
    if tokens[i].word == "hari":
        return following is not None and following.has(*WEEKDAYS)
    visits = i > 1 and tokens[i - 2].has("visit", "comers", "come")
    timed = following is not None and (following.number is not None or following.shape == "clock")
    return visits and timed and tokens[i].has("clock")


def _counted(after: Token | None) -> bool:
    if after is None or after.word == "kunjungan":  # siswa kelas 4 kunjungan
        return False
    return after.has("person", "copies", "titles", "unit") and not after.has("measure")


def _measured(after: Token) -> bool:
    if after.has("unit", "titles", "copies"):
        return False
    return after.has("measure", "money_after") or after.text == "%"


def _is_year(token: Token) -> bool:
    return token.number is not None and token.number.value in _YEARS


def _continues_ranks(tokens: list[Token], i: int) -> bool:
    """juara 1,2,3 and juara 1 dan 2: a rank goes on behind a comma"""
    if i < 2 or tokens[i - 1].text not in {",", "dan", "/", "&", "-"}:
        return False
    return tokens[i - 2].kind is Kind.ORDINAL
