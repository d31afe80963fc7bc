"""What becomes of reminders once their day has a report."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from domain.counting import DayCount
from domain.days import Period
from domain.messages import Outgoing
from domain.reminding import cancel_key
from handlers.turn import Turn
from locales import texts_in
from replies import reminders as replies
from storage.reminding import Unanswered


def reported(turn: Turn, library_id: int, counts: Mapping[date, DayCount]) -> None:
    """These days have a report: nobody is asked any more, and the other keepers see in their reminders who told it.

    Of those who told it nothing is edited: their report has an answer of its own.
    """
    for day in counts:
        turn.work.outbox.cancel(cancel_key(library_id, day))
    asked = [one for one in turn.work.reminding.unanswered(library_id) if one.day in counts] if counts else []
    for one in asked:
        turn.work.questions.answer(one.question_id)
    others = [one for one in asked if one.person_id != turn.me.id and one.message_id is not None]
    turn.work.outbox.put([_done(turn, library_id, one, counts[one.day]) for one in others], turn.now)


def _done(turn: Turn, library_id: int, asked: Unanswered, count: DayCount) -> Outgoing:
    texts = texts_in(asked.language)
    lines = [replies.recorded_by(texts, turn.me.name, asked.day, count)]
    if missing := _still_missing(turn, library_id, asked):
        lines.append(replies.still_missing(texts, missing))
    return Outgoing(chat_id=asked.chat_id, text=Markup("\n").join(lines), edits=asked.message_id)


def _still_missing(turn: Turn, library_id: int, asked: Unanswered) -> list[date]:
    """What else a weekly reminder lists and nobody has reported."""
    if len(asked.listed) < 2:
        return []
    told = turn.work.views.days(library_id, Period(first=asked.listed[0], last=asked.listed[-1]))
    return [day for day in asked.listed if day not in told]
