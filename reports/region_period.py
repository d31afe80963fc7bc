"""A week or a month of a regency or a province."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from domain.counting import DayCount
from domain.days import Period, Span
from domain.opening import Opening
from domain.places import Place, Region
from reports.silence import Quiet
from reports.totals import Visiting, visiting


class Standing(StrEnum):
    """How much of what was to be reported has come."""

    SILENT = "silent"
    PARTIAL = "partial"
    COMPLETE = "complete"
    CLOSED = "closed"  # told closed whenever it would have opened
    OFF = "off"  # nothing was to be reported: holidays, or the period has just begun


@dataclass(frozen=True, kw_only=True)
class LibraryPeriod:
    """What a library reported within a period and within the one before; `quiet` tells more of a silent one."""

    place: Place
    visits: Visiting
    before: Visiting
    standing: Standing
    quiet: Quiet | None = None


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Libraries together: how many there are, had something to report, reported anything, everything, nothing."""

    libraries: int = 0
    due: int = 0
    reported: int = 0
    complete: int = 0
    silent: int = 0
    visits: Visiting = field(default_factory=Visiting)
    before: Visiting = field(default_factory=Visiting)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            libraries=self.libraries + other.libraries,
            due=self.due + other.due,
            reported=self.reported + other.reported,
            complete=self.complete + other.complete,
            silent=self.silent + other.silent,
            visits=self.visits + other.visits,
            before=self.before + other.before,
        )


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is told beside the visits: activities with their participants, new books."""

    activities: int = 0
    participants: int = 0
    titles: int = 0
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class Idea:
    """An activity that drew people, with the village of its library."""

    title: str
    participants: int
    village: str


@dataclass(frozen=True, kw_only=True)
class RegionPeriod:
    """A period of a region. A regency has its `libraries`, a province its `regencies`, the least reported first.

    `today` is set where the period is not over: figures of the period before reach just as far then. `idea` is the
    activity that drew most people.
    """

    region: Region
    span: Span
    period: Period
    totals: Totals
    beside: Beside
    before: Period
    today: date | None = None
    libraries: tuple[LibraryPeriod, ...] = ()
    regencies: tuple[tuple[Region, Totals], ...] = ()
    idea: Idea | None = None

    @property
    def wants_reminding(self) -> bool:
        """Whether a reminder may help somewhere; of a province's libraries it is not known which."""
        reachable = any(library.quiet is not None and library.quiet.can_be_reminded for library in self.libraries)
        return reachable or (self.region.is_province and self.totals.silent > 0)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is recorded."""
        return self.totals.reported == 0 and self.beside == Beside()


def library_period(
    place: Place, days: Mapping[date, DayCount], opening: Opening, period: Period, before: Period, edge: date
) -> LibraryPeriod:
    """A library's part; what is after `edge` can't be missing yet, and `before` is compared just as far."""
    due = Period(first=period.first, last=min(period.last, edge))
    visits = visiting(days, opening, due)
    return LibraryPeriod(
        place=place,
        visits=visits,
        before=visiting(days, opening, _as_far(before, period, due.last)),
        standing=_standing(visits, days, opening, due),
    )


def totals(libraries: Iterable[LibraryPeriod]) -> Totals:
    """Libraries together."""
    total = Totals()
    for library in libraries:
        total += _counted(library)
    return total


def least_first(regencies: Mapping[Region, Totals]) -> tuple[tuple[Region, Totals], ...]:
    """Regencies with their totals, those with the smallest share of reports first."""
    return tuple(sorted(regencies.items(), key=lambda item: (_share(item[1]), item[0].name)))


def _as_far(before: Period, period: Period, last: date) -> Period:
    if last >= period.last:
        return before
    return Period(first=before.first, last=min(before.last, before.first + (last - period.first)))


def _standing(visits: Visiting, days: Mapping[date, DayCount], opening: Opening, due: Period) -> Standing:
    if visits.complete:
        return Standing.COMPLETE
    if visits.open_days:
        return Standing.PARTIAL if visits.counted else Standing.SILENT
    told = any(count.closed for day, count in days.items() if day in due)
    return Standing.CLOSED if told or _closes(opening, due) else Standing.OFF


def _closes(opening: Opening, due: Period) -> bool:
    length = (due.last - due.first).days + 1
    return any(opening.closure_on(due.first + timedelta(days=n)) for n in range(length))


def _counted(library: LibraryPeriod) -> Totals:
    return Totals(
        libraries=1,
        due=int(library.standing is not Standing.OFF),
        reported=int(library.standing not in (Standing.SILENT, Standing.OFF)),
        complete=int(library.standing is Standing.COMPLETE),
        silent=int(library.standing is Standing.SILENT),
        visits=library.visits,
        before=library.before,
    )


def _share(total: Totals) -> float:
    return total.reported / total.due if total.due else 1.0
