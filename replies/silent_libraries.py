"""Which libraries of a region are silent now, and which of them were reminded today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.days import Period, local
from domain.opening import Opening
from domain.places import Place, Region
from replies.region_figures import keeping, on_leave
from reports.silence import LONGEST, Cause, Heard, Quiet, last_day, quiet
from storage.regions import Keeper
from storage.work import Work

WEST, EAST = "Asia/Jakarta", "Asia/Jayapura"
"""The first and the last zone of the country: between them all libraries' local days lie."""


@dataclass(frozen=True, kw_only=True)
class SilentLibrary:
    """A library from which nothing comes. `keepers` are those whom a reminder would reach; `closed_until` is known
    where it told so; `nudged_at` is when it was reminded today, `has_namesake` tells whether its regency has another
    village of that name."""

    place: Place
    quiet: Quiet
    today: date
    opening: Opening
    keepers: tuple[Keeper, ...] = ()
    closed_until: date | None = None
    nudged_at: datetime | None = None
    has_namesake: bool = False

    @property
    def can_be_nudged(self) -> bool:
        """Whether a reminder may be sent today."""
        return self.quiet.can_be_reminded and self.nudged_at is None


@dataclass(frozen=True, kw_only=True)
class Nudged:
    """How many libraries of a region were reminded today, when the last of them, and how many reported since."""

    number: int
    at: datetime
    came_in: int


def silent_libraries(work: Work, region: Region, now: datetime) -> list[SilentLibrary]:
    """All silent libraries of a region, those that a reminder can reach first, the longest silent first."""
    nudged = {(row.library_id, row.day): row.nudged_at for row in work.nudges.of(region.code, _todays(now))}
    # Who was counted yesterday or today has not been silent for three days, wherever it is.
    recently = local(now, WEST).date() - timedelta(days=1)
    alike = work.regions.namesakes(region.code)
    found: list[SilentLibrary] = []
    for places in work.regions.libraries(region.code, uncounted_since=recently):
        found += _silent_among(work, places, now, nudged)
    named = (replace(one, has_namesake=(one.place.region_code, one.place.village) in alike) for one in found)
    return sorted(named, key=_order)


def nudged_today(work: Work, region: Region, now: datetime) -> Nudged | None:
    """What became of the reminders that facilitators had sent today; None if there were none."""
    rows = [row for row in work.nudges.of(region.code, _todays(now)) if row.day == local(now, row.timezone).date()]
    if not rows:
        return None
    return Nudged(
        number=len(rows),
        at=max(row.nudged_at for row in rows),
        came_in=sum(row.came_in for row in rows),
    )


def _silent_among(
    work: Work, places: list[Place], now: datetime, nudged: dict[tuple[int, date], datetime]
) -> Iterable[SilentLibrary]:
    ids, latest = [place.id for place in places], local(now, EAST).date()
    openings = work.openings.of(ids, Period(first=latest - LONGEST - timedelta(days=2), last=latest))
    reported = work.regions.newest_day(ids, latest)
    counted = work.regions.newest_day(ids, latest, counted=True)
    keepers = work.regions.keepers(ids)
    for place in places:
        clock, opening, theirs = local(now, place.timezone), openings[place.id], keepers.get(place.id, [])
        today = clock.date()
        heard = Heard(reported=reported.get(place.id), counted=counted.get(place.id))
        why = quiet(opening, heard, keeping(theirs, today, place.timezone), last_day(clock, place.closes_at))
        if why is not None:
            closure = opening.closure_on(today)
            yield SilentLibrary(
                place=place,
                quiet=replace(why, cause=Cause.CLOSED) if closure else why,
                today=today,
                opening=opening,
                keepers=tuple(one for one in theirs if one.reachable and not on_leave(one, today)),
                closed_until=closure.period.last if closure else None,
                nudged_at=nudged.get((place.id, today)),
            )


def _todays(now: datetime) -> set[date]:
    return {local(now, zone).date() for zone in (WEST, EAST)}


def _order(library: SilentLibrary) -> tuple[int, date, str]:
    silence = library.quiet.silence
    return (_CAUSES.index(library.quiet.cause), silence.since if silence else date.min, library.place.village)


_CAUSES = list(Cause)
