"""What records nothing still gets an answer that fits."""

from domain.people import Library
from domain.understanding import Topic, Understanding
from handlers.tapping import ask_visitors
from handlers.turn import Answer, Turn
from replies import help as help_texts
from replies import small_talk as replies


def answer(turn: Turn, understood: Understanding) -> Answer:
    """A kind word, the matching piece of help, or what can't be recorded yet."""
    if understood.topic is Topic.HELP:
        return [turn.answer(help_texts.piece(turn.texts, understood.help_topic))]
    if turn.incoming.is_group:
        return []
    library = turn.library()
    if understood.topic is Topic.GREETING and library is not None:
        return _greeted(turn, library)
    return [turn.answer(replies.answer(turn.texts, understood.topic, turn.wall_clock().hour))]


def _greeted(turn: Turn, library: Library) -> Answer:
    """A greeting is the moment to ask for today's visitors; a number is then the answer."""
    clock = turn.wall_clock(library)
    today = turn.work.journal.day(library.id, clock.date())
    if today.reported:
        return [turn.answer(replies.greeted_again(turn.texts, clock.hour, today))]
    question, text, keyboard = ask_visitors(turn, library, clock.date())
    return [turn.answer(replies.greeted(turn.texts, clock.hour, text), keyboard, question_id=question.id)]
