"""Whose an announcement is, and how far its author may reach now."""

from collections.abc import Sequence
from dataclasses import replace

from domain.announcing import Announcement, Audience, Run, State, Whom
from domain.days import local
from domain.messages import Outgoing
from handlers.turn import Turn
from replies.announcing.audience import Reach, name_of
from replies.announcing.control import Control, control
from replies.announcing.letters import preview

UNSENT = (State.DRAFT, State.SCHEDULED)
Codes = tuple[str, ...] | None


def mine(turn: Turn, id_: int, *states: State) -> Announcement | None:
    """The announcement of a button, where this person is its author and still has an office."""
    if turn.incoming.is_group or not turn.offices:
        return None
    found = turn.work.announcements.own(id_, turn.me.id)
    return found if found and (not states or found.state in states) else None


def unsent(turn: Turn, id_: int) -> Announcement | None:
    """The same, where it can still be changed."""
    return mine(turn, id_, *UNSENT)


def codes(turn: Turn, region: str | None) -> Codes:
    """The regions that may be reached: the chosen one, else all of one's own; () is none, None everywhere."""
    if region is not None:
        return (region,) if any(office.covers(region) for office in turn.offices) else ()
    if any(office.region_code is None for office in turn.offices):
        return None
    return tuple(sorted({office.region_code for office in turn.offices if office.region_code}))


def covers(turn: Turn, reached: Sequence[str] | None) -> bool:
    """Whether one's offices still cover all of these."""
    if reached is None:
        return codes(turn, None) is None
    return all(any(office.covers(code) for office in turn.offices) for code in reached)


def reach(turn: Turn, region: str | None) -> Reach:
    """The same, as it is called."""
    own = {office.region_code for office in turn.offices}
    found = turn.work.regions.get(region) if region is not None else None
    return Reach(region=found, everywhere=None in own, several=len(own) > 1)


def size(turn: Turn, announcement: Announcement) -> int:
    """How many would get it now."""
    audience = announcement.audience
    if audience.whom is None:
        return 0
    return turn.work.audiences.size(audience, codes(turn, audience.region), turn.now, turn.me.id)


def shown(turn: Turn, announcement: Announcement) -> Control:
    """What its author decides on."""
    audience = announcement.audience
    whom = audience.whom or Whom.KEEPERS
    return Control(
        announcement=announcement,
        name=name_of(turn.texts, whom, reach(turn, audience.region), len(audience.libraries)),
        size=size(turn, announcement),
        today=local(turn.now, zone(turn)).date(),
    )


def previewed(turn: Turn, announcement: Announcement) -> list[Outgoing]:
    """The announcement itself, then what its author decides on."""
    text, keyboard = control(turn.texts, shown(turn, announcement))
    decide = Outgoing(chat_id=turn.chat_id, text=text, keyboard=keyboard)
    return [replace(preview(announcement), chat_id=turn.chat_id), decide]


def zone(turn: Turn) -> str:
    """The author's time zone: of the library they keep, else of their region."""
    library = turn.library()
    if library is not None:
        return library.timezone
    region = next((office.region_code for office in turn.offices if office.region_code), None)
    found = turn.work.regions.get(region) if region else None
    return found.timezone if found else turn.timezone


def run(turn: Turn, announcement: Announcement) -> Run:
    """How far it may reach, as it is known now."""
    trusted = turn.external_id in turn.admins
    return replace(announcement.run, codes=codes(turn, announcement.audience.region), trusted=trusted)


def addressed(turn: Turn, announcement: Announcement, audience: Audience) -> Announcement:
    """The announcement with another audience, as far as its author may reach now."""
    newer = replace(announcement, audience=audience)
    return turn.work.announcements.address(announcement, audience, run(turn, newer))
