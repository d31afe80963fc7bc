"""Which messages belong to an announcement: those that were asked for, and replies to one."""

from handlers.announcing import answering, composing, picking, sending
from handlers.turn import Answer, Turn
from storage.questions import QuestionRow

_TYPED = {picking.KIND: picking.typed, sending.KIND: sending.when_typed}


def heard(turn: Turn) -> Answer | None:
    """Whatever was written or sent; None where it has nothing to do with an announcement."""
    answered = answering.replied(turn)
    if answered is not None or turn.incoming.is_group:
        return answered
    more = composing.more_of_album(turn)
    if more is not None:
        return more
    question = _addressed(turn)
    if question is None:
        return None
    if question.kind == composing.KIND:
        return _composed(turn, question)
    typed = _TYPED.get(question.kind)
    return typed(turn, question) if typed and turn.incoming.media is None and turn.text.strip() else None


def edited(turn: Turn) -> Answer | None:
    """The same for an edited message."""
    answered = answering.edited(turn)
    return answered if answered is not None or turn.incoming.is_group else composing.edited(turn)


def _composed(turn: Turn, question: QuestionRow) -> Answer | None:
    """Who has lost the office meanwhile announces nothing."""
    return composing.composed(turn, question) if turn.offices else None


def _addressed(turn: Turn) -> QuestionRow | None:
    """A reply answers the question it replies to, other messages the newest that was asked."""
    if turn.replied_question is not None:
        return turn.replied_question if turn.replied_question.waits(turn.now) else None
    return next(iter(turn.open_questions), None)
