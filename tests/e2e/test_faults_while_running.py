"""A bot under load that is stopped, that loses its database, or whose Telegram misbehaves."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiohttp import ClientSession
from sqlalchemy import make_url, select

from simulator import server as simulator_server
from simulator.server import Server
from simulator.webhook import SECRET_HEADER
from storage.tables import Inbox, Outbox
from tests.conftest import BOT_ID
from tests.e2e.killing import Village, village
from tests.processes import PATIENCE
from tests.servers import Postgres


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    running = await simulator_server.start(token=f"{BOT_ID}:AAfaulty-token-that-opens-nothing")
    yield running
    await running.stop()


@pytest.fixture
async def there(server: Server, sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Village]:
    shutil.copy(sqlite_file, tmp_path / "perpusbot.db")
    async with village(server, f"sqlite:///{tmp_path / 'perpusbot.db'}", tmp_path) as place:
        yield place


async def reports(there: Village) -> None:
    """Two reports of each keeper; the first is edited by half of them and taken back by the others."""
    first = await there.write()
    await there.write()
    await there.rewrite(first)
    await there.withdraw(first)


async def test_sigterm_finishes_what_is_begun_and_repeats_nothing(there: Village) -> None:
    async with there.bot() as first, there.bot() as second:
        first.goes()
        await first.says("running as bot")
        writing = asyncio.create_task(reports(there))
        while len(there.server.simulation.calls) < 20:
            await asyncio.sleep(0.001)
        assert await first.stops() == 0, first.log
        with there.database.look() as work:
            assert "begun" not in work.connection.execute(select(Inbox.state)).scalars().all()
        await there.drains(second, writing)
    there.assert_nothing_lost_nothing_twice()


async def test_a_database_that_goes_away_and_comes_back_loses_nothing(
    server: Server, postgres_server: Postgres, tmp_path: Path
) -> None:
    with postgres_server.database() as address:
        async with village(server, address, tmp_path) as there, there.bot() as bot:
            bot.goes()
            await bot.says("running as bot")
            await goes_away(address, there)
            writing = asyncio.create_task(reports(there))
            await bot.says("does not work now")
            await comes_back(address)
            async with asyncio.timeout(PATIENCE):
                await writing
                while not there.is_drained():
                    await asyncio.sleep(0.01)
            assert await bot.stops() == 0, bot.log
            there.assert_nothing_lost_nothing_twice()
            with there.database.look() as work:
                assert set(work.connection.execute(select(Inbox.attempts)).scalars()) == {0}


async def goes_away(address: str, there: Village) -> None:
    there.database.close()
    name = make_url(address).database
    await admin(address, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    await admin(address, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


async def comes_back(address: str) -> None:
    await admin(address, f'ALTER DATABASE "{make_url(address).database}" ALLOW_CONNECTIONS true')


async def admin(address: str, statement: str) -> None:
    url = make_url(address).set(database="postgres", drivername="postgresql")
    text = url.render_as_string(hide_password=False)
    with psycopg.connect(text, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "sendMessage", "status": 502, "times": 3},
        {"method": "sendMessage", "drop": "before", "times": 3},
        {"method": "getUpdates", "status": 500, "times": 2},
        {"method": "getUpdates", "drop": "before", "times": 2},
        {"method": "getUpdates", "drop": "after", "times": 2},
        {"method": "sendMessage", "status": 429, "retry_after": 1, "times": 2},
        {"method": "sendMessage", "delay_answer": 0.2, "times": 4},
        {"method": "getUpdates", "status": 409, "description": "Conflict: terminated by other getUpdates request"},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
async def test_whatever_telegram_does_nothing_is_lost_and_nothing_said_twice(
    there: Village, fault: dict[str, Any]
) -> None:
    await there.simulator.fails(**fault)
    async with there.bot() as bot:
        await there.drains(bot, asyncio.create_task(reports(there)))
    there.assert_nothing_lost_nothing_twice()
    with there.database.look() as work:
        assert set(work.connection.execute(select(Outbox.attempts)).scalars()) == {0}


async def test_an_answer_whose_connection_broke_after_it_was_taken_may_come_twice_but_only_that_one(
    there: Village,
) -> None:
    await there.simulator.fails("sendMessage", drop="after")
    async with there.bot() as bot:
        await there.drains(bot, asyncio.create_task(reports(there)))
    there.repeatable = 1
    there.assert_nothing_lost_nothing_twice()


async def test_a_429_holds_up_its_chat_only(there: Village) -> None:
    siti, *others = there.keepers
    await there.simulator.fails("sendMessage", chat_id=siti.chat_id, status=429, retry_after=2)
    async with there.bot() as bot:
        await there.drains(bot, asyncio.create_task(wrote_twice(there)))
    there.assert_nothing_lost_nothing_twice()
    (refused_at,) = refusals(there)
    assert there.sends(siti)[0].at - refused_at >= 2
    assert max(send.at for other in others for send in there.sends(other)) - refused_at < 2


async def test_429s_from_three_chats_hold_up_everything(there: Village) -> None:
    for keeper in there.keepers[:3]:
        await there.simulator.fails("sendMessage", chat_id=keeper.chat_id, status=429, retry_after=2)
    async with there.bot() as bot:
        await there.drains(bot, asyncio.create_task(wrote_twice(there)))
    there.assert_nothing_lost_nothing_twice()
    first, _, third = refusals(there)
    taken = [send.at for keeper in there.keepers for send in there.sends(keeper)]
    assert [at for at in taken if third + 0.5 < at < first + 2] == []


def refusals(there: Village) -> list[float]:
    """When the simulator said 429."""
    return [call.at for call in there.server.simulation.calls if call.status == 429]


async def wrote_twice(there: Village) -> None:
    await there.write()
    await there.write()


async def test_updates_that_come_again_count_once(there: Village) -> None:
    async with there.bot() as bot:
        await there.drains(bot, asyncio.create_task(written_again(there)))
    there.assert_nothing_lost_nothing_twice()


async def written_again(there: Village) -> None:
    """The same updates under their numbers, and the same messages under other numbers."""
    await reports(there)
    await there.simulator.repeats_updates(last=10, times=2)
    for keeper in there.keepers:
        said = next(message for message in await keeper.messages() if not message.raw["by_bot"])
        chat = there.server.simulation.directory.chats[keeper.chat_id]
        await there.simulator.sends_update({"message": chat.messages[said.id].data})


async def test_with_a_webhook_nothing_is_lost_when_it_is_killed_before_it_has_answered(there: Village) -> None:
    there.server.simulation.webhook.first_pause = 0.05
    hook = {"http_port": free_port(), "webhook_secret": "s3cret_of-ours"}
    hook["webhook_url"] = f"http://127.0.0.1:{hook['http_port']}/hook"
    async with (
        there.bot("keeping, not committed", 3, **hook) as one,
        there.bot("kept, offset not moved", 3, **hook) as two,
        there.bot(**hook) as three,
        ClientSession() as session,
    ):
        writing = asyncio.create_task(reports(there))
        await there.dies(one)
        await there.dies(two)
        three.goes()
        await three.says("running as bot")
        for headers in ({}, {SECRET_HEADER: "wrong"}):
            async with session.post(str(hook["webhook_url"]), json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == 403
        await there.drains(three, writing)
    there.assert_nothing_lost_nothing_twice()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
