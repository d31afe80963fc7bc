"""Who keeps a library: seen, replaced and ended by its facilitators, left by the keeper; handing it over."""

from domain.messages import Outgoing
from domain.people import Library
from handlers import inviting, libraries
from handlers.turn import Answer, Turn
from locales import texts_in
from replies import libraries as replies
from replies.buttons import Tap
from storage.invitations import InvitationRow
from storage.keepers import Keeper


def keeper(turn: Turn, tap: Tap) -> Answer:
    """A keeper of a library of one's region: what is known, another in their place, the end."""
    found = turn.work.keepers.one_within(tap.id, turn.reach)
    card = turn.work.libraries.card(found.library_id, turn.reach) if found else None
    if found is None or card is None:
        return []
    match tap.choice:
        case replies.REPLACE:
            return inviting.hand_over(turn, found, card.library)
        case replies.REMOVE:
            return [turn.redraw(*replies.ask_remove(turn.texts, found, card.library))]
        case replies.REMOVE_SURE:
            told = _end(turn, found, card.library)
            return [turn.redraw(*libraries.drawn(turn, card)), *told]
    return [turn.redraw(*replies.keeper(turn.texts, found, card.library))]


def leave(turn: Turn, tap: Tap) -> Answer:
    """A keeper wants to be one no longer: asked first, then done, and the facilitators are told."""
    library = turn.kept(tap.id)
    if library is None:
        return []
    if tap.choice != replies.SURE:
        return [turn.redraw(*replies.ask_leave(turn.texts, library))]
    turn.work.keepers.leave(turn.me.id, library.id, turn.now)
    told = [
        Outgoing(chat_id=one.chat_id, text=replies.left(texts_in(one.language), turn.me.name, library))
        for one in turn.work.directory.facilitators(library.region_code)
        if one.person_id != turn.me.id
    ]
    return [turn.redraw(replies.ended(turn.texts, library)), *told]


def take_over(turn: Turn, invitation: InvitationRow) -> Answer:
    """What using an invitation ends, if it hands a library over: whom it ends and who began it are told."""
    library = turn.work.directory.library(invitation.library_id or 0)
    planned = turn.work.keepers.handover(library.id, invitation.id) if library else None
    if library is None or planned is None:
        return []
    former = next((one for one in turn.work.keepers.of(library.id) if one.person_id == planned.keeper_id), None)
    if former is None:
        return []
    begun_by = turn.work.directory.contact(planned.begun_by)
    told = _end(turn, former, library, by=turn.name)
    if begun_by is None:
        return told
    text = replies.taken_over(texts_in(begun_by.language), turn.name, former.name, library)
    return [*told, Outgoing(chat_id=begun_by.chat_id, text=text)]


def _end(turn: Turn, former: Keeper, library: Library, *, by: str | None = None) -> list[Outgoing]:
    turn.work.keepers.leave(former.person_id, library.id, turn.now)
    return [Outgoing(chat_id=former.chat_id, text=replies.ended(texts_in(former.language), library, by=by))]
