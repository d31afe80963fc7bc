"""Regions to choose from, for what is done to one of them; a province opens its regencies."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.messages import Button, Keyboard
from domain.places import Region
from locales import Texts
from replies.buttons import button, in_rows
from replies.drawings import region_number
from replies.listing import page_buttons

SHOWN = 12
"""So many regions are shown at a time."""


def which(texts: Texts) -> Markup:
    """Ask for the region."""
    return texts.say("Which region?")


def choose(regions: Sequence[Region], page: int, *, opens: str, turns: str, parent: int) -> Keyboard:
    """A page of regions. A regency, or the parent itself, comes back to `opens`; a province and a page to `turns`."""
    last = max(0, (len(regions) - 1) // SHOWN)
    page = min(page, last)
    named = [_named(region, opens, turns, parent) for region in regions[page * SHOWN : (page + 1) * SHOWN]]
    turning = page_buttons(page, last + 1, turns, parent, 0, 0)
    return (*in_rows(named, 2), *((turning,) if turning else ()))


def _named(region: Region, opens: str, turns: str, parent: int) -> Button:
    number = region_number(region.code)
    return button(region.short, turns if region.is_province and number != parent else opens, number)
