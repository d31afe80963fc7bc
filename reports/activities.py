"""Activities, summed up by title and by class."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.entries import Activity, ActivityClass


@dataclass(frozen=True, kw_only=True)
class ActivitySum:
    """Some activities: how many, and their participants (None where none of them tells)."""

    number: int = 0
    participants: int | None = None


@dataclass(frozen=True, kw_only=True)
class ActivitySums:
    """The activities of a period: all, by title in the order of their first day, and by class."""

    all: ActivitySum
    by_title: tuple[tuple[str, ActivitySum], ...]
    by_class: tuple[tuple[ActivityClass, ActivitySum], ...]

    def largest(self, number: int) -> tuple[tuple[str, ActivitySum], ...]:
        """The titles with the most participants, still in the order of their first day."""
        ranked = sorted(self.by_title, key=lambda titled: titled[1].participants or 0, reverse=True)
        chosen = {title for title, _ in ranked[:number]}
        return tuple(titled for titled in self.by_title if titled[0] in chosen)


def activity_sums(activities: Iterable[Activity]) -> ActivitySums:
    """Sum up; titles that differ only in capitals and spaces are one."""
    told = sorted(activities, key=lambda activity: activity.date)
    titles: dict[str, list[Activity]] = {}
    classes: dict[ActivityClass, list[Activity]] = {}
    for activity in told:
        titles.setdefault(title_key(activity.title), []).append(activity)
        classes.setdefault(activity.activity_class or ActivityClass.COMMUNITY, []).append(activity)
    return ActivitySums(
        all=_sum(told),
        by_title=tuple((same[0].title, _sum(same)) for same in titles.values()),
        by_class=tuple((kind, _sum(classes[kind])) for kind in ActivityClass if kind in classes),
    )


def title_key(title: str) -> str:
    """What is the same in titles that are the same to people."""
    return " ".join(title.split()).casefold()


def _sum(activities: Sequence[Activity]) -> ActivitySum:
    told = [activity.participants for activity in activities if activity.participants is not None]
    return ActivitySum(number=len(activities), participants=sum(told) if told else None)
