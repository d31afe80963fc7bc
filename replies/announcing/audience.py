"""Whom an announcement is for: the choices with their numbers, and what they are called."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.announcing import Announcement, Whom
from domain.messages import Button, Keyboard
from domain.places import Region
from locales import Texts, message
from replies.buttons import button, in_rows
from replies.drawings import region_number
from replies.listing import page_buttons
from replies.region_words import short_name

REGION, REGIONS, WHOM, OTHERS, CANCEL = "anregion", "anregions", "anwhom", "anothers", "ancancel"
"""Routes: choose a region (choice: its number, 0 all of one's own), turn the list of regions (choice: the parent's
number), choose whom (choice: its place in ORDER), choose anew, drop it. An id is the announcement's."""

ALL_MINE = 0
ORDER = (Whom.KEEPERS, Whom.SILENT, Whom.GROUPS, Whom.LIBRARIES, Whom.FACILITATORS)
CHOICES = 12


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Where an announcement goes: a region, or without one all of the author's; `everywhere` is an admin's all."""

    region: Region | None
    everywhere: bool = False
    several: bool = False


def which_region(
    texts: Texts,
    announcement: Announcement,
    regions: Sequence[Region],
    parent: int,
    page: int,
    *,
    all_mine: bool,
    everywhere: bool,
) -> tuple[Markup, Keyboard]:
    """Ask for the region: one, or all of them."""
    last = max(0, (len(regions) - 1) // CHOICES)
    page = min(page, last)
    shown = regions[page * CHOICES : (page + 1) * CHOICES]
    named = [button(short_name(one), REGION, announcement.id, 0, region_number(one.code)) for one in shown]
    whole_name = texts.label("Everywhere") if everywhere else texts.label("All my regions")
    whole = button(whole_name, REGION, announcement.id, 0, ALL_MINE)
    rows = (
        (whole,) if all_mine else (),
        *in_rows(named, 2),
        page_buttons(page, last + 1, REGIONS, announcement.id, 0, parent),
        (cancel(texts, announcement),),
    )
    return texts.say("Which region is it for?"), tuple(row for row in rows if row)


def for_whom(
    texts: Texts, announcement: Announcement, reach: Reach, numbers: dict[Whom, int]
) -> tuple[Markup, Keyboard]:
    """Ask who gets it; whom nobody is among isn't offered."""
    rows = [(_choice(texts, announcement, reach, whom, numbers[whom]),) for whom in ORDER if numbers.get(whom)]
    text = texts.say("Who is it for?")
    if not rows:
        text = texts.say("There is nobody here yet whom it could reach.")
    if reach.several or (reach.region is not None and reach.region.is_province) or reach.everywhere:
        parent = region_number(reach.region.code) if reach.region and reach.region.is_province else ALL_MINE
        rows.append((button(texts.label("📍 Another region…"), REGIONS, announcement.id, 0, parent),))
    return text, (*rows, (cancel(texts, announcement),))


def name_of(texts: Texts, whom: Whom, reach: Reach, libraries: int = 0) -> Markup:
    """Who gets it, in the middle of a sentence."""
    if whom is Whom.LIBRARIES:
        return texts.count(
            "the keepers of {number} chosen library", "the keepers of {number} chosen libraries", libraries
        )
    return texts.say(_NAMES[whom], region=_region(texts, reach))


def addressed(texts: Texts, name: Markup) -> Markup:
    """In place of the question."""
    return texts.say("👥 For {whom}", whom=name)


def cancel(texts: Texts, announcement: Announcement) -> Button:
    """Drop it."""
    return button(texts.label("✖️ Cancel"), CANCEL, announcement.id)


def _choice(texts: Texts, announcement: Announcement, reach: Reach, whom: Whom, number: int) -> Button:
    label = texts.label(_LABELS[whom], region=_region(texts, reach), number=texts.number(number))
    return button(label, WHOM, announcement.id, 0, ORDER.index(whom))


def _region(texts: Texts, reach: Reach) -> str:
    if reach.region is not None:
        return short_name(reach.region)
    return texts.label("everywhere") if reach.everywhere else texts.label("all my regions")


_LABELS = {
    Whom.KEEPERS: message("All keepers of {region} ({number})"),
    Whom.SILENT: message("Those who have not reported this week ({number})"),
    Whom.GROUPS: message("Groups ({number})"),
    Whom.LIBRARIES: message("Choose libraries…"),
    Whom.FACILITATORS: message("Facilitators ({number})"),
}
_NAMES = {
    Whom.KEEPERS: message("all keepers of {region}"),
    Whom.SILENT: message("keepers of {region} who have not reported this week"),
    Whom.GROUPS: message("the groups of {region}"),
    Whom.FACILITATORS: message("the facilitators in {region}"),
}
