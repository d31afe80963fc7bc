"""The moved calendar of `run --now`: it goes on where it was after a restart, and never back."""

from datetime import UTC, datetime

from domain.clock import Clock, MovedClock, RealClock, real_now
from domain.errors import SettingsError
from storage.work import Database

ORIGIN = "calendar"


def calendar(database: Database, *, now: datetime | None, speed: float, real_telegram: bool) -> Clock:
    """The clock to run with; raises SettingsError for a calendar that can't be."""
    if now is None:
        if speed != 1.0:
            raise SettingsError("--speed needs --now")
        return RealClock()
    if real_telegram:
        raise SettingsError(
            "--now moves the calendar and is refused against the real Telegram (set PERPUSBOT_TELEGRAM_URL)"
        )
    with database.work() as work:
        noted = work.watermarks.get(ORIGIN)
        clock = _continued(noted, now.astimezone(UTC), speed)
        work.watermarks.set(ORIGIN, f"{clock.origin.isoformat()} {clock.started.isoformat()} {clock.speed}")
        work.commit()
    return clock


def _continued(noted: str | None, now: datetime, speed: float) -> MovedClock:
    fresh = MovedClock(origin=now, started=real_now(), speed=speed)
    if noted is None:
        return fresh
    origin, started, old_speed = noted.split()
    before = MovedClock(
        origin=datetime.fromisoformat(origin), started=datetime.fromisoformat(started), speed=float(old_speed)
    )
    if now == before.origin:
        return before if speed == before.speed else MovedClock(origin=before.now(), started=real_now(), speed=speed)
    if now < before.now():
        raise SettingsError(
            f"--now would turn the calendar of this database back: it stands at {before.now():%Y-%m-%dT%H:%M:%S%z}."
            " Use a later moment, the same one as before to go on, or another database."
        )
    return fresh
