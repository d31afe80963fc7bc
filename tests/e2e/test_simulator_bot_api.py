"""The Bot API of the simulator, asked by python-telegram-bot as the product does."""

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter

from simulator.client import Group, Person, Simulator
from simulator.server import Server, start

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Batalkan", callback_data="x:1")]])


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


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
async def bot(server: Server, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    bot = telegram.Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
async def siti(simulator: Simulator) -> Person:
    return await simulator.person("Siti", started=True, language_code="id")


@pytest.fixture
async def group(simulator: Simulator, siti: Person) -> Group:
    return await simulator.group("Perpustakaan Sanggau", siti)


async def test_it_says_who_it_is(bot: telegram.Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.can_read_all_group_messages) == ("perpusbot", False)


async def test_a_conversation_goes_both_ways(bot: telegram.Bot, siti: Person) -> None:
    await siti.says("pengunjung 23")
    [update] = await bot.get_updates()
    assert update.message and update.message.text == "pengunjung 23"
    await update.message.reply_html("<b>Tercatat</b>: 23", reply_markup=BUTTONS, do_quote=True)
    answer = await siti.hears()
    assert (answer.text, answer.buttons) == ("Tercatat: 23", ["Batalkan"])
    assert answer.raw["reply_to_message"]["text"] == "pengunjung 23"


async def test_a_tap_is_answered_and_its_message_edited(bot: telegram.Bot, siti: Person) -> None:
    await bot.send_message(siti.user_id, "Tercatat", reply_markup=BUTTONS)
    tapped = await siti.taps("Batal")
    [update] = await bot.get_updates()
    query = update.callback_query
    assert query and query.data == "x:1"
    await query.answer("Sebentar")
    await query.edit_message_text("Dibatalkan")
    assert await tapped.answer() == {"answered": True, "text": "Sebentar", "show_alert": False}
    edited = await siti.sees_edit()
    assert (edited.text, edited.buttons, edited.edits) == ("Dibatalkan", [], 1)


async def test_an_edited_message_comes_as_an_edit(bot: telegram.Bot, siti: Person) -> None:
    message = await siti.says("pengunjung 23")
    await siti.edits(message, "pengunjung 32")
    _, update = await bot.get_updates()
    assert update.edited_message and update.edited_message.text == "pengunjung 32"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<h1>x</h1>", 'Can\'t parse entities: unsupported start tag "h1" at byte offset 0'),
        ("   ", "Message text is empty"),
        ("a" * 4097, "Message is too long"),
    ],
)
async def test_a_text_is_refused(bot: telegram.Bot, siti: Person, text: str, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(siti.user_id, text, parse_mode="HTML")
    assert refused.value.message.lower() == words.lower()


async def test_an_unknown_chat_is_not_found(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "halo")


async def test_who_never_wrote_cannot_be_written_to(bot: telegram.Bot, simulator: Simulator) -> None:
    stranger = await simulator.person("Lina")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.user_id, "halo")


async def test_who_blocks_is_told_to_the_bot_and_refuses(bot: telegram.Bot, siti: Person) -> None:
    await siti.blocks_the_bot()
    [update] = await bot.get_updates()
    assert update.my_chat_member and update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(siti.user_id, "halo")
    await siti.unblocks_the_bot()
    await bot.send_message(siti.user_id, "halo lagi")


async def test_a_deleted_account_refuses(bot: telegram.Bot, siti: Person) -> None:
    await siti.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(siti.user_id, "halo")


async def test_editing_has_its_refusals(bot: telegram.Bot, siti: Person) -> None:
    message = await bot.send_message(siti.user_id, "a", reply_markup=BUTTONS)
    with pytest.raises(BadRequest, match="not modified"):
        await message.edit_text("a", reply_markup=BUTTONS)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("b", siti.user_id, 404)
    with pytest.raises(BadRequest, match="no caption"):
        await message.edit_caption("b")
    keyboard = await bot.send_message(siti.user_id, "c", reply_markup=ReplyKeyboardMarkup([["ya", "tidak"]]))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await keyboard.edit_text("d")


async def test_editing_without_a_markup_removes_the_buttons(bot: telegram.Bot, siti: Person) -> None:
    message = await bot.send_message(siti.user_id, "a", reply_markup=BUTTONS)
    await message.edit_text("a")
    assert (await siti.sees_edit()).buttons == []


async def test_a_reply_needs_its_original(bot: telegram.Bot, siti: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(siti.user_id, "a", reply_parameters=ReplyParameters(404))
    await bot.send_message(siti.user_id, "a", reply_parameters=ReplyParameters(404, allow_sending_without_reply=True))


async def test_a_query_that_nobody_made_is_too_old(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query("12345")


async def test_a_group_that_grew_names_its_new_number(
    bot: telegram.Bot, simulator: Simulator, siti: Person, group: Group
) -> None:
    grown = await group.becomes_supergroup(siti)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(group.id, "halo")
    assert refused.value.new_chat_id == grown.id
    old, new = [update.message for update in await bot.get_updates()]
    assert old and new and (old.migrate_to_chat_id, new.migrate_from_chat_id) == (grown.id, group.id)


async def test_a_group_that_removed_the_bot_refuses(bot: telegram.Bot, siti: Person, group: Group) -> None:
    await group.removes_the_bot(siti)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "halo")
    [update] = await bot.get_updates()
    assert update.my_chat_member and update.my_chat_member.new_chat_member.status == "kicked"


async def test_privacy_mode_lets_commands_and_replies_through(bot: telegram.Bot, siti: Person, group: Group) -> None:
    there = siti.in_group(group)
    await bot.send_message(group.id, "Berapa pengunjung?")
    asked = await there.hears()
    await there.says("apa kabar @perpusbot")
    await there.says("/lapor@botlain 3")
    await there.says("/lapor pengunjung 12")
    await there.says("12", reply_to=asked)
    seen = [update.message.text for update in await bot.get_updates() if update.message]
    assert seen == ["/lapor pengunjung 12", "12"]


async def test_photos_documents_and_albums_arrive_and_can_be_fetched(
    bot: telegram.Bot, simulator: Simulator, siti: Person
) -> None:
    await simulator.limits(on=False)
    picture = png(64, 48)
    sent = await bot.send_photo(siti.user_id, picture, caption="<b>Grafik</b>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.caption) == (64, "Grafik")
    again = await bot.send_photo(siti.user_id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == picture
    album = await bot.send_media_group(siti.user_id, [InputMediaPhoto(picture), InputMediaPhoto(picture, "dua")])
    assert album[0].media_group_id == album[1].media_group_id
    sheet = await bot.send_document(siti.user_id, b"PK...", filename="Mei 2026.xlsx")
    assert sheet.document and sheet.document.file_name == "Mei 2026.xlsx"
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(siti.user_id, b"bukan gambar")
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Document as Photo"):
        await bot.send_photo(siti.user_id, sheet.document.file_id)


async def test_what_people_send_arrives_as_telegram_tells_it(bot: telegram.Bot, siti: Person) -> None:
    await siti.sends_photo(png(8, 8), png(8, 8), caption="read aloud 12 anak")
    await siti.sends("voice")
    await siti.sends("sticker")
    await siti.sends("document", name="data.pdf")
    await siti.sends_location(-0.02, 109.33)
    await siti.says("halo", forwarded_from="Bu Ani")
    messages = [update.message for update in await bot.get_updates() if update.message]
    first, second, voice, sticker, document, place, forwarded = messages
    assert first.media_group_id and first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("read aloud 12 anak", None)
    assert voice.voice and sticker.sticker and document.document and place.location
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginHiddenUser)


async def test_a_message_is_copied_without_its_buttons(bot: telegram.Bot, siti: Person) -> None:
    original = await bot.send_message(siti.user_id, "Bimtek 22 Juni", reply_markup=BUTTONS)
    copied = await bot.copy_message(siti.user_id, siti.user_id, original.id)
    shown = (await siti.messages())[-1]
    assert (shown.id, shown.text, shown.buttons) == (copied.message_id, "Bimtek 22 Juni", [])


async def test_a_deleted_message_is_gone(bot: telegram.Bot, siti: Person) -> None:
    message = await bot.send_message(siti.user_id, "sebentar…")
    await message.delete()
    assert await siti.messages() == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await message.delete()


async def test_members_of_a_group_are_known(bot: telegram.Bot, simulator: Simulator, siti: Person) -> None:
    budi = await simulator.person("Budi")
    group = await simulator.group("Grup", siti, admins=[budi.user_id])
    assert [admin.user.first_name for admin in await bot.get_chat_administrators(group.id)] == ["Budi"]
    assert (await bot.get_chat_member(group.id, siti.user_id)).status == "member"
    assert (await bot.get_chat(group.id)).title == "Grup"


async def test_menus_and_descriptions_are_kept(bot: telegram.Bot, siti: Person) -> None:
    await bot.set_my_commands([("bantuan", "Cara memakai")])
    await bot.set_my_commands([("lapor", "Lapor")], scope=telegram.BotCommandScopeChat(siti.user_id))
    assert await siti.menu() == [{"command": "lapor", "description": "Lapor"}]
    assert [command.command for command in await bot.get_my_commands()] == ["bantuan"]
    await bot.set_my_description("Asisten perpustakaan desa")
    assert (await bot.get_my_description()).description == "Asisten perpustakaan desa"


async def test_sending_too_fast_has_to_wait(bot: telegram.Bot, simulator: Simulator, siti: Person) -> None:
    await simulator.limits(private_burst=2)
    for _ in range(2):
        await bot.send_message(siti.user_id, "a")
    with pytest.raises(RetryAfter):
        await bot.send_message(siti.user_id, "a")
    maxima = await simulator.maxima()
    assert (maxima["sends"], maxima["refused_429"]) == (3, 1)


@pytest.mark.parametrize(("fault", "error"), [({"status": 502}, NetworkError), ({"drop": "before"}, NetworkError)])
async def test_a_fault_before_the_deed_leaves_nothing_done(
    bot: telegram.Bot, simulator: Simulator, siti: Person, fault: dict[str, Any], error: type[Exception]
) -> None:
    await simulator.fails("sendMessage", **fault)
    with pytest.raises(error):
        await bot.send_message(siti.user_id, "a")
    assert await siti.messages() == []


async def test_a_connection_lost_after_the_deed_leaves_it_done(
    bot: telegram.Bot, simulator: Simulator, siti: Person
) -> None:
    await simulator.fails("sendMessage", drop="after")
    with pytest.raises(NetworkError):
        await bot.send_message(siti.user_id, "a")
    assert (await siti.hears()).text == "a"


async def test_of_two_pollers_the_older_is_sent_away(bot: telegram.Bot, server: Server, siti: Person) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    while not any(call.method == "getUpdates" for call in server.simulation.calls):
        await asyncio.sleep(0.005)
    async with aiohttp.ClientSession() as session:
        second = asyncio.create_task(session.get(f"{server.url}/bot{server.token}/getUpdates?timeout=20"))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        await siti.says("halo")
        async with await second as response:
            assert len((await response.json())["result"]) == 1


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/bot{token}/sendDice", 404, "Not Found"),
        ("/bot{token}/getMe?x=1", 400, 'Bad Request: unknown parameter "x" for getMe'),
    ],
)
async def test_what_is_not_there_is_refused(server: Server, path: str, status: int, description: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(server.url + path.format(token=server.token)) as response,
    ):
        body = await response.json()
    assert (response.status, body["ok"], body["error_code"]) == (status, False, status)
    assert body["description"].startswith(description)
