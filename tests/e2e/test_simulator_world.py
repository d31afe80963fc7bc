"""The people's side of the simulator: webhooks, the clock, waiting, repeated updates."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator.client import Simulator, SimulatorError
from simulator.clock import Clock
from simulator.server import Server, start

Received = asyncio.Queue[tuple[str, dict[str, Any]]]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = await start(clock=Clock(base=lambda: 1778574590.0))
    server.simulation.webhook.first_pause = 0.01
    yield server
    await server.stop()


@pytest.fixture
async def simulator(server: Server) -> AsyncIterator[Simulator]:
    async with Simulator(server.url, patience=2) as simulator:
        yield simulator


@pytest.fixture
async def hook() -> AsyncIterator[tuple[str, Received, list[int]]]:
    """A webhook's address, what it accepted, and the statuses it answers before it accepts."""
    received: Received = asyncio.Queue()
    refusals: list[int] = []

    async def accept(request: web.Request) -> web.Response:
        if refusals:
            return web.Response(status=refusals.pop())
        received.put_nowait((request.headers["X-Telegram-Bot-Api-Secret-Token"], await request.json()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", accept)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", received, refusals
    await runner.cleanup()


async def ask(server: Server, method: str, **parameters: Any) -> dict[str, Any]:
    address = f"{server.url}/bot{server.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(address, json=parameters) as response:
        answer: dict[str, Any] = await response.json()
    return answer


async def test_a_webhook_gets_updates_in_order_and_again_until_it_accepts(
    server: Server, simulator: Simulator, hook: tuple[str, Received, list[int]]
) -> None:
    url, received, refusals = hook
    refusals += [500, 503]
    siti = await simulator.person("Siti")
    await siti.says("satu")
    await ask(server, "setWebhook", url=url, secret_token="rahasia-1")
    await siti.says("dua")
    accepted = [await asyncio.wait_for(received.get(), 5) for _ in range(2)]
    assert [(secret, update["message"]["text"]) for secret, update in accepted] == [
        ("rahasia-1", "satu"),
        ("rahasia-1", "dua"),
    ]
    info = (await ask(server, "getWebhookInfo"))["result"]
    assert info["last_error_message"].startswith("Wrong response from the webhook: 50")


async def test_polling_is_refused_while_a_webhook_is_set(server: Server, hook: tuple[str, Received, list[int]]) -> None:
    await ask(server, "setWebhook", url=hook[0])
    refused = await ask(server, "getUpdates")
    assert (refused["error_code"], refused["description"][:38]) == (409, "Conflict: can't use getUpdates method ")
    await ask(server, "deleteWebhook", drop_pending_updates=True)
    assert await ask(server, "getUpdates") == {"ok": True, "result": []}


async def test_form_and_query_are_read_like_json(server: Server, simulator: Simulator) -> None:
    siti = await simulator.person("Siti", started=True)
    keyboard = json.dumps({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]})
    form = {"chat_id": str(siti.user_id), "text": "a+b & c", "reply_markup": keyboard}
    address = f"{server.url}/bot{server.token}/sendMessage"
    async with aiohttp.ClientSession() as session:
        ways: tuple[dict[str, Any], ...] = ({"data": form}, {"params": form})
        for how in ways:
            async with session.post(address, **how) as response:
                assert response.status == 200
    assert [(seen.text, seen.buttons) for seen in await siti.messages()] == [("a+b & c", ["Ya"])] * 2


async def test_the_calendar_moves_and_messages_carry_its_time(server: Server, simulator: Simulator) -> None:
    offsets: list[float] = []
    server.simulation.clock.listen(offsets.append)
    siti = await simulator.person("Siti")
    await simulator.sets_clock("2026-05-12T15:29:50+07:00")
    shown = await simulator.jumps("reminder")
    assert shown["now"] == "2026-05-12T15:30:00+07:00"
    assert offsets == [offsets[0], offsets[0] + 10]
    assert (await siti.says("23")).raw["date"] == 1778574600


async def test_a_jump_to_nowhere_is_refused(simulator: Simulator) -> None:
    with pytest.raises(SimulatorError, match="jump to reminder, tomorrow, monday, first"):
        await simulator.jumps("lusa")


async def test_waiting_in_vain_fails_with_the_transcript(server: Server) -> None:
    async with Simulator(server.url, patience=0.05) as simulator:
        siti = await simulator.person("Siti")
        await siti.says("halo?")
        with pytest.raises(AssertionError, match=r"Siti waited 0.05 s for a message of the bot\n\n👤 halo\?"):
            await siti.hears()
        await siti.hears_nothing(0.01)


async def test_a_button_that_is_not_there_is_told_with_those_that_are(server: Server, simulator: Simulator) -> None:
    siti = await simulator.person("Siti", started=True)
    keyboard = {
        "inline_keyboard": [[{"text": "Ya, 15", "callback_data": "y"}, {"text": "Bukan", "callback_data": "n"}]]
    }
    await ask(server, "sendMessage", chat_id=siti.user_id, text="15?", reply_markup=keyboard)
    with pytest.raises(SimulatorError, match=r"no such button; there are \['Ya, 15', 'Bukan'\]"):
        await siti.taps("Tidak")


async def test_updates_can_be_repeated_and_poisonous(server: Server, simulator: Simulator) -> None:
    siti = await simulator.person("Siti")
    await siti.says("23")
    [first] = (await ask(server, "getUpdates"))["result"]
    after = {"offset": first["update_id"] + 1}
    await simulator.repeats_updates()
    assert (await ask(server, "getUpdates", **after))["result"] == [first]
    await simulator.sends_update({"message": {"odd": True}})
    [odd] = (await ask(server, "getUpdates", **after))["result"]
    assert odd["message"] == {"odd": True}


async def test_calls_are_logged_for_counting(server: Server, simulator: Simulator) -> None:
    siti = await simulator.person("Siti", started=True)
    await ask(server, "sendMessage", chat_id=siti.user_id, text="a")
    await ask(server, "sendMessage", chat_id=siti.user_id, text="")
    calls = await simulator.calls("sendMessage", chat_id=siti.user_id)
    assert [(call["parameters"]["text"], call["status"]) for call in calls] == [("a", 200), ("", 400)]


async def test_messages_and_edits_are_gone_through_independently(server: Server, simulator: Simulator) -> None:
    siti = await simulator.person("Siti", started=True)
    sent = await ask(server, "sendMessage", chat_id=siti.user_id, text="satu")
    await ask(server, "editMessageText", chat_id=siti.user_id, message_id=sent["result"]["message_id"], text="satu!")
    await ask(server, "sendMessage", chat_id=siti.user_id, text="dua")
    assert [(await siti.hears()).text, (await siti.hears()).text] == ["satu", "dua"]
    assert (await siti.sees_edit()).text == "satu!"
    await siti.hears_nothing(0.01)
    await ask(server, "sendMessage", chat_id=siti.user_id, text="tiga")
    assert (await siti.sees()).text == "tiga"


async def test_a_group_hears_only_its_members(simulator: Simulator) -> None:
    siti, lina = await simulator.person("Siti"), await simulator.person("Lina")
    group = await simulator.group("Sanggau", siti)
    with pytest.raises(SimulatorError, match="Lina is not in this group"):
        await lina.in_group(group).says("halo")


async def test_it_runs_by_itself_and_stops_when_told() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", "0", "--no-limits", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    page = (await process.stdout.readline()).decode().split()[-1]
    async with aiohttp.ClientSession() as session, session.get(page) as response:
        assert (response.status, response.content_type) == (200, "text/html")
    process.terminate()
    assert await process.wait() == 0
    await process.communicate()


async def test_stopping_sends_a_waiting_poller_home(server: Server) -> None:
    polling = asyncio.create_task(ask(server, "getUpdates", timeout=30))
    while not server.simulation.calls:
        await asyncio.sleep(0.005)
    await server.stop()
    assert await polling == {"ok": True, "result": []}


async def test_events_tell_what_happens(server: Server, simulator: Simulator) -> None:
    siti = await simulator.person("Siti")
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/sim/events") as stream:
        assert json.loads((await stream.content.readline())[6:])["kind"] == "hello"
        await stream.content.readline()
        await siti.says("halo")
        event = json.loads((await stream.content.readline())[6:])
    assert (event["kind"], event["change"], event["message"]["text"]) == ("message", "sent", "halo")


async def test_a_foreign_page_cannot_post_here(server: Server) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/sim/people", data='{"first_name":"x"}') as response,
    ):
        assert response.status == 400


async def test_a_reset_empties_the_world(simulator: Simulator) -> None:
    await simulator.person("Siti")
    await simulator.reset()
    world = await simulator.get("/sim/people")
    assert (world["people"], world["groups"]) == ([], [])
