"""Which regions somebody may choose among, for what is done to one of them."""

from domain.places import Region
from handlers import scope
from handlers.turn import Turn
from replies.drawings import region_number


def choices(turn: Turn, number: int) -> list[Region]:
    """One's own regions; of a province of one's own (its number) that and its regencies."""
    found = scope.choices(turn, number)
    parent = scope.region(turn, number) if number != scope.EVERYWHERE else None
    return [parent, *found] if parent is not None and parent.is_province else found


def only_choice(turn: Turn) -> tuple[Region | None, int]:
    """The region, where there is just one to choose; else the number whose choices are to be shown."""
    mine = scope.regions(turn)
    if len(mine) != 1:
        return None, scope.EVERYWHERE
    return (None, region_number(mine[0].code)) if mine[0].is_province else (mine[0], scope.EVERYWHERE)
