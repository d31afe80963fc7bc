"""/lapor with buttons."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from domain.messages import Keyboard
from domain.people import Library
from locales import Texts
from replies.buttons import button, in_rows
from replies.questions import day_name

MENU, DAY, NUMBER, DETAIL = "menu", "day", "number", "detail"
ANYTHING, VISITS, ACTIVITY, BOOKS, CLOSED = range(5)
TODAY, YESTERDAY = range(2)
"""Choices of a day; another one's is its ordinal, for it is the same day whenever it is tapped."""

CLOSED_NUMBER, NO_NUMBER = 900_000_001, 900_000_002
"""Choices that no count reaches."""


def which_library(texts: Texts, libraries: tuple[Library, ...], choice: int) -> tuple[Markup, Keyboard]:
    """For which library, before the step that `choice` stands for."""
    rows = tuple((button(library.name, MENU, library.id, 0, choice),) for library in libraries)
    return texts.say("Which library is this for?"), rows


def menu(texts: Texts, library: Library) -> tuple[Markup, Keyboard]:
    """What to report."""
    labels = {
        VISITS: texts.label("👥 Visitors"),
        ACTIVITY: texts.label("🎨 Activity"),
        BOOKS: texts.label("📚 New books"),
        CLOSED: texts.label("🚪 Closed"),
    }
    buttons = [button(label, MENU, library.id, 0, choice) for choice, label in labels.items()]
    return texts.say("What shall I record?"), in_rows(buttons, 2)


def which_day(texts: Texts, library: Library, missing: Iterable[date], *, closed: bool) -> tuple[Markup, Keyboard]:
    """Today, yesterday, or one of the days before that have no report."""
    text = texts.say("Which day was the library closed?") if closed else texts.say("Visitors of which day?")
    labels = {TODAY: texts.label("Today"), YESTERDAY: texts.label("Yesterday")}
    labels |= {day.toordinal(): texts.short_day(day) for day in missing}
    return text, in_rows([button(label, DAY, library.id, int(closed), day) for day, label in labels.items()], 2)


def how_many(texts: Texts, day: date, today: date, question_id: int, recent: list[int]) -> tuple[Markup, Keyboard]:
    """The visitors of a day, with numbers near the library's own recent days."""
    text = texts.say("How many visitors were there {day}? Tap or write the number.", day=day_name(texts, day, today))
    buttons = [button(texts.number(n), NUMBER, question_id, 0, n) for n in suggested(recent)]
    buttons.append(button(texts.label("🚪 Closed"), NUMBER, question_id, 0, CLOSED_NUMBER))
    return text, in_rows(buttons, 3)


def suggested(recent: list[int]) -> list[int]:
    """Zero and up to four numbers spread over the recent counts."""
    counts = sorted(set(recent) - {0}) or [5, 10, 15, 20]
    places = sorted({round(step * (len(counts) - 1) / 3) for step in range(4)})
    return [0, *(counts[place] for place in places)]


def title(texts: Texts, what: str) -> Markup:
    """Ask for the activity or the book."""
    if what == "activity":
        return texts.say("What activity was it? For example: colouring contest")
    return texts.say("What is the title of the book?")


def number(texts: Texts, what: str, told: str, question_id: int) -> tuple[Markup, Keyboard]:
    """Ask for participants or copies."""
    if what == "activity":
        text = texts.say("{title}: how many participants? Tap or write the number.", title=told)
        choices = [5, 10, 15, 20, 30]
        buttons = [button(texts.number(n), DETAIL, question_id, 0, n) for n in choices]
        buttons.append(button(texts.label("Without a number"), DETAIL, question_id, 0, NO_NUMBER))
        return text, in_rows(buttons, 3)
    text = texts.say("{title}: how many copies? Tap or write the number.", title=told)
    return text, in_rows([button(texts.number(n), DETAIL, question_id, 0, n) for n in (1, 2, 3, 5, 10)], 5)
