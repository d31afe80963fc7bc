"""The command menu of somebody to whom the common one doesn't fit: another role, or another language than their app's.

What changes that is always a command or a tap of their own, so only these are followed by a look.
"""

import hashlib

from markupsafe import Markup

from domain.messages import Menu, Outgoing, Priority
from domain.people import Person, Role
from handlers.turn import Answer, Turn
from locales import DEFAULT, LANGUAGES, texts_in
from replies import menus as replies
from storage.work import Work


def changed(turn: Turn) -> Answer:
    """The menu that they are to be shown from now on, if it is another."""
    incoming = turn.incoming
    if incoming.is_group or (incoming.command is None and incoming.data is None):
        return []
    person = turn.work.directory.person(turn.external_id)
    if person is None:
        return []
    menu = _own(turn, person)
    mark = _mark(menu) if menu else None
    if mark == turn.work.menus.shown(turn.external_id):
        return []
    turn.work.menus.show(turn.external_id, mark)
    return [_shown(turn.work, turn.external_id, menu)]


def taken_back(work: Work, external_id: str) -> Answer:
    """The common menu again, where they have one of their own: asked for before they are forgotten."""
    return [_shown(work, external_id, ())] if work.menus.shown(external_id) else []


def _own(turn: Turn, person: Person) -> Menu:
    """Their own menu; empty where the common one fits."""
    roles = {office.role for office in turn.work.directory.offices(person.id)}
    if turn.external_id in turn.admins:
        roles.add(Role.ADMIN)
    if person.libraries or not roles:
        roles.add(Role.KEEPER)
    if roles == {Role.KEEPER} and person.language == _language_of_app(turn):
        return ()
    return replies.menu(texts_in(person.language), roles)


def _language_of_app(turn: Turn) -> str:
    """The language of the common menu that Telegram shows them."""
    spoken = (turn.incoming.sender.language if turn.incoming.sender else None) or DEFAULT
    language = spoken.partition("-")[0]
    return language if language in LANGUAGES else DEFAULT


def _mark(menu: Menu) -> str:
    return hashlib.sha256(repr(menu).encode()).hexdigest()[:16]


def _shown(work: Work, external_id: str, menu: Menu) -> Outgoing:
    key = f"menu:{external_id}"
    work.outbox.cancel(key)
    return Outgoing(chat_id=int(external_id), text=Markup(), menu=menu, priority=Priority.MENU, cancel_key=key)
