"""/privasi and /hapusdata: what is kept of a person, and its removal."""

from dataclasses import replace

from domain.messages import Outgoing
from handlers import menus
from handlers.turn import Answer, Turn
from replies import privacy as replies
from replies.buttons import Tap


def privacy(turn: Turn) -> Answer:
    """All that is kept of this person."""
    kept = turn.work.people_data.of(turn.external_id)
    if kept is None:
        waiting = turn.work.people_data.in_queues(turn.chat_id)
        return [turn.answer(replies.of_a_stranger(turn.texts, waiting, turn.retention_months))]
    return [turn.answer(replies.privacy(turn.texts, kept, turn.retention_months, turn.wall_clock().tzinfo))]


def ask_erase(turn: Turn) -> Answer:
    """Make sure that it is meant; of a stranger there is only what waits, which goes at once."""
    if turn.person is None:
        turn.work.erasing.erase(turn.external_id, turn.now)
        return [turn.answer(turn.texts.say("I keep nothing about you."))]
    return [turn.answer(*replies.ask_erase(turn.texts))]


def erase(turn: Turn, tap: Tap) -> Answer:
    """Remove the person everywhere; the figures of the library stay, without them."""
    if tap.choice == replies.ASK:
        return [turn.redraw(*replies.ask_erase(turn.texts))]
    if tap.choice != replies.YES:
        return [turn.redraw(turn.texts.say("Good, nothing was removed."))]
    menu = menus.taken_back(turn.work, turn.external_id)
    turn.work.erasing.erase(turn.external_id, turn.now)
    return [_last_word(turn), *menu]


def _last_word(turn: Turn) -> Outgoing:
    return replace(turn.redraw(replies.erased(turn.texts)), question_id=None, report_id=None)
