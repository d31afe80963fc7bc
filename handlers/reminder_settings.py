"""/pengingat: what is set, changed by tapping or writing; one message, drawn anew with each tap."""

from datetime import date, time

from markupsafe import Markup

from domain.messages import Keyboard, Outgoing
from domain.people import Library
from domain.understanding import Topic, Understanding, Wish, WishKind
from handlers import wishes
from handlers.reading import bare_number
from handlers.reminder_changes import LONGEST, change_hour, change_keeping, reminders
from handlers.turn import Answer, Turn
from language import wish
from replies import reminder_settings as replies
from replies.buttons import Tap
from replies.joining import no_library
from storage.questions import QuestionRow

KIND = "reminders"
"""The question for an hour, or for the last day of a pause; its payload says which."""

_AS_WISH = {replies.OTHER_HOUR: "ingatkan {}", replies.OTHER_DAY: "jeda sampai {}"}
"""How a short answer would be said where nothing was asked."""

_NO_ANSWER = (Topic.HELP, Topic.QUESTION, Topic.THANKS)


def show(turn: Turn) -> Answer:
    """/pengingat; what follows the command is a wish."""
    library = turn.library()
    if library is None:
        return [turn.answer(no_library(turn.texts))]
    wished = wish(turn.text, turn.wall_clock())
    if wished is not None:
        return wishes.in_words(turn, wished)
    return [turn.answer(*_settings(turn, library))]


def tapped(turn: Turn, tap: Tap) -> Answer:
    """Show a library's reminders, or ask what they shall be."""
    library = _tapped(turn, tap)
    if library is None:
        return []
    match tap.choice:
        case replies.OTHER_HOUR | replies.OTHER_DAY:
            return [_ask(turn, library, tap.choice)]
        case replies.PAUSES:
            today = turn.today(library)
            return [turn.redraw(*replies.pauses(turn.texts, library, today))]
    turn.work.questions.withdraw(turn.me.id, KIND)
    turn.work.directory.change_person(turn.me.id, last_library_id=library.id)
    return [turn.redraw(*_settings(turn, library))]


def hour_tapped(turn: Turn, tap: Tap) -> Answer:
    """The hour, as minutes of the day."""
    library = _tapped(turn, tap)
    if library is None or tap.choice >= 24 * 60:
        return []
    told = change_hour(turn, library, f"{time(*divmod(tap.choice, 60)):%H:%M}")
    return [turn.redraw(*_settings(turn, library)), *told]


def often_tapped(turn: Turn, tap: Tap) -> Answer:
    """How often."""
    library = _tapped(turn, tap)
    if library is None or tap.choice >= len(replies.FREQUENCIES):
        return []
    return _changed(turn, library, reminders=replies.FREQUENCIES[tap.choice])


def ideas_tapped(turn: Turn, tap: Tap) -> Answer:
    """Ideas on or off; the button says which, so that a second tap is harmless."""
    library = _tapped(turn, tap)
    return [] if library is None else _changed(turn, library, ideas=bool(tap.choice))


def pause_tapped(turn: Turn, tap: Tap) -> Answer:
    """A pause, up to a day that has not passed; or its end, for all libraries if it began for all."""
    library = _tapped(turn, tap)
    if library is None:
        return []
    if tap.choice == replies.RESUME:
        change_keeping(turn, turn.me.libraries if tap.version else (library,), paused_until=None)
        return [turn.redraw(*_settings(turn, library))]
    today = turn.today(library)
    if not today.toordinal() <= tap.choice <= (today + LONGEST).toordinal():
        return [turn.redraw(*_settings(turn, library))]
    return _changed(turn, library, paused_until=date.fromordinal(tap.choice))


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The hour, or the last day of a pause."""
    library = turn.kept(question.library_id)
    if library is None or understood.entries:
        return None
    now, what = turn.wall_clock(library), question.payload["what"]
    match wish(turn.text, now) or wish(_AS_WISH[what].format(turn.text), now):
        case Wish(kind=WishKind.HOUR, hour=time() as hour):
            answer = wishes.set_hour(turn, library, hour)
        case Wish(kind=WishKind.PAUSE, until=date() as until):
            answer = wishes.pause(turn, (library,), until)
        case _:
            return None if _says_something_else(understood) else [_asked(turn, library, question)]
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    return answer


def _says_something_else(understood: Understanding) -> bool:
    in_doubt = bool(understood.doubts) and bare_number(understood) is None
    return in_doubt or understood.query is not None or understood.topic in _NO_ANSWER


def _settings(turn: Turn, library: Library) -> tuple[Markup, Keyboard]:
    return replies.settings(turn.texts, reminders(turn, library))


def _changed(turn: Turn, library: Library, **values: object) -> Answer:
    change_keeping(turn, (library,), **values)
    return [turn.redraw(*_settings(turn, library))]


def _ask(turn: Turn, library: Library, what: int) -> Outgoing:
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        library_id=library.id,
        payload={"what": what},
        now=turn.now,
    )
    return _asked(turn, library, question)


def _asked(turn: Turn, library: Library, question: QuestionRow) -> Outgoing:
    ask = replies.ask_hour if question.payload["what"] == replies.OTHER_HOUR else replies.ask_day
    return turn.redraw(*ask(turn.texts, library), question_id=question.id)


def _tapped(turn: Turn, tap: Tap) -> Library | None:
    """A keeper's own: never before others."""
    return None if turn.incoming.is_group else turn.kept(tap.id)
