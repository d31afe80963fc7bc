"""Perbaiki: pick an entry of a message, write the new value or remove it."""

from dataclasses import replace

from domain.entries import Activity, ActivityClass, Books, Entry, Visits
from domain.plain import plain_line
from domain.understanding import Topic, Understanding
from handlers.answering import draw
from handlers.reading import number_said, visits_said
from handlers.replacing import replace_entry
from handlers.reports import tapped_report
from handlers.turn import Answer, Turn
from handlers.values import filled, said_anew
from replies import fixing as replies
from replies.buttons import Tap
from storage.journal import Kept, ReportRow
from storage.questions import QuestionRow

KIND = "fix"
"""The question for an entry's new value; its payload names the entry, and the report's version."""

MAX_TITLE = 200
_NO_TITLE = (Topic.HELP, Topic.QUESTION, Topic.THANKS, Topic.GREETING, Topic.WAIT)


def entries(turn: Turn, tap: Tap) -> Answer:
    """The entries of a report, each as a button."""
    report = tapped_report(turn, tap)
    if report is None:
        return []
    kept = turn.work.journal.kept(report.id)
    if report.withdrawn or not kept:
        return [draw(turn, report.id)]
    text, keyboard = replies.entries(turn.texts, report.id, report.version, [item.entry for item in kept])
    return [turn.redraw(text, keyboard, report_id=report.id)]


def back(turn: Turn, tap: Tap) -> Answer:
    """Back to the answer."""
    report = tapped_report(turn, tap)
    if report is None:
        return []
    turn.work.questions.withdraw(turn.me.id, KIND)
    return [draw(turn, report.id)]


def entry(turn: Turn, tap: Tap) -> Answer:
    """Ask for one entry's new value."""
    found = _tapped_entry(turn, tap)
    if found is None:
        return back(turn, tap)
    report, kept = found
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        report_id=report.id,
        library_id=report.library_id,
        payload={"kind": type(kept.entry).__name__, "entry": kept.id, "version": report.version},
        takes_number=True,
        now=turn.now,
    )
    text, keyboard = replies.entry(turn.texts, report.id, report.version, tap.choice, kept.entry)
    return [turn.redraw(text, keyboard, question_id=question.id, report_id=report.id)]


def remove(turn: Turn, tap: Tap) -> Answer:
    """Take one entry out."""
    found = _tapped_entry(turn, tap)
    if found is None:
        return back(turn, tap)
    report, kept = found
    replace_entry(turn, report, kept, None)
    return [draw(turn, report.id, updated=True)]


def classes(turn: Turn, tap: Tap) -> Answer:
    """Offer the classes of SIM TPBIS for an activity."""
    found = _tapped_entry(turn, tap)
    if found is None or not isinstance(found[1].entry, Activity):
        return back(turn, tap)
    report, kept = found
    text, keyboard = replies.classes(turn.texts, report.id, report.version, tap.choice, kept.entry)
    return [turn.redraw(text, keyboard, report_id=report.id)]


def choose_class(turn: Turn, tap: Tap) -> Answer:
    """The class of an activity; the choice holds the entry's place and the class."""
    place, number = divmod(tap.choice, 10)
    found = _tapped_entry(turn, replace(tap, choice=place))
    if found is None or not isinstance(found[1].entry, Activity) or number >= len(ActivityClass):
        return back(turn, tap)
    report, kept = found
    replace_entry(turn, report, kept, replace(found[1].entry, activity_class=list(ActivityClass)[number]))
    return [draw(turn, report.id, updated=True)]


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The new value of an entry: a number, what would be reported of it, or other words for a title."""
    report = turn.work.journal.report(question.report_id or 0)
    told = turn.work.journal.kept(report.id) if report else []
    kept = next((entry for entry in told if _is_asked(question, entry)), None)
    if report is None or kept is None or report.withdrawn or not turn.me.keeps(report.library_id):
        turn.work.questions.answer(question.id)
        return None
    new = _new_value(turn, kept.entry, understood)
    if new is None:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    replace_entry(turn, report, kept, new)
    return [draw(turn, report.id, updated=True)]


def retyped(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The message with the new value was edited: its value is another one now."""
    report = turn.work.journal.report(question.report_id or 0)
    if report is None or report.version != question.payload["version"] + 1 or not turn.me.keeps(report.library_id):
        return None
    written = [kept for kept in turn.work.journal.kept(report.id) if kept.version == report.version]
    new = _new_value(turn, written[0].entry, understood) if len(written) == 1 else None
    if new is None:
        return None
    replace_entry(turn, report, written[0], new)
    turn.work.questions.remember(question.id, question.payload | {"version": report.version})
    return [draw(turn, report.id, updated=True)]


def _is_asked(question: QuestionRow, kept: Kept) -> bool:
    return (type(kept.entry).__name__, kept.id) == (question.payload["kind"], question.payload["entry"])


def _new_value(turn: Turn, old: Entry, understood: Understanding) -> Entry | None:
    if understood.change is not None and understood.change.number is not None:
        return filled(old, understood.change.number)
    number = number_said(understood)
    if number is not None:
        return filled(old, number)
    same_kind = [entry for entry in understood.entries if type(entry) is type(old)]
    if len(same_kind) == len(understood.entries) == 1:
        return said_anew(old, same_kind[0], dated=same_kind[0].date != turn.wall_clock().date())
    if understood.entries:
        return None
    if isinstance(old, Visits):
        told = visits_said(turn, turn.text, old.date)
        return told and said_anew(old, told, dated=False)
    is_title = not understood.doubts and understood.query is None and understood.topic not in _NO_TITLE
    if isinstance(old, Activity | Books) and old.title and is_title:
        return replace(old, title=plain_line(turn.text, MAX_TITLE))
    return None


def _tapped_entry(turn: Turn, tap: Tap) -> tuple[ReportRow, Kept] | None:
    report = tapped_report(turn, tap)
    if report is None or report.withdrawn or report.version != tap.version:
        return None
    kept = turn.work.journal.kept(report.id)
    return (report, kept[tap.choice]) if tap.choice < len(kept) else None
