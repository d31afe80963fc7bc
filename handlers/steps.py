"""/lapor with buttons, step by step, for those who would rather tap."""

from dataclasses import replace
from datetime import date, timedelta

from domain.entries import Activity, Books, Entry, Visits
from domain.messages import Outgoing
from domain.people import Library
from domain.understanding import Understanding
from handlers import reporting
from handlers.doubts import bare_number
from handlers.turn import Answer, Turn
from replies import steps as replies
from replies.buttons import Tap
from storage.questions import QuestionRow

KIND = "steps"
"""The question of a step; its payload holds what was told so far."""

MAX_TITLE = 200


def report(turn: Turn) -> Answer:
    """/lapor; what follows the command is read as a message."""
    if not turn.me.libraries:
        return [turn.answer(turn.texts.say("You don't keep a library yet. Write /start to choose one."))]
    if turn.text.strip():
        understood = reporting.read(turn, turn.text, None)
        if understood.entries or understood.doubts:
            return reporting.report(turn, understood)
    turn.work.questions.withdraw(turn.me.id, KIND)
    return [turn.answer(*replies.menu(turn.texts))]


def chosen(turn: Turn, tap: Tap) -> Answer:
    """What to report: visitors, an activity, books, or that it was closed."""
    if tap.choice in (replies.VISITS, replies.CLOSED):
        return [turn.redraw(*replies.which_day(turn.texts, closed=tap.choice == replies.CLOSED))]
    what = "activity" if tap.choice == replies.ACTIVITY else "books"
    question = _ask(turn, {"what": what})
    return [turn.redraw(replies.title(turn.texts, what), question_id=question.id)]


def day_chosen(turn: Turn, tap: Tap) -> Answer:
    """Which day: the id of the button is how many days back, its version whether it was closed."""
    library = turn.library()
    if library is None or tap.id > 1:
        return []
    day = turn.wall_clock(library).date() - timedelta(days=tap.id)
    if tap.version:
        return record_tapped(turn, library, Visits(date=day, closed=True))
    return [_ask_visits(turn, library, day)]


def number_tapped(turn: Turn, tap: Tap) -> Answer:
    """The number of visitors of the day that was asked about."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != reporting.DAY:
        return []
    library = turn.work.directory.library(question.library_id or 0)
    if library is None or not question.is_open or not turn.me.keeps(library.id):
        return []
    day = date.fromisoformat(question.payload["date"])
    closed = tap.choice == replies.CLOSED_NUMBER
    turn.work.questions.answer(question.id)
    entry = Visits(date=day, closed=True) if closed else Visits(date=day, total=tap.choice)
    return record_tapped(turn, library, entry)


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """A title, or the number that completes the step."""
    told = question.payload
    library = turn.library()
    if library is None:
        return None
    if "title" not in told:
        return _titled(turn, question, understood)
    number = bare_number(understood)
    if number is None:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    return _record_typed(turn, library, told, number)


def without_number(turn: Turn, tap: Tap) -> Answer:
    """The number tapped, or that there is none."""
    question = turn.work.questions.get(tap.id)
    library = turn.library()
    if question is None or library is None or question.person_id != turn.me.id or not question.is_open:
        return []
    turn.work.questions.answer(question.id)
    number = None if tap.choice == replies.NO_NUMBER else tap.choice
    return record_tapped(turn, library, _entry(turn, library, question.payload, number))


def record_tapped(turn: Turn, library: Library, entry: Entry) -> Answer:
    """Record what was tapped; the bot's own message stands for it."""
    sent = replace(turn, incoming=replace(turn.incoming, text=""))
    opened = reporting.open_report(sent)
    if opened is None:
        return [turn.redraw(turn.texts.say("That is recorded already, thank you."))]
    return reporting.record_for(turn, opened, library, Understanding(entries=(entry,), dated=True))


def _titled(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    kind = Activity if question.payload["what"] == "activity" else Books
    if any(isinstance(entry, kind) for entry in understood.entries):
        turn.work.questions.answer(question.id, turn.incoming.message_id)
        return reporting.report(turn, understood)
    if any(isinstance(entry, Visits) for entry in understood.entries) or bare_number(understood) is not None:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    told = question.payload | {"title": " ".join(turn.text.split())[:MAX_TITLE]}
    asked = _ask(turn, told, takes_number=True)
    return [turn.answer(*replies.number(turn.texts, told["what"], told["title"], asked.id), question_id=asked.id)]


def _record_typed(turn: Turn, library: Library, told: dict[str, str], number: int) -> Answer:
    opened = reporting.open_report(turn)
    if opened is None:
        return []
    understood = Understanding(entries=(_entry(turn, library, told, number),), dated=True)
    return reporting.record_for(turn, opened, library, understood)


def _entry(turn: Turn, library: Library, told: dict[str, str], number: int | None) -> Entry:
    day = turn.wall_clock(library).date()
    if told["what"] == "activity":
        return Activity(date=day, title=told["title"], participants=number)
    return Books(date=day, title=told["title"], copies=number or 1)


def _ask_visits(turn: Turn, library: Library, day: date) -> Outgoing:
    recent = turn.work.views.recent_totals(library.id, day)
    question = turn.work.questions.ask(
        kind=reporting.DAY,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        library_id=library.id,
        payload={"date": day.isoformat()},
        takes_number=True,
        now=turn.now,
    )
    today = turn.wall_clock(library).date()
    text, keyboard = replies.how_many(turn.texts, day, today, question.id, recent)
    return turn.redraw(text, keyboard, question_id=question.id)


def _ask(turn: Turn, told: dict[str, str], *, takes_number: bool = False) -> QuestionRow:
    turn.work.questions.withdraw(turn.me.id, KIND)
    return turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        payload=told,
        takes_number=takes_number,
        now=turn.now,
    )
