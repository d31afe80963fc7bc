"""The bot is killed between planning and sending: what fell due comes, and comes once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from simulator import server as simulator_server
from storage.tables import Outbox
from tests.conftest import BOT_ID
from tests.e2e.kill_at import FALLING_DUE, NEVER
from tests.e2e.killing import Village, village
from tests.factories import SANGGAU, add_facilitator
from tests.processes import PATIENCE

DELIVERING = ("taken from the outbox, not sent", "sent, not noted", "noting, not committed")
TUESDAY, MONDAY = "2026-05-12T15:30:00+07:00", "2026-05-25T08:00:00+07:00"
"""Reminders of the day; the week, and reminders of Friday once more."""

FACILITATOR, GROUP = 7_300_000_101, -4_800_000_101


@pytest.fixture
async def there(database_url: str, tmp_path: Path) -> AsyncIterator[Village]:
    """Eight libraries with a keeper each, their facilitator and their group."""
    server = await simulator_server.start(token=f"{BOT_ID}:AAkilled-token-that-opens-nothing")
    async with village(server, database_url, tmp_path) as place:
        for keeper in place.keepers:
            place.server.simulation.directory.people[keeper.user_id].started = True
        await _those_of_the_region(place)
        yield place
    await server.stop()


async def _those_of_the_region(there: Village) -> None:
    directory = there.server.simulation.directory
    directory.add_person(FACILITATOR, first_name="Yohanes", started=True)
    directory.add_group("Perpusdes Sanggau", id=GROUP)
    with there.database.work() as work:
        add_facilitator(work, external_id=str(FACILITATOR))
        work.chats.link(GROUP, "Perpusdes Sanggau", SANGGAU)
        work.commit()


async def test_killed_at_every_page_of_a_monday_it_tells_everybody_and_nobody_twice(there: Village) -> None:
    """Before and after the commits of reminders, of the libraries' week and of the regions' week."""
    due = Counter(dict.fromkeys(keepers(there), 2) | {FACILITATOR: 1, GROUP: 1})
    got = await told_after_kills(there, [(step, 1) for _ in range(3) for step in FALLING_DUE], MONDAY, due)
    assert got >= due
    assert (got - due).total() <= there.repeatable


async def test_killed_on_the_way_of_reminders_it_reminds_everybody(there: Village) -> None:
    due = Counter(keepers(there))
    got = await told_after_kills(there, [("planned, not sent", 1), *((step, 2) for step in DELIVERING)], TUESDAY, due)
    assert got >= due
    assert (got - due).total() <= there.repeatable


async def told_after_kills(
    there: Village, deaths: Sequence[tuple[str, int]], now: str, due: Counter[int]
) -> Counter[int]:
    """How many messages each chat got from bots that died, one after the other, and from the last one."""
    async with AsyncExitStack() as stack:
        doomed = await stack.enter_async_context(there.bot(*deaths[0], "--now", now))
        for step, passing in [*deaths[1:], (NEVER, 1)]:
            successor = await stack.enter_async_context(there.bot(step, passing, "--now", now))
            await there.dies(doomed)
            doomed = successor
        doomed.goes()
        async with asyncio.timeout(PATIENCE):
            while sent(there) < due.total() or not there.is_drained():
                assert not doomed.ended, doomed.log
                await asyncio.sleep(0.01)
        assert await doomed.stops() == 0, doomed.log
    assert sent(there) == due.total()
    calls = there.server.simulation.calls
    return Counter(int(str(call.chat_id)) for call in calls if call.method == "sendMessage" and call.status == 200)


def sent(there: Village) -> int:
    """How many planned messages are noted as sent."""
    query = select(func.count()).where(Outbox.state == "sent", Outbox.dedupe_key.is_not(None))
    with there.database.look() as work:
        return work.connection.execute(query).scalar_one()


def keepers(there: Village) -> list[int]:
    return [keeper.chat_id for keeper in there.keepers]
