"""/wilayah: a region's week or month, turned back and forth; a province's regencies; who may see them."""

from datetime import date

from domain.days import Period, Span, local
from domain.messages import Outgoing
from domain.places import Region
from handlers import nudging as reminding
from handlers import scope
from handlers.turn import Answer, Turn
from replies import region_lists, region_summary
from replies.buttons import Tap
from replies.drawings import SPANS
from replies.nudging import Nudging
from replies.region_figures import region_period
from replies.silent_libraries import nudged_today
from reports.region_period import RegionPeriod

EARLIEST = date(2020, 1, 1)
"""Further back nothing is recorded."""


def show(turn: Turn, span: Span = Span.WEEK) -> Answer:
    """/wilayah: this week of one's region, or which region it shall be."""
    mine = scope.regions(turn)
    if not mine:
        return [turn.answer(scope.excuse(turn))]
    period = span.of(_today(turn, mine[0]))
    if len(mine) > 1:
        return [_choose(turn, mine, scope.EVERYWHERE, 0, span, period.first)]
    return [_view(turn, mine[0], span, period)]


def turned(turn: Turn, tap: Tap) -> Answer:
    """Another period or region."""
    found = _tapped(turn, tap)
    return [_view(turn, *found)] if found else []


def listed(turn: Turn, tap: Tap) -> Answer:
    """A page of all its libraries."""
    found = _tapped(turn, tap)
    if found is None or found[0].is_province:
        return []
    figures = region_period(turn.work, *found, turn.now)
    return [turn.redraw(*region_lists.all_libraries(turn.texts, figures, tap.version // 2))]


def picked(turn: Turn, tap: Tap) -> Answer:
    """A page of regions to choose from."""
    regions, first = scope.choices(turn, tap.id), _day(tap.choice)
    if not regions or first is None:
        return []
    return [_choose(turn, regions, tap.id, tap.version // 2, SPANS[tap.version % 2], first)]


def nudge(turn: Turn, tap: Tap) -> Answer:
    """Remind those who are missing; the summary then tells of it."""
    found = _tapped(turn, tap)
    if found is None:
        return []
    reminded = reminding.nudge(turn, found[0])
    return [_redrawn(turn, region_period(turn.work, *found, turn.now), reminded.nudging), *reminded.letters]


def _view(turn: Turn, region: Region, span: Span, period: Period) -> Outgoing:
    figures = region_period(turn.work, region, span, period, turn.now)
    return _redrawn(turn, figures, _nudging(turn, figures))


def _redrawn(turn: Turn, figures: RegionPeriod, nudging: Nudging) -> Outgoing:
    today = _today(turn, figures.region)
    above = scope.above(turn, figures.region)
    keyboard = region_summary.keyboard(turn.texts, figures, nudging, turning=today, above=above)
    return turn.redraw(region_summary.summary(turn.texts, figures, nudging), keyboard)


def _nudging(turn: Turn, figures: RegionPeriod) -> Nudging:
    """Today's reminders, beside this period and the last; older ones tell nothing of who is missing now."""
    span = figures.span
    this = span.of(_today(turn, figures.region))
    if figures.period not in (this, span.before(this)):
        return Nudging()
    done = nudged_today(turn.work, figures.region, turn.now)
    return Nudging(done=done, possible=done is None and figures.wants_reminding)


def _choose(turn: Turn, regions: list[Region], parent: int, page: int, span: Span, first: date) -> Outgoing:
    keyboard = region_lists.choose(
        turn.texts,
        regions,
        page,
        opens=region_lists.REGION,
        turns=region_lists.REGION_PICK,
        parent=parent,
        version=SPANS.index(span),
        choice=first.toordinal(),
    )
    return turn.redraw(region_lists.which(turn.texts), keyboard)


def _tapped(turn: Turn, tap: Tap) -> tuple[Region, Span, Period] | None:
    """The region and period of a button, where both are this person's to see."""
    region, day = scope.region(turn, tap.id), _day(tap.choice)
    if region is None or day is None or day > _today(turn, region):
        return None
    span = SPANS[tap.version % 2]
    return region, span, span.of(day)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if EARLIEST.toordinal() <= ordinal <= date.max.toordinal() else None


def _today(turn: Turn, region: Region) -> date:
    return local(turn.now, region.timezone).date()
