"""A section about an activity -> the activity, with its participants, partner and place told apart."""

from dataclasses import replace
from datetime import date

from domain.entries import Activity, ActivityClass
from domain.understanding import Doubt, DoubtKind
from language.activity_names import ends_title, title_end, title_start, trimmed
from language.doubting import recorded
from language.labels import label_of
from language.people import Heads, count_heads, unsure
from language.replaced import without_wrong_numbers
from language.result import Result
from language.sections import Section
from language.titles import written_out
from language.tokens import Day, Kind, Token
from language.vocabulary import corrected

MOST_PARTICIPANTS = 5000


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
            return trimmed(tokens[i + 1 : title_end(tokens, i + 1)])
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
