"""[👀 Look]: the answers in pages, and as a sheet."""

from dataclasses import replace

from domain.days import local
from handlers.announcing import own
from handlers.turn import Answer, Turn
from replies.announcing import answers as replies
from replies.buttons import Tap


def listed(turn: Turn, tap: Tap) -> Answer:
    """A page of the answers, in a message of their own."""
    found = own.mine(turn, tap.id)
    if found is None or found.started_at is None:
        return []
    page = replies.answers(turn.texts, found, turn.work.answers.all(found.id), tap.version // 2)
    # The result stays as it is: new answers change it.
    return [turn.answer(*page) if turn.incoming.message_id == found.message_id else turn.redraw(*page)]


def sheet(turn: Turn, tap: Tap) -> Answer:
    """All answers as a sheet."""
    found = own.mine(turn, tap.id)
    if found is None or found.started_at is None:
        return []
    day = local(found.started_at, own.zone(turn)).date().isoformat()
    caption, drawing = replies.sheet(turn.texts, found, day)
    return [replace(turn.answer(caption), drawing=drawing)]
