"""Asking to keep a library: found by the name of its village, decided by a facilitator or an admin."""

from markupsafe import Markup

from domain.messages import Outgoing
from domain.people import Library
from domain.plain import plain_line
from domain.understanding import Topic, Understanding
from handlers import small_talk
from handlers.reading import is_report
from handlers.turn import Answer, Turn
from handlers.villages import matches
from locales import LANGUAGES, texts_in
from replies import joining as replies
from replies.buttons import Tap
from storage.invitations import Request
from storage.questions import QuestionRow

VILLAGE = "village"
"""The question for the name of the village."""

_NO_VILLAGE = (Topic.HELP, Topic.THANKS, Topic.QUESTION)
"""What is no village's name."""


def village_typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The name of a village: up to five matches to choose from; None for what reads as a report."""
    if understood.entries or turn.incoming.command:
        return None
    if understood.doubts or understood.query is not None or understood.topic in _NO_VILLAGE:
        return None
    text, keyboard = replies.villages(turn.texts, plain_line(turn.text), _found(turn))
    return [turn.answer(text, keyboard, question_id=question.id)]


def choose_village(turn: Turn, tap: Tap) -> Answer:
    """The library is found: its region's facilitators are asked, or else the admins."""
    library = turn.work.directory.library_in_use(tap.choice)
    if library is None:
        return [ask_village(turn)]
    if turn.me.keeps(library.id):
        return [turn.redraw(replies.ready(turn.texts, library))]
    turn.work.questions.withdraw(turn.me.id, VILLAGE)
    before = turn.work.invitations.open_request(turn.me.id)
    if before is not None and before.library_id == library.id:
        return [turn.redraw(replies.requested(turn.texts, library))]
    request_id = turn.work.invitations.request(turn.me.id, library.id, turn.now)
    asked = [_asked(turn, chat_id, language, request_id, library) for chat_id, language in _deciders(turn, library)]
    return [turn.redraw(replies.requested(turn.texts, library)), *asked]


def other_village(turn: Turn, _tap: Tap) -> Answer:
    """None of the matches: ask again."""
    return [ask_village(turn)]


def decide(turn: Turn, tap: Tap) -> Answer:
    """Terima or Tolak, by somebody whose region it is."""
    request = turn.work.invitations.requested(tap.id)
    library = turn.work.directory.library(request.library_id) if request else None
    if request is None or library is None or not _may_decide(turn, library):
        return []
    accepted = tap.choice == replies.ACCEPT
    name = turn.work.directory.name_of(request.person_id) or "–"
    if not turn.work.invitations.decide(request.id, "accepted" if accepted else "refused", turn.person_id):
        by = turn.work.directory.name_of(request.decided_by)
        return [turn.redraw(replies.decided_before(turn.texts, name, library, request.state, by))]
    told = _tell_requester(turn, request, library, accepted=accepted)
    return [turn.redraw(replies.decided(turn.texts, name, library, accepted=accepted)), *told]


def without_library(turn: Turn, understood: Understanding) -> Answer:
    """Somebody who has agreed but is no keeper yet: reports wait, everything else is answered."""
    if turn.incoming.is_group or (turn.offices and not turn.work.invitations.open_request(turn.me.id)):
        if is_report(understood):
            return [turn.answer(replies.no_library(turn.texts))]
        return small_talk.answer(turn, understood)
    request = turn.work.invitations.open_request(turn.me.id)
    if is_report(understood):
        turn.hold()
        kept = replies.kept_until_accepted(turn.texts, understood)
        return [turn.answer(kept) if request else ask_village(turn, after=kept)]
    if understood.topic in _NO_VILLAGE and not (request and understood.topic is Topic.QUESTION):
        return small_talk.answer(turn, understood)
    if request:
        return [turn.answer(replies.still_waiting(turn.texts))]
    asked = ask_village(turn)
    libraries = _found(turn) if turn.text.strip() else []
    if not libraries:
        return [asked]
    return [turn.answer(*replies.villages(turn.texts, turn.text, libraries), question_id=asked.question_id)]


def ask_village(turn: Turn, *, after: Markup | None = None) -> Outgoing:
    """Ask for the village, in the tapped message where something was tapped."""
    person = turn.person or turn.work.directory.person(turn.external_id)
    assert person is not None  # noqa: S101 - remembered just now
    turn.work.questions.withdraw(person.id, VILLAGE)
    question = turn.work.questions.ask(kind=VILLAGE, chat_id=turn.chat_id, person_id=person.id, now=turn.now)
    asked = replies.which_village(turn.texts)
    return turn.redraw(Markup("\n").join((after, asked)) if after else asked, question_id=question.id)


def _found(turn: Turn) -> list[Library]:
    found = matches(turn.text, turn.work.directory.villages())
    return [library for id_ in found if (library := turn.work.directory.library(id_))]


def _deciders(turn: Turn, library: Library) -> list[tuple[int, str]]:
    """Chats and languages of those who decide: the facilitators of the regency, else the admins."""
    facilitators = turn.work.directory.facilitators(library.region_code)
    if facilitators:
        return [(contact.chat_id, contact.language) for contact in facilitators]
    named = {int(admin): LANGUAGES[0] for admin in turn.admins}
    appointed = {contact.chat_id: contact.language for contact in turn.work.directory.admins()}
    return list((named | appointed).items())


def _asked(turn: Turn, chat_id: int, language: str, request_id: int, library: Library) -> Outgoing:
    text, keyboard = replies.request(texts_in(language), request_id, turn.name, library)
    return Outgoing(chat_id=chat_id, text=text, keyboard=keyboard)


def _may_decide(turn: Turn, library: Library) -> bool:
    return any(office.covers(library.region_code) for office in turn.offices)


def _tell_requester(turn: Turn, request: Request, library: Library, *, accepted: bool) -> Answer:
    contact = turn.work.directory.contact(request.person_id)
    if contact is None:
        return []
    texts = texts_in(contact.language)
    if not accepted:
        return [Outgoing(chat_id=contact.chat_id, text=replies.refused(texts, library))]
    turn.work.directory.join(request.person_id, library.id, turn.now)
    turn.work.inbox.release(contact.chat_id)
    return [Outgoing(chat_id=contact.chat_id, text=replies.ready(texts, library))]
