"""Who looks at what falls due."""

from collections.abc import Callable, Iterator, Mapping

from bot.holidays_source import ask_holidays
from bot.settings import Settings
from scheduler import announcements, library_summaries, region_summaries, reminders
from scheduler.housekeeping import Housekeeping
from scheduler.planned import Planned, Window
from scheduler.ticks import Plan
from storage.work import Work

PLANNERS: Mapping[str, Plan] = {
    "reminders": reminders.plan,
    "summaries of libraries": library_summaries.plan,
    "summaries of regions": region_summaries.plan,
    "announcements": announcements.plan,
}
"""Those who plan what is said, by name."""

DUE: tuple[Callable[[Work, Window], Iterator[Planned]], ...] = (
    reminders.due,
    library_summaries.due,
    region_summaries.due,
)
"""The same, asked what falls due."""


def clockwork(settings: Settings) -> Mapping[str, Plan]:
    """All that is planned, in this order where it is due together: what is said rests on the calendar of holidays."""
    housekeeping = Housekeeping(
        data_dir=settings.data_dir,
        timezone=settings.timezone,
        ask_holidays=ask_holidays,
        retention_months=settings.retention_months,
    )
    return {"housekeeping": housekeeping.plan, **PLANNERS}
