"""Letters and requests against the simulated Bot API."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.aiohttp_request import ConnectionLost, NotConnected, ServerTrouble, TooManyRequests
from bot.delivery.drawing import Studio
from bot.delivery.telegram import TelegramPlatform
from bot.telegram import bot_id_of, build_bot, connect
from domain.clock import RealClock
from domain.errors import (
    Gone,
    Migrated,
    NoTopic,
    Refused,
    SettingsError,
    TokenRefused,
    TryAgain,
    Unchanged,
    Unreachable,
)
from domain.messages import Button, Letter, Priority
from simulator.client import Person, Simulator
from simulator.server import Server, start
from storage.work import Database

BUTTONS = ((Button(text="Batalkan", data="undo:7:1:yes"), Button(text="Bantuan", url="https://example.org")),)


def letter(chat_id: int, text: str = "Halo", **changes: Any) -> Letter:
    values: dict[str, Any] = {
        "id": 1,
        "chat_id": chat_id,
        "topic_id": None,
        "priority": Priority.REPLY,
        "text": text,
        "keyboard": (),
        "reply_to": None,
        "edit_message_id": None,
        "edits": None,
        "not_after": None,
        "attempts": 0,
    }
    return Letter(**values | changes)


def platform_of(bot: Bot) -> TelegramPlatform:
    """Without pictures: those are in test_drawings.py."""
    return TelegramPlatform(bot, Studio(Database("sqlite:///never-opened.db"), RealClock()))


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = await start()
    yield server
    await server.stop()


@pytest.fixture
async def simulator(server: Server) -> AsyncIterator[Simulator]:
    async with Simulator(server.url) as simulator:
        yield simulator


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    bot = build_bot(server.token, server.url)
    await connect(bot)
    yield bot
    await bot.shutdown()


@pytest.fixture
def platform(bot: Bot) -> TelegramPlatform:
    return platform_of(bot)


@pytest.fixture
async def siti(simulator: Simulator) -> Person:
    return await simulator.person("Siti", started=True)


async def test_a_message_arrives_with_its_buttons_and_without_a_preview(
    platform: TelegramPlatform, simulator: Simulator, siti: Person
) -> None:
    sent = await platform.deliver(letter(siti.chat_id, "<b>12</b> &amp; 3 https://x.id", keyboard=BUTTONS))
    seen = await siti.hears()
    assert (seen.id, seen.text, seen.rows) == (sent, "12 & 3 https://x.id", [["Batalkan", "Bantuan"]])
    (call,) = (await simulator.get("/sim/calls?method=sendMessage"))["calls"]
    assert call["parameters"]["link_preview_options"] == {"is_disabled": True}


async def test_a_message_in_a_topic_replies_to_one_that_may_be_gone(
    platform: TelegramPlatform, simulator: Simulator, siti: Person
) -> None:
    group = await simulator.group("Sanggau", siti, type="supergroup", topics={5: "Laporan"})
    await platform.deliver(letter(group.id, topic_id=5, reply_to=4711))
    seen = await siti.in_group(group).hears()
    assert seen.raw["message_thread_id"] == 5


async def test_a_topic_that_is_gone_is_told(platform: TelegramPlatform, simulator: Simulator, siti: Person) -> None:
    group = await simulator.group("Sanggau", siti, type="supergroup", topics={5: "Laporan"})
    with pytest.raises(NoTopic):
        await platform.deliver(letter(group.id, topic_id=6))
    assert len(await simulator.calls("sendMessage")) == 1


async def test_an_edit_changes_text_and_buttons(platform: TelegramPlatform, siti: Person) -> None:
    sent = await platform.deliver(letter(siti.chat_id, keyboard=BUTTONS))
    assert await platform.deliver(letter(siti.chat_id, "Selesai", edit_message_id=sent)) == sent
    seen = await siti.sees_edit()
    assert (seen.text, seen.buttons) == ("Selesai", [])
    with pytest.raises(Unchanged):
        await platform.deliver(letter(siti.chat_id, "Selesai", edit_message_id=sent))


async def test_refusals_become_ours(platform: TelegramPlatform, simulator: Simulator, siti: Person) -> None:
    group = await simulator.group("Sanggau", siti, bot_status="kicked")
    for refused, error in (
        (letter(siti.chat_id, edit_message_id=4711), Gone),
        (letter(siti.chat_id, "<i>12"), Refused),
        (letter(siti.chat_id, "x" * 4097), Refused),
        (letter(4711), Unreachable),
        (letter(group.id), Unreachable),
    ):
        with pytest.raises(error):
            await platform.deliver(refused)
    await siti.blocks_the_bot()
    with pytest.raises(Unreachable):
        await platform.deliver(letter(siti.chat_id))


async def test_a_group_that_moved_tells_its_new_id(
    platform: TelegramPlatform, simulator: Simulator, siti: Person
) -> None:
    group = await simulator.group("Sanggau", siti)
    moved = await simulator.post(f"/sim/groups/{group.id}/migrate", by=siti.user_id)
    with pytest.raises(Migrated) as migrated:
        await platform.deliver(letter(group.id))
    assert migrated.value.new_chat_id == moved["id"]


@pytest.mark.parametrize(
    ("fault", "theirs"),
    [
        ({"status": 429, "retry_after": 7}, TooManyRequests),
        ({"status": 500}, ServerTrouble),
        ({"status": 502}, ServerTrouble),
        ({"drop": "before"}, ConnectionLost),
        ({"drop": "after"}, ConnectionLost),
    ],
)
async def test_trouble_is_told_apart(
    bot: Bot, platform: TelegramPlatform, simulator: Simulator, siti: Person, fault: Any, theirs: type[TelegramError]
) -> None:
    await simulator.fails("sendMessage", times=2, **fault)
    with pytest.raises(theirs):
        await bot.send_message(siti.chat_id, "Halo")
    with pytest.raises(TryAgain) as ours:
        await platform.deliver(letter(siti.chat_id))
    assert (ours.value.after, ours.value.flood) == ((7, True) if fault.get("status") == 429 else (None, False))


async def test_an_answer_that_takes_too_long_times_out(bot: Bot, simulator: Simulator, siti: Person) -> None:
    await simulator.fails("sendMessage", delay_answer=5)
    with pytest.raises(TimedOut):
        await bot.send_message(siti.chat_id, "Halo", read_timeout=0.05, write_timeout=0.05)


async def test_nobody_there_is_not_connected_and_says_no_address(unused_tcp_port: int) -> None:
    bot = build_bot("7123456789:AAsecret", f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(NotConnected) as refused:
        await bot.initialize()
    assert "secret" not in repr(refused.value)
    assert refused.value.__cause__ is None
    await bot.shutdown()


async def test_files_go_as_multipart(bot: Bot, siti: Person) -> None:
    await bot.send_document(siti.chat_id, b"kode;pengunjung\n", filename="rekap.csv", caption="Rekap")
    seen = await siti.hears()
    assert (seen.attachment, seen.text) == ("document", "Rekap")


async def test_connecting_waits_for_the_network(server: Server, simulator: Simulator) -> None:
    await simulator.fails("getMe", status=502, times=2)
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    bot = build_bot(server.token, server.url + "/")
    me = await connect(bot, sleep=sleep)
    await bot.shutdown()
    assert (me.id, me.username) == (bot_id_of(server.token), "perpusbot")
    assert waits == pytest.approx([0.1, 0.2])


async def test_an_answer_that_is_no_json_is_an_error_that_repeats_nothing_of_it() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n<p>Siti</p>\n")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    bot = build_bot("7123456789:AAsecret", f"http://127.0.0.1:{port}")
    with pytest.raises(TelegramError) as error:
        await bot.initialize()
    assert not isinstance(error.value, NetworkError)
    assert "Siti" not in json.dumps(str(error.value))
    await bot.shutdown()
    listening.close()
    await listening.wait_closed()


async def test_a_token_that_is_refused(server: Server, siti: Person) -> None:
    bot = build_bot("7123456789:AAother", server.url)
    with pytest.raises(TokenRefused):
        await connect(bot)
    with pytest.raises(TokenRefused):
        await platform_of(bot).deliver(letter(siti.chat_id))
    await bot.shutdown()


@pytest.mark.parametrize("token", ["", "x", "7123456789", "7123456789:", ":AA", "٧:AA"])
def test_what_is_no_token(token: str) -> None:
    with pytest.raises(SettingsError):
        bot_id_of(token)
