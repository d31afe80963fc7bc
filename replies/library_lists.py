"""Libraries as buttons: found by name, or a page of a list; a tap opens one, or invites a keeper for it."""

from collections.abc import Sequence
from enum import IntEnum

from markupsafe import Markup

from domain.messages import Button, Keyboard
from locales import Texts, message
from replies.buttons import button
from replies.listing import page_buttons
from storage.libraries import Named, Which

CARD, INVITE, LIST = "libcard", "invite", "liblist"
"""Routes: a library's card, an invitation for it, a page of a list (an id is which, a version 2 × the page, a choice
what a tap then does)."""
A_PAGE = 10


class Then(IntEnum):
    """What a tap on a library does: the numbers stand in buttons."""

    CARD = 0
    INVITE = 1


_OPENS = {Then.CARD: CARD, Then.INVITE: INVITE}
_LABELS = {
    Which.ACTIVE: message("📚 All ({number})"),
    Which.KEEPERLESS: message("🕳️ Without a keeper ({number})"),
    Which.INACTIVE: message("⏸️ Out of use ({number})"),
}
_HEADINGS = {
    Which.ACTIVE: message("All libraries: {number}"),
    Which.KEEPERLESS: message("Libraries without a keeper: {number}"),
    Which.INACTIVE: message("Libraries out of use: {number}"),
}


def list_button(texts: Texts, which: Which, then: Then, number: int) -> Button:
    """The button that opens a list of so many libraries."""
    return button(texts.label(_LABELS[which], number=texts.number(number)), LIST, int(which), 0, int(then))


def a_page(
    texts: Texts, libraries: Sequence[Named], which: Which, then: Then, page: int, number: int
) -> tuple[Markup, Keyboard]:
    """A page of `number` libraries."""
    turning = page_buttons(page, max(1, -(-number // A_PAGE)), LIST, int(which), 0, int(then))
    text = texts.say(_HEADINGS[which], number=texts.number(number))
    return text, (*_rows(libraries, then), *((turning,) if turning else ()))


def found(texts: Texts, typed: str, libraries: Sequence[Named], then: Then) -> tuple[Markup, Keyboard]:
    """What was found by the name of a village."""
    if not libraries:
        text = texts.say("I find no village like “{typed}” in your region. Type the name again, please.", typed=typed)
        return text, ()
    return texts.say("Which one is it?"), _rows(libraries, then)


def _rows(libraries: Sequence[Named], then: Then) -> Keyboard:
    return tuple((button(_label(library), _OPENS[then], library.id),) for library in libraries)


def _label(library: Named) -> str:
    return f"{library.village}, Kec. {library.district}, {library.regency.replace('Kabupaten ', 'Kab. ', 1)}"
