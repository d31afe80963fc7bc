"""A section about an activity -> the activity, with its participants, partner and place told apart."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from domain.entries import Activity, ActivityClass
from domain.understanding import Doubt, DoubtKind
from language.activity_names import ends_title, title_end, title_start, trimmed
from language.day_lists import WEEKDAYS
from language.doubting import recorded, with_heads
from language.labels import label_of
from language.people import Heads, count_heads, unsure
from language.replaced import without_wrong_numbers
from language.result import Result
from language.sections import Section
from language.titles import written_out
from language.tokens import Day, Kind, Token
from language.vocabulary import corrected, wordset

MOST_PARTICIPANTS = 5000
_PAST = ("today", "yesterday", "last_night", "takes_place", "attend", "thanks", "nobody")
_LONGEST_MORE = 4
_NO_NAMES = wordset("no_names")
_DONE = frozenset({"sudah", "selesai", "lancar", "sukses", "barusan", "kemarin"})


def read_activity(section: Section, text: str, default: date) -> Result:
    tokens = section.tokens
    day = _day(section, tokens, default)
    if day.future and not any(token.kind is Kind.NUMBER for token in tokens):
        return Result(because=["a plan"])
    start = title_start(tokens)
    end = title_end(tokens, start)
    name = trimmed(tokens[start:end])
    title = _title(name, _behind_colon(tokens, end), text)
    if any(token.has("nobody") for token in tokens[:end] or tokens) or tokens[-1].has("nobody"):
        return Result(because=["no activity"])
    rest = tokens[:start] + tokens[end:]
    heads = _heads(tokens[:start], tokens[end:])
    heads = heads and unsure(heads, rest)
    if not title:
        return _nameless(heads)
    if not _has_been(tokens, day, heads, default):
        return Result(because=["a plan"])
    entry = Activity(
        date=day.date or default,
        title=title,
        activity_class=_class(tokens),
        partner=_after(tokens[end:], "with_partner", text),
        place=_place(tokens[end:], text),
    )
    if heads is None and not _names_an_activity(name, tokens):
        return Result(doubts=[Doubt(kind=DoubtKind.UNCLEAR, proposals=(entry,))], because=["is that an activity?"])
    if heads is not None and heads.doubt is None and (heads.total or 0) > MOST_PARTICIPANTS:
        heads = replace(heads, doubt=DoubtKind.UNUSUAL, options=(heads.total or 0,))
    if each_day := _of_several_days(entry, tokens):
        return Result(entries=[*each_day], because=["an activity of several days"])
    return recorded(entry, heads, day, "an activity")


def _of_several_days(entry: Activity, tokens: list[Token]) -> list[Activity]:
    """Belajar membatik kemarin 7 ibu hari ini 9 ibu: empty where not every day has its own count."""
    places = [i for i, token in enumerate(tokens) if token.day is not None]
    days = {day.date for i in places if (day := tokens[i].day) and day.date and not day.doubt}
    if len(places) < 2 or len(days) < len(places) or any(token.kind is Kind.NUMBER for token in tokens[: places[0]]):
        return []
    found: list[Activity] = []
    for start, end in pairwise([*places, len(tokens)]):
        heads, day = count_heads(tokens[start:end]), tokens[start].day
        if heads is None or heads.doubt is not None or day is None or day.date is None:
            return []
        told = with_heads(entry, heads, heads.total)
        found += [replace(told, date=day.date)] if isinstance(told, Activity) else []
    return found


def _has_been(tokens: list[Token], day: Day, heads: Heads | None, default: date) -> bool:
    """Whether it took place: not "senin kita ada pelatihan", "rapat jam 3", "kegiatan tiap hari jam 4"."""
    aimed = any(token.word == "untuk" and after.number for token, after in pairwise(tokens))
    if (heads is not None and not aimed) or any(token.has(*_PAST) or token.word in _DONE for token in tokens):
        return True
    if any(token.has("habit") for token in tokens):
        return False
    weekday = any(token.kind is Kind.DAY and token.shape == "word" and _only_weekday(token) for token in tokens)
    timed = any(token.has("clock") or token.shape == "clock" for token in tokens) and not tokens[0].has("clock")
    return not (timed and not aimed) and not (weekday and day.date != default)


def _only_weekday(token: Token) -> bool:
    return token.text.lower().removeprefix("hari ").isalpha() and token.has(*WEEKDAYS, "day_word")


def _names_an_activity(name: list[Token], tokens: list[Token]) -> bool:
    """Without people counted a name that holds no word for an activity may be anything."""
    return any(token.has("activity", "event") for token in name) or any(
        token.has("takes_place", "attend") for token in tokens
    )


def _title(name: list[Token], more: list[Token], text: str) -> str:
    """Words that only count people ("anak SD"), or tell when ("kegiatan mulai jam 3"), name no activity."""
    if all(
        label_of(token) is not None or token.has("heading") or token.word in _NO_NAMES
        for token in [*name, *more]
        if token.kind is Kind.WORD
    ):
        return ""
    return " ".join(
        part
        for part in (_spelt(written_out(text, name), name), text[more[0].start : more[-1].end] if more else "")
        if part
    )


def _spelt(title: str, name: list[Token]) -> str:
    """Mwarnai, Mewarnainya -> Mewarnai"""
    for token in name:
        if token.kind is not Kind.WORD or not token.has("activity"):
            continue
        said = token.text.lower()
        right = token.word if said == f"{token.word}nya" else corrected(said)
        if right is not None:
            title = title.replace(token.text, right).replace(token.text.capitalize(), right.capitalize())
    return title[:1].upper() + title[1:]


def _heads(before: list[Token], behind: list[Token]) -> Heads | None:
    """Those who took part; those who looked on only where nobody else is counted."""
    for aside in (("speaker", "audience"), ("speaker",)):
        told = _people(before, aside), _people(behind, aside)
        heads = count_heads(without_wrong_numbers([*told[0], *told[1]]))
        if heads is not None:
            return _of_two_groups(heads, count_heads(told[0]), count_heads(told[1]))
    return None


def _of_two_groups(heads: Heads, first: Heads | None, second: Heads | None) -> Heads:
    """8 anak main ular tangga dan 4 remaja mengerjakan tugas: did the second group take part?"""
    if heads.doubt is not None or first is None or second is None or heads.male is not None or heads.female is not None:
        return heads
    if heads.total in (first.total, second.total) or first.total is None or second.total is None:
        return heads
    options = (first.total, first.total + second.total)
    return replace(heads, doubt=DoubtKind.UNCLEAR, options=options, told=(first.total, second.total))


def _behind_colon(tokens: list[Token], end: int) -> list[Token]:
    """Lomba di perpus: balap kelereng 15 anak"""
    i = end
    while i < len(tokens) and tokens[i].kind is not Kind.LINE and tokens[i].text not in ",.;(" and not tokens[i].number:
        if tokens[i].text == ":":
            more = trimmed(tokens[i + 1 : title_end(tokens, i + 1)])
            return more if len(more) < _LONGEST_MORE or more[0].has("activity") else []
        i += 1
    return []


def _nameless(heads: Heads | None) -> Result:
    if heads is None:
        return Result(because=["an activity without a name"])
    return Result(doubts=[Doubt(kind=DoubtKind.UNCLEAR, numbers=heads.numbers)], because=["an activity without a name"])


def _day(section: Section, tokens: list[Token], default: date) -> Day:
    days = [token.day for token in tokens if token.day is not None]
    certain = [day for day in days if not day.period]
    if days and not certain:
        return days[0]
    return certain[0] if certain else section.day or Day(default)


def _people(tokens: list[Token], apart: tuple[str, ...]) -> list[Token]:
    """Without the numbers of speakers, juries and winners."""
    kept: list[Token] = []
    aside = False
    for token in tokens:
        if token.kind is Kind.LINE or token.text in {",", ".", ";", "(", ")"} or token.has("attend"):
            aside = False
        if token.has(*apart):
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
    while end < len(tokens) and not ends_title(tokens, end, -1):
        end += 1
    return written_out(text, tokens[start:end]) or None


def _place(tokens: list[Token], text: str) -> str | None:
    for i, token in enumerate(tokens[:-1]):
        if token.word == "di" and tokens[i + 1].has("place_word", "library"):
            end = i + 1
            while end < len(tokens) and not ends_title(tokens, end, -1):
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
