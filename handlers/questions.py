"""Buttons of questions: only the person asked may press them."""

from handlers import doubts
from handlers.turn import Answer, Turn
from replies.buttons import Tap


def tapped(turn: Turn, tap: Tap) -> Answer:
    """An answer to what wasn't clear."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != "doubt":
        return []
    return doubts.tapped(turn, question, tap)
