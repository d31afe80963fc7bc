"""Is the clockwork behind? What it should have looked at, or begun, before a moment and hasn't."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from domain.announcing import State
from domain.people import Role
from storage.tables import Announcement, Appointment, Chat, Library


@dataclass(frozen=True, kw_only=True)
class Behind:
    """So many wait for a planner, the first of them since `since`."""

    planner: str
    number: int
    since: datetime


def behind(connection: Connection, before: datetime) -> Iterator[Behind]:
    """The planners that should have looked before this moment, each with what waits for it.

    What is to be looked at as soon as possible has no moment, and is not told.
    """
    for planner, moment, *where in _LOOKS:
        query = select(func.count(), func.min(moment)).where(moment < before, *where)
        number, since = connection.execute(query).one()
        if number:
            yield Behind(planner=planner, number=number, since=since)


_LOOKS: tuple[tuple[Any, ...], ...] = (
    ("reminders", Library.reminder_look_at, Library.active),
    ("summaries of libraries", Library.summary_look_at, Library.active),
    ("summaries of regions", Appointment.summary_look_at, Appointment.role == Role.FACILITATOR),
    ("summaries in groups", Chat.summary_look_at, Chat.active, Chat.region_code.is_not(None)),
    ("announcements", Announcement.send_at, Announcement.state == State.SCHEDULED),
)
