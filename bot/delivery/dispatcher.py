"""Takes messages from the outbox and delivers them: one at a time per chat, the most urgent first, within limits.

Paces first and picks after, so that an urgent message that comes late still leaves first. What was sent is noted at
once, and nothing new starts before: a crash can repeat only what was on its way.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Protocol, TypeVar

from bot.delivery.limits import Limits, TelegramLimits
from bot.delivery.noting import Note, write_notes
from bot.delivery.outcomes import Outcomes, is_once, returned
from domain.backoff import Backoff
from domain.clock import Clock
from domain.errors import StorageUnavailable, TokenRefused
from domain.messages import Letter
from storage.work import Database

logger = logging.getLogger(__name__)

MOST_IN_FLIGHT = 64
LAST_NOTES, LAST_PAUSE = 10, 0.5
"""How often, and with what pauses, the last notes are tried when the database fails while we stop."""

T = TypeVar("T")


class Platform(Protocol):
    """Where letters go."""

    async def deliver(self, letter: Letter) -> int | None:
        """Send or edit; the message's id, if it is a message. Raises DeliveryError."""
        ...


class Dispatcher:
    """`run` delivers until `stop`; `wake` tells it, from any thread, that there may be something new."""

    def __init__(
        self,
        database: Database,
        platform: Platform,
        clock: Clock,
        *,
        limits: Limits | None = None,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._platform = platform
        self._clock = clock
        self._limits = limits or TelegramLimits()
        self._elapsed = elapsed
        self._outcomes = Outcomes(self._limits)
        self._notes: list[Note] = []
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._last_start = 0.0
        self._refused: TokenRefused | None = None
        self._storage = Backoff(what="the database", logger=logger, elapsed=elapsed)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="delivery")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._stopping = False
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Something may wait, or the calendar has jumped; from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nobody is left to wake
                self._loop.call_soon_threadsafe(self._woken.set)

    @property
    def in_flight(self) -> int:
        """How many messages are on their way."""
        return len(self._flying)

    @property
    def trouble(self) -> str | None:
        """What keeps all messages from leaving now."""
        return self._outcomes.trouble

    async def run(self) -> None:
        """Deliver until `stop`; raises TokenRefused."""
        self._loop = asyncio.get_running_loop()
        try:
            await self._begin()
            while not self._stopping:
                self._woken.clear()
                await self._wait_until(await self.step())
            await self._finish()
        finally:
            for task in self._flying.values():
                task.cancel()
            if self._notes:  # cancelled from outside: this much can still be done
                self._executor.submit(self._turn, list(self._notes), 0, set())
            self._executor.shutdown(wait=False)
            self._stopped.set()

    async def stop(self) -> None:
        """Start nothing more, and come back when what was on its way is noted."""
        self._stopping = True
        self._woken.set()
        if self._loop is not None:
            await self._stopped.wait()

    async def step(self) -> float:
        """Note what is finished and start what may start; until when (elapsed) there is nothing more to do."""
        now = self._elapsed()
        notes, room = list(self._notes), self._room(now)
        if not notes and room <= 0:
            self._raise_if_refused()
            return self._room_at(now)
        blocked = self._limits.blocked(now)
        try:
            letters, due = await self._in_thread(lambda: self._turn(notes, room, blocked.keys() | self._flying.keys()))
            letters, until = await self._fitting(letters)
        except StorageUnavailable as error:
            return self._elapsed() + self._storage.failed(str(error))
        self._storage.worked()
        del self._notes[: len(notes)]
        if self._notes or self._stopping:
            # What finished meanwhile is noted before anything starts.
            self._notes.extend(note for letter in letters for note in returned(letter))
            return now
        for letter in letters:
            self._start(letter)
        if until is not None:
            return until
        if len(letters) == room:
            return self._room_at(now)
        return min([self._elapsed_at(due), *blocked.values()])

    async def _begin(self) -> None:
        """What a crash left between being sent and noted is looked at before anything leaves."""
        while not self._stopping:
            self._woken.clear()
            try:
                doubtful = await self._in_thread(self._doubt_claims)
            except StorageUnavailable as error:
                await self._wait_until(self._elapsed() + self._storage.failed(str(error)))
                continue
            if doubtful:
                logger.warning("%d announcements may or may not have been sent when the bot ended", doubtful)
            return

    def _doubt_claims(self) -> int:
        with self._database.work() as work:
            doubtful = work.outbox.doubt_claims()
            work.commit()
        return doubtful

    def _turn(self, notes: Sequence[Note], room: int, busy: set[int]) -> tuple[list[Letter], datetime | None]:
        """The part in the database: one transaction to note, one to look."""
        now = self._clock.now()
        if notes:
            with self._database.work() as work:
                write_notes(work, notes, now)
                work.commit()
        if room <= 0:
            return [], None
        letters, due = self._look(now, room, busy)
        if any(_is_stale(letter, now) for letter in letters):
            self._expire(now)
            letters, due = self._look(now, room, busy)
        if all(letter.cost == 1 for letter in letters):
            self._claim(letters)
        return letters, due

    def _claim(self, letters: Sequence[Letter]) -> None:
        if once := [letter.id for letter in letters if is_once(letter)]:
            with self._database.work() as work:
                work.outbox.claim(once)
                work.commit()

    async def _fitting(self, letters: list[Letter]) -> tuple[list[Letter], float | None]:
        """Albums count as many messages: those that may leave now, and when to look again if one has to wait."""
        if all(letter.cost == 1 for letter in letters):
            return letters, None
        now = self._elapsed()
        until = {letter.id: self._fits_at(letter, now) for letter in letters}
        fitting = [letter for letter in letters if until[letter.id] is None]
        await self._in_thread(lambda: self._claim(fitting))
        return fitting, min((at for at in until.values() if at is not None), default=None)

    def _fits_at(self, letter: Letter, now: float) -> float | None:
        """When to look again for this one, None if it may leave; another chat's goes first where its own is full."""
        ready = self._limits.ready_at(letter.chat_id, now, letter.cost)
        if ready > now:
            self._limits.pause(letter.chat_id, ready)
            return now
        room = self._limits.room_at(now, letter.cost)
        return room if room > now else None

    def _look(self, now: datetime, room: int, busy: set[int]) -> tuple[list[Letter], datetime | None]:
        with self._database.look() as work:
            letters = work.outbox.heads(now, room, busy)
            return letters, work.outbox.next_due(now) if len(letters) < room else None

    def _expire(self, now: datetime) -> None:
        with self._database.work() as work:
            expired = work.outbox.expire(now)
            work.commit()
        logger.warning("%d messages became useless before they could leave: %s", len(expired), expired[:50])

    def _start(self, letter: Letter) -> None:
        self._last_start = self._elapsed()
        self._limits.started(letter.chat_id, letter.cost)
        self._flying[letter.chat_id] = asyncio.create_task(self._deliver(self._outcomes.prepared(letter)))

    async def _deliver(self, letter: Letter) -> None:
        try:
            message_id = await self._platform.deliver(letter)
        except TokenRefused as error:
            self._refused = error
            self._landed(letter, returned(letter))
        except Exception as error:
            now = self._elapsed()
            self._landed(letter, self._outcomes.failed(letter, error, now))
        else:
            self._landed(letter, self._outcomes.sent(letter, message_id))

    def _landed(self, letter: Letter, notes: Sequence[Note]) -> None:
        self._limits.answered(letter.chat_id, self._elapsed(), letter.cost)
        del self._flying[letter.chat_id]
        self._notes.extend(notes)
        self._woken.set()

    def _room(self, now: float) -> int:
        """How many may start now."""
        if self._stopping or self._refused:
            return 0
        free = min(self._limits.room(now), MOST_IN_FLIGHT - len(self._flying))
        if not self._limits.spacing:
            return free
        return min(free, 1) if now >= self._spaced_at() else 0

    def _room_at(self, now: float) -> float:
        if self._stopping or self._refused:
            return now
        if len(self._flying) >= MOST_IN_FLIGHT:
            return float("inf")  # an answer will wake us
        return max(self._limits.room_at(now), self._spaced_at())

    def _spaced_at(self) -> float:
        return self._last_start + self._limits.spacing if self._flying else 0.0

    def _elapsed_at(self, due: datetime | None) -> float:
        """The elapsed moment of a calendar moment; a moved calendar may run faster."""
        if due is None:
            return float("inf")
        speed = float(getattr(self._clock, "speed", 1.0))
        return self._elapsed() + max(0.0, (due - self._clock.now()).total_seconds()) / speed

    async def _wait_until(self, moment: float) -> None:
        seconds = moment - self._elapsed()
        if seconds == float("inf"):
            await self._woken.wait()
        elif seconds <= 0:
            await asyncio.sleep(0)
        else:
            with suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it can swallow a cancellation.
                async with asyncio.timeout(seconds):
                    await self._woken.wait()

    def _raise_if_refused(self) -> None:
        if self._refused and not self._stopping:
            raise self._refused

    async def _finish(self) -> None:
        """Let what is on its way land, and note it."""
        if self._flying:
            await asyncio.wait(list(self._flying.values()))
        for _ in range(LAST_NOTES):
            if not self._notes:
                return
            if await self.step() > self._elapsed():
                await asyncio.sleep(LAST_PAUSE)
        logger.error("stopped with %d deliveries not noted: they may be repeated", len(self._notes))

    async def _in_thread(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function)


def _is_stale(letter: Letter, now: datetime) -> bool:
    return letter.not_after is not None and letter.not_after <= now
