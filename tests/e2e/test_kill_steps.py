"""The bot is killed at every step of the road: nothing is lost, nothing counts twice."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import zip_longest
from pathlib import Path

import pytest

from simulator import server as simulator_server
from simulator.server import Server
from tests.conftest import BOT_ID
from tests.e2e.kill_at import NEVER, STEPS
from tests.e2e.killing import Village, village
from tests.servers import Postgres

LATER = {"in the middle of a batch": 4, "sent, not noted": 3, "noting, not committed": 3, "noted as sent": 3}
"""The passings at which there is more to lose than at the second."""


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    running = await simulator_server.start(token=f"{BOT_ID}:AAkilled-token-that-opens-nothing")
    yield running
    await running.stop()


async def reports(there: Village) -> None:
    """Two reports of each keeper; the first is edited by half of them and taken back by the others."""
    first = await there.write()
    await there.write()
    await there.rewrite(first)
    await there.withdraw(first)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_a_step_it_loses_nothing_and_counts_nothing_twice(
    step: str, server: Server, sqlite_file: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_file, tmp_path / "perpusbot.db")
    async with (
        village(server, f"sqlite:///{tmp_path / 'perpusbot.db'}", tmp_path) as there,
        there.bot(step, LATER.get(step, 2)) as doomed,
        there.bot() as successor,
    ):
        writing = asyncio.create_task(reports(there))
        await there.dies(doomed)
        await there.drains(successor, writing)
        there.assert_nothing_lost_nothing_twice()


async def test_killed_again_and_again_on_postgresql_it_loses_nothing_and_counts_nothing_twice(
    server: Server, postgres_server: Postgres, tmp_path: Path
) -> None:
    with postgres_server.database() as address:
        async with village(server, address, tmp_path) as there:
            await killed_at_every_step(there)
            there.assert_nothing_lost_nothing_twice()


async def killed_at_every_step(there: Village) -> None:
    """One bot after the other, each killed where it got to; the next is made ready meanwhile."""
    async with AsyncExitStack() as stack:
        first, *others = interleaved(list(STEPS))
        doomed = await stack.enter_async_context(there.bot(first))
        writing = asyncio.create_task(reports(there))
        for step in [*others, NEVER]:
            successor = await stack.enter_async_context(there.bot(step, LATER.get(step, 1)))
            await there.dies(doomed)
            if writing.done():
                writing.result()
                writing = asyncio.create_task(reports(there))
            doomed = successor
        await there.drains(doomed, writing)


def interleaved(steps: list[str]) -> list[str]:
    """Those of intake, worker and delivery in turn."""
    parts = (steps[:5], steps[5:10], steps[10:])
    return [step for trio in zip_longest(*parts) for step in trio if step]
