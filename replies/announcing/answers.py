"""Who answered what: in pages, and as a sheet."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.announcing import Announcement, Choice
from domain.messages import Drawing, DrawingKind, Keyboard
from domain.plain import plain_line
from locales import Texts
from replies.announcing.letters import label
from replies.announcing.progress import ANSWERS
from replies.buttons import button
from replies.listing import LONGEST_NAME, Item, lines, page_buttons, pages
from storage.announcement_answers import Answered

SHEET = "ansheet"
"""Route: the answers as a sheet. An id is the announcement's."""
LONGEST_WORDS = 160


def answers(
    texts: Texts, announcement: Announcement, found: Sequence[Answered], number: int
) -> tuple[Markup, Keyboard]:
    """A page of the answers, those by button first, then those in words alone, then who is silent."""
    shown = pages(_items(texts, announcement, found))
    page = min(number, len(shown) - 1)
    told = lines(shown[page]) or [texts.say("Nobody has answered yet.")]
    turning = page_buttons(page, len(shown), ANSWERS, announcement.id, 0, 0)
    export = (button(texts.label("📄 Excel"), SHEET, announcement.id),) if found else ()
    text = Markup("\n").join((texts.say("👀 Answers"), *told))
    return text, tuple(row for row in (turning, export) if row)


def sheet(texts: Texts, announcement: Announcement, day: str) -> tuple[Markup, Drawing]:
    """The caption and the sheet of all answers."""
    parameters: dict[str, str | int] = {"announcement": announcement.id, "language": texts.language}
    called = texts.label("answers")
    name = f"{called}-{day}-{announcement.id}.xlsx"
    caption = texts.say("📄 Answers to the announcement")
    return caption, Drawing(kind=DrawingKind.ANNOUNCEMENT_ANSWERS, parameters=parameters, name=name)


def person(answered: Answered) -> Markup:
    """Wati, Balai Sebut."""
    name = plain_line(answered.name, LONGEST_NAME)
    if answered.village is None:
        return Markup.escape(name)
    return Markup("{}, {}").format(name, plain_line(answered.village, LONGEST_NAME))


def thanks(texts: Texts) -> Markup:
    """To whoever answered in words."""
    return texts.say("Thank you, I have passed on your answer. 🙏")


def _items(texts: Texts, announcement: Announcement, found: Sequence[Answered]) -> list[Item]:
    kinds: dict[Choice | str | None, list[Answered]] = {choice: [] for choice in announcement.asks.choices}
    kinds |= {_WORDS: [], None: []}
    for one in found:
        kind = one.choice or (_WORDS if one.words else None)
        kinds.setdefault(kind, []).append(one)
    return [
        (f"{_heading(texts, kind)} ({texts.number(len(people))})", _line(one))
        for kind, people in kinds.items()
        for one in people
    ]


def _heading(texts: Texts, kind: Choice | str | None) -> str:
    if isinstance(kind, Choice):
        return label(texts, kind)
    return texts.label("💬 In words") if kind == _WORDS else texts.label("No answer yet")


def _line(one: Answered) -> Markup:
    if not one.words:
        return person(one)
    return Markup("{}: “{}”").format(person(one), plain_line(one.words, LONGEST_WORDS))


_WORDS = "words"
