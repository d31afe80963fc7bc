"""/belumlapor: which libraries are silent, and reminding them."""

from collections.abc import Sequence

from domain.days import local
from domain.messages import Outgoing
from domain.places import Region
from handlers import nudging as reminding
from handlers import scope
from handlers.turn import Answer, Turn
from replies import region_lists
from replies import silence as replies
from replies.buttons import Tap
from replies.nudging import Nudging
from replies.silent_libraries import SilentLibrary, nudged_today, silent_libraries


def show(turn: Turn) -> Answer:
    """/belumlapor: the silent libraries of one's region, or which region it shall be."""
    mine = scope.regions(turn)
    if not mine:
        return [turn.answer(scope.excuse(turn))]
    if len(mine) > 1:
        return [_choose(turn, mine, scope.EVERYWHERE, 0)]
    return [_view(turn, mine[0], 0)]


def turned(turn: Turn, tap: Tap) -> Answer:
    """Another page, another region, or the same looked at anew."""
    region = scope.region(turn, tap.id)
    return [_view(turn, region, tap.version // 2)] if region else []


def picked(turn: Turn, tap: Tap) -> Answer:
    """A page of regions to choose from."""
    regions = scope.choices(turn, tap.id)
    return [_choose(turn, regions, tap.id, tap.version // 2)] if regions else []


def nudge(turn: Turn, tap: Tap) -> Answer:
    """Remind those who are missing; the list then tells of it."""
    region = scope.region(turn, tap.id)
    if region is None:
        return []
    reminded = reminding.nudge(turn, region)
    return [_drawn(turn, region, tap.version // 2, reminded.silent, reminded.nudging), *reminded.letters]


def _view(turn: Turn, region: Region, page: int) -> Outgoing:
    libraries = silent_libraries(turn.work, region, turn.now)
    nudging = Nudging(
        done=nudged_today(turn.work, region, turn.now),
        possible=any(library.can_be_nudged for library in libraries),
    )
    return _drawn(turn, region, page, libraries, nudging)


def _drawn(turn: Turn, region: Region, page: int, libraries: Sequence[SilentLibrary], nudging: Nudging) -> Outgoing:
    today = local(turn.now, region.timezone).date()
    regencies = turn.work.regions.regencies(region.code) if region.is_province else []
    above = scope.above(turn, region)
    return turn.redraw(*replies.silent(turn.texts, region, libraries, today, nudging, page, regencies, above))


def _choose(turn: Turn, regions: list[Region], parent: int, page: int) -> Outgoing:
    keyboard = region_lists.choose(
        turn.texts, regions, page, opens=replies.SILENT, turns=replies.SILENT_PICK, parent=parent
    )
    return turn.redraw(region_lists.which(turn.texts), keyboard)
