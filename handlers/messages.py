"""A message in words: an answer to a question, a report, a correction, a query, or small talk."""

from domain.understanding import Understanding
from handlers import (
    caption,
    corrections,
    doubts,
    figures,
    fixing,
    joining,
    library_settings,
    reporting,
    small_talk,
    steps,
)
from handlers.recording import DOUBT
from handlers.turn import Answer, Turn
from storage.questions import QuestionRow

_TYPED = {
    DOUBT: doubts.typed,
    fixing.KIND: fixing.typed,
    joining.VILLAGE: joining.village_typed,
    caption.KIND: caption.typed,
    steps.KIND: steps.typed,
    library_settings.KIND: library_settings.typed,
}


def said(turn: Turn) -> Answer:
    """Whatever was written, by somebody who has agreed."""
    understood = reporting.read(turn, turn.text, reporting.day_asked(turn))
    question = _addressed(turn, understood)
    if question is not None and question.kind in _TYPED:
        answer = _TYPED[question.kind](turn, question, understood)
        if answer is not None:
            return answer
    if not turn.me.libraries:
        return joining.without_library(turn, understood)
    return understood_as(turn, understood)


def understood_as(turn: Turn, understood: Understanding) -> Answer:
    """Do what the message says."""
    if understood.entries or understood.doubts:
        return reporting.report(turn, understood)
    if understood.change is not None:
        return corrections.in_words(turn, understood.change)
    if understood.query is not None:
        return figures.answer(turn, understood.query)
    return small_talk.answer(turn, understood)


def _addressed(turn: Turn, understood: Understanding) -> QuestionRow | None:
    """The question that this message answers: a reply that message's, a number the newest, words the last said."""
    replied = reporting.replied_to(turn)
    if replied is not None and replied.is_open:
        return replied
    if doubts.bare_number(understood) is not None:
        found = next(reporting.numbers_asked(turn), None)
        if found is not None:
            return found
    newest = turn.work.outbox.newest_about(turn.chat_id) if turn.open_questions else None
    if newest is None or newest.question_id is None:
        return None
    last = next((q for q in turn.open_questions if q.id == newest.question_id), None)
    if last is not None and understood.entries and last.kind not in _TAKES_REPORTS:
        return None
    return last


_TAKES_REPORTS = (caption.KIND, steps.KIND)
