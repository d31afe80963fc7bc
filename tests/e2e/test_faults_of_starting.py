"""What keeps the bot from starting or ends it: one sentence for the operator, and an exit status for the machine."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from simulator import server as simulator_server
from simulator.server import Server
from tests.conftest import BOT_ID
from tests.e2e.kill_at import NEVER
from tests.e2e.killing import NOW, Village, village
from tests.processes import Process


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


def one_sentence(bot: Process) -> str:
    """What an operator sees on standard error, the log's own lines left out."""
    lines = [line for line in bot.log.splitlines() if line and " INFO " not in line and " WARNING " not in line]
    assert len(lines) == 1, bot.log
    assert "Traceback" not in bot.log
    return lines[0]


async def refused(there: Village, *options: str, **settings: Any) -> tuple[int, str]:
    """Exit status and sentence of a bot that does not start."""
    async with there.bot(NEVER, 1, *options, **settings) as bot:
        bot.goes()
        status = await bot.exit_status()
        return status, one_sentence(bot)


async def test_a_token_that_telegram_does_not_know_ends_it(there: Village) -> None:
    token = f"{BOT_ID}:AAanother-token-that-opens-nothing"
    status, sentence = await refused(there, token=token)
    assert status == 78
    assert sentence.startswith("Telegram does not accept the token.")
    assert "AAanother" not in sentence


async def test_a_token_that_is_withdrawn_while_it_runs_ends_it(there: Village) -> None:
    async with there.bot() as bot:
        bot.goes()
        await bot.says("running as bot")
        there.server.simulation.bot.token = f"{BOT_ID}:AAa-new-token-that-opens-nothing"
        there.server.simulation.updates.release()
        assert await bot.exit_status() == 78
        assert one_sentence(bot).startswith("Telegram does not accept the token.")


async def test_a_second_process_is_refused_and_a_standby_takes_over_when_the_first_is_killed(there: Village) -> None:
    async with there.bot() as first, there.bot(NEVER, 1, "--now", NOW, "--standby") as standby:
        first.goes()
        await first.says("running as bot")
        standby.goes()
        await standby.says("standing by")
        status, sentence = await refused(there)
        assert (status, sentence) == (75, "Perpusbot is already running with this database")
        assert not standby.ended
        first.child.kill()
        await standby.says("running as bot")
        await there.keepers[0].says("pengunjung 5")
        assert "5" in (await there.keepers[0].hears()).text
        assert await standby.stops() == 0


async def test_a_standby_that_is_told_to_stop_stops_well(there: Village) -> None:
    async with there.bot() as first, there.bot(NEVER, 1, "--now", NOW, "--standby") as standby:
        first.goes()
        await first.says("running as bot")
        standby.goes()
        await standby.says("standing by")
        assert await standby.stops() == 0, standby.log
        assert await first.stops() == 0, first.log


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:9/perpusbot", "sqlite:////proc/perpusbot.db"])
async def test_a_database_that_is_not_there_is_one_sentence(there: Village, address: str) -> None:
    status, sentence = await refused(there, database_url=address)
    assert status == 1
    assert sentence.startswith("the database can't be used now: ")


async def test_a_port_in_use_is_one_sentence(there: Village) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, sentence = await refused(there, http_port=port)
    assert status == 78
    assert sentence.startswith(f"PERPUSBOT_HTTP_PORT {port} can't be used (")


async def test_a_moved_calendar_goes_on_where_it_was_and_never_back(there: Village) -> None:
    async with there.bot() as first:
        first.goes()
        await first.says("running as bot")
        await there.keepers[0].says("pengunjung 5")
        assert "12 Mei 2026" in (await there.keepers[0].hears()).text
        assert await first.stops() == 0
    status, sentence = await refused(there, "--now", "2026-05-12T11:59:00+07:00")
    assert status == 78
    assert sentence.startswith("--now would turn the calendar of this database back: it stands at 2026-05-12T")
    async with there.bot(NEVER, 1, "--now", NOW, "--speed", "86400") as second:
        second.goes()
        await second.says("running as bot")
        await asyncio.sleep(2.1)  # Telegram's dates are whole seconds: the first may be cut short
        await there.keepers[1].says("pengunjung 6")
        answer = (await there.keepers[1].hears()).text
        assert "12 Mei 2026" not in answer
        assert await second.stops() == 0


async def test_a_moved_calendar_is_refused_against_the_real_telegram(there: Village) -> None:
    status, sentence = await refused(there, telegram_url="https://api.telegram.org")
    assert status == 78
    assert sentence.startswith("--now moves the calendar and is refused against the real Telegram")


async def test_healthz_says_that_all_is_well(there: Village) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with there.bot(http_port=port) as bot, ClientSession() as session:
        bot.goes()
        await bot.says("running as bot")
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ok": True, "problems": []})
        assert await bot.stops() == 0
