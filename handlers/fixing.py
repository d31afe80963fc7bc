"""Perbaiki: pick an entry of a message, write the new value or remove it."""

from dataclasses import replace
from typing import Any

from domain.entries import Activity, ActivityClass, Books, Entry, Visits
from domain.understanding import Understanding
from handlers.answering import draw
from handlers.doubts import bare_number, filled
from handlers.recording import record, retally
from handlers.reports import tapped_report
from handlers.turn import Answer, Turn
from replies import fixing as replies
from replies.buttons import Tap
from storage.journal import Kept, ReportRow
from storage.questions import QuestionRow

KIND = "fix"
"""The question for an entry's new value; its payload names the entry's place in the report."""


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
    return [] if report is None else [draw(turn, report.id)]


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
        payload={"place": tap.choice, "version": report.version},
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
    _replace(turn, report, kept, None)
    return [draw(turn, report.id, updated=True)]


def classes(turn: Turn, tap: Tap) -> Answer:
    """Offer the classes of SIM TPBIS for an activity."""
    found = _tapped_entry(turn, tap)
    if found is None:
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
    _replace(turn, report, kept, replace(found[1].entry, activity_class=list(ActivityClass)[number]))
    return [draw(turn, report.id, updated=True)]


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The new value of an entry: a number, or other words for a title."""
    report = turn.work.journal.report(question.report_id or 0)
    if report is None or report.withdrawn or report.version != question.payload["version"]:
        turn.work.questions.answer(question.id)
        return None
    kept = turn.work.journal.kept(report.id)[question.payload["place"]]
    new = _new_value(kept.entry, understood, turn.text)
    if new is None:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    _replace(turn, report, kept, new)
    return [draw(turn, report.id, updated=True)]


def _new_value(old: Entry, understood: Understanding, text: str) -> Entry | None:
    number = bare_number(understood)
    if number is not None:
        return filled(old, None, number)
    same_kind = [entry for entry in understood.entries if type(entry) is type(old)]
    if len(same_kind) == 1:
        return _said_anew(old, same_kind[0], understood.dated)
    if isinstance(old, Activity | Books) and old.title and not understood.entries and not understood.doubts:
        return replace(old, title=text.strip()[:200])
    return None


def _said_anew(old: Entry, new: Entry, dated: bool) -> Entry:
    kept: dict[str, Any] = {} if dated else {"date": old.date}
    if isinstance(new, Visits):
        kept["mode"] = old.mode if isinstance(old, Visits) else None
    return replace(new, **kept)


def _replace(turn: Turn, report: ReportRow, kept: Kept, new: Entry | None) -> None:
    library = turn.work.directory.library(report.library_id or 0)
    assert library is not None  # noqa: S101 - an entry has a library
    turn.work.journal.lock(library.id)
    report = turn.work.journal.next_version(report)
    turn.work.journal.end(type(kept.entry), [kept.id], by=turn.me.id, at=turn.now)
    if new is not None:
        record(turn, report, library, [new])
    if isinstance(kept.entry, Visits):
        retally(turn, library.id, [kept.entry.date])


def _tapped_entry(turn: Turn, tap: Tap) -> tuple[ReportRow, Kept] | None:
    report = tapped_report(turn, tap)
    if report is None or report.withdrawn or report.version != tap.version:
        return None
    kept = turn.work.journal.kept(report.id)
    return (report, kept[tap.choice]) if tap.choice < len(kept) else None
