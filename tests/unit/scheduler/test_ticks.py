"""The clockwork's ticks, with planners of a few lines."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from domain.clock import Clock
from domain.errors import StorageUnavailable
from scheduler.ticks import Plan, Ticks
from storage.work import Database
from tests.factories import NOW

NEVER, OFTEN = 3600.0, 0.01
"""Seconds between two ticks."""

NOWHERE = Database("sqlite:///nowhere.db")
"""These planners need none."""


@dataclass
class Standing:
    """A calendar that stands still until a test moves it."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def moment(self, seconds: int) -> datetime:
        raise NotImplementedError


@dataclass
class Planner:
    """Plans so many pages, and remembers when it was asked, and by which thread."""

    pages: int = 0
    name: str = ""
    seen: list[str] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    fails: Exception | None = None

    def __call__(self, _database: Database, now: datetime) -> bool:
        self.seen.append(self.name)
        self.moments.append(now)
        self.threads.add(threading.current_thread().name)
        if self.fails is not None:
            raise self.fails
        self.pages -= 1
        return self.pages >= 0


@asynccontextmanager
async def ticking(
    plans: Mapping[str, Plan],
    *,
    seconds: float = NEVER,
    clock: Clock | None = None,
    on_planned: Callable[[], None] = lambda: None,
) -> AsyncIterator[Ticks]:
    """Ticks that run while this lasts."""
    ticks = Ticks(plans, NOWHERE, clock or Standing(), on_planned=on_planned, seconds=seconds)
    running = asyncio.create_task(ticks.run())
    yield ticks
    ticks.stop()
    async with asyncio.timeout(10):
        await running


async def until(condition: Callable[[], object]) -> None:
    """Let others run until it is so."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.001)


async def test_every_planner_looks_at_the_start_and_at_every_tick_in_a_thread_of_its_own() -> None:
    clock, one, other = Standing(), Planner(), Planner()
    async with ticking({"one": one, "other": other}, seconds=OFTEN, clock=clock):
        await until(lambda: one.moments and other.moments)
        clock.at += timedelta(days=1)
        await until(lambda: one.moments[-1] == other.moments[-1] == clock.at)
    assert one.moments[0] == NOW
    assert one.threads == other.threads == {"planning_0"}


async def test_a_planner_is_asked_until_there_is_nothing_and_what_it_planned_may_leave_after_each_page() -> None:
    planner, left = Planner(pages=3), []
    async with ticking({"planner": planner}, on_planned=lambda: left.append(len(planner.seen))) as ticks:
        await until(lambda: ticks.idle)
    assert len(planner.seen) == 4
    assert left == [1, 2, 3]


async def test_what_another_process_put_out_may_leave_at_every_tick() -> None:
    told = []
    async with ticking({"planner": Planner()}, seconds=OFTEN, on_planned=lambda: told.append(None)):
        await until(lambda: len(told) > 2)


async def test_planners_take_turns() -> None:
    seen: list[str] = []
    plans = {"long": Planner(2, "long", seen), "short": Planner(1, "short", seen)}
    async with ticking(plans) as ticks:
        await until(lambda: ticks.idle)
    assert seen == ["long", "short", "long", "short", "long"]


async def test_it_looks_at_once_when_it_is_woken() -> None:
    planner, clock = Planner(), Standing()
    async with ticking({"planner": planner}, clock=clock) as ticks:
        await until(lambda: ticks.idle)
        clock.at += timedelta(hours=1)
        ticks.wake()
        assert not ticks.idle
        await until(lambda: ticks.idle)
    assert planner.moments == [NOW, clock.at]


async def test_a_wake_during_a_look_is_not_lost() -> None:
    looking, go_on = threading.Event(), threading.Event()
    moments: list[datetime] = []

    def plan(_database: Database, now: datetime) -> bool:
        moments.append(now)
        looking.set()
        assert go_on.wait(10)
        return False

    clock = Standing()
    async with ticking({"planner": plan}, clock=clock) as ticks:
        await until(looking.is_set)
        clock.at += timedelta(hours=1)
        ticks.wake()
        go_on.set()
        await until(lambda: ticks.idle)
    assert moments == [NOW, clock.at]


async def test_a_database_that_is_away_is_told_and_tried_again_while_the_others_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    unlucky, lucky = Planner(fails=StorageUnavailable("the database can't be used now: locked")), Planner()
    async with ticking({"reminders": unlucky, "summaries": lucky}, seconds=OFTEN) as ticks:
        await until(lambda: len(unlucky.seen) > 1 and len(lucky.seen) > 1)
        assert ticks.trouble == "planning reminders: the database can't be used now: locked"
        unlucky.fails = None
        await until(lambda: ticks.trouble is None)
    told = [record.getMessage() for record in caplog.records if record.name == "scheduler.ticks"]
    assert told[0] == ("planning reminders does not work now (the database can't be used now: locked); trying again")
    assert len(told) == 1  # however often it fails; that it works again is news, no warning


async def test_a_mistake_of_ours_is_told_with_its_place_and_without_anybodys_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    unlucky, lucky = Planner(fails=ValueError("pengunjung 23, Bu Siti")), Planner()
    async with ticking({"reminders": unlucky, "summaries": lucky}, seconds=OFTEN) as ticks:
        await until(lambda: ticks.trouble and len(lucky.seen) > 2)
        assert ticks.trouble is not None
        assert ticks.trouble.startswith("planning reminders: ValueError at ")
        assert "test_ticks.py:" in ticks.trouble
    assert "ValueError at " in caplog.text
    assert "Siti" not in caplog.text


async def test_a_failing_planner_is_not_tried_at_every_tick() -> None:
    unlucky, lucky = Planner(fails=ValueError()), Planner()
    async with ticking({"reminders": unlucky, "summaries": lucky}, seconds=OFTEN):
        await until(lambda: len(lucky.seen) > 40)
    assert len(unlucky.seen) < len(lucky.seen) / 2


async def test_stopping_finishes_the_page_under_way_and_begins_nothing_more() -> None:
    looking, go_on = threading.Event(), threading.Event()
    finished: list[bool] = []

    def plan(_database: Database, _now: datetime) -> bool:
        looking.set()
        assert go_on.wait(10)
        finished.append(True)
        return True

    async with ticking({"planner": plan}) as ticks:
        await until(looking.is_set)
        ticks.stop()
        asyncio.get_running_loop().call_later(0.02, go_on.set)
    assert finished == [True]


async def test_the_loop_is_free_while_a_page_is_planned() -> None:
    looking, go_on = threading.Event(), threading.Event()

    def plan(_database: Database, _now: datetime) -> bool:
        looking.set()
        return not go_on.wait(10)

    async with ticking({"planner": plan}):
        await until(looking.is_set)
        go_on.set()  # reached only because the loop runs


async def test_without_planners_it_ends_at_once() -> None:
    async with ticking({}) as ticks:
        assert ticks.idle
        assert ticks.trouble is None
