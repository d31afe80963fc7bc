"""What a keeper changes for the whole library is told to those who keep it with them."""

from collections.abc import Callable
from datetime import timedelta

from markupsafe import Markup

from domain.messages import Outgoing
from domain.people import Library
from handlers.turn import Turn
from locales import Texts, texts_in

SETTLED = timedelta(minutes=1)
"""Who taps changes more than once: only what it came to is told."""


def tell_colleagues(turn: Turn, library: Library, what: str, say: Callable[[Texts], Markup]) -> list[Outgoing]:
    """A short message to each of the others; it takes the place of one about the same that has not left yet."""
    key = f"changed:{library.id}:{what}"
    turn.work.outbox.cancel(key)
    return [
        Outgoing(
            chat_id=contact.chat_id,
            text=say(texts_in(contact.language)),
            not_before=turn.now + SETTLED,
            cancel_key=key,
        )
        for contact in turn.work.directory.keepers(library.id)
        if contact.person_id != turn.me.id
    ]
