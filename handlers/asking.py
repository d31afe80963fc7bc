"""What was asked of this person and is still open, and which of it a message answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.entries import Entry, Visits
from domain.understanding import DoubtKind, Understanding
from handlers.turn import Turn
from storage.doubt_rows import doubt_of
from storage.questions import DAY, QuestionRow

FRESH = timedelta(hours=6)
"""A bare number answers the newest question of this age at most."""

DOUBT = "doubt"
"""The kind of question that a Doubt becomes."""


@dataclass(frozen=True, kw_only=True)
class DayAsked:
    """The visitors of a library's day were asked for; `replied` where the message replies to that question."""

    day: date
    library_id: int | None
    replied: bool


def day_asked(turn: Turn) -> DayAsked | None:
    """The day whose visitors were asked for, where this message may answer that."""
    replied = turn.replied_question
    question = replied if replied and replied.kind == DAY else next(numbers_asked(turn), None)
    if question is None or question.kind != DAY:
        return None
    return DayAsked(
        day=date.fromisoformat(question.payload["date"]),
        library_id=question.library_id,
        replied=question is replied,
    )


def numbers_asked(turn: Turn) -> Iterator[QuestionRow]:
    """The open questions that a number may answer, the newest first. Of a report only the one that is shown."""
    shown = {q.report_id: q.id for q in turn.open_questions if q.report_id is not None}  # the oldest stays
    for question in turn.open_questions:
        is_shown = question.report_id is None or shown[question.report_id] == question.id
        if question.takes_number and is_shown and turn.incoming.sent_at - question.asked_at <= FRESH:
            yield question


def last_said(turn: Turn) -> QuestionRow | None:
    """The open question that was the last thing said to this person."""
    newest = turn.work.outbox.newest_about(turn.chat_id) if turn.open_questions else None
    if newest is None or newest.question_id is None:
        return None
    return next((question for question in turn.open_questions if question.id == newest.question_id), None)


def overtaken(turn: Turn, understood: Understanding) -> None:
    """A clear report closes the questions about the same thing: it was written anew."""
    for question in turn.open_questions:
        if question.kind != DOUBT or turn.incoming.sent_at - question.asked_at > FRESH:
            continue
        doubt = doubt_of(question.payload)
        if doubt.kind is DoubtKind.SECOND_COUNT:
            continue  # one more count for that day is not the one asked about: both want an answer
        about = doubt.draft or next(iter(doubt.proposals), None)
        if about is not None and any(same_thing(about, entry) for entry in understood.entries):
            turn.work.questions.answer(question.id)


def close_told_days(turn: Turn, library_id: int, understood: Understanding) -> None:
    """The days told need no longer be asked about."""
    days = {entry.date.isoformat() for entry in understood.entries if isinstance(entry, Visits)}
    for question in turn.open_questions:
        told = question.payload.get("date") in days and question.library_id in (library_id, None)
        if question.kind == DAY and told:
            turn.work.questions.answer(question.id)


def same_thing(one: Entry, other: Entry) -> bool:
    """Whether two entries tell of the same: the visits of a day, or what has that title."""
    if type(one) is not type(other) or one.date != other.date:
        return False
    return getattr(one, "title", None) == getattr(other, "title", None)
