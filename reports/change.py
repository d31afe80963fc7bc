"""How figures have changed since the period before, said honestly."""

from dataclasses import dataclass

from reports.totals import Visiting

ALIKE = 0.15
"""Periods compare where their shares of counted days differ by no more than this,"""

AS_MANY = 0.75
"""where the one has at least so much of the other's counted days: a week of holidays is no bad week,"""

ENOUGH = 0.4
"""and where at least so much of both was counted: a day or two say nothing of a week."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """This period beside the one before.

    `percent` is None where they can't be compared: nothing before, or far fewer of its days were counted (or of
    these); `before` then says how many were counted.
    """

    before: Visiting
    percent: int | None


def change(now: Visiting, before: Visiting) -> Change:
    """Beside the period before."""
    shares = (_share(now), _share(before))
    alike = max(shares) - min(shares) <= ALIKE and min(shares) >= ENOUGH
    comparable = before.total > 0 and alike and _as_many(now, before)
    return Change(before=before, percent=round(100 * (now.total - before.total) / before.total) if comparable else None)


def _share(visits: Visiting) -> float:
    return visits.counted / visits.open_days if visits.open_days else 0.0


def _as_many(now: Visiting, before: Visiting) -> bool:
    fewer, more = sorted((now.counted, before.counted))
    return fewer >= AS_MANY * more
