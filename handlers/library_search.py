"""Finding a library of one's regions: by the name of its village, or in a list; then its card or an invitation."""

from domain.messages import Outgoing
from domain.plain import plain_line
from domain.understanding import Topic, Understanding
from handlers.turn import Answer, Turn
from handlers.villages import matches
from replies import library_lists as replies
from replies.buttons import Tap
from replies.library_lists import Then
from storage.libraries import Named, Which
from storage.questions import QuestionRow

KIND = "find"
"""The question for the name of a village; its payload says what is then done with the library."""

_NO_VILLAGE = (Topic.HELP, Topic.THANKS, Topic.QUESTION)


def ask(turn: Turn, then: Then) -> int:
    """Wait for a name; the question's id."""
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload={"then": int(then)}, now=turn.now
    )
    return question.id


def typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """A name; None for what reads as something else."""
    if understood.entries or understood.doubts or understood.query is not None or turn.incoming.command:
        return None
    if understood.topic in _NO_VILLAGE or not turn.offices:
        return None
    return [found(turn, Then(question.payload["then"]), question.id)]


def found(turn: Turn, then: Then, question_id: int) -> Outgoing:
    """The libraries whose villages are most like what was written."""
    rows = turn.work.libraries.villages(turn.reach)
    wanted = matches(turn.text, rows)
    alike = sorted((Named(**row._asdict()) for row in rows if row.id in wanted), key=lambda one: wanted.index(one.id))
    text, keyboard = replies.found(turn.texts, plain_line(turn.text), alike, then)
    return turn.answer(text, keyboard, question_id=question_id)


def listed(turn: Turn, tap: Tap) -> Answer:
    """A page of a list."""
    if not turn.offices or tap.id not in set(Which) or tap.choice not in set(Then):
        return []
    which, then = Which(tap.id), Then(tap.choice)
    number = turn.work.libraries.count(turn.reach, which)
    page = min(tap.version // 2, max(0, (number - 1) // replies.A_PAGE))
    libraries = turn.work.libraries.page(turn.reach, which, page, replies.A_PAGE)
    return [turn.redraw(*replies.a_page(turn.texts, libraries, which, then, page, number))]
