import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.telegram import build_bot, connect
from domain.errors import AlreadyRunning, TokenRefused
from simulator.server import start
from storage.watermarks import Outage
from storage.work import Database
from tests.integration.intaking import Desk, desk


@pytest.fixture
async def at(database: Database) -> AsyncIterator[Desk]:
    async with desk(database) as opened:
        yield opened


async def test_messages_are_kept_and_the_worker_is_woken(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    await siti.says("pengunjung 12")
    await siti.says("kegiatan mewarnai 20 anak")
    assert await at.poller.step() == 0
    assert [json.loads(row.raw)["message"]["text"] for row in at.kept()] == [
        "pengunjung 12",
        "kegiatan mewarnai 20 anak",
    ]
    assert len(at.woken) == 1


async def test_nothing_is_confirmed_before_it_is_safe(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    await siti.says("pengunjung 12")
    await at.poller.step()
    await siti.says("pengunjung 13")
    at.database.away = True
    waits = [await at.poller.step() for _ in range(10)]
    assert waits[:3] == pytest.approx([0.1, 0.2, 0.4])
    assert max(waits) == 30
    assert len(await at.pending()) == 1
    at.database.away = False
    assert await at.poller.step() == 0
    assert len(at.kept()) == 2
    await at.poller.step()
    assert await at.pending() == []


async def test_a_poller_killed_before_it_confirmed_keeps_nothing_twice(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    await siti.says("pengunjung 12")
    await at.poller.step()
    await at.new_poller().step()
    assert len(at.kept()) == 1
    assert len(at.woken) == 1


async def test_an_offset_is_sent_only_until_it_is_confirmed(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    await siti.says("pengunjung 12")
    for _ in range(3):
        await at.poller.step()
    first = json.loads(at.kept()[0].raw)["update_id"]
    assert await at.offsets() == [None, first + 1, None]


async def test_a_webhook_is_taken_off_without_dropping_what_waits(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    await at.bot.set_webhook("http://127.0.0.1:9/nobody")
    await siti.says("pengunjung 12")
    await at.poller.step()
    assert len(at.kept()) == 1


async def test_of_a_group_only_what_is_said_to_the_bot_is_kept_and_the_rest_confirmed(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    group = await at.simulator.group("Sanggau", siti, bot_status="administrator")
    await siti.in_group(group).says("selamat pagi")
    await siti.in_group(group).says("/lapor pengunjung 12")
    await at.poller.step()
    await at.poller.step()
    assert [json.loads(row.raw)["message"]["text"] for row in at.kept()] == ["/lapor pengunjung 12"]
    assert await at.pending() == []


async def test_taps_are_answered_at_once_and_empty(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    tapped = await siti.taps_stale("undo:1:1:yes", 5)
    await at.poller.step()
    answer = await tapped.answer()
    assert answer["answered"]
    assert not answer["text"]
    assert len(at.kept()) == 1


async def test_taps_that_cannot_be_answered_do_no_harm(at: Desk) -> None:
    siti = await at.simulator.person("Siti")
    await at.simulator.fails("answerCallbackQuery", status=400, description="Bad Request: query is too old")
    await siti.taps_stale("undo:1:1:yes", 5)
    assert await at.poller.step() == 0
    assert len(at.kept()) == 1


async def test_trouble_of_the_network_is_waited_out(at: Desk, caplog: pytest.LogCaptureFixture) -> None:
    siti = await at.simulator.person("Siti")
    await siti.says("pengunjung 12")
    await at.simulator.fails("getUpdates", status=502, times=2)
    await at.simulator.fails("getUpdates", drop="after", times=1)
    assert [await at.poller.step() for _ in range(3)] == pytest.approx([0.1, 0.2, 0.4])
    assert await at.poller.step() == 0
    assert len(at.kept()) == 1
    assert [record.levelname for record in caplog.records if record.name == "bot.intake.poller"].count("WARNING") == 1


async def test_another_fetching_process_is_borne_for_ninety_seconds(at: Desk) -> None:
    await at.poller.step()
    await at.simulator.fails("getUpdates", status=409, description="Conflict: terminated", times=1000)
    for _ in range(18):
        assert 0 < await at.poller.step() <= 5
        at.seconds += 5
    with pytest.raises(AlreadyRunning):
        await at.poller.step()


async def test_a_token_that_is_refused_while_running_ends_it(at: Desk) -> None:
    await at.poller.step()
    await at.simulator.fails("getUpdates", status=401, description="Unauthorized")
    with pytest.raises(TokenRefused):
        await at.poller.step()


async def test_it_knows_how_long_telegram_has_been_silent(at: Desk) -> None:
    await at.poller.step()
    at.seconds = 40
    await at.simulator.fails("getUpdates", status=502)
    await at.poller.step()
    assert at.poller.silent_for() == 40


@dataclass
class Standing:
    """A calendar that stands."""

    moment_now: datetime = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment_now

    def moment(self, seconds: int) -> datetime:
        return self.moment_now


@pytest.mark.parametrize(("pause", "warned"), [(timedelta(hours=23), False), (timedelta(hours=25), True)])
async def test_the_operator_is_told_of_a_gap_that_telegram_does_not_bridge(
    database: Database, caplog: pytest.LogCaptureFixture, pause: timedelta, warned: bool
) -> None:
    clock = Standing()
    async with desk(database, clock) as at:
        await at.poller.step()
        clock.moment_now += pause
        await at.new_poller().step()
        outage = _outage(at)
    assert ("24 hours" in caplog.text) == warned
    noted = Outage(since=clock.moment_now - pause, until=clock.moment_now)
    assert outage == (noted if warned else None)


async def test_a_gap_while_running_is_noted_once_when_telegram_answers_again(database: Database) -> None:
    clock = Standing()
    async with desk(database, clock) as at:
        await at.poller.step()
        began = clock.moment_now
        clock.moment_now += timedelta(hours=30)
        await at.simulator.fails("getUpdates", status=502)
        await at.poller.step()
        assert _outage(at) is None
        await at.poller.step()
        assert _outage(at) == Outage(since=began, until=clock.moment_now)
        clock.moment_now += timedelta(hours=1)
        await at.simulator.fails("getUpdates", status=502)
        await at.poller.step()
        await at.poller.step()
        assert _outage(at) == Outage(since=began, until=began + timedelta(hours=30))


async def test_a_gap_because_the_database_was_away_is_noted_too(database: Database) -> None:
    clock = Standing()
    async with desk(database, clock) as at:
        siti = await at.simulator.person("Siti")
        await at.poller.step()
        began = clock.moment_now
        await siti.says("pengunjung 12")
        at.database.away = True
        await at.poller.step()
        clock.moment_now += timedelta(hours=30)
        at.database.away = False
        await at.poller.step()
        assert _outage(at) == Outage(since=began, until=clock.moment_now)
        assert len(at.kept()) == 1


def _outage(at: Desk) -> Outage | None:
    with at.database.look() as work:
        return work.watermarks.outage(at.me.id)


async def test_the_token_is_in_no_log_and_no_error(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    server = await start()
    bot = build_bot("7123456789:AAnobody-knows-this", server.url)
    with caplog.at_level(logging.DEBUG), pytest.raises(TokenRefused) as refused:
        await connect(bot)
    await bot.shutdown()
    await server.stop()
    chain = [refused.value, refused.value.__cause__, refused.value.__context__]
    assert "nobody-knows" not in caplog.text + repr(chain)
    assert chain[1:] == [None, None]
