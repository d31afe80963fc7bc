"""/perpustakaan: the library's name, opening days, hours and time zone, changed by its keeper.

Its facilitators change these too, and what says where it is; they see its card instead.
"""

import re
from functools import partial

from markupsafe import Markup

from domain.messages import Keyboard, Outgoing
from domain.opening import Closure
from domain.people import Library
from domain.plain import plain_line
from domain.understanding import Topic, Understanding
from handlers import libraries
from handlers.colleagues import tell_colleagues
from handlers.turn import Answer, Turn
from replies import libraries as card_replies
from replies import library as replies
from replies.buttons import Tap
from replies.joining import no_library
from storage.questions import QuestionRow

KIND = "library"
"""The question for a new name or new hours; its payload says which."""

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
MAX_NAME = 120
_NO_NAME = (Topic.HELP, Topic.QUESTION, Topic.THANKS)
_COLUMNS = {replies.NAME: "name", replies.VILLAGE: "village", replies.DISTRICT: "district", replies.NPP: "npp"}
_CLOCK = r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?"
_HOURS = re.compile(
    rf"\s*(?:buka|jam|pukul|pkl\.?)?\s*{_CLOCK}\s*(?:-|–|sampai|hingga|ke|s/?d\.?|to)\s*(?:jam|pukul|pkl\.?)?\s*{_CLOCK}"
    r"\s*(?:wib|wita|wit)?\s*\.?\s*",
    re.IGNORECASE,
)


def show(turn: Turn) -> Answer:
    """The library written for last."""
    library = turn.library()
    if turn.offices and (library is None or turn.text.strip()):
        return libraries.show(turn)
    if library is None:
        return [turn.answer(no_library(turn.texts))]
    return [turn.answer(*_picture(turn, library))]


def switch(turn: Turn, tap: Tap) -> Answer:
    """Another of the keeper's libraries."""
    library = turn.kept(tap.id)
    if library is None:
        return []
    turn.work.directory.change_person(turn.me.id, last_library_id=library.id)
    return [turn.redraw(*_picture(turn, library))]


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
        case replies.VILLAGE | replies.DISTRICT | replies.NPP if turn.answers_for(library.region_code):
            return [_ask_words(turn, library, tap.choice)]
    return [turn.redraw(*_picture(turn, library))]


def toggle_day(turn: Turn, tap: Tap) -> Answer:
    """Open or closed on one day of the week, from today on; the button says which, so that a second tap is harmless."""
    library = _tapped(turn, tap)
    day, is_open = divmod(tap.choice, 2)
    if library is None or day > 6:
        return []
    days = list(library.opening_days)
    days[day] = str(is_open)
    if "".join(days) == library.opening_days:
        return [turn.redraw(*replies.days(turn.texts, library))]
    turn.work.openings.open_on(library.id, "".join(days), turn.today(library))
    changed = turn.work.directory.library(library.id) or library
    said = partial(replies.days_changed_by, name=turn.name, changed=changed)
    return [turn.redraw(*replies.days(turn.texts, changed)), *tell_colleagues(turn, library, "days", said)]


def reopen(turn: Turn, tap: Tap) -> Answer:
    """Days told closed are not closed after all; the button holds the first and the last, as ordinals."""
    library = _tapped(turn, tap)
    if library is None:
        return []
    for closure in _to_come(turn, library):
        if (closure.period.first.toordinal(), closure.period.last.toordinal()) == (tap.version, tap.choice):
            turn.work.openings.reopen(library.id, closure.period, turn.today(library))
    return [turn.redraw(*_picture(turn, library))]


def choose_zone(turn: Turn, tap: Tap) -> Answer:
    """WIB, WITA or WIT."""
    library = _tapped(turn, tap)
    if library is None or tap.choice >= len(ZONES):
        return []
    return _changed(turn, library, timezone=ZONES[tap.choice])


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """A new name or new hours."""
    library = _mine(turn, question.library_id or 0)
    if library is None:
        return None
    if understood.entries or understood.query is not None or understood.topic in _NO_NAME:
        return None
    if question.payload["what"] == replies.HOURS:
        return _hours(turn, question, library)
    column = _COLUMNS[question.payload["what"]]
    words = plain_line(turn.text, MAX_NAME)
    if not words or (column != "name" and not turn.answers_for(library.region_code)):
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    return _changed(turn, library, **{column: words})


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
    return turn.redraw(replies.ask_words(turn.texts, library, what), question_id=question.id)


def _changed(turn: Turn, library: Library, **values: str) -> Answer:
    turn.work.directory.change_library(library.id, **values)
    changed = turn.work.directory.library(library.id) or library
    return [turn.redraw(*_picture(turn, changed))]


def _picture(turn: Turn, library: Library) -> tuple[Markup, Keyboard]:
    if not turn.me.keeps(library.id):
        card = turn.work.libraries.card(library.id, turn.reach)
        assert card is not None  # noqa: S101 - who doesn't keep it answers for it
        return libraries.drawn(turn, card)
    others = [other for other in turn.me.libraries if other.id != library.id]
    more = [card_replies.leave_button(turn.texts, library)]
    if turn.offices:
        more.append(card_replies.overview_button(turn.texts))
    return replies.library(turn.texts, library, others, _to_come(turn, library), turn.today(library), more)


def _to_come(turn: Turn, library: Library) -> list[Closure]:
    return turn.work.openings.told_closed(library.id, turn.today(library))


def _tapped(turn: Turn, tap: Tap) -> Library | None:
    return _mine(turn, tap.id)


def _mine(turn: Turn, library_id: int) -> Library | None:
    """A library that this person keeps, or answers for."""
    if turn.me.keeps(library_id):
        return turn.work.directory.library(library_id)
    card = turn.work.libraries.card(library_id, turn.reach)
    return card.library if card else None
