"""Below the preview: ask for answers, send now or later, stop."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.announcing import FAILED, Announcement, Asks, Outcome, State
from domain.days import local
from domain.messages import Outgoing
from handlers.announcing import own
from handlers.announcing.reading import is_clear_report
from handlers.reading import read
from handlers.turn import Answer, Turn
from language.moments import moment
from replies.announcing import control as replies
from replies.announcing import progress
from replies.announcing.found import result_of
from replies.buttons import Tap
from storage.questions import QuestionRow

KIND = "announce_when"
"""The question when to send; its payload names the draft."""
LONGEST = timedelta(days=366)


def asks(turn: Turn, tap: Tap) -> Answer:
    """Which answers are asked for."""
    draft = own.unsent(turn, tap.id)
    if draft is None or tap.choice >= len(Asks) or draft.audience.whom is None:
        return []
    draft = turn.work.announcements.ask(draft, list(Asks)[tap.choice])
    return [turn.redraw(*replies.control(turn.texts, own.shown(turn, draft)))]


def send(turn: Turn, tap: Tap) -> Answer:
    """Begin; the clockwork goes on with it, page by page."""
    found = own.mine(turn, tap.id)
    if found is None or found.audience.whom is None:
        return []
    if found.state not in own.UNSENT:
        return [_as_it_is(turn, found)]
    size = own.size(turn, found)
    if tap.version != found.audience.edition or not size:
        return [turn.redraw(*replies.control(turn.texts, own.shown(turn, found)))]
    turn.work.questions.withdraw(turn.me.id, KIND)
    turn.work.announcements.start(found, own.run(turn, found), turn.incoming.message_id, turn.now)
    return [turn.redraw(*progress.progress(turn.texts, found, 0, size))]


def ask_when(turn: Turn, tap: Tap) -> Answer:
    """Ask for the moment."""
    draft = own.unsent(turn, tap.id)
    if draft is None or draft.audience.whom is None:
        return []
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload={"draft": draft.id}, now=turn.now
    )
    return [replace(_untapped(turn).answer(replies.when(turn.texts)), question_id=question.id)]


def when_typed(turn: Turn, question: QuestionRow) -> Answer | None:
    """The moment in words, on the author's clock; None for what rather is a report."""
    draft = own.unsent(turn, question.payload["draft"])
    if draft is None:
        return None
    here = local(turn.incoming.sent_at, own.zone(turn))
    at = moment(turn.text, now=here)
    if at is None:
        if is_clear_report(read(turn, turn.text)):
            return None
        return [turn.answer(replies.not_understood(turn.texts), question_id=question.id)]
    if at <= local(turn.now, own.zone(turn)):
        return [turn.answer(replies.gone_by(turn.texts), question_id=question.id)]
    if at > here + LONGEST:
        return [turn.answer(replies.too_far(turn.texts), question_id=question.id)]
    return [_scheduled(turn, question, draft, at)]


def stop(turn: Turn, tap: Tap) -> Answer:
    """Send no more of it; what is on its way still arrives."""
    found = own.mine(turn, tap.id)
    if found is None:
        return []
    if not turn.work.announcements.stop(found.id):
        return [_as_it_is(turn, found)]
    turn.work.outbox.cancel(found.cancel_key)
    return [turn.redraw(progress.stopping(turn.texts))]


def again(turn: Turn, tap: Tap) -> Answer:
    """Once more to those whom it didn't reach, or may not have reached."""
    found = own.mine(turn, tap.id, State.SENT, State.CANCELLED)
    if found is None or found.ended_at is None or not own.covers(turn, found.run.codes):
        return []
    outcomes = FAILED if tap.choice == progress.AGAIN_FAILED else (Outcome.UNSURE,)
    known = result_of(turn.work, found)
    if not known.number(*outcomes):
        return [_as_it_is(turn, found)]
    still = turn.work.audiences.includes(found.audience, found.run.codes, turn.now)
    if not turn.work.runs.renew(found.id, outcomes, still):
        return [_untapped(turn).answer(progress.nobody_left(turn.texts))]
    turn.work.announcements.resume(found, turn.incoming.message_id)
    return [turn.redraw(*progress.progress(turn.texts, found, known.number(Outcome.SENT), known.all))]


def _as_it_is(turn: Turn, found: Announcement) -> Outgoing:
    """An old button: how far it has got by now."""
    known = result_of(turn.work, found)
    if found.ended_at is not None:
        return turn.redraw(*progress.result(turn.texts, found, known))
    if found.state is State.SENDING:
        total = found.run.total or known.all
        return turn.redraw(*progress.progress(turn.texts, found, known.number(Outcome.SENT), total))
    return turn.redraw(progress.stopping(turn.texts) if found.started_at else replies.called_off(turn.texts))


def _scheduled(turn: Turn, question: QuestionRow, draft: Announcement, at: datetime) -> Outgoing:
    turn.work.questions.answer(question.id)
    turn.work.announcements.schedule(draft, at.astimezone(UTC), own.run(turn, draft))
    return turn.answer(*replies.scheduled(turn.texts, own.shown(turn, draft), at))


def _untapped(turn: Turn) -> Turn:
    return replace(turn, incoming=replace(turn.incoming, data=None))
