"""Whom it is for: the region, then who in it."""

from dataclasses import replace

from domain.announcing import Announcement, Audience, Whom
from domain.messages import Outgoing
from handlers import scope
from handlers.announcing import own, picking
from handlers.turn import Answer, Turn
from replies.announcing import audience as replies
from replies.announcing.control import called_off
from replies.buttons import Tap
from replies.drawings import region_code


def ask_audience(turn: Turn, draft: Announcement) -> Outgoing:
    """Ask for whom it is; who has several regions says first for which."""
    regions = {office.region_code for office in turn.offices}
    if len(regions) == 1 and None not in regions:
        return _ask_whom(turn, _in_region(turn, draft, regions.pop()))
    return _ask_region(turn, draft, scope.EVERYWHERE, 0)


def listed(turn: Turn, tap: Tap) -> Answer:
    """A page of regions."""
    draft = own.unsent(turn, tap.id)
    return [_ask_region(turn, draft, tap.choice, tap.version // 2)] if draft else []


def region(turn: Turn, tap: Tap) -> Answer:
    """A region was chosen, or all of one's own."""
    draft = own.unsent(turn, tap.id)
    code = None if tap.choice == replies.ALL_MINE else region_code(tap.choice)
    if draft is None or own.codes(turn, code) == () or (code and turn.work.regions.get(code) is None):
        return []
    return [_ask_whom(turn, _in_region(turn, draft, code))]


def whom(turn: Turn, tap: Tap) -> Answer:
    """Who in the region."""
    draft = own.unsent(turn, tap.id)
    if draft is None or tap.choice >= len(replies.ORDER):
        return []
    chosen = replies.ORDER[tap.choice]
    if chosen is Whom.LIBRARIES:
        return [picking.ask(turn, draft, 0)]
    draft = own.addressed(turn, draft, replace(draft.audience, whom=chosen))
    return decided(turn, draft)


def others(turn: Turn, tap: Tap) -> Answer:
    """Choose anew."""
    draft = own.unsent(turn, tap.id)
    return [ask_audience(turn, draft)] if draft else []


def cancel(turn: Turn, tap: Tap) -> Answer:
    """Drop it, or what waits for its time."""
    draft = own.unsent(turn, tap.id)
    if draft is None or not turn.work.announcements.call_off(draft.id):
        return []
    return [turn.redraw(called_off(turn.texts))]


def decided(turn: Turn, draft: Announcement) -> Answer:
    """The tapped message tells for whom, then comes the announcement and what is to be decided."""
    name = own.shown(turn, draft).name
    return [turn.redraw(replies.addressed(turn.texts, name)), *own.previewed(turn, draft)]


def _in_region(turn: Turn, draft: Announcement, code: str | None) -> Announcement:
    if draft.audience.region == code and draft.audience.edition:
        return draft
    return own.addressed(turn, draft, Audience(region=code, edition=draft.audience.edition))


def _ask_region(turn: Turn, draft: Announcement, parent: int, page: int) -> Outgoing:
    top = parent == scope.EVERYWHERE
    everywhere = own.codes(turn, None) is None
    regions = scope.choices(turn, parent)
    return turn.redraw(
        *replies.which_region(turn.texts, draft, regions, parent, page, all_mine=top, everywhere=everywhere)
    )


def _ask_whom(turn: Turn, draft: Announcement) -> Outgoing:
    codes, mine = own.codes(turn, draft.audience.region), turn.work.audiences
    numbers: dict[Whom, int] = {
        kind: mine.size(replace(draft.audience, whom=kind), codes, turn.now, turn.me.id)
        for kind in Whom
        if kind is not Whom.LIBRARIES and (kind is not Whom.FACILITATORS or mine.has_below(codes))
    }
    numbers[Whom.LIBRARIES] = len(mine.places(codes))
    return turn.redraw(*replies.for_whom(turn.texts, draft, own.reach(turn, draft.audience.region), numbers))
