"""/lapor with buttons, step by step, for those who would rather tap."""

from datetime import date, timedelta

from markupsafe import Markup

from domain.days import Period
from domain.entries import Visits
from domain.messages import Keyboard, Outgoing
from domain.people import Library
from handlers import closings, corrections, reporting
from handlers.reading import read
from handlers.tapping import ask_visitors, record_tapped, told_already
from handlers.titles import ask_title
from handlers.turn import Answer, Turn
from replies import help as help_texts
from replies import steps as replies
from replies.buttons import Tap
from replies.joining import no_library
from storage.questions import DAY

ANSWERED_WITHIN = timedelta(days=60)
"""The numbers of an old question work for as long as days are reported late."""

MISSING = 4
"""So many days of the last week without a report are offered."""


def report(turn: Turn) -> Answer:
    """/lapor; what follows the command is read as a message."""
    if not turn.me.libraries:
        return [turn.answer(no_library(turn.texts))]
    if turn.text.strip():
        understood = read(turn, turn.text)
        if understood.entries or understood.doubts:
            return reporting.report(turn, understood)
        if understood.closing is not None:
            return closings.told(turn, turn.me.libraries[0], understood.closing)
        if understood.change is not None:
            return corrections.in_words(turn, understood.change)
    if turn.incoming.is_group:
        return [turn.answer(help_texts.piece(turn.texts, "group"))]
    if len(turn.me.libraries) > 1:
        return [turn.answer(*replies.which_library(turn.texts, turn.me.libraries, replies.ANYTHING))]
    return [turn.answer(*replies.menu(turn.texts, turn.me.libraries[0]))]


def chosen(turn: Turn, tap: Tap) -> Answer:
    """What to report: visitors, an activity, books, or that it was closed; the button's id is the library."""
    library = turn.kept(tap.id)
    if library is None:
        return []
    match tap.choice:
        case replies.ANYTHING:
            turn.work.directory.change_person(turn.me.id, last_library_id=library.id)
            return [turn.redraw(*replies.menu(turn.texts, library))]
        case replies.VISITS | replies.CLOSED:
            return [turn.redraw(*_which_day(turn, library, closed=tap.choice == replies.CLOSED))]
        case replies.ACTIVITY | replies.BOOKS:
            return [ask_title(turn, library, "activity" if tap.choice == replies.ACTIVITY else "books")]
    return []


def ask_closed_day(turn: Turn) -> Outgoing:
    """/tutup: for which library, and which day."""
    mine = turn.me.libraries
    if len(mine) > 1:
        return turn.answer(*replies.which_library(turn.texts, mine, replies.CLOSED))
    return turn.answer(*_which_day(turn, mine[0], closed=True))


def day_chosen(turn: Turn, tap: Tap) -> Answer:
    """Which day: the button's id is the library, its version whether it was closed, its choice the day."""
    library = turn.kept(tap.id)
    day = _day(tap.choice, turn.wall_clock(library).date()) if library else None
    if library is None or day is None:
        return []
    if tap.version:
        return record_tapped(turn, library, Visits(date=day, closed=True))
    question, text, keyboard = ask_visitors(turn, library, day)
    return [turn.redraw(text, keyboard, question_id=question.id)]


def _which_day(turn: Turn, library: Library, *, closed: bool) -> tuple[Markup, Keyboard]:
    today = turn.wall_clock(library).date()
    week = Period(first=today - timedelta(days=7), last=today - timedelta(days=2))
    reported = turn.work.views.days(library.id, week)
    days = turn.work.openings.of([library.id], week)[library.id].days(week)
    missing = [day for day in reversed(days) if day not in reported]
    return replies.which_day(turn.texts, library, missing[:MISSING], closed=closed)


def _day(choice: int, today: date) -> date | None:
    """The day of a button, if that may still be reported."""
    if choice in (replies.TODAY, replies.YESTERDAY):
        return today - timedelta(days=choice)
    days_ago = today.toordinal() - choice
    return date.fromordinal(choice) if 0 <= days_ago <= ANSWERED_WITHIN.days else None


def number_tapped(turn: Turn, tap: Tap) -> Answer:
    """The number of visitors of the day that was asked about."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != DAY:
        return []
    library = turn.kept(question.library_id)
    if library is None or turn.now - question.asked_at > ANSWERED_WITHIN:
        return []
    day = date.fromisoformat(question.payload["date"])
    if not question.waits(turn.now) and (told := told_already(turn, library, day)):
        return [told]
    closed = tap.choice == replies.CLOSED_NUMBER
    turn.work.questions.answer(question.id)
    entry = Visits(date=day, closed=True) if closed else Visits(date=day, total=tap.choice)
    return record_tapped(turn, library, entry)
