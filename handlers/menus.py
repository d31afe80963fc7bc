"""The command menu of somebody to whom the common one doesn't fit: another role, or another language than their app's.

What changes that is a command or a tap: their own, or that of somebody else, who tells them of it in the same turn.
So only these are followed by a look.
"""

import hashlib

from markupsafe import Markup

from domain.messages import Menu, Outgoing, Priority
from domain.people import Person, Role
from handlers.turn import Answer, Turn
from locales import DEFAULT, LANGUAGES, texts_in
from replies import menus as replies
from storage.work import Work


def changed(turn: Turn, said: Answer) -> Answer:
    """The menus that they, and those who were told something, are to be shown from now on, where they are others."""
    incoming = turn.incoming
    if incoming.command is None and incoming.data is None:
        return []
    told = {message.chat_id for message in said if message.priority is Priority.REPLY} - {turn.chat_id}
    own = [] if incoming.is_group else _followed(turn, turn.external_id, _language_of_app(turn))
    return own + [menu for chat_id in sorted(told) if chat_id > 0 for menu in _followed(turn, str(chat_id), None)]


def taken_back(work: Work, external_id: str) -> Answer:
    """The common menu again, where they have one of their own: asked for before they are forgotten."""
    return [_shown(work, external_id, ())] if work.menus.shown(external_id) else []


def _followed(turn: Turn, external_id: str, language_of_app: str | None) -> Answer:
    """One's menu, if it is another now. Of whom nobody knows the app's language, the common one is left to them."""
    person = turn.work.directory.person(external_id)
    if person is None:
        return []
    roles, shown = _roles(turn, person, external_id), turn.work.menus.shown(external_id)
    if roles == {Role.KEEPER} and (shown is None if language_of_app is None else person.language == language_of_app):
        menu: Menu = ()
    else:
        menu = replies.menu(texts_in(person.language), roles)
    mark = _mark(menu) if menu else None
    if mark == shown:
        return []
    turn.work.menus.show(external_id, mark)
    return [_shown(turn.work, external_id, menu)]


def _roles(turn: Turn, person: Person, external_id: str) -> set[Role]:
    roles = {office.role for office in turn.work.directory.offices(person.id)}
    if external_id in turn.admins:
        roles.add(Role.ADMIN)
    if person.libraries or not roles:
        roles.add(Role.KEEPER)
    return roles


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
