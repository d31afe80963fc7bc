"""Makes updates safe: nothing is acknowledged before `keep` has come back."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot.intake.arriving import arrival, callback_query_id
from bot.telegram import Me
from domain.clock import Clock
from domain.errors import StorageUnavailable
from storage.inbox import Arrival
from storage.watermarks import Outage
from storage.work import Database

logger = logging.getLogger(__name__)

Raw = dict[str, Any]
T = TypeVar("T")


class Keeper:
    """Keeps updates durably; those that come while one commit is under way share the next.

    `wake` is called from the event loop when there is something new to work on; `kept` counts what was new so far.
    """

    kept = 0

    def __init__(self, database: Database, clock: Clock, me: Me, bot: Bot, wake: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._me = me
        self._wake = wake
        self._answers = TapAnswers(bot)
        self._waiting: list[tuple[list[Arrival], asyncio.Future[int]]] = []
        self._committing: asyncio.Task[None] | None = None
        self._closed = False
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="intake")

    async def keep(self, updates: Sequence[Raw]) -> int:
        """Come back when they are safe, with the number that was new; raises StorageUnavailable."""
        arrivals = [kept for update in updates if (kept := arrival(update, self._clock, self._me))]
        new = await self._committed(arrivals) if arrivals else 0
        if new:
            self.kept += new
            self._wake()
        self._answers.give(updates)
        return new

    async def note_outage(self, longest: timedelta) -> Outage | None:
        """Remember it if, until now, nothing was fetched for longer than that."""
        return await self._in_thread(partial(self._note_outage, longest))

    async def note_fetch(self) -> None:
        """Note that updates are being fetched, though there were none."""
        await self._in_thread(self._note_fetch)

    async def close(self) -> None:
        """Let what is under way end; nothing is kept any more."""
        self._closed = True
        if self._committing:
            await asyncio.wait([self._committing])
        await self._answers.close()
        self._executor.shutdown(wait=False)

    async def _committed(self, arrivals: list[Arrival]) -> int:
        if self._closed:
            raise StorageUnavailable("the bot is stopping")
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrivals, done))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit_all())
        return await done

    async def _commit_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                counts = await self._in_thread(partial(self._commit, [part for part, _ in batch]))
            except Exception as error:
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
            else:
                for (_, done), count in zip(batch, counts, strict=True):
                    if not done.done():
                        done.set_result(count)

    def _commit(self, parts: list[list[Arrival]]) -> list[int]:
        try:
            return self._commit_together(parts)
        except StorageUnavailable:
            raise
        except Exception as error:
            reason = type(error).__name__  # its own words may quote what somebody wrote
            logger.error("a batch of updates can't be kept together (%s); one by one", reason)  # noqa: TRY400
            return [sum(self._commit_alone(arrival) for arrival in part) for part in parts]

    def _commit_together(self, parts: list[list[Arrival]]) -> list[int]:
        with self._database.work(durable=True) as work:
            counts = [work.inbox.keep(part) for part in parts]
            work.watermarks.set(self._mark, self._clock.now().isoformat())
            work.commit()
        return counts

    def _commit_alone(self, arrival: Arrival) -> int:
        """One that the database will never take must not hold up the others."""
        try:
            return self._commit_together([[arrival]])[0]
        except StorageUnavailable:
            raise
        except Exception as error:
            logger.critical("update %d can't be kept and is lost: %s", arrival.update_id, type(error).__name__)
            return 0

    def _note_fetch(self) -> None:
        with self._database.work() as work:
            work.watermarks.set(self._mark, self._clock.now().isoformat())
            work.commit()

    def _note_outage(self, longest: timedelta) -> Outage | None:
        now = self._clock.now()
        with self._database.look() as work:
            noted = work.watermarks.get(self._mark)
        if noted is None or now - datetime.fromisoformat(noted) <= longest:
            return None
        outage = Outage(since=datetime.fromisoformat(noted), until=now)
        with self._database.work() as work:
            work.watermarks.note_outage(self._me.id, outage)
            work.watermarks.set(self._mark, now.isoformat())
            work.commit()
        return outage

    @property
    def _mark(self) -> str:
        return f"last_fetch:{self._me.id}"

    async def _in_thread(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function)


class TapAnswers:
    """Answers taps at once and empty, so that the button stops turning. Nobody waits for it, and it may fail."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()

    def give(self, updates: Sequence[Raw]) -> None:
        """Answer the taps among these updates."""
        for update in updates:
            if query := callback_query_id(update):
                task = asyncio.create_task(self._give(query))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _give(self, query: str) -> None:
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as error:
            logger.debug("a tap was not answered: %s", type(error).__name__)

    async def close(self) -> None:
        """Stop answering."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
