"""Joining: consent, and invitations. Who comes without one looks for a library in requests.py."""

from markupsafe import Markup

from domain.codes import decode
from domain.messages import Keyboard
from domain.people import CONSENT_VERSION, Office, Role
from domain.reminding import Frequency
from handlers import keepers, renewing
from handlers.reminder_changes import reminders
from handlers.requests import ask_village
from handlers.turn import Answer, Turn
from locales import LANGUAGES
from replies import joining as replies
from replies.buttons import Tap
from storage.invitations import InvitationRow


def start(turn: Turn) -> Answer:
    """/start, with or without an invitation."""
    code = decode(turn.text.strip())
    if code is not None:
        return _invited(turn, code)
    if turn.person is None:
        return [turn.answer(*replies.welcome(turn.texts))]
    if renewing.is_due(turn):
        return [turn.answer(*replies.asked_again(turn.texts))]
    if turn.me.libraries:
        return [turn.answer(_ready(turn))]
    if turn.offices:
        return [turn.answer(replies.appointed(turn.texts, _highest(turn)))]
    return [ask_village(turn)]


def agree(turn: Turn, tap: Tap) -> Answer:
    """Setuju, without an invitation; what follows takes the place of the question, so that it is one message."""
    if renewing.is_due(turn):
        is_old = tap.version != CONSENT_VERSION
        return [turn.redraw(*replies.asked_again(turn.texts))] if is_old else renewing.agree(turn)
    if turn.person is None and tap.version != CONSENT_VERSION:
        return [turn.redraw(*replies.welcome(turn.texts))]
    if turn.person is None:
        _remember(turn)  # what was reported before waits on, until they are accepted as keeper
    if turn.person and turn.me.libraries:
        return [turn.redraw(_ready(turn))]
    if turn.offices:
        return [turn.redraw(replies.appointed(turn.texts, _highest(turn)))]
    return [ask_village(turn, after=replies.agreed(turn.texts))]


def accept_invitation(turn: Turn, tap: Tap) -> Answer:
    """Setuju on an invitation: it is used up now; the button holds the code itself."""
    invitation = turn.work.invitations.known(tap.id)
    if invitation is not None and tap.version != CONSENT_VERSION and _is_valid(turn, invitation):
        return [turn.redraw(*_offer(turn, tap.id, invitation))]
    if invitation is not None and _has_it(turn, invitation):
        return [turn.redraw(_welcome_in(turn, invitation))]
    if invitation is None or not _is_valid(turn, invitation) or not turn.work.invitations.use(invitation.id):
        return [turn.redraw(replies.not_valid(turn.texts))]
    person_id = turn.person.id if turn.person else _remember(turn)
    if renewing.is_due(turn):
        renewing.agreed(turn)
    turn.work.inbox.release(turn.chat_id)
    if invitation.library_id is None:
        turn.work.directory.appoint(person_id, invitation.role, invitation.region_code, turn.now)
        return [turn.redraw(_welcome_in(turn, invitation))]
    _withdraw_request(turn, person_id)
    turn.work.directory.join(person_id, invitation.library_id, turn.now)
    return [turn.redraw(_welcome_in(turn, invitation)), *keepers.take_over(turn, invitation)]


def not_mine(turn: Turn, _tap: Tap) -> Answer:
    """Bukan perpustakaan saya: the invitation stays unused."""
    text = turn.texts.say("Thank you for telling me. Write /start to look for your library by the name of its village.")
    return [turn.redraw(text)]


def _invited(turn: Turn, code: int) -> Answer:
    invitation = turn.work.invitations.known(code)
    if invitation is not None and _has_it(turn, invitation):
        return [turn.answer(_welcome_in(turn, invitation))]
    if invitation is None or not _is_valid(turn, invitation):
        return [turn.answer(replies.not_valid(turn.texts))]
    return [turn.answer(*_offer(turn, code, invitation))]


def _offer(turn: Turn, code: int, invitation: InvitationRow) -> tuple[Markup, Keyboard]:
    return replies.invited(turn.texts, code, invitation.role, _invited_to(turn, invitation))


def _is_valid(turn: Turn, invitation: InvitationRow) -> bool:
    """Not used up nor expired, and its library not taken out of use since."""
    library_id = invitation.library_id
    in_use = library_id is None or turn.work.directory.library_in_use(library_id) is not None
    return in_use and invitation.is_live(turn.now)


def _has_it(turn: Turn, invitation: InvitationRow) -> bool:
    """Whether this person is already what the invitation makes of them: they tapped twice, on a weak signal."""
    if turn.person is None:
        return False
    if invitation.library_id is not None:
        return turn.me.keeps(invitation.library_id)
    office = Office(role=invitation.role, region_code=invitation.region_code)
    return office in turn.work.directory.offices(turn.me.id)


def _ready(turn: Turn) -> Markup:
    """To somebody who is a keeper already."""
    library = turn.me.libraries[0]
    shown = reminders(turn, library)
    return replies.ready(turn.texts, library, daily=shown.frequency is Frequency.DAILY and not shown.paused_until)


def _welcome_in(turn: Turn, invitation: InvitationRow) -> Markup:
    if invitation.library_id is None:
        return replies.appointed(turn.texts, invitation.role)
    library = turn.work.directory.library(invitation.library_id)
    assert library is not None  # noqa: S101 - libraries are never deleted
    return replies.ready(turn.texts, library)


def _invited_to(turn: Turn, invitation: InvitationRow) -> str:
    if invitation.library_id:
        library = turn.work.directory.library(invitation.library_id)
        return f"{library.name}, {library.place}" if library else ""
    return turn.work.directory.region_name(invitation.region_code) or ""


def _highest(turn: Turn) -> Role:
    return Role.ADMIN if any(office.role is Role.ADMIN for office in turn.offices) else Role.FACILITATOR


def _withdraw_request(turn: Turn, person_id: int) -> None:
    """An invitation makes an open request needless."""
    request = turn.work.invitations.open_request(person_id)
    if request is not None:
        turn.work.invitations.decide(request.id, "withdrawn", None)


def _remember(turn: Turn) -> int:
    """Their language is Bahasa Indonesia until they choose another: a phone's says little here."""
    return turn.work.directory.add_person(
        turn.external_id,
        name=turn.name,
        language=LANGUAGES[0],
        consent_version=CONSENT_VERSION,
        at=turn.now,
    )
