"""What a keeper wants of the reminders, said in words: done, and said back with a way to change it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from markupsafe import Markup

from domain.days import Period, local
from domain.messages import Keyboard, Outgoing
from domain.people import Library
from domain.reminding import Frequency
from domain.understanding import Correction, Understanding, Wish, WishKind
from handlers.help_pages import in_private
from handlers.reminder_changes import LONGEST, change_hour, change_keeping, reminders
from handlers.turn import Answer, Turn
from replies import wishes as replies
from replies.reminder_settings import settings
from storage.questions import QuestionRow

KIND = "wish"
"""Stands for a wish that was done, so that "batal" takes it back; its payload holds what was set before."""


def in_words(turn: Turn, wish: Wish) -> Answer:
    """Do it. The hour is that of the library written for last; the rest holds for all that the keeper keeps."""
    if turn.incoming.is_group:
        return in_private(turn)
    mine = turn.me.libraries
    match wish:
        case Wish(kind=WishKind.HOUR, hour=time() as hour):
            return set_hour(turn, mine[0], hour)
        case Wish(kind=WishKind.FREQUENCY, frequency=Frequency() as often):
            return _set_frequency(turn, mine, often)
        case Wish(kind=WishKind.PAUSE, until=date() as until):
            return pause(turn, mine, until)
        case Wish(kind=WishKind.RESUME):
            return _resume(turn, mine)
    return [turn.answer(*settings(turn.texts, reminders(turn, mine[0])))]


def set_hour(turn: Turn, library: Library, hour: time) -> Answer:
    """Remind at this hour; who wanted no reminders now does."""
    before = _keeping(turn, [library]) | {"hour": {"library": library.id, "reminder_at": library.reminder_at}}
    told = change_hour(turn, library, f"{hour:%H:%M}")
    _wants_some(turn, library)
    return [_done(turn, before, *replies.hour_set(turn.texts, reminders(turn, library))), *told]


def pause(turn: Turn, libraries: Sequence[Library], until: date) -> Answer:
    """Leave the keeper in peace up to a day."""
    now = local(turn.now, libraries[0].timezone)
    if until < now.date():
        return [turn.answer(replies.pause_over(turn.texts))]
    if until > now.date() + LONGEST:
        return [turn.answer(replies.pause_too_long(turn.texts))]
    before = _keeping(turn, libraries)
    change_keeping(turn, libraries, paused_until=until)
    shown, days = reminders(turn, libraries[0]), _days_of(libraries[0], now, until)
    return [_done(turn, before, *replies.paused(turn.texts, shown, libraries, days))]


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """ "Batal": everything is as it was before the wish."""
    if understood.change is None or understood.change.kind is not Correction.WITHDRAW:
        return None
    told: list[Outgoing] = []
    for id_, often, paused_until in question.payload["keeping"]:
        until = date.fromisoformat(paused_until) if paused_until else None
        if turn.me.keeps(id_):
            turn.work.directory.change_keeping(turn.me.id, id_, reminders=often, paused_until=until)
    hour = question.payload.get("hour")
    library = turn.kept(hour["library"]) if hour else None
    if hour and library is not None:
        told = change_hour(turn, library, hour["reminder_at"])
    shown = reminders(turn, library or turn.me.libraries[0])
    return [turn.answer(*replies.as_before(turn.texts, shown), question_id=question.id), *told]


def _set_frequency(turn: Turn, libraries: Sequence[Library], often: Frequency) -> Answer:
    before = _keeping(turn, libraries)
    change_keeping(turn, libraries, reminders=often)
    return [_done(turn, before, *replies.frequency_set(turn.texts, reminders(turn, libraries[0]), libraries))]


def _resume(turn: Turn, libraries: Sequence[Library]) -> Answer:
    before = _keeping(turn, libraries)
    change_keeping(turn, libraries, paused_until=None)
    for library in libraries:
        _wants_some(turn, library)
    return [_done(turn, before, *replies.resumed(turn.texts, reminders(turn, libraries[0]), libraries))]


def _wants_some(turn: Turn, library: Library) -> None:
    if turn.work.directory.keeping(turn.me.id, library.id).reminders is Frequency.NEVER:
        change_keeping(turn, [library], reminders=Frequency.DAILY)


def _keeping(turn: Turn, libraries: Sequence[Library]) -> dict[str, Any]:
    """What is set, for bringing it back."""
    rows = []
    for library in libraries:
        keeping = turn.work.directory.keeping(turn.me.id, library.id)
        paused_until = keeping.paused_until and keeping.paused_until.isoformat()
        rows.append([library.id, str(keeping.reminders), paused_until])
    return {"keeping": rows}


def _days_of(library: Library, now: datetime, until: date) -> Period:
    """The days of a pause on which the library may be closed too: today only before it opens, or where it is all."""
    tomorrow = now.date() + timedelta(days=1)
    first = now.date() if f"{now:%H:%M}" < library.opens_at else tomorrow
    return Period(first=min(first, until), last=until)


def _done(turn: Turn, before: dict[str, Any], text: Markup, keyboard: Keyboard) -> Outgoing:
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload=before, now=turn.now
    )
    return turn.answer(text, keyboard, question_id=question.id)
