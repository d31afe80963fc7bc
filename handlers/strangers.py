"""Somebody who has not agreed yet: always answered, but not without end; reports wait for their consent."""

from datetime import timedelta

from handlers import reporting
from handlers.turn import Answer, Turn
from replies import joining as replies

ANSWERS_AN_HOUR = 5


def said(turn: Turn) -> Answer:
    """A message before consent: nothing but the inbox is kept."""
    if turn.incoming.is_group:
        return [turn.answer(turn.texts.say("Please write to me in a private chat first: tap my name, then Start."))]
    hour_ago = turn.incoming.sent_at - timedelta(hours=1)
    if turn.work.inbox.came_from(turn.chat_id, hour_ago, turn.incoming.sent_at) > ANSWERS_AN_HOUR:
        turn.hold()
        return []
    understood = reporting.read(turn, turn.text, None)
    if understood.entries or understood.doubts:
        turn.hold()
        return [turn.answer(*replies.one_tap_first(turn.texts))]
    return [turn.answer(*replies.welcome(turn.texts))]
