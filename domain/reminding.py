"""When a library is reminded, and how often a keeper wants to be."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

FIRST_MINUTE, MINUTES = 15 * 60 + 20, 21
"""Usual reminders come from 15.20 to 15.40: a region's, all at once, would queue behind Telegram's 30 a second."""


class Frequency(StrEnum):
    """How often a keeper is reminded: each opening day, on the week's last one, never."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


def reminder_time(library_id: int, reminder_at: str | None) -> time:
    """The local time of day at which a library is reminded: its own (`HH:MM`), else its usual minute."""
    if reminder_at is not None:
        return time.fromisoformat(reminder_at)
    return time(*divmod(FIRST_MINUTE + library_id % MINUTES, 60))


def moment(day: date, clock: time, timezone: str) -> datetime:
    """The aware UTC moment at which the clocks of an IANA zone show `clock` on `day`."""
    return datetime.combine(day, clock, ZoneInfo(timezone)).astimezone(UTC)
