"""Days told closed ahead: "besok tutup, ada hajatan"."""

from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from domain.days import Period
from domain.messages import Keyboard, Outgoing
from domain.opening import Closure
from domain.people import Library
from domain.plain import plain_line
from domain.understanding import Closing, Correction, Understanding
from handlers.reminder_changes import LONGEST, reminders
from handlers.turn import Answer, Turn
from replies import closings as replies
from replies.buttons import Tap
from replies.reminder_settings import pause_line, resume
from storage.questions import QuestionRow

KIND = "closing"
"""Stands for days told closed, so that they can be taken back; its payload holds the library, the days, the reason.

`message` is the message that told them, None where it said nothing new.
"""

MAX_REASON = 120
DAY = timedelta(days=1)


def told(turn: Turn, library: Library, closing: Closing | None) -> Answer:
    """Record what a message tells of days to come."""
    if closing is None or reworded(turn, closing):
        return []
    if closing.period.last > turn.today(library) + LONGEST:
        return [turn.answer(replies.too_far(turn.texts))]
    if closing.called_off:
        return [_called_off(turn, library, closing.period)]
    return [_record(turn, library, _closure(closing), turn.incoming.message_id)]


def reworded(turn: Turn, closing: Closing | None) -> bool:
    """Whether an edited message tells just what it told; if it doesn't, that holds no longer."""
    mine = (q for q in turn.open_questions if q.kind == KIND and q.payload["message"] == turn.incoming.message_id)
    question = next(mine, None)
    library = _library(turn, question)
    if question is None or library is None:
        return False
    if closing is not None and _closure_in(question) == _closure(closing):
        return True
    _reopen(turn, library, question)
    turn.work.questions.answer(question.id)
    return False


def tapped(turn: Turn, tap: Tap) -> Answer:
    """A button of the answer: taken back, recorded again, or meant for another library."""
    question = turn.work.questions.get(tap.id)
    library = _library(turn, question)
    if question is None or library is None:
        return []
    match tap.version:
        case replies.UNDO:
            return [turn.redraw(*_taken_back(turn, library, question), question_id=question.id)]
        case replies.AGAIN:
            return [_drawn(turn, question, library)]
        case replies.MOVE if (other := turn.kept(tap.choice)) is not None:
            _reopen(turn, library, question)
            turn.work.questions.remember(question.id, question.payload | {"library": other.id})
            return [_drawn(turn, question, other)]
    return []


def close_too(turn: Turn, tap: Tap) -> Answer:
    """The library is closed on the days of a keeper's pause too; the button holds the days, as ordinals."""
    library = turn.kept(tap.id)
    if library is None:
        return []
    today = turn.today(library)
    first, last = max(tap.version, today.toordinal()), tap.choice
    if not first <= last <= (today + LONGEST).toordinal():
        return []
    closure = Closure(period=Period(first=date.fromordinal(first), last=date.fromordinal(last)))
    answer = _record(turn, library, closure)
    shown = reminders(turn, library)
    if shown.paused_until is None:
        return [turn.redraw(answer.text, answer.keyboard, question_id=answer.question_id)]
    text = Markup("{}.\n{}").format(pause_line(turn.texts, shown.paused_until, today), answer.text)
    keyboard = (*answer.keyboard, (resume(turn.texts, library),))
    return [turn.redraw(text, keyboard, question_id=answer.question_id)]


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """ "Batal", said right after."""
    library = _library(turn, question)
    if library is None or understood.change is None or understood.change.kind is not Correction.WITHDRAW:
        return None
    return [turn.answer(*_taken_back(turn, library, question), question_id=question.id)]


def _called_off(turn: Turn, library: Library, period: Period) -> Outgoing:
    """These days are open after all; what was told of the days around them stays."""
    today = turn.today(library)
    told = [one for one in _known(turn, library) if _touch(one.period, period)]
    for one in told:
        turn.work.openings.reopen(library.id, one.period, today)
        before = Period(first=max(one.period.first, today), last=period.first - DAY)
        after = Period(first=period.last + DAY, last=one.period.last)
        for left in (before, after):
            if left.first <= left.last:
                turn.work.openings.close(library.id, left, one.reason)
    return turn.answer(replies.called_off(turn.texts, period, today, known=bool(told)))


def _touch(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _record(turn: Turn, library: Library, closure: Closure, message_id: int | None = None) -> Outgoing:
    """Record days unless they are known, and say so."""
    turn.work.journal.lock(library.id)
    known = next((one for one in _known(turn, library) if _says_it(one, closure)), None)
    if known is None:
        turn.work.openings.close(library.id, closure.period, closure.reason)
    question = turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        payload=_payload(library, known or closure) | {"message": None if known else message_id},
        now=turn.now,
    )
    shown = _shown(turn, library, question)
    return turn.answer(*replies.recorded(turn.texts, shown, before=known is not None), question_id=question.id)


def _known(turn: Turn, library: Library) -> list[Closure]:
    return turn.work.openings.told_closed(library.id, turn.today(library))


def _says_it(known: Closure, closure: Closure) -> bool:
    within = known.period.first <= closure.period.first and closure.period.last <= known.period.last
    return within and closure.reason in (None, known.reason)


def _drawn(turn: Turn, question: QuestionRow, library: Library) -> Outgoing:
    """Recorded, again or for another library, in the tapped message."""
    closure = _closure_in(question)
    turn.work.openings.close(library.id, closure.period, closure.reason)
    text, keyboard = replies.recorded(turn.texts, _shown(turn, library, question))
    return turn.redraw(text, keyboard, question_id=question.id)


def _taken_back(turn: Turn, library: Library, question: QuestionRow) -> tuple[Markup, Keyboard]:
    """What has passed stays closed."""
    shown, today = _shown(turn, library, question), turn.today(library)
    first, last = max(shown.closure.period.first, today), shown.closure.period.last
    if last < today:
        return replies.recorded(turn.texts, shown, before=True)
    _reopen(turn, library, question)
    gone = Period(first=first, last=last)
    still = (one for one in _known(turn, library) if _touch(one.period, gone))
    return replies.taken_back(turn.texts, shown, gone, next(still, None))


def _reopen(turn: Turn, library: Library, question: QuestionRow) -> None:
    turn.work.openings.reopen(library.id, _closure_in(question).period, turn.today(library))


def _shown(turn: Turn, library: Library, question: QuestionRow) -> replies.Told:
    return replies.Told(
        id=question.id,
        library=library,
        closure=_closure_in(question),
        today=turn.today(library),
        others=tuple(other for other in turn.me.libraries if other.id != library.id),
    )


def _library(turn: Turn, question: QuestionRow | None) -> Library | None:
    """The library of what was told, if this person keeps it."""
    return turn.kept(question.payload["library"]) if question and question.kind == KIND else None


def _closure(closing: Closing) -> Closure:
    reason = plain_line(closing.reason, MAX_REASON) if closing.reason else None
    return Closure(period=closing.period, reason=reason)


def _closure_in(question: QuestionRow) -> Closure:
    told = question.payload
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    return Closure(period=Period(first=first, last=last), reason=told["reason"])


def _payload(library: Library, closure: Closure) -> dict[str, Any]:
    period = closure.period
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return {"library": library.id, "reason": closure.reason, **days}
