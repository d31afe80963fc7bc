"""What records nothing still gets an answer that fits."""

from domain.understanding import Topic, Understanding
from handlers.turn import Answer, Turn
from replies import help as help_texts
from replies import small_talk as replies


def answer(turn: Turn, understood: Understanding) -> Answer:
    """A kind word, the matching piece of help, or what can't be recorded yet."""
    if turn.incoming.is_group and understood.topic is not Topic.HELP:
        return []
    if understood.topic is Topic.HELP:
        return [turn.answer(help_texts.piece(turn.texts, understood.help_topic))]
    text = replies.answer(turn.texts, understood.topic, turn.wall_clock().hour)
    return [turn.answer(text)]
