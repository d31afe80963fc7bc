"""The calendar clock: what day and hour it is for the libraries. Pacing and retries use elapsed time instead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the calendar's moment, always aware UTC."""

    def now(self) -> datetime:
        """The moment now."""
        ...

    def moment(self, seconds: int) -> datetime:
        """The calendar's moment for a platform's Unix time in seconds."""
        ...


def real_now() -> datetime:
    """The machine's own time, aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class RealClock:
    """The calendar is the machine's."""

    def now(self) -> datetime:
        """The machine's time."""
        return real_now()

    def moment(self, seconds: int) -> datetime:
        """That moment, unmoved."""
        return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, kw_only=True)
class MovedClock:
    """A calendar that stood at `origin` when the machine's clock showed `started`, and runs `speed` times as fast."""

    origin: datetime
    started: datetime
    speed: float = 1.0
    real: Callable[[], datetime] = real_now

    def now(self) -> datetime:
        """The moved moment."""
        return self._moved(self.real())

    def moment(self, seconds: int) -> datetime:
        """The moved moment of a platform's time.

        A stand-in for the platform may run on the moved calendar itself; its times are then taken as they are.
        """
        told = datetime.fromtimestamp(seconds, UTC)
        if abs(told - self.now()) < abs(told - self.real()):
            return told
        return self._moved(told)

    def _moved(self, real: datetime) -> datetime:
        return self.origin + (real - self.started) * self.speed


@dataclass
class ShiftedClock:
    """The machine's time plus a shift that the demo's page moves; its simulator's times are shifted already."""

    shift: timedelta = timedelta()

    def now(self) -> datetime:
        """The shifted moment."""
        return real_now() + self.shift

    def moment(self, seconds: int) -> datetime:
        """That moment: the simulator has shifted it."""
        return datetime.fromtimestamp(seconds, UTC)
