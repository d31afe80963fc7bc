"""Can the database be used, and is what it holds sound?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.doctor.check import Check, error, ok, shown, warning
from bot.doctor.queues import queues
from bot.doctor.reach import groups, people
from bot.settings import Settings
from domain.days import local
from domain.errors import StorageUnavailable
from scheduler.housekeeping import DONE as HOUSEKEEPING
from storage import backups, checks, migrating
from storage.engine import sqlite_path
from storage.work import Database, Work

OUTAGE_TOLD = timedelta(days=7)
BACKUP_DUE = timedelta(days=2)
NOVEMBER = 11


def database(settings: Settings, now: datetime) -> Iterator[Check]:
    """The database, and what it holds as far as this program understands it."""
    path = sqlite_path(settings.database_url)
    if path is not None and not path.exists():
        yield error("database", f"there is none at {path} yet (perpusbot migrate creates it)")
        return
    try:
        version = migrating.check(settings.database_url)
        yield ok("database", "can be reached")
        yield _migrations(version)
        if version == migrating.newest_version():
            yield from _contents(settings, now)
    except StorageUnavailable as trouble:
        yield error("database", str(trouble))


def _migrations(version: str | None) -> Check:
    newest = migrating.newest_version()
    if version == newest:
        return ok("migrations", f"at {newest}, the newest")
    return error("migrations", f"at {version or 'none'}, this program needs {newest} (perpusbot migrate)")


def _contents(settings: Settings, now: datetime) -> Iterator[Check]:
    opened = Database(settings.database_url, bot_id=settings.bot_id)
    try:
        with opened.look() as work:
            yield _tallies(work)
            yield from queues(work, now)
            yield _outage(work, now)
            yield people(work)
            yield groups(work)
            yield _calendar(work, local(now, settings.timezone).date())
            if opened.is_sqlite:
                yield _backups(settings, work, now)
    finally:
        opened.close()


def _tallies(work: Work) -> Check:
    wrong = checks.wrong_tallies(work.connection)
    if not wrong:
        return ok("tallies", "all equal their entries")
    days = ", ".join(f"library {library} on {day}" for library, day in wrong[:10])
    return error("tallies", f"{len(wrong)} differ from their entries: {days}")


def _outage(work: Work, now: datetime) -> Check:
    outage = work.watermarks.outage(work.bot_id)
    if outage is None or now - outage.until > OUTAGE_TOLD:
        return ok("outage", "none that was too long for Telegram to keep what was sent")
    lost = "what was sent in it, but for its last 24 hours, is lost"
    return warning("outage", f"from {shown(outage.since)} to {shown(outage.until)}; {lost}")


def _calendar(work: Work, today: date) -> Check:
    """The cuti bersama of a year are decreed in the autumn before: from November on they should be known."""
    if work.watermarks.get(HOUSEKEEPING) is None:
        return ok("calendar", "not filled yet (the bot does so when it starts)")
    wanted = [today.year, today.year + 1] if today.month >= NOVEMBER else [today.year]
    unknown = [str(year) for year in wanted if not work.calendar.knows(year)]
    if not unknown:
        return ok("calendar", f"knows the holidays of {' and '.join(map(str, wanted))}")
    todo = "upgrade the package holidays, or add the days with perpusbot calendar add"
    return warning("calendar", f"doesn't know the cuti bersama of {' and '.join(unknown)}: {todo}")


def _backups(settings: Settings, work: Work, now: datetime) -> Check:
    newest = backups.newest(settings.data_dir)
    if newest is not None:
        detail = f"the newest is of {shown(newest)}"
        return ok("backup", detail) if now - newest < BACKUP_DUE else warning("backup", detail)
    first = checks.first_report(work.connection)
    if first is None or now - first < BACKUP_DUE:
        return ok("backup", "none yet")
    return warning("backup", "none yet (perpusbot backup)")
