"""Is the machine's clock right, and is there room on its disk?"""

import asyncio
import shutil
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.doctor.check import Check, error, ok, warning
from bot.settings import Settings
from domain.clock import real_now
from domain.errors import StorageUnavailable
from storage.checks import database_time
from storage.work import Database

PATIENCE = ClientTimeout(total=5)
WRONG = timedelta(seconds=30)
LITTLE_SPACE = 500 * 1024**2
NO_SPACE = 50 * 1024**2


def clock(settings: Settings) -> Check:
    """This machine's clock beside Telegram's, or else that of the database's machine."""
    for whose, ask in (("Telegram's", _telegrams_time), ("the database's", _databases_time)):
        begun = real_now()
        there = ask(settings)
        if there is not None:
            return _compared(whose, begun + (real_now() - begun) / 2 - there)
    return ok("clock", "there is no other to compare it with")


def _compared(whose: str, ahead: timedelta) -> Check:
    if abs(ahead) <= WRONG:
        return ok("clock", f"agrees with {whose}")
    way = "ahead of" if ahead > timedelta() else "behind"
    told = f"{abs(ahead).total_seconds():.0f} s {way} {whose}"
    return warning("clock", f"{told}: reminders come at the wrong time (timedatectl set-ntp true)")


def _telegrams_time(settings: Settings) -> datetime | None:
    return asyncio.run(_date_of(settings.telegram_url)) if settings.bot_token is not None else None


async def _date_of(address: str) -> datetime | None:
    try:
        async with ClientSession(timeout=PATIENCE) as session, session.head(address) as answer:
            return parsedate_to_datetime(answer.headers["Date"])
    except (ClientError, OSError, KeyError, ValueError):
        return None


def _databases_time(settings: Settings) -> datetime | None:
    database = Database(settings.database_url)
    if database.is_sqlite:
        return None
    try:
        with database.look() as work:
            return database_time(work.connection)
    except StorageUnavailable:
        return None
    finally:
        database.close()


def space(settings: Settings) -> Check:
    """The disk that holds the backups, and usually the database."""
    folder = next(path for path in (settings.data_dir, *settings.data_dir.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    detail = f"{free // 1024**2} MB free for {settings.data_dir}"
    if free < NO_SPACE:
        return error("disk", detail)
    return warning("disk", detail) if free < LITTLE_SPACE else ok("disk", detail)
