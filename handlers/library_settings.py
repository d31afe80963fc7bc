"""/perpustakaan: the library's name, opening days, hours and time zone, changed by its keeper."""

import re

from domain.messages import Outgoing
from domain.people import Library
from domain.plain import plain_line
from domain.understanding import Topic, Understanding
from handlers.turn import Answer, Turn
from replies import library as replies
from replies.buttons import Tap
from replies.joining import no_library
from storage.questions import QuestionRow

KIND = "library"
"""The question for a new name or new hours; its payload says which."""

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
MAX_NAME = 120
_NO_NAME = (Topic.HELP, Topic.QUESTION, Topic.THANKS)
_CLOCK = r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?"
_HOURS = re.compile(
    rf"\s*(?:buka|jam|pukul|pkl\.?)?\s*{_CLOCK}\s*(?:-|–|sampai|hingga|ke|s/?d\.?|to)\s*(?:jam|pukul|pkl\.?)?\s*{_CLOCK}"
    r"\s*(?:wib|wita|wit)?\s*\.?\s*",
    re.IGNORECASE,
)


def show(turn: Turn) -> Answer:
    """The library written for last."""
    library = turn.library()
    if library is None:
        return [turn.answer(no_library(turn.texts))]
    return [turn.answer(*replies.library(turn.texts, library, turn.me.libraries))]


def switch(turn: Turn, tap: Tap) -> Answer:
    """Another of the keeper's libraries."""
    library = _tapped(turn, tap)
    if library is None:
        return []
    turn.work.directory.change_person(turn.me.id, last_library_id=library.id)
    return [turn.redraw(*replies.library(turn.texts, library, turn.me.libraries))]


def ask(turn: Turn, tap: Tap) -> Answer:
    """Ask for what is to be changed."""
    library = _tapped(turn, tap)
    if library is None:
        return []
    match tap.choice:
        case replies.DAYS:
            return [turn.redraw(*replies.days(turn.texts, library))]
        case replies.ZONE:
            return [turn.redraw(*replies.zones(turn.texts, library))]
        case replies.NAME | replies.HOURS:
            return [_ask_words(turn, library, tap.choice)]
    return [turn.redraw(*replies.library(turn.texts, library, turn.me.libraries))]


def toggle_day(turn: Turn, tap: Tap) -> Answer:
    """Open or closed on one day of the week, from today on; the button says which, so that a second tap is harmless."""
    library = _tapped(turn, tap)
    day, is_open = divmod(tap.choice, 2)
    if library is None or day > 6:
        return []
    days = list(library.opening_days)
    days[day] = str(is_open)
    turn.work.openings.open_on(library.id, "".join(days), turn.wall_clock(library).date())
    changed = turn.work.directory.library(library.id) or library
    return [turn.redraw(*replies.days(turn.texts, changed))]


def choose_zone(turn: Turn, tap: Tap) -> Answer:
    """WIB, WITA or WIT."""
    library = _tapped(turn, tap)
    if library is None or tap.choice >= len(ZONES):
        return []
    return _changed(turn, library, timezone=ZONES[tap.choice])


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """A new name or new hours."""
    library = turn.work.directory.library(question.library_id or 0)
    if library is None or not turn.me.keeps(library.id):
        return None
    if understood.entries or understood.query is not None or understood.topic in _NO_NAME:
        return None
    if question.payload["what"] == replies.HOURS:
        return _hours(turn, question, library)
    name = plain_line(turn.text, MAX_NAME)
    if not name:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    return _changed(turn, library, name=name)


def _hours(turn: Turn, question: QuestionRow, library: Library) -> Answer | None:
    found = _HOURS.fullmatch(turn.text)
    if found is None:
        return [turn.answer(turn.texts.say("Write the hours like this: 08.00-15.30"), question_id=question.id)]
    opens, closes = f"{int(found[1]):02}:{found[2] or '00'}", f"{int(found[3]):02}:{found[4] or '00'}"
    if opens >= closes:
        text = turn.texts.say("The library must close after it opens. Write the hours like this: 08.00-15.30")
        return [turn.answer(text, question_id=question.id)]
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    return _changed(turn, library, opens_at=opens, closes_at=closes)


def _ask_words(turn: Turn, library: Library, what: int) -> Outgoing:
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        library_id=library.id,
        payload={"what": what},
        now=turn.now,
    )
    if what == replies.NAME:
        text = turn.texts.say("Write the library's new name. Now: {name}", name=library.name)
    else:
        text = turn.texts.say("Write the hours like this: 08.00-15.30")
    return turn.redraw(text, question_id=question.id)


def _changed(turn: Turn, library: Library, **values: str) -> Answer:
    turn.work.directory.change_library(library.id, **values)
    changed = turn.work.directory.library(library.id) or library
    return [turn.redraw(*replies.library(turn.texts, changed, turn.me.libraries))]


def _tapped(turn: Turn, tap: Tap) -> Library | None:
    return turn.work.directory.library(tap.id) if turn.me.keeps(tap.id) else None
