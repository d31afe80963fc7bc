"""What is told by taps alone: asked with numbers to tap, recorded under the bot's own message."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from domain.entries import Entry
from domain.messages import Keyboard, Outgoing
from domain.people import Library
from domain.understanding import Understanding
from handlers import reporting
from handlers.answering import draw
from handlers.turn import Answer, Turn
from replies import reminders
from replies import steps as replies
from storage.questions import DAY, QuestionRow


def record_tapped(turn: Turn, library: Library, entry: Entry) -> Answer:
    """Record what was tapped; the bot's own message stands for it."""
    sent = replace(turn, incoming=replace(turn.incoming, text=""))
    opened = reporting.open_report(sent, library)
    if opened is None:
        recorded = turn.work.journal.report_of(turn.chat_id, turn.incoming.message_id or 0)
        return [draw(turn, recorded.id)] if recorded and turn.me.keeps(recorded.library_id) else []
    return reporting.record_for(turn, opened, library, Understanding(entries=(entry,), dated=True))


def told_already(turn: Turn, library: Library, day: date) -> Outgoing | None:
    """The tapped message, where its day has a report: the answer to that, if it is one, else that it is done."""
    count = turn.work.journal.day(library.id, day)
    if not count.reported:
        return None
    own = turn.work.journal.report_of(turn.chat_id, turn.incoming.message_id or 0)
    return draw(turn, own.id) if own else turn.redraw(reminders.recorded(turn.texts, day, count))


def ask_visitors(turn: Turn, library: Library, day: date) -> tuple[QuestionRow, Markup, Keyboard]:
    """Open the question for a day's visitors; how it is put, with numbers near the library's own recent days."""
    question = turn.work.questions.ask(
        kind=DAY,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        library_id=library.id,
        payload={"date": day.isoformat()},
        takes_number=True,
        now=turn.now,
    )
    today = turn.wall_clock(library).date()
    recent = turn.work.views.recent_totals(library.id, day)
    text, keyboard = replies.how_many(turn.texts, day, today, question.id, recent)
    return question, text, keyboard
