"""The count of a day: the fold of what was reported for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from domain.entries import Band, Mode, Visits


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """What one day comes to. `total` is None when nothing is reported or the library was closed."""

    total: int | None = None
    male: int | None = None
    female: int | None = None
    groups: dict[Band, int] = field(default_factory=dict)
    companions: int | None = None
    closed: bool = False
    reason: str | None = None

    @property
    def reported(self) -> bool:
        """Whether the day has a report: zero and closed are reports."""
        return self.closed or self.total is not None


NOTHING = DayCount()


def fold(reports: Iterable[Visits]) -> DayCount:
    """The count of a day from its live visits, in the order in which they were sent.

    The first or a SET replaces, an ADD adds, `closed` replaces. The sexes and bands of a sum stand only where every
    part has them.
    """
    day = NOTHING
    for visits in reports:
        day = _added(day, visits) if visits.mode is Mode.ADD and day.total else _replaced(visits)
    return day


def _replaced(visits: Visits) -> DayCount:
    if visits.closed:
        return DayCount(closed=True, reason=visits.reason)
    return DayCount(
        total=visits.total,
        male=visits.male,
        female=visits.female,
        groups=visits.groups,
        companions=visits.companions,
    )


def _added(day: DayCount, visits: Visits) -> DayCount:
    same_bands = day.groups.keys() == visits.groups.keys()
    return replace(
        day,
        total=(day.total or 0) + (visits.total or 0),
        male=_sum(day.male, visits.male),
        female=_sum(day.female, visits.female),
        groups={band: n + visits.groups[band] for band, n in day.groups.items()} if same_bands else {},
        companions=_sum(day.companions, visits.companions),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
