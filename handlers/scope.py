"""Which regions somebody may see: every tap is checked again."""

from markupsafe import Markup

from domain.places import Region
from handlers.turn import Turn
from replies import region_lists as replies
from replies.drawings import region_code, region_number

EVERYWHERE = 0
"""A button's number for all regions of one's own."""


def regions(turn: Turn) -> list[Region]:
    """The regions of a person's offices; whoever has office everywhere has the provinces."""
    codes = {office.region_code for office in turn.offices}
    if None in codes:
        return turn.work.regions.provinces()
    return turn.work.regions.named(code for code in codes if code)


def excuse(turn: Turn) -> Markup:
    """Why there is no region to show."""
    return replies.no_libraries(turn.texts) if turn.offices else replies.no_office(turn.texts)


def region(turn: Turn, number: int) -> Region | None:
    """The region of a tapped button, where an office of this person covers it."""
    code = region_code(number)
    return turn.work.regions.get(code) if any(office.covers(code) for office in turn.offices) else None


def above(turn: Turn, place: Region) -> Region | None:
    """The province of a regency, where it is this person's to see too."""
    return None if place.is_province else region(turn, region_number(place.code.partition(".")[0]))


def choices(turn: Turn, number: int) -> list[Region]:
    """The regions to choose from: one's own, or the regencies of a province of one's own."""
    if number == EVERYWHERE:
        return regions(turn)
    parent = region(turn, number)
    return turn.work.regions.regencies(parent.code) if parent else []
