"""The running bot: its parts start and stop in their order, until a signal or an error ends them."""

import asyncio
import logging
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from bot.calendar import calendar
from bot.clockwork import clockwork
from bot.intake.webhook import set_webhook
from bot.menus import introduce
from bot.parts import Parts, build
from bot.serving import serving
from bot.settings import Settings
from bot.telegram import Me, build_bot, connect
from domain.clock import Clock
from domain.errors import AlreadyRunning, PerpusbotError, StorageUnavailable
from scheduler.ticks import Plan
from storage.locking import Lock, acquire
from storage.versions import is_newest
from storage.work import Database

log = logging.getLogger(__name__)

LOCK_LOOK = 5.0


def run(settings: Settings, *, now: datetime | None = None, speed: float = 1.0, standby: bool = False) -> None:
    """Run the bot until SIGTERM or SIGINT; raises the PerpusbotError that ends it otherwise."""
    settings.required_token()
    settings.prepare_folders()
    asyncio.run(_run(settings, now, speed, standby))


async def _run(settings: Settings, now: datetime | None, speed: float, standby: bool) -> None:
    stop = _stop_signal()
    lock = await asyncio.to_thread(_lock, settings, standby, stop)
    if lock is None:
        return
    database = Database(settings.database_url, bot_id=settings.bot_id)
    try:
        await asyncio.to_thread(_migrate, settings.database_url)
        clock = calendar(database, now=now, speed=speed, real_telegram=settings.real_telegram)
        await serve(settings, database, clock, plans=clockwork(settings), lock=lock, stop=stop)
    finally:
        database.close()
        lock.release()


def _migrate(address: str) -> None:
    if not is_newest(address):
        from storage.migrating import migrate_address  # heavy, and seldom needed

        migrate_address(address)


async def serve(
    settings: Settings,
    database: Database,
    clock: Clock,
    *,
    plans: Mapping[str, Plan],
    lock: Lock | None = None,
    stop: asyncio.Event | None = None,
    on_start: Callable[[Parts], None] = lambda _parts: None,
) -> None:
    """Everything that runs, under one roof: when one part ends in an error, all end.

    `plans` are the clockwork's; `on_start` gets the parts before they run.
    """
    stop = stop or _stop_signal()
    bot = build_bot(settings.required_token(), settings.telegram_url)
    try:
        me = await _unless(stop, asyncio.create_task(connect(bot)))
        if me is None:
            return
        database.bot_id = me.id
        parts = build(settings, database, clock, bot, me, lock, plans)
        on_start(parts)
        await _work(parts, stop)
    except ExceptionGroup as troubles:
        raise _sentence(troubles) from None
    finally:
        await bot.shutdown()


async def _work(parts: Parts, stop: asyncio.Event) -> None:
    """The parts start in the order in which they need each other.

    They stop in the opposite one, whatever the reason: first nothing more comes in, then what came in or fell due is
    worked on as far as it was begun, then what is on its way is delivered and noted.
    """
    async with asyncio.TaskGroup() as tasks:
        delivering = tasks.create_task(parts.dispatcher.run())
        working = tasks.create_task(parts.worker.run())
        planning = tasks.create_task(parts.ticks.run())
        try:
            async with serving(parts.settings, parts.problems, parts.metrics, parts.keeper):
                log.info("running as bot %d", parts.me.id)
                await _take_in(parts, stop)
                log.info("stopping")
        finally:
            await parts.keeper.close()
            parts.worker.stop()
            parts.ticks.stop()
            await asyncio.wait([working, planning])
            await parts.dispatcher.stop()
            await asyncio.wait([delivering])


async def _take_in(parts: Parts, stop: asyncio.Event) -> None:
    """Let updates come in until `stop`."""
    async with asyncio.TaskGroup() as tasks:
        endless = [
            tasks.create_task(_intake(parts)),
            tasks.create_task(_watch(parts.lock)),
            tasks.create_task(introduce(parts.bot)),
            tasks.create_task(parts.documents.run()),
        ]
        await stop.wait()
        for task in endless:
            task.cancel()


async def _intake(parts: Parts) -> None:
    settings = parts.settings
    if settings.webhook_url is None:
        await parts.poller.run()
    else:
        await set_webhook(parts.bot, settings.webhook_url, settings.webhook_key())


async def _watch(lock: Lock | None) -> None:
    """A database that restarted has let go of the lock: take it again, or end if another process was quicker."""
    while lock is not None:
        await asyncio.sleep(LOCK_LOOK)
        if not await asyncio.to_thread(_is_ours, lock):
            raise AlreadyRunning("The lock was lost, and another process is at work with this database now")


def _is_ours(lock: Lock) -> bool:
    try:
        return lock.held() or lock.take()
    except StorageUnavailable:
        return True  # nobody can be at work with a database that is away


def _lock(settings: Settings, standby: bool, stop: asyncio.Event) -> Lock | None:
    """The lock; None when a signal came first."""
    address, folder = settings.database_url, settings.data_dir
    if standby:
        log.info("standing by until no other process is at work")
    try:
        return acquire(address, folder, bot_id=settings.bot_id, wait=standby, stop=stop.is_set)
    except AlreadyRunning:
        if stop.is_set():
            return None
        raise


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


def _sentence(troubles: ExceptionGroup[Exception]) -> Exception:
    """The one trouble that has a sentence for the operator, else all of them."""
    for trouble in troubles.exceptions:
        found = _sentence(trouble) if isinstance(trouble, ExceptionGroup) else trouble
        if isinstance(found, PerpusbotError):
            return found
    return troubles
