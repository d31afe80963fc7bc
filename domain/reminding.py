"""When a library is reminded, and how often a keeper wants to be."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.days import week_of
from domain.opening import FAR, Opening

FIRST_MINUTE, MINUTES = 15 * 60 + 20, 21
"""Usual reminders come from 15.20 to 15.40: a region's, all at once, would queue behind Telegram's 30 a second."""


USEFUL = timedelta(hours=2)
"""A reminder that could not be planned or sent within this time is skipped."""


class Frequency(StrEnum):
    """How often a keeper is reminded: each opening day, on the week's last one, never."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Round(StrEnum):
    """Which reminder about a day it is, or that it is about a week."""

    FIRST = "1"
    AGAIN = "2"
    WEEKLY = "weekly"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a keeper wants to be reminded, and since when they are one; `paused_until` is the pause's last day."""

    frequency: Frequency
    since: datetime
    paused_until: date | None = None


def cancel_key(library_id: int, day: date) -> str:
    """What takes back the reminders of a library's day that have not been sent."""
    return f"reminder:{library_id}:{day}"


def dedupe_key(library_id: int, about: date | str, which: Round, chat_id: int | str) -> str:
    """What a reminder about a day, or about an ISO week by its name, is planned under once for each chat."""
    return f"reminder:{library_id}:{about}:{which}:{chat_id}"


def nudge_key(library_id: int, today: date, chat_id: int | str) -> str:
    """What a facilitator's reminder to a silent library is sent under, once a local day for each chat."""
    return f"nudge:{library_id}:{today}:{chat_id}"


def reminder_time(library_id: int, reminder_at: str | None) -> time:
    """The local time of day at which a library is reminded: its own (`HH:MM`), else its usual minute."""
    if reminder_at is not None:
        return time.fromisoformat(reminder_at)
    return time(*divmod(FIRST_MINUTE + library_id % MINUTES, 60))


def moment(day: date, clock: time, timezone: str) -> datetime:
    """The aware UTC moment at which the clocks of an IANA zone show `clock` on `day`."""
    return datetime.combine(day, clock, ZoneInfo(timezone)).astimezone(UTC)


def is_reminded(opening: Opening, day: date, frequency: Frequency) -> bool:
    """Whether a keeper who wants to hear so often is reminded on `day`, as far as is known ahead."""
    match frequency:
        case Frequency.DAILY:
            return opening.is_open(day)
        case Frequency.WEEKLY:
            return opening.days(week_of(day))[-1:] == [day]
    return False


def next_reminded(opening: Opening, since: date, frequency: Frequency) -> date | None:
    """The first day from `since` on on which such a keeper is reminded."""
    days = (since + timedelta(days=n) for n in range(FAR))
    return next((day for day in days if is_reminded(opening, day, frequency)), None)
