"""Whether "tutup" and "libur" tell that the library was closed on some day; of days to come `closing_sense` tells."""

from language.clauses import BECAUSE
from language.tokens import Kind, Token
from language.vocabulary import closing_words

_USUALLY = frozenset({"biasanya", "selalu", "rutin", "rutinnya", "setiap", "tiap", "tiap-tiap", "saban", "saben"})
_HOLIDAYS = frozenset({"lebaran", "semester", "natal", "nyepi", "idul fitri", "idul adha", "panjang", "imlek"})
_NOT_CLOSED = frozenset(
    {
        "kalau",
        "jika",
        "bila",
        "lebih",
        "sekolah",
        "nasional",
        "botol",
        "buku",
        "sebentar",
        "bentar",
        "awal",
        "cepat",
        "cepet",
        "duluan",
    }
)
_DENIED = frozenset({"kalau", "jika", "bila", "belum", "bukan", "tidak", "jangan"})
_SHUT = frozenset({"tutup", "ditutup", "tidak buka"})  # of a house, not of an activity


def is_closed(tokens: list[Token], i: int) -> bool:
    """Not: jam tutup 15.00, tutup lebih cepat, libur sekolah, hari libur, kalau tutup, libur tiap jumat, les libur."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if before is not None and before.kind is Kind.WORD and (before.has("clock", "day_word") or before.word in _DENIED):
        return False
    if _is_usual(tokens) or is_of_others(tokens, i):
        return False
    if following is None:
        return True
    holiday = following.word in _HOLIDAYS and any(token.has("visit") for token in tokens)
    return not (holiday or following.has("clock") or following.kind is Kind.MEASURE or following.word in _NOT_CLOSED)


def _is_usual(tokens: list[Token]) -> bool:
    """libur setiap jumat, biasanya minggu tutup: of no day in particular"""
    return any(token.has("habit") or token.word in _USUALLY for token in tokens)


def is_of_others(tokens: list[Token], i: int) -> bool:
    """kelas ngaji libur: not the library; but "ada rapat jadi tutup" tells why it is closed"""
    small, others, feasts = closing_words("between"), closing_words("others"), closing_words("feasts")
    subject = i - 1
    while (
        subject >= 0
        and tokens[subject].kind in (Kind.WORD, Kind.DAY)
        and (tokens[subject].word in small or tokens[subject].has("polite", "today"))
    ):
        subject -= 1
    if subject < 0 or tokens[subject].kind is not Kind.WORD or tokens[subject].word in feasts:
        return False
    before = tokens[:subject]
    if any(token.has("library", "held") or token.word in BECAUSE for token in before):
        return False
    takes_place = tokens[subject].has("activity", "heading") and tokens[i].word not in _SHUT
    return takes_place or tokens[subject].word in others
