"""Chosen libraries: by search and tick."""

from dataclasses import replace

from domain.announcing import Announcement, Whom
from domain.messages import Outgoing
from domain.places import Place
from handlers.announcing import own
from handlers.announcing.reading import is_clear_report
from handlers.reading import read
from handlers.turn import Answer, Turn
from handlers.villages import matches
from replies.announcing import picking as replies
from replies.announcing.audience import addressed
from replies.buttons import Tap
from storage.questions import QuestionRow

KIND = "announce_pick"
"""The question for a village; its payload names the draft."""


def ask(turn: Turn, draft: Announcement, page: int) -> Outgoing:
    """The libraries to tick; what is typed now is looked for among them."""
    turn.work.questions.withdraw(turn.me.id, KIND)
    question = turn.work.questions.ask(
        kind=KIND, chat_id=turn.chat_id, person_id=turn.me.id, payload={"draft": draft.id}, now=turn.now
    )
    text, keyboard = replies.pick(turn.texts, draft, _places(turn, draft), page)
    return turn.redraw(text, keyboard, question_id=question.id)


def typed(turn: Turn, question: QuestionRow) -> Answer | None:
    """A village's name; None for what rather is a report."""
    draft = own.unsent(turn, question.payload["draft"])
    if draft is None or is_clear_report(read(turn, turn.text)):
        return None
    found = matches(turn.text, turn.work.audiences.villages(own.codes(turn, draft.audience.region)))
    if not found:
        return [turn.answer(replies.not_found(turn.texts, turn.text), question_id=question.id)]
    places = {place.id: place for place in _places(turn, draft)}
    text, keyboard = replies.pick(turn.texts, draft, [places[id_] for id_ in found], 0, found=True)
    return [turn.answer(text, keyboard, question_id=question.id)]


def tick(turn: Turn, tap: Tap) -> Answer:
    """Tick a library or take the tick away; the button says which, so that a second tap is harmless."""
    draft = own.unsent(turn, tap.id)
    places = _places(turn, draft) if draft else []
    ids = [place.id for place in places]
    if draft is None or tap.choice not in ids:
        return []
    others = [id_ for id_ in draft.audience.libraries if id_ != tap.choice]
    libraries = (*others, tap.choice) if tap.version % 2 else tuple(others)
    draft = own.addressed(turn, draft, replace(draft.audience, libraries=libraries))
    return [turn.redraw(*replies.pick(turn.texts, draft, places, ids.index(tap.choice) // replies.A_PAGE))]


def turned(turn: Turn, tap: Tap) -> Answer:
    """Another page."""
    draft = own.unsent(turn, tap.id)
    return [turn.redraw(*replies.pick(turn.texts, draft, _places(turn, draft), tap.version // 2))] if draft else []


def picked(turn: Turn, tap: Tap) -> Answer:
    """Those are all."""
    draft = own.unsent(turn, tap.id)
    if draft is None or not draft.audience.libraries:
        return []
    turn.work.questions.withdraw(turn.me.id, KIND)
    draft = own.addressed(turn, draft, replace(draft.audience, whom=Whom.LIBRARIES))
    name = own.shown(turn, draft).name
    return [turn.redraw(addressed(turn.texts, name)), *own.previewed(turn, draft)]


def _places(turn: Turn, draft: Announcement) -> list[Place]:
    return turn.work.audiences.places(own.codes(turn, draft.audience.region))
