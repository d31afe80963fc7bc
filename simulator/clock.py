"""The calendar of the simulated world: real time plus an offset that people may move."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from datetime import time as hour
from zoneinfo import ZoneInfo

REMINDER = hour(15, 30)
MORNING = hour(7)
SUNDAY = 6

Listener = Callable[[float], None]


class Clock:
    """Moves with `base`; `on_change` hears the new offset after every jump."""

    def __init__(
        self,
        base: Callable[[], float] = time.time,
        offset: float = 0.0,
        zone: str = "Asia/Jakarta",
        on_change: Listener | None = None,
    ) -> None:
        self._base = base
        self.offset = offset
        self.zone = ZoneInfo(zone)
        self._listeners: list[Listener] = [on_change] if on_change else []

    def now(self) -> float:
        return self._base() + self.offset

    def today(self) -> datetime:
        return datetime.fromtimestamp(self.now(), self.zone)

    def set(self, moment: datetime) -> None:
        self.move(moment.timestamp() - self.now())

    def move(self, seconds: float) -> None:
        self.offset += seconds
        for listener in self._listeners:
            listener(self.offset)

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)


def destination(jump: str | float, now: datetime) -> datetime:
    """The moment that a jump leads to: a number of seconds, or the next of a named moment."""
    if isinstance(jump, int | float):
        return now + timedelta(seconds=jump)
    return NAMED_JUMPS[jump](now)


def next_reminder(now: datetime) -> datetime:
    return _next(now, REMINDER, lambda day: day.weekday() != SUNDAY)


def tomorrow_morning(now: datetime) -> datetime:
    return _at(now + timedelta(days=1), MORNING)


def next_monday(now: datetime) -> datetime:
    return _next(now, MORNING, lambda day: day.weekday() == 0)


def next_first(now: datetime) -> datetime:
    return _next(now, MORNING, lambda day: day.day == 1)


def aware(text: str, zone: tzinfo) -> datetime:
    """An ISO moment; without an offset it is meant in the calendar's own zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


NAMED_JUMPS: dict[str, Callable[[datetime], datetime]] = {
    "reminder": next_reminder,
    "tomorrow": tomorrow_morning,
    "monday": next_monday,
    "first": next_first,
}


def _next(now: datetime, at: hour, wanted: Callable[[datetime], bool]) -> datetime:
    moment = _at(now, at)
    while moment <= now or not wanted(moment):
        moment = _at(moment + timedelta(days=1), at)
    return moment


def _at(day: datetime, at: hour) -> datetime:
    return day.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
