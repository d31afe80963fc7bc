"""A section about an activity -> the activity, with its participants, partner and place told apart."""

from dataclasses import replace
from datetime import date

from domain.entries import Activity, ActivityClass
from domain.understanding import Doubt, DoubtKind
from language.doubting import recorded
from language.labels import label_of
from language.people import Heads, count_heads, unsure
from language.replaced import without_wrong_numbers
from language.result import Result
from language.sections import Section
from language.titles import written_out
from language.tokens import Day, Kind, Token
from language.vocabulary import wordset

MOST_PARTICIPANTS = 5000

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
_LEAD_WORDS = wordset("before_titles")
_TAIL_WORDS = wordset("behind_titles")


def read_activity(section: Section, text: str, default: date) -> Result:
    tokens = section.tokens
    day = _day(section, tokens, default)
    if day.future and not any(token.kind is Kind.NUMBER for token in tokens):
        return Result(because=["a plan"])
    start = _title_start(tokens)
    end = _title_end(tokens, start)
    name = _trimmed(tokens[start:end])
    title = _title(name, _behind_colon(tokens, end), text)
    if any(token.has("nobody") for token in tokens[:end] or tokens) or tokens[-1].has("nobody"):
        return Result(because=["no activity"])
    rest = tokens[:start] + tokens[end:]
    heads = count_heads(_people(without_wrong_numbers(rest)))
    heads = heads and unsure(heads, rest)
    if not title:
        return _nameless(heads)
    entry = Activity(
        date=day.date or default,
        title=title,
        activity_class=_class(tokens),
        partner=_after(tokens[end:], "with_partner", text),
        place=_place(tokens[end:], text),
    )
    if heads is not None and heads.doubt is None and (heads.total or 0) > MOST_PARTICIPANTS:
        heads = replace(heads, doubt=DoubtKind.UNUSUAL, options=(heads.total or 0,))
    return recorded(entry, heads, day, "an activity")


def _title(name: list[Token], more: list[Token], text: str) -> str:
    """Words that only count people ("anak SD") name no activity."""
    if all(label_of(token) is not None or token.has("heading") for token in [*name, *more] if token.kind is Kind.WORD):
        return ""
    return " ".join(
        part for part in (written_out(text, name), text[more[0].start : more[-1].end] if more else "") if part
    )


def _behind_colon(tokens: list[Token], end: int) -> list[Token]:
    """Lomba di perpus: balap kelereng 15 anak"""
    i = end
    while i < len(tokens) and tokens[i].kind is not Kind.LINE and tokens[i].text not in ",.;(" and not tokens[i].number:
        if tokens[i].text == ":":
            return _trimmed(tokens[i + 1 : _title_end(tokens, i + 1)])
        i += 1
    return []


def _nameless(heads: Heads | None) -> Result:
    if heads is None:
        return Result(because=["an activity without a name"])
    return Result(doubts=[Doubt(kind=DoubtKind.UNCLEAR, numbers=heads.numbers)], because=["an activity without a name"])


def _day(section: Section, tokens: list[Token], default: date) -> Day:
    days = [token.day for token in tokens if token.day is not None]
    certain = [day for day in days if not day.period]
    return certain[0] if certain else section.day or Day(default)


def _title_start(tokens: list[Token]) -> int:
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


def _title_end(tokens: list[Token], start: int) -> int:
    i = start
    while i < len(tokens) and not _ends_title(tokens, i, start):
        i += 1
    return i


def _ends_title(tokens: list[Token], i: int, start: int) -> bool:
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
    counted = i + 1 < len(tokens) and _is_label(tokens[i + 1]) and not separated
    return i < len(tokens) and tokens[i].kind is Kind.NUMBER and not counted


def _is_feast(token: Token) -> bool:
    """lomba 17 Agustus: the feast names the event"""
    return token.day is not None and token.text.lower() in {"17 agustus", "17 agt", "17 agu"}


def _counts_people(tokens: list[Token], i: int) -> bool:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.kind is not Kind.WORD:
        return True
    return following.has(
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
    ) or any(tag.startswith("band_") for tag in following.tags)


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and (
        tokens[-1].word in _TAIL_WORDS
        or tokens[-1].kind is Kind.MARK
        or (tokens[-1].has("polite") and not tokens[-1].has("person"))
    ):
        tokens = tokens[:-1]
    return tokens


def _people(tokens: list[Token]) -> list[Token]:
    """Without the numbers of speakers, juries and winners."""
    kept: list[Token] = []
    aside = False
    for token in tokens:
        if token.kind is Kind.LINE or token.text in {",", ".", ";", "(", ")"} or token.has("attend"):
            aside = False
        if token.has("speaker"):
            aside = True
        if not aside:
            kept.append(token)
    return kept


def _after(tokens: list[Token], concept: str, text: str) -> str | None:
    """The name behind a word such as "bersama", up to the next pause, number or other detail."""
    start = next((i + 1 for i, token in enumerate(tokens) if token.has(concept)), None)
    if start is None:
        return None
    end = start
    while end < len(tokens) and not _ends_title(tokens, end, -1):
        end += 1
    return written_out(text, tokens[start:end]) or None


def _place(tokens: list[Token], text: str) -> str | None:
    for i, token in enumerate(tokens[:-1]):
        if token.word == "di" and tokens[i + 1].has("place_word", "library"):
            end = i + 1
            while end < len(tokens) and not _ends_title(tokens, end, -1):
                end += 1
            return written_out(text, tokens[i + 1 : end]) or None
    return None


def _class(tokens: list[Token]) -> ActivityClass:
    classes = (
        ("publication", ActivityClass.PUBLICATION),
        ("service", ActivityClass.SERVICE),
        ("advocacy", ActivityClass.ADVOCACY),
    )
    for concept, activity_class in classes:
        if any(token.has(concept) for token in tokens):
            return activity_class
    return ActivityClass.COMMUNITY
