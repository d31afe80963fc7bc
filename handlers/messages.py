"""A message in words: an answer to a question, a report, a correction, a query, or small talk."""

from domain.entries import Visits
from domain.people import Library
from domain.understanding import Correction, Understanding
from handlers import (
    asking,
    caption,
    closings,
    corrections,
    doubts,
    figures,
    fixing,
    library_adding,
    library_search,
    library_settings,
    reminder_settings,
    reporting,
    requests,
    small_talk,
    titles,
    wishes,
)
from handlers.answering import draw
from handlers.reading import bare_number, read
from handlers.replacing import corrected_in_place
from handlers.turn import Answer, Turn
from storage.questions import DAY, QuestionRow

_TYPED = {
    asking.DOUBT: doubts.typed,
    fixing.KIND: fixing.typed,
    requests.VILLAGE: requests.village_typed,
    caption.KIND: caption.typed,
    titles.KIND: titles.typed,
    library_settings.KIND: library_settings.typed,
    library_search.KIND: library_search.typed,
    library_adding.KIND: library_adding.typed,
    reminder_settings.KIND: reminder_settings.typed,
    wishes.KIND: wishes.typed,
    closings.KIND: closings.typed,
}
_CALLED_OFF = _TYPED.keys() - {asking.DOUBT, wishes.KIND, closings.KIND}
"""Questions that "batal" ends; after a doubt it takes back the report, else what was done."""


def said(turn: Turn) -> Answer:
    """Whatever was written, by somebody who has agreed."""
    asked = None if _hour_asked(turn) else asking.day_asked(turn)
    understood = read(turn, turn.text, asked.day if asked else None)
    question = None if _says_what_comes(understood) else _addressed(turn, understood)
    answer = _to_question(turn, question, understood) if question else None
    if answer is not None:
        return answer
    if not turn.me.libraries:
        return requests.without_library(turn, understood)
    return understood_as(turn, understood, _library_asked(turn, asked))


def understood_as(turn: Turn, understood: Understanding, library: Library | None = None) -> Answer:
    """Do what the message says."""
    if understood.corrects and (library or turn.library()):
        corrected = corrected_in_place(turn, library or turn.me.libraries[0], understood.entries)
        if corrected is not None:
            return [draw(turn, corrected, updated=True)]
    if understood.entries or understood.doubts:
        return [*reporting.report(turn, understood, library=library), *_wished(turn, understood)]
    if _says_what_comes(understood):
        return [*_wished(turn, understood), *closings.told(turn, turn.me.libraries[0], understood.closing)]
    if understood.change is not None:
        return corrections.in_words(turn, understood.change)
    if understood.query is not None:
        return figures.answer(turn, understood.query)
    return small_talk.answer(turn, understood)


def _says_what_comes(understood: Understanding) -> bool:
    """Whether a message is about days to come alone: no answer to anything."""
    records = understood.entries or understood.doubts
    return not records and (understood.wish is not None or understood.closing is not None)


def _wished(turn: Turn, understood: Understanding) -> Answer:
    return [] if understood.wish is None else wishes.in_words(turn, understood.wish)


def _addressed(turn: Turn, understood: Understanding) -> QuestionRow | None:
    """The question that this message answers: a reply that message's, a number the newest, words the last said."""
    replied = turn.replied_question
    if replied is not None and (replied.waits(turn.now) or replied.kind == DAY):
        return replied
    last = asking.last_said(turn)
    if bare_number(understood) is None or _hour_asked(turn):
        return last
    too_old = last is not None and last.takes_number
    return next(asking.numbers_asked(turn), None if too_old else last)


def _hour_asked(turn: Turn) -> bool:
    """Whether a number is no count of anything: the hour of the reminders was asked for last."""
    last = asking.last_said(turn) if turn.incoming.reply_to is None else None
    return last is not None and last.kind == reminder_settings.KIND


def _to_question(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    if question.kind not in _TYPED:
        return None
    change = understood.change
    if change is not None and change.kind is Correction.WITHDRAW and question.kind in _CALLED_OFF:
        turn.work.questions.answer(question.id)
        return [turn.answer(turn.texts.say("All right, nothing was changed."))]
    return _TYPED[question.kind](turn, question, understood)


def _library_asked(turn: Turn, asked: asking.DayAsked | None) -> Library | None:
    """The library whose day was asked about, where that is what the message answers."""
    if asked is None or len(turn.me.libraries) < 2:
        return None
    says_it_itself = any(isinstance(entry, Visits) for entry in read(turn, turn.text).entries)
    return None if says_it_itself and not asked.replied else turn.kept(asked.library_id)
