"""The clockwork ticks: every few seconds each planner looks whether something has fallen due."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.backoff import Backoff
from domain.clock import Clock
from domain.errors import in_short
from storage.work import Database

logger = logging.getLogger(__name__)

SECONDS = 2.0
"""Between two ticks, in elapsed time: a calendar that runs faster is looked at just as often."""

Plan = Callable[[Database, datetime], bool]
"""Plans one short page of what is due at a moment, in a transaction of its own; False when there was nothing."""


@dataclass(kw_only=True)
class _Planner:
    """One of those who look; `trouble` is what keeps it from planning now."""

    name: str
    plan: Plan
    backoff: Backoff
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    looking: bool = False
    trouble: str | None = None


class Ticks:
    """`run` lets the planners look at every tick until `stop`; `wake`, in the loop's thread, makes them look at once.

    `on_planned` is called after each page, and at every tick: another process may have put something out.
    All pages are planned in one thread of their own. A planner with many pages doesn't hold up the others: they take
    turns. Between two pages the database is free for whoever waits to answer somebody.
    """

    def __init__(
        self,
        planners: Mapping[str, Plan],
        database: Database,
        clock: Clock,
        *,
        on_planned: Callable[[], None],
        seconds: float = SECONDS,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._clock = clock
        self._on_planned = on_planned
        self._seconds = seconds
        self._planners = [
            _Planner(
                name=name,
                plan=plan,
                backoff=Backoff(what=f"planning {name}", logger=logger, elapsed=elapsed, first=seconds),
            )
            for name, plan in planners.items()
        ]
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="planning")
        self._stopping = asyncio.Event()
        self.wake()

    def wake(self) -> None:
        """Time has passed, or the calendar has jumped."""
        for planner in self._planners:
            planner.woken.set()

    def stop(self) -> None:
        """Begin nothing more; `run` comes back when the page under way is finished."""
        self._stopping.set()
        self.wake()

    @property
    def idle(self) -> bool:
        """Whether everything that was due at the last `wake` (or the start) is planned."""
        return not any(planner.looking or planner.woken.is_set() for planner in self._planners)

    @property
    def trouble(self) -> str | None:
        """What can't be planned now, and why."""
        return "; ".join(f"planning {p.name}: {p.trouble}" for p in self._planners if p.trouble) or None

    async def run(self) -> None:
        """Look at once, then at every tick, until `stop`."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        often = {"seconds": self._seconds, "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler.add_job(self._tick, "interval", **often)
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                for planner in self._planners:
                    tasks.create_task(self._look(planner))
        finally:
            scheduler.shutdown(wait=False)
            self._executor.shutdown()

    async def _tick(self) -> None:
        self.wake()
        self._on_planned()

    async def _look(self, planner: _Planner) -> None:
        while not self._stopping.is_set():
            await planner.woken.wait()
            planner.looking = True
            planner.woken.clear()
            while not self._stopping.is_set() and await self._page(planner):
                pass
            planner.looking = False

    async def _page(self, planner: _Planner) -> bool:
        """Plan a page; False when there was nothing. Whatever fails is told, and tried again at a later tick."""
        look = asyncio.get_running_loop().run_in_executor
        try:
            planned = await look(self._executor, lambda: planner.plan(self._database, self._clock.now()))
        except Exception as error:
            planner.trouble = in_short(error)
            await self._rest(planner.backoff.failed(planner.trouble))
            return False
        planner.trouble = None
        planner.backoff.worked()
        if planned:
            self._on_planned()
        return planned

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
