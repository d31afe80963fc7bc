"""Joining: by an invitation, or by the name of the village and the facilitator's word."""

from domain.codes import decode
from domain.messages import Outgoing
from domain.people import CONSENT_VERSION, Library, Role
from domain.understanding import Understanding
from handlers import small_talk
from handlers.turn import Answer, Turn
from handlers.villages import matches
from locales import LANGUAGES, texts_in
from replies import joining as replies
from replies.buttons import Tap
from storage.invitations import InvitationRow, Request
from storage.questions import QuestionRow

VILLAGE = "village"
"""The question for the name of the village."""


def start(turn: Turn) -> Answer:
    """/start, with or without an invitation."""
    code = decode(turn.text.strip())
    if code is not None:
        return _invited(turn, code)
    if turn.person is None:
        return [turn.answer(*replies.welcome(turn.texts))]
    if turn.me.libraries:
        return [turn.answer(replies.ready(turn.texts, turn.me.libraries[0]))]
    return [_ask_village(turn)]


def agree(turn: Turn, _tap: Tap) -> Answer:
    """Setuju, without an invitation: the id of the button is zero."""
    if turn.person is None:
        _remember(turn)
    turn.work.inbox.release(turn.chat_id)
    done = turn.redraw(replies.agreed(turn.texts))
    return [done] if turn.person and turn.person.libraries else [done, _ask_village(turn)]


def accept_invitation(turn: Turn, tap: Tap) -> Answer:
    """Setuju on an invitation: it is used up now; the button holds the code itself."""
    invitation = turn.work.invitations.find(tap.id, turn.now)
    if invitation is None or not turn.work.invitations.use(invitation.id):
        return [turn.redraw(turn.texts.say("This invitation is no longer valid. Please ask for a new one."))]
    person_id = turn.person.id if turn.person else _remember(turn)
    turn.work.inbox.release(turn.chat_id)
    if invitation.role is not Role.KEEPER:
        turn.work.directory.appoint(person_id, invitation.role, invitation.region_code, turn.now)
        return [turn.redraw(replies.appointed(turn.texts, invitation.role))]
    library = turn.work.directory.library(invitation.library_id or 0)
    assert library is not None  # noqa: S101 - a keeper's invitation names one
    turn.work.directory.join(person_id, library.id, turn.now)
    return [turn.redraw(replies.ready(turn.texts, library))]


def not_mine(turn: Turn, _tap: Tap) -> Answer:
    """Bukan perpustakaan saya: the invitation stays unused."""
    text = turn.texts.say("Thank you for telling me. Write /start to look for your library by the name of its village.")
    return [turn.redraw(text)]


def village_typed(turn: Turn, question: QuestionRow, understood: Understanding) -> Answer | None:
    """The name of a village: up to five matches to choose from; None for what reads as a report."""
    if understood.entries or turn.incoming.command:
        return None
    found = matches(turn.text, turn.work.directory.villages())
    libraries = [library for id_ in found if (library := turn.work.directory.library(id_))]
    return [turn.answer(*replies.villages(turn.texts, turn.text, libraries), question_id=question.id)]


def choose_village(turn: Turn, tap: Tap) -> Answer:
    """The library is found: its region's facilitators are asked, or else the admins."""
    library = turn.work.directory.library(tap.choice)
    if library is None or turn.me.keeps(library.id):
        return []
    turn.work.questions.withdraw(turn.me.id, VILLAGE)
    request_id = turn.work.invitations.request(turn.me.id, library.id, turn.now)
    asked = [_asked(turn, chat_id, language, request_id, library) for chat_id, language in _deciders(turn, library)]
    return [turn.redraw(replies.requested(turn.texts, library)), *asked]


def other_village(turn: Turn, _tap: Tap) -> Answer:
    """None of the matches: ask again."""
    return [_ask_village(turn)]


def decide(turn: Turn, tap: Tap) -> Answer:
    """Terima or Tolak, by somebody whose region it is."""
    request = turn.work.invitations.requested(tap.id)
    library = turn.work.directory.library(request.library_id) if request else None
    if request is None or library is None or not _may_decide(turn, library):
        return []
    accepted = tap.choice == replies.ACCEPT
    if not turn.work.invitations.decide(request.id, "accepted" if accepted else "refused", turn.me.id):
        return [turn.redraw(turn.texts.say("That has been decided already."))]
    name = turn.work.directory.name_of(request.person_id) or "–"
    told = _tell_requester(turn, request, library, accepted=accepted)
    return [turn.redraw(replies.decided(turn.texts, name, library, accepted=accepted)), *told]


def without_library(turn: Turn, understood: Understanding) -> Answer:
    """Somebody who has agreed but is no keeper yet: reports wait, everything else is answered."""
    request = turn.work.invitations.open_request(turn.me.id)
    if understood.entries or understood.doubts:
        turn.hold()
        return [turn.answer(replies.kept_until_accepted(turn.texts, understood, requested=request is not None))]
    if turn.offices:
        return small_talk.answer(turn, understood)
    return [turn.answer(replies.still_waiting(turn.texts))] if request else [_ask_village(turn)]


def _invited(turn: Turn, code: int) -> Answer:
    invitation = turn.work.invitations.find(code, turn.now)
    if invitation is None:
        text = turn.texts.say("This invitation is no longer valid. Please ask for a new one.")
        return [turn.answer(text)]
    return [turn.answer(*replies.invited(turn.texts, code, invitation.role, _invited_to(turn, invitation)))]


def _invited_to(turn: Turn, invitation: InvitationRow) -> str:
    if invitation.library_id:
        library = turn.work.directory.library(invitation.library_id)
        return f"{library.name}, {library.place}" if library else ""
    return turn.work.directory.region_name(invitation.region_code) or ""


def _remember(turn: Turn) -> int:
    assert turn.incoming.sender is not None  # noqa: S101 - only people tap buttons
    language = turn.incoming.sender.language or ""
    return turn.work.directory.add_person(
        turn.external_id,
        name=turn.incoming.sender.name,
        language=language[:2] if language[:2] in LANGUAGES else LANGUAGES[0],
        consent_version=CONSENT_VERSION,
        at=turn.now,
    )


def _ask_village(turn: Turn) -> Outgoing:
    person = turn.person or turn.work.directory.person(turn.external_id)
    assert person is not None  # noqa: S101 - remembered just now
    turn.work.questions.withdraw(person.id, VILLAGE)
    question = turn.work.questions.ask(kind=VILLAGE, chat_id=turn.chat_id, person_id=person.id, now=turn.now)
    return turn.answer(turn.texts.say("Type the name of your village, please."), question_id=question.id)


def _deciders(turn: Turn, library: Library) -> list[tuple[int, str]]:
    """Chats and languages of those who decide: the facilitators of the regency, else the admins."""
    contacts = turn.work.directory.facilitators(library.region_code) or turn.work.directory.admins()
    chats = {contact.chat_id: contact.language for contact in contacts}
    if not chats:
        chats = {int(admin): LANGUAGES[0] for admin in turn.admins}
    return list(chats.items())


def _asked(turn: Turn, chat_id: int, language: str, request_id: int, library: Library) -> Outgoing:
    name = turn.incoming.sender.name if turn.incoming.sender else "–"
    text, keyboard = replies.request(texts_in(language), request_id, name, library)
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
