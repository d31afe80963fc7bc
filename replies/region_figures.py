"""What is known of a region, read for its summaries and lists; bounded work, however many libraries it has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from domain.counting import DayCount
from domain.days import Period, Span, local
from domain.places import Place, Region
from reports.region_period import (
    Beside,
    Idea,
    LibraryPeriod,
    RegionPeriod,
    Standing,
    Totals,
    least_first,
    library_period,
    totals,
)
from reports.silence import LONGEST, Keeping, Quiet, last_day, unreported
from storage.regions import Keeper
from storage.work import Work


def region_period(work: Work, region: Region, span: Span, period: Period, now: datetime) -> RegionPeriod:
    """A week or a month of a region; of a province the libraries are not kept apart."""
    before = span.before(period)
    today = local(now, region.timezone).date()
    figures = RegionPeriod(
        region=region,
        span=span,
        period=period,
        before=before,
        today=today if today in period else None,
        totals=Totals(),
        beside=_beside(work, region, period),
        idea=_idea(work, region, period),
    )
    return _province(work, figures, now) if region.is_province else _regency(work, figures, now)


def keeping(keepers: Iterable[Keeper], today: date, timezone: str) -> Keeping:
    """What a library's keepers come to."""
    people = list(keepers)
    reachable = [keeper for keeper in people if keeper.reachable]
    return Keeping(
        since=min((local(keeper.since, timezone).date() for keeper in people), default=None),
        reachable=bool(reachable),
        present=any(not on_leave(keeper, today) for keeper in reachable),
    )


def on_leave(keeper: Keeper, today: date) -> bool:
    """Whether a keeper has paused the reminders."""
    return keeper.paused_until is not None and keeper.paused_until >= today


def _regency(work: Work, figures: RegionPeriod, now: datetime) -> RegionPeriod:
    libraries: list[LibraryPeriod] = []
    for places in work.regions.libraries(figures.region.code):
        libraries += _explained(work, _read(work, places, figures, now), figures.period, now)
    return replace(figures, libraries=tuple(libraries), totals=totals(libraries))


def _province(work: Work, figures: RegionPeriod, now: datetime) -> RegionPeriod:
    regencies: dict[str, Totals] = defaultdict(Totals)
    for places in work.regions.libraries(figures.region.code):
        for library in _read(work, places, figures, now):
            regencies[library.place.region_code] += totals([library])
    named = {region: regencies[region.code] for region in work.regions.regencies(figures.region.code)}
    return replace(figures, regencies=least_first(named), totals=sum(regencies.values(), start=Totals()))


def _read(work: Work, places: list[Place], figures: RegionPeriod, now: datetime) -> list[LibraryPeriod]:
    """What some hundred libraries reported."""
    ids = [place.id for place in places]
    both = Period(first=figures.before.first, last=figures.period.last)
    openings, days = work.openings.of(ids, both), work.periods.days(ids, both)
    return [
        library_period(
            place,
            days.get(place.id, {}),
            openings[place.id],
            figures.period,
            figures.before,
            _edge(place, days.get(place.id, {}), now),
        )
        for place in places
    ]


def _edge(place: Place, days: Mapping[date, DayCount], now: datetime) -> date:
    """The newest day that counts: today too, once it is over or told of."""
    clock = local(now, place.timezone)
    return clock.date() if clock.date() in days else last_day(clock, place.closes_at)


def _explained(work: Work, libraries: list[LibraryPeriod], period: Period, now: datetime) -> list[LibraryPeriod]:
    """Since when silent libraries are silent, and why."""
    silent = [library.place for library in libraries if library.standing is Standing.SILENT]
    quiet = _quiet(work, silent, period, now) if silent else {}
    return [replace(library, quiet=quiet.get(library.place.id)) for library in libraries]


def _quiet(work: Work, places: Collection[Place], period: Period, now: datetime) -> dict[int, Quiet]:
    ids = [place.id for place in places]
    reported = work.regions.newest_day(ids, period.last)
    keepers = work.regions.keepers(ids)
    openings = work.openings.of(ids, Period(first=period.first - LONGEST, last=period.last))
    found = {}
    for place in places:
        clock = local(now, place.timezone)
        kept = keeping(keepers.get(place.id, ()), clock.date(), place.timezone)
        last = reported.get(place.id) or kept.since
        edge = min(period.last, last_day(clock, place.closes_at))
        since = unreported(openings[place.id], last, edge) if last else None
        is_new = place.id not in reported and kept.since is not None and kept.since <= period.last
        found[place.id] = Quiet(cause=kept.cause, silence=since, is_new=is_new and since is None)
    return found


def _beside(work: Work, region: Region, period: Period) -> Beside:
    activities, participants = work.regions.activities(region.code, period)
    titles, copies = work.regions.books(region.code, period)
    return Beside(activities=activities, participants=participants, titles=titles, copies=copies)


def _idea(work: Work, region: Region, period: Period) -> Idea | None:
    best = work.regions.best_attended(region.code, period)
    return best and Idea(title=best[0], participants=best[1], village=best[2])
