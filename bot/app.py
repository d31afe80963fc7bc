"""The composition root: everything is made here, and run until a signal or an error ends it."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from telegram import Bot

from bot.calendar import calendar
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limits import NoLimits, TelegramLimits
from bot.delivery.telegram import TelegramPlatform
from bot.health import add_health
from bot.intake.keeping import Keeper
from bot.intake.poller import Poller
from bot.intake.webhook import add_webhook, set_webhook
from bot.intake.worker import Worker
from bot.settings import Settings, Switch
from bot.telegram import Me, build_bot, connect
from domain.clock import Clock
from domain.errors import PerpusbotError, SettingsError, StorageUnavailable
from storage.locking import acquire
from storage.migrating import migrate_address
from storage.work import Database

log = logging.getLogger(__name__)

POSTGRES_WORKERS = 4
SILENT_TOO_LONG = 180.0


def run(settings: Settings, *, now: datetime | None = None, speed: float = 1.0, standby: bool = False) -> None:
    """Run the bot until SIGTERM or SIGINT; raises the PerpusbotError that ends it otherwise."""
    settings.required_token()
    settings.prepare_folders()
    database = Database(settings.database_url, bot_id=settings.bot_id)
    lock = acquire(settings.database_url, settings.data_dir, bot_id=settings.bot_id, wait=standby)
    try:
        migrate_address(settings.database_url)
        clock = calendar(database, now=now, speed=speed, real_telegram=settings.real_telegram)
        asyncio.run(serve(settings, database, clock, still_ours=lock.held))
    finally:
        database.close()
        lock.release()


async def serve(
    settings: Settings, database: Database, clock: Clock, *, still_ours: Callable[[], bool] = lambda: True
) -> None:
    """Everything that runs, under one roof: when one part ends in an error, all end."""
    bot = build_bot(settings.required_token(), settings.telegram_url)
    stop = _stop_signal()
    try:
        me = await _unless(stop, asyncio.create_task(connect(bot)))
        if me is None:
            return
        database.bot_id = me.id
        async with _running(_built(settings, database, clock, bot, me, still_ours), settings, stop):
            await stop.wait()
    except* PerpusbotError as problems:
        raise problems.exceptions[0] from None
    finally:
        await bot.shutdown()


@dataclass(kw_only=True)
class Parts:
    """What runs."""

    bot: Bot
    me: Me
    keeper: Keeper
    worker: Worker
    dispatcher: Dispatcher
    poller: Poller
    still_ours: Callable[[], bool]


def _built(
    settings: Settings, database: Database, clock: Clock, bot: Bot, me: Me, still_ours: Callable[[], bool]
) -> Parts:
    limits = NoLimits() if settings.limits is Switch.OFF else TelegramLimits()
    dispatcher = Dispatcher(database, TelegramPlatform(bot), clock, limits=limits)
    worker = Worker(
        database=database,
        clock=clock,
        username=me.username,
        on_commit=dispatcher.wake,
        admins=frozenset(str(id_) for id_ in settings.admin_ids),
        timezone=settings.timezone,
        parts=1 if database.is_sqlite else POSTGRES_WORKERS,
    )
    keeper = Keeper(database, clock, me, bot, worker.wake)
    return Parts(
        bot=bot,
        me=me,
        keeper=keeper,
        worker=worker,
        dispatcher=dispatcher,
        poller=Poller(bot, keeper, clock),
        still_ours=still_ours,
    )


@asynccontextmanager
async def _running(parts: Parts, settings: Settings, stop: asyncio.Event) -> AsyncIterator[None]:
    """Start the parts in the order in which they need each other; stop them so that nothing begun is lost."""
    parts.worker.start()
    parts.worker.wake()
    runner = await _serve_http(parts, settings)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(parts.dispatcher.run())
            intake = tasks.create_task(_intake(parts, settings))
            watch = tasks.create_task(_watch(parts))
            log.info("running as bot %d", parts.me.id)
            yield
            log.info("stopping")
            intake.cancel()
            watch.cancel()
            await parts.keeper.close()
            await asyncio.to_thread(parts.worker.stop)
            await parts.dispatcher.stop()
    finally:
        stop.set()
        if parts.worker.alive:
            await asyncio.to_thread(parts.worker.stop)
        if runner is not None:
            await runner.cleanup()


async def _intake(parts: Parts, settings: Settings) -> None:
    if settings.webhook_url is None:
        await parts.poller.run()
    else:
        await set_webhook(parts.bot, settings.webhook_url, settings.webhook_key())


async def _watch(parts: Parts) -> None:
    """A part that dies silently must end the process; so must a lock that was lost."""
    while True:
        await asyncio.sleep(5)
        if not parts.worker.alive:
            raise StorageUnavailable("the worker has ended; see the log")
        if not await asyncio.to_thread(parts.still_ours):
            raise StorageUnavailable("the lock was lost: another process may be at work")


async def _serve_http(parts: Parts, settings: Settings) -> web.AppRunner | None:
    if settings.http_port == 0:
        return None
    app = web.Application()
    add_health(app, [lambda: _worker_problem(parts), lambda: _poll_problem(parts, settings)])
    if settings.webhook_url is not None:
        add_webhook(app, settings.webhook_url, settings.webhook_key(), parts.keeper)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(
            f"PERPUSBOT_HTTP_PORT {settings.http_port} can't be used ({error.strerror}); choose another, or 0 for none"
        ) from None
    return runner


def _worker_problem(parts: Parts) -> str | None:
    return None if parts.worker.alive else "the worker has ended"


def _poll_problem(parts: Parts, settings: Settings) -> str | None:
    if settings.webhook_url is not None or parts.poller.silent_for() < SILENT_TOO_LONG:
        return None
    return "no updates could be fetched for some minutes"


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not in a thread, not on Windows
            loop.add_signal_handler(name, stop.set)
    return stop


async def _unless(stop: asyncio.Event, connecting: asyncio.Task[Me]) -> Me | None:
    """Who we are, or None when a signal came first."""
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([connecting, stopped], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if connecting.done():
        return connecting.result()
    connecting.cancel()
    return None
