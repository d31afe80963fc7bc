"""Somebody who has not agreed yet: always answered, but not without end; reports wait for their consent."""

from datetime import timedelta

from domain.codes import decode
from handlers.reading import is_report, read
from handlers.turn import Answer, Turn
from replies import joining as replies

ANSWERS_AN_HOUR = 5


def said(turn: Turn) -> Answer:
    """A message before consent: nothing but the inbox is kept."""
    understood = read(turn, turn.text)
    waits = is_report(understood)
    is_rest_of_album = turn.incoming.media_group is not None and not turn.text.strip()
    if waits or is_rest_of_album:
        turn.hold()
    if is_rest_of_album:
        return []
    return [turn.answer(*(replies.one_tap_first(turn.texts) if waits else replies.welcome(turn.texts)))]


def edited(turn: Turn) -> None:
    """The edit of a report that waits waits with it."""
    understood = read(turn, turn.text)
    if not turn.incoming.is_group and is_report(understood):
        turn.hold()


def in_group(turn: Turn) -> Answer:
    """In a group only what is meant for the bot is answered, with the way to a private chat."""
    if turn.incoming.command is None:
        return []
    return [turn.answer(turn.texts.say("Please write to me in a private chat first: tap my name, then Start."))]


def heard_enough(turn: Turn) -> bool:
    """Whether this stranger was answered often enough within the hour; an invitation always gets an answer.

    So do the admins of the settings, who try the bot out before they agree.
    """
    if turn.external_id in turn.admins:
        return False
    if turn.incoming.command == "start" and decode(turn.text.strip()) is not None:
        return False
    sent_at = turn.incoming.sent_at
    return turn.work.inbox.came_from(turn.chat_id, sent_at - timedelta(hours=1), sent_at) > ANSWERS_AN_HOUR
