"""Where the name of an activity begins and ends."""

from itertools import pairwise

from language.labels import label_of
from language.tokens import Kind, Token
from language.vocabulary import wordset

_LEAD_IN = (
    "held",
    "polite",
    "greeting",
    "ralat",
    "again",
    "add",
    "thanks",
    "heading",
    "library",
    "attend",
    "ketika",
)
_LEADS_OFF = frozenset({"tetap", "jadi", "jadinya", "makanya", "kembali", "tapi", "tetapi", "sehingga"})
_LEAD_WORDS = wordset("before_titles")
_TAIL_WORDS = wordset("behind_titles")


def title_start(tokens: list[Token]) -> int:
    """Where the name begins: behind "kegiatan" or "yaitu", at the first word for an activity, or at the first word."""
    candidates: list[tuple[float, int]] = []
    for i, token in enumerate(tokens):
        weight = _start_weight(tokens, i, token)
        if weight:
            candidates.append((-weight, i))
    return min(candidates)[1] if candidates else _first_content(tokens, 0)


def _start_weight(tokens: list[Token], i: int, token: Token) -> float:
    before = tokens[i - 1] if i else None
    if token.has("heading"):
        return 0.0
    behind_heading = before is not None and _behind_heading(tokens, i)
    if is_name(tokens, i):
        introduced = before is not None and (before.has("held") or before.text in {":", "\u2022"})
        return 3.0 if introduced or behind_heading else 2.0
    content = token.kind in (Kind.WORD, Kind.ORDINAL) and not token.has(*_LEAD_IN) and token.word not in _LEAD_WORDS
    return 2.5 if behind_heading and content and not token.has("attend", "session", "speaker", "nobody") else 0.0


def _behind_heading(tokens: list[Token], i: int) -> bool:
    while i and (
        (tokens[i - 1].kind in (Kind.MARK, Kind.DAY, Kind.LINE) and tokens[i - 1].text not in ".,(")
        or tokens[i - 1].has("library", "held")
    ):
        i -= 1
    return bool(i) and tokens[i - 1].has("heading")


def is_name(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if not token.has("activity", "event"):
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return not (token.word in {"kelas", "kelompok"} and following is not None and following.kind is Kind.ORDINAL)


def _first_content(tokens: list[Token], i: int) -> int:
    while i < len(tokens):
        token = tokens[i]
        if token.kind is Kind.WORD and not token.has(*_LEAD_IN, "session") and token.word not in _LEAD_WORDS:
            return i
        i += 1
    return i


def title_end(tokens: list[Token], start: int) -> int:
    i = start
    while i < len(tokens) and not ends_title(tokens, i, start):
        i += 1
    return i


def ends_title(tokens: list[Token], i: int, start: int) -> bool:
    token = tokens[i]
    if token.kind is Kind.NUMBER:
        return _counts_people(tokens, i)
    if token.kind is Kind.DAY:
        return not _is_feast(token)
    if token.kind is Kind.LINE or (token.kind is Kind.MEASURE and not _is_object(tokens, i)):
        return True
    if _is_label(token) and _number_follows(tokens, i):
        return True
    if token.kind is Kind.MARK:
        return token.text in ",.;:()!?+=|" or (token.text == "-" and token.start > tokens[i - 1].end)
    if i == start:
        return False
    if token.word in _LEADS_OFF or token.has("closed"):
        return True
    if token.word in {"di", "ke"} and i + 1 < len(tokens):
        return tokens[i + 1].has("place_word", "library")
    return token.has("attend", "with_partner", "speaker", "about", "total", "clock", "thanks") or (
        token.has("held") and token.word not in {"ada", "tentang", "adalah"}
    )


def _is_object(tokens: list[Token], i: int) -> bool:
    """penanaman 100 bibit: counted things inside a name"""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        i > 0
        and tokens[i].shape == "digits"
        and following is not None
        and following.has("measure")
        and tokens[i - 1].has("activity")
    )


def _is_label(token: Token) -> bool:
    return label_of(token) is not None and not token.has("activity", "heading")


def _number_follows(tokens: list[Token], i: int) -> bool:
    i += 1
    while i < len(tokens) and (
        tokens[i].text in {":", "=", "-"} or tokens[i].word in {"ada", "sebanyak"} or _is_label(tokens[i])
    ):
        i += 1
    separated = i < len(tokens) and tokens[i - 1].text in {":", "="}
    in_turn = i + 2 < len(tokens) and tokens[i + 1].has("male", "female") and tokens[i + 2].kind is Kind.NUMBER
    counted = i + 1 < len(tokens) and _is_label(tokens[i + 1]) and not separated and not in_turn
    return i < len(tokens) and tokens[i].kind is Kind.NUMBER and not counted


def _is_feast(token: Token) -> bool:
    """lomba 17 Agustus: the feast names the event"""
    return token.day is not None and token.text.lower() in {"17 agustus", "17 agt", "17 agu"}


def _counts_people(tokens: list[Token], i: int) -> bool:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.kind is not Kind.WORD:
        return not _others_count_people(tokens, i)
    return (
        following.word in {"sisanya", "selebihnya"}
        or following.has(
            "person",
            "unit",
            "male",
            "female",
            "companion",
            "polite",
            "child",
            "thanks",
            "with_partner",
            "about_after",
            "activity",
            "visit",
            "loan",
            "book",
        )
        or any(tag.startswith("band_") for tag in following.tags)
    )


def trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and (
        tokens[-1].word in _TAIL_WORDS
        or tokens[-1].kind is Kind.MARK
        or (tokens[-1].has("polite") and not tokens[-1].has("person"))
    ):
        tokens = tokens[:-1]
    return tokens


def _others_count_people(tokens: list[Token], i: int) -> bool:
    """Microsoft Office 365 (11 org), posyandu melati 2, yg hadir 27 balita: people are counted further on"""
    counted = [
        number.number.value
        for number, after in pairwise(tokens[i + 1 :])
        if number.kind is Kind.NUMBER and number.number and after.has("person", "unit", "child")
    ]
    told = tokens[i].number
    split = any(token.has("male", "female") for token in tokens[i + 1 :])
    return len(counted) == 1 and not split and told is not None and told.value not in counted
