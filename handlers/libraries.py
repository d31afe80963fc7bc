"""/perpustakaan of facilitators and admins: a library's card, taking it out of use and back."""

from collections.abc import Callable

from markupsafe import Markup

from domain.messages import Keyboard, Outgoing
from domain.people import Library
from handlers import library_search
from handlers.turn import Answer, Turn
from locales import Texts, texts_in
from replies import libraries as replies
from replies.buttons import Tap
from replies.library_lists import Then
from storage.libraries import Card, Which


def show(turn: Turn) -> Answer:
    """All of one's regions; the name of a village may follow the command."""
    question_id = library_search.ask(turn, Then.CARD)
    if turn.text.strip():
        return [library_search.found(turn, Then.CARD, question_id)]
    counts = {which: turn.work.libraries.count(turn.reach, which) for which in Which}
    text, keyboard = replies.overview(turn.texts, counts)
    return [turn.redraw(text, keyboard, question_id=question_id)]


def overview(turn: Turn, _tap: Tap) -> Answer:
    """The same by a button."""
    return show(turn) if turn.offices else []


def card(turn: Turn, tap: Tap) -> Answer:
    """One library."""
    found = turn.work.libraries.card(tap.id, turn.reach)
    return [turn.redraw(*drawn(turn, found))] if found else []


def use(turn: Turn, tap: Tap) -> Answer:
    """Out of use (asked first) or in use again; its keepers are told."""
    found = turn.work.libraries.card(tap.id, turn.reach)
    if found is None:
        return []
    match tap.choice, found.active:
        case replies.STOP, True:
            return [turn.redraw(*replies.ask_stop(turn.texts, found.library))]
        case replies.STOP_SURE, True:
            return _put(turn, found, replies.stopped, active=False)
        case replies.RESUME, False:
            return _put(turn, found, replies.resumed, active=True)
    return [turn.redraw(*drawn(turn, found))]


def drawn(turn: Turn, shown: Card) -> tuple[Markup, Keyboard]:
    """The card as it is now."""
    return replies.card(turn.texts, shown, turn.work.keepers.of(shown.library.id))


def _put(turn: Turn, found: Card, said: Callable[[Texts, Library], Markup], *, active: bool) -> Answer:
    library = found.library
    turn.work.directory.change_library(library.id, active=active)
    told = [
        Outgoing(chat_id=keeper.chat_id, text=said(texts_in(keeper.language), library))
        for keeper in turn.work.keepers.of(library.id)
        if keeper.person_id != turn.me.id
    ]
    changed = Card(library=library, npp=found.npp, active=active)
    return [turn.redraw(*drawn(turn, changed)), *told]
