"""Choosing libraries by search and tick."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from domain.announcing import Announcement
from domain.messages import Button, Keyboard
from domain.places import Place
from locales import Texts
from replies.announcing.audience import OTHERS, cancel
from replies.buttons import button
from replies.listing import name, page_buttons

PICK, PAGE, PICKED = "anpick", "anpage", "anpicked"
"""Routes: tick a library (choice: its id, version: page × 2 + whether it shall be ticked), turn the page, done."""
A_PAGE = 8


def pick(
    texts: Texts, announcement: Announcement, places: Sequence[Place], page: int, *, found: bool = False
) -> tuple[Markup, Keyboard]:
    """The libraries, with those ticked that get it; `found` are those that a search found, without pages."""
    ticked = set(announcement.audience.libraries)
    last = max(0, (len(places) - 1) // A_PAGE)
    page = min(page, last)
    alike = Counter(place.village for place in places)
    shown = places[page * A_PAGE : (page + 1) * A_PAGE]
    rows = [(_tick(announcement, place, page, alone=alike[place.village] == 1),) for place in shown]
    turning = () if found else page_buttons(page, last + 1, PAGE, announcement.id, 0, 0)
    end = [button(texts.label("◀ Back"), OTHERS, announcement.id)]
    if ticked:
        end.append(button(texts.label("✔️ Done ({number})", number=texts.number(len(ticked))), PICKED, announcement.id))
    rows_of_all = (*rows, *((turning,) if turning else ()), tuple(end), (cancel(texts, announcement),))
    return texts.say("Tick the libraries, or type a village's name to look for it."), rows_of_all


def not_found(texts: Texts, typed: str) -> Markup:
    """No village is like that."""
    return texts.say("I found no library in “{typed}”. Please check the name.", typed=typed[:60])


def _tick(announcement: Announcement, place: Place, page: int, *, alone: bool) -> Button:
    ticked = place.id in announcement.audience.libraries
    version = 2 * page + (not ticked)
    return button(f"{'☑️' if ticked else '◻️'} {name(place, alone=alone)}", PICK, announcement.id, version, place.id)
