"""The steps of /lapor for an activity or a book: its title, then its number."""

from collections.abc import Mapping

from domain.entries import Activity, Books, Entry
from domain.messages import Outgoing
from domain.people import Library
from domain.plain import plain_line
from domain.understanding import Understanding
from handlers import reporting
from handlers.answering import draw
from handlers.reading import number_said, titled
from handlers.replacing import replace_entry
from handlers.tapping import record_tapped
from handlers.turn import Answer, Turn
from handlers.values import filled, number_of
from replies import help as help_texts
from replies import steps as replies
from replies.buttons import Tap
from storage.questions import QuestionRow

KIND = "steps"
"""The question of a step; its payload holds what was told so far."""

MAX_TITLE = 200
_HEADINGS = {"activity": "kegiatan", "books": "buku baru"}


def ask_title(turn: Turn, library: Library, what: str) -> Outgoing:
    """What it was called."""
    question = _ask(turn, library, {"what": what})
    return turn.redraw(replies.title(turn.texts, what), question_id=question.id)


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """A title, or the number that completes the step."""
    library = turn.kept(question.library_id)
    if library is None:
        return None
    if "title" not in question.payload:
        return _titled(turn, question, library, understood)
    number = number_said(understood)
    if number is None:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    return _record(turn, library, (_entry(turn, library, question.payload, number),))


def retyped(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The title or the number that was typed has been edited."""
    report = turn.work.journal.report_of(turn.chat_id, turn.incoming.message_id or 0)
    if report is None:
        return _title_edited(turn, question)
    number = number_said(understood)
    kept = turn.work.journal.kept(report.id)
    if number is None or len(kept) != 1 or report.withdrawn or not turn.me.keeps(report.library_id):
        return None
    turn.work.journal.reword(report.id, turn.text)
    replace_entry(turn, report, kept[0], filled(kept[0].entry, number))
    return [draw(turn, report.id, updated=True)]


def number_tapped(turn: Turn, tap: Tap) -> Answer:
    """The number tapped, or that there is none."""
    question = turn.work.questions.get(tap.id)
    if question is None or question.person_id != turn.me.id or question.kind != KIND:
        return []
    library = turn.kept(question.library_id)
    if library is None or not question.waits(turn.now) or "title" not in question.payload:
        return []
    turn.work.questions.answer(question.id)
    number = None if tap.choice == replies.NO_NUMBER else tap.choice
    return record_tapped(turn, library, _entry(turn, library, question.payload, number))


def _titled(turn: Turn, question: QuestionRow, library: Library, understood: Understanding) -> Answer | None:
    what = question.payload["what"]
    kind = Activity if what == "activity" else Books
    told = [*understood.entries, *(doubt.draft for doubt in understood.doubts if doubt.draft)]
    if any(not isinstance(entry, kind) for entry in told) or number_said(understood) is not None:
        return None
    turn.work.questions.answer(question.id, turn.incoming.message_id)
    if len(told) > 1 or any(doubt.draft for doubt in understood.doubts):
        return reporting.report(turn, understood, library=library)
    whole = titled(turn, turn.text, _HEADINGS[what])
    if len(whole) == 1 and isinstance(whole[0], kind) and _says_number(whole[0]):
        return _record(turn, library, tuple(whole))
    return [_ask_number(turn, library, what)]


def _says_number(entry: Entry) -> bool:
    """A book without a number is read as one copy."""
    number = number_of(entry)
    return number is not None and (isinstance(entry, Activity) or number > 1)


def _title_edited(turn: Turn, question: QuestionRow) -> Answer:
    """While its number is still asked for, the title is another one; later Perbaiki is the way."""
    waiting = any(q.kind == KIND and q.payload.get("message") == turn.incoming.message_id for q in turn.open_questions)
    library = turn.kept(question.library_id)
    if waiting and library is not None:
        return [_ask_number(turn, library, question.payload["what"])]
    return [turn.answer(help_texts.piece(turn.texts, "correct"))]


def _record(turn: Turn, library: Library, entries: tuple[Entry, ...]) -> Answer:
    opened = reporting.open_report(turn, library)
    if opened is None:
        return []
    return reporting.record_for(turn, opened, library, Understanding(entries=entries, dated=True))


def _entry(turn: Turn, library: Library, told: dict[str, str], number: int | None) -> Entry:
    day = turn.wall_clock(library).date()
    if told["what"] == "activity":
        return Activity(date=day, title=told["title"], participants=number)
    return Books(date=day, title=told["title"], copies=number or 1)


def _ask_number(turn: Turn, library: Library, what: str) -> Outgoing:
    title = plain_line(turn.text, MAX_TITLE)
    title = title[:1].upper() + title[1:]
    told = {"what": what, "title": title, "message": turn.incoming.message_id}
    asked = _ask(turn, library, told, takes_number=True)
    return turn.answer(*replies.number(turn.texts, what, title, asked.id), question_id=asked.id)


def _ask(turn: Turn, library: Library, told: Mapping[str, object], *, takes_number: bool = False) -> QuestionRow:
    turn.work.questions.withdraw(turn.me.id, KIND)
    return turn.work.questions.ask(
        kind=KIND,
        chat_id=turn.chat_id,
        person_id=turn.me.id,
        library_id=library.id,
        payload=dict(told),
        takes_number=takes_number,
        now=turn.now,
    )
