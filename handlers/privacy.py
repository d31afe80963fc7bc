"""/privasi and /hapusdata: what is kept of a person, and its removal."""

from dataclasses import replace

from domain.messages import Outgoing
from handlers.turn import Answer, Turn
from replies import privacy as replies
from replies.buttons import Tap


def privacy(turn: Turn) -> Answer:
    """What is kept, in general and of this person."""
    if turn.person is None:
        return [turn.answer(replies.privacy(turn.texts, None))]
    reports = turn.work.views.of_person(turn.person.id)
    return [turn.answer(replies.privacy(turn.texts, turn.person, reports, turn.wall_clock().tzinfo))]


def ask_erase(turn: Turn) -> Answer:
    """Make sure that it is meant."""
    if turn.person is None:
        turn.work.inbox.forget(turn.chat_id)  # reports that wait for consent
        return [turn.answer(turn.texts.say("I keep nothing about you."))]
    return [turn.answer(*replies.ask_erase(turn.texts))]


def erase(turn: Turn, tap: Tap) -> Answer:
    """Remove the person everywhere; the figures of the library stay, without them."""
    if tap.choice != replies.YES:
        return [turn.redraw(turn.texts.say("Good, nothing was removed."))]
    if turn.person is not None:
        turn.work.directory.erase(turn.person.id, turn.external_id, turn.now)
        turn.work.outbox.forget(turn.chat_id)
        turn.work.inbox.forget(turn.chat_id)
    return [_last_word(turn)]


def _last_word(turn: Turn) -> Outgoing:
    text = turn.texts.say(
        "Your data is removed: name, account and the texts of your reports. The library's figures stay, without you. "
        "If you come back: /start"
    )
    return replace(turn.redraw(text), question_id=None, report_id=None)
