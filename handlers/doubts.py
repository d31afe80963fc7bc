"""Answers to what wasn't clear about a report, tapped or typed."""

from dataclasses import replace
from datetime import timedelta

from domain.entries import Activity, Books, Entry, Visits
from domain.understanding import Doubt, DoubtKind, Slot, Understanding
from handlers.answering import draw
from handlers.recording import record, retally
from handlers.turn import Answer, Turn
from language.short_answers import yes_or_no
from replies.buttons import NONE, OTHER, WITHOUT, Tap
from storage.doubt_rows import doubt_of
from storage.journal import ReportRow
from storage.questions import QuestionRow


def tapped(turn: Turn, question: QuestionRow, tap: Tap) -> Answer:
    """A proposal was accepted, or another way out taken."""
    report = _report(turn, question)
    if not question.is_open or tap.version != question.version:
        return [draw(turn, report.id)]
    doubt = doubt_of(question.payload)
    if tap.choice == OTHER:
        return [turn.redraw(turn.texts.say("Write the number, please."), question_id=question.id, report_id=report.id)]
    return _settle(turn, question, report, _chosen(doubt, tap.choice))


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """A number for what is in doubt, or yes or no; None when the message says something else."""
    doubt = doubt_of(question.payload)
    entries = _answered(doubt, understood, turn.text)
    if entries is None:
        return None
    return _settle(turn, question, _report(turn, question), entries, message_id=turn.incoming.message_id)


def retyped(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer:
    """The message that answered was edited: the new answer takes the place of the old."""
    doubt = doubt_of(question.payload)
    entries = _answered(doubt, understood, turn.text)
    report = _report(turn, question)
    if not entries or report.withdrawn:
        return []
    report = turn.work.journal.next_version(report)
    for kept in turn.work.journal.kept(report.id):
        if _same_thing(kept.entry, entries[0]):
            turn.work.journal.end(type(kept.entry), [kept.id], by=turn.me.id, at=turn.now)
    _write(turn, report, entries)
    return [draw(turn, report.id, updated=True)]


def overtaken(turn: Turn, understood: Understanding) -> None:
    """A clear report closes the open questions about the same thing: it was written anew."""
    said = {(type(entry), entry.date) for entry in understood.entries}
    for question in turn.open_questions:
        if question.kind != "doubt":
            continue
        doubt = doubt_of(question.payload)
        about = doubt.draft or next(iter(doubt.proposals), None)
        fresh = turn.now - question.asked_at < timedelta(hours=6)
        if about is not None and fresh and (type(about), about.date) in said:
            turn.work.questions.answer(question.id)


def _settle(
    turn: Turn, question: QuestionRow, report: ReportRow, entries: tuple[Entry, ...], message_id: int | None = None
) -> Answer:
    turn.work.questions.answer(question.id, message_id)
    if report.withdrawn or not entries:
        return [draw(turn, report.id)]
    _write(turn, turn.work.journal.next_version(report), entries)
    return [draw(turn, report.id)]


def _write(turn: Turn, report: ReportRow, entries: tuple[Entry, ...]) -> None:
    library = report.library_id and turn.work.directory.library(report.library_id)
    if library:
        turn.work.journal.lock(library.id)
        record(turn, report, library, entries)
        retally(turn, library.id, {entry.date for entry in entries if isinstance(entry, Visits)})


def _chosen(doubt: Doubt, choice: int) -> tuple[Entry, ...]:
    if choice == WITHOUT and doubt.draft is not None:
        return (filled(doubt.draft, doubt.slot, None),)
    if choice == NONE or choice >= len(doubt.proposals):
        return ()
    return (doubt.proposals[choice],)


def _answered(doubt: Doubt, understood: Understanding, text: str) -> tuple[Entry, ...] | None:
    about = doubt.draft or next(iter(doubt.proposals), None)
    if about is None:
        return None
    number = bare_number(understood)
    if number is not None:
        return _numbered(doubt, about, number)
    answer = yes_or_no(text)
    if answer is None or (answer and not doubt.proposals):
        return None
    return doubt.proposals[:1] if answer and len(doubt.proposals) == 1 else None if answer else ()


def _numbered(doubt: Doubt, about: Entry, number: int) -> tuple[Entry, ...] | None:
    if doubt.slot not in (Slot.TOTAL, Slot.PARTICIPANTS, Slot.COPIES):
        return None
    if doubt.kind is DoubtKind.SECOND_COUNT and doubt.proposals:
        return (filled(doubt.proposals[-1], doubt.slot, number),)
    exact = (entry for entry in doubt.proposals if _number_of(entry) == number)
    return (next(exact, None) or filled(about, doubt.slot, number),)


def bare_number(understood: Understanding) -> int | None:
    """The number, where a message is nothing but one."""
    match understood.doubts:
        case (Doubt(kind=DoubtKind.BARE_NUMBER, numbers=(number,)),) if not understood.entries:
            return number
    return None


def filled(entry: Entry, slot: Slot | None, number: int | None) -> Entry:
    """The entry with this number in its slot; a split that belonged to another number goes."""
    if isinstance(entry, Visits):
        return replace(entry, total=number or 0, male=None, female=None, groups={}, closed=False)
    if isinstance(entry, Activity):
        return replace(entry, participants=number, male=None, female=None, groups={})
    if slot is Slot.COPIES or entry.title:
        return replace(entry, copies=number)
    return entry


def _number_of(entry: Entry) -> int | None:
    if isinstance(entry, Visits):
        return entry.total
    return entry.participants if isinstance(entry, Activity) else entry.copies


def _same_thing(one: Entry, other: Entry) -> bool:
    if type(one) is not type(other) or one.date != other.date:
        return False
    if isinstance(one, Activity | Books) and isinstance(other, Activity | Books):
        return one.title == other.title
    return True


def _report(turn: Turn, question: QuestionRow) -> ReportRow:
    report = turn.work.journal.report(question.report_id or 0)
    assert report is not None  # noqa: S101 - a doubt is always about a report
    return report
