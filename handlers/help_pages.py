"""/bantuan, and what is said where nothing else fits."""

from dataclasses import replace

from domain.messages import Outgoing
from handlers.turn import Answer, Turn
from replies import help as replies


def whole(turn: Turn) -> Answer:
    """/bantuan; what follows the command is not needed."""
    return [turn.answer(replies.whole(turn.texts, facilitates=bool(turn.offices)))]


def unknown_command(turn: Turn) -> Answer:
    """A command that doesn't exist; in a group it may be another bot's."""
    if turn.incoming.is_group:
        return []
    return [turn.answer(turn.texts.say("I don't know that command. What I can do: /bantuan"))]


def in_private(turn: Turn) -> Answer:
    """What is between a person and the bot is not answered before a group."""
    return [turn.answer(turn.texts.say("Please write that to me in a private chat: tap my name, then Start."))]


def many_messages(turn: Turn, dedupe_key: str) -> Outgoing:
    """One answer for a flood of messages."""
    text = turn.texts.say("That was a lot of messages! I have worked on all of them; see /riwayat.")
    return replace(turn.answer(text), dedupe_key=dedupe_key)
