"""The chat page in a real browser, with a tiny scripted bot behind it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from simulator.client import Person, Simulator
from simulator.clock import Clock
from simulator.server import Server, start

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AFTERNOON = datetime.fromisoformat("2026-05-12T15:29:50+07:00").timestamp()
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc00000030101000d0a2db40000000049454e44ae426082"
)
BUTTONS = {
    "inline_keyboard": [[{"text": "Batalkan", "callback_data": "x"}, {"text": "Perbaiki", "callback_data": "y"}]]
}


class EchoBot:
    """Answers text with itself and two buttons, taps with an edit, "papan" with a keyboard."""

    def __init__(self, server: Server, session: aiohttp.ClientSession) -> None:
        self._address = f"{server.url}/bot{server.token}/"
        self._session = session

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def call(self, method: str, **parameters: Any) -> Any:
        async with self._session.post(self._address + method, json=parameters) as response:
            return (await response.json())["result"]

    async def _answer(self, update: dict[str, Any]) -> None:
        if message := update.get("message"):
            await self._echo(message)
        if message := update.get("edited_message"):
            await self.call("sendMessage", chat_id=message["chat"]["id"], text=f"Diubah: {message['text']}")
        if query := update.get("callback_query"):
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Sebentar")
            where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            await self.call("editMessageText", **where, text=f"Tombol {query['data']}")

    async def _echo(self, message: dict[str, Any]) -> None:
        where = {"chat_id": message["chat"]["id"]}
        if message.get("text") == "papan":
            keyboard = {"keyboard": [["Ya", "Tidak"]], "one_time_keyboard": True}
            await self.call("sendMessage", **where, text="Pilih", reply_markup=keyboard)
        elif "photo" in message:
            await self.call("sendMessage", **where, text=f"Foto: {message.get('caption', '')}")
        else:
            await self.call("sendMessage", **where, text=f"Kata Anda: {message['text']}", reply_markup=BUTTONS)


@dataclass(frozen=True)
class Scene:
    server: Server
    bot: EchoBot
    simulator: Simulator
    siti: Person
    lina: Person


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("the page is tested in Chromium, and there is none here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def scene() -> AsyncIterator[Scene]:
    server = await start(clock=Clock(base=lambda: AFTERNOON))
    async with aiohttp.ClientSession() as session, Simulator(server.url) as simulator:
        await simulator.limits(on=False)
        siti = await simulator.person("Siti", last_name="Aminah", role="keeper", note="Balai Sebut")
        lina = await simulator.person("Lina", role="newcomer", start_payload="i-7Qk")
        bot = EchoBot(server, session)
        running = asyncio.create_task(bot.run())
        yield Scene(server, bot, simulator, siti, lina)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    await server.stop()


@pytest_asyncio.fixture(loop_scope="module", params=[360, 1280])
async def page(browser: Browser, scene: Scene, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """The page on a phone and on a desk; a complaint in its console fails the test."""
    phone = request.param < 600
    viewport: Any = {"width": request.param, "height": 720}
    context = await browser.new_context(viewport=viewport, is_mobile=phone, has_touch=phone)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(scene.server.url)
    await page.wait_for_selector("body[data-ready]")
    yield page
    await context.close()
    assert complaints == []


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Tulis pesan")


def bubbles(page: Page, side: str) -> Locator:
    return page.locator(f"li.message.{side} .words")


async def write(page: Page, text: str) -> None:
    await box(page).fill(text)
    await box(page).press("Enter")


async def test_a_person_writes_and_the_bot_answers(page: Page) -> None:
    await write(page, "pengunjung 23")
    await expect(bubbles(page, "mine")).to_have_text(["pengunjung 23"])
    await expect(bubbles(page, "bot")).to_have_text(["Kata Anda: pengunjung 23"])
    await expect(page.locator(".day")).to_have_text(["Selasa, 12 Mei 2026"])
    await expect(page.locator("li.bot time")).to_have_text("15.29")
    await expect(page.locator("#live")).to_have_text("Perpusbot: Kata Anda: pengunjung 23")


async def test_shift_and_enter_begin_a_new_line(page: Page, scene: Scene) -> None:
    await box(page).fill("senin 9")
    await box(page).press("Shift+Enter")
    await page.keyboard.type("selasa 14")
    await page.get_by_role("button", name="Kirim", exact=True).click()
    await scene.siti.hears()
    assert (await scene.siti.messages())[0].text == "senin 9\nselasa 14"


async def test_a_tapped_button_edits_the_message(page: Page) -> None:
    await write(page, "23")
    await page.get_by_role("button", name="Batalkan").click()
    await expect(bubbles(page, "bot")).to_have_text(["Tombol x"])
    await expect(page.locator("li.bot .edited")).to_have_text("diubah")
    await expect(page.locator("#toast")).to_have_text("Sebentar")
    await expect(page.locator(".buttons")).to_have_count(0)


async def test_the_keyboard_alone_is_enough(page: Page) -> None:
    await write(page, "23")
    button = page.get_by_role("button", name="Perbaiki")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(bubbles(page, "bot")).to_have_text(["Tombol y"])


async def test_an_own_message_can_be_edited(page: Page) -> None:
    await write(page, "pengunjung 23")
    await page.locator("li.mine").hover()
    await page.get_by_role("button", name="Ubah").click()
    await expect(box(page)).to_have_value("pengunjung 23")
    await write(page, "pengunjung 32")
    await expect(bubbles(page, "mine")).to_have_text(["pengunjung 32"])
    await expect(bubbles(page, "bot").last).to_have_text("Diubah: pengunjung 32")
    await expect(box(page)).to_have_value("")


async def test_a_reply_shows_what_it_replies_to(page: Page, scene: Scene) -> None:
    await scene.bot.call("sendMessage", chat_id=(await started(scene)).user_id, text="Berapa pengunjung?")
    await page.locator("li.bot").last.hover()
    await page.locator("li.bot").last.get_by_role("button", name="Balas").click()
    await write(page, "23")
    await expect(page.locator("li.mine .quote span").last).to_have_text("Berapa pengunjung?")


async def test_a_reply_keyboard_is_offered_once(page: Page) -> None:
    await write(page, "papan")
    await page.locator("#keyboard").get_by_role("button", name="Tidak").click()
    await expect(bubbles(page, "bot").last).to_have_text("Kata Anda: Tidak")
    await expect(page.locator("#keyboard")).to_be_hidden()


async def test_a_photo_goes_with_its_caption(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "kegiatan.png"
    picture.write_bytes(ONE_PIXEL)
    await page.locator("#photo").set_input_files(picture)
    await expect(page.locator("#context")).to_contain_text("kegiatan.png")
    await write(page, "mewarnai 15 anak")
    await expect(page.get_by_role("img", name="Foto dari Siti")).to_be_visible()
    await expect(bubbles(page, "bot")).to_have_text(["Foto: mewarnai 15 anak"])


async def test_what_the_bot_formats_is_shown_and_nothing_else_is_markup(page: Page, scene: Scene) -> None:
    siti = await started(scene)
    text = '<b>Tercatat</b> &lt;img src=x onerror="alert(1)"&gt; <a href="https://contoh.id">buka</a>'
    await scene.bot.call("sendMessage", chat_id=siti.user_id, text=text, parse_mode="HTML")
    shown = bubbles(page, "bot").last
    await expect(shown).to_have_text('Tercatat <img src=x onerror="alert(1)"> buka')
    await expect(shown.locator("strong")).to_have_text("Tercatat")
    await expect(shown.get_by_role("link")).to_have_attribute("href", "https://contoh.id")
    await expect(shown.locator("img")).to_have_count(0)


async def test_a_newcomer_opens_the_invitation(page: Page, scene: Scene) -> None:
    await page.get_by_role("button", name="Lina").click()
    await page.get_by_role("button", name="Mulai").click()
    await expect(bubbles(page, "mine")).to_have_text(["/start i-7Qk"])


async def test_an_invitation_link_in_the_chat_opens_as_somebody_else(page: Page, scene: Scene) -> None:
    link = "Undangan: https://t.me/perpusbot?start=i-9"
    await scene.bot.call("sendMessage", chat_id=(await started(scene)).user_id, text=link)
    await bubbles(page, "bot").last.get_by_role("link").click()
    await page.get_by_role("button", name="Buka", exact=True).click()
    await expect(page.locator("#name")).to_have_text("Lina")
    await expect(bubbles(page, "mine")).to_have_text(["/start i-9"])


async def test_somebody_new_can_join(page: Page) -> None:
    await page.get_by_role("button", name="Orang baru", exact=True).click()
    await page.get_by_role("textbox", name="Nama").fill("Pak Agus")
    await page.keyboard.press("Enter")
    await expect(page.locator("#name")).to_have_text("Pak Agus")
    await write(page, "halo")
    await expect(bubbles(page, "bot")).to_have_text(["Kata Anda: halo"])


async def test_a_group_is_written_to_as_one_of_its_members(page: Page, scene: Scene) -> None:
    group = await scene.simulator.group("Perpustakaan Sanggau", scene.siti, scene.lina)
    await page.get_by_role("button", name="Perpustakaan Sanggau").click()
    await page.get_by_label("Menulis sebagai").select_option("Lina")
    await write(page, "/lapor pengunjung 12")
    await expect(bubbles(page, "bot")).to_have_text(["Kata Anda: /lapor pengunjung 12"])
    sent = (await scene.siti.in_group(group).messages())[0]
    assert sent.raw["from"]["first_name"] == "Lina"


async def test_other_chats_count_what_is_unread(page: Page, scene: Scene) -> None:
    await scene.lina.says("halo")
    lina = page.get_by_role("button", name="Lina")
    await expect(lina.get_by_label("1 belum dibaca")).to_be_visible()
    await lina.click()
    await expect(bubbles(page, "bot")).to_have_text(["Kata Anda: halo"])
    await expect(page.locator(".badge")).to_have_count(0)


async def test_the_clock_jumps_to_the_reminder(page: Page, scene: Scene) -> None:
    await expect(page.locator("#time")).to_have_text("15.29")
    await page.get_by_role("button", name="Pengingat 15.30").click()
    await expect(page.locator("#time")).to_have_text("15.30")
    await page.get_by_role("button", name="Senin pagi").click()
    await expect(page.locator("#date")).to_have_text("Sen, 18 Mei 2026")
    assert scene.server.simulation.clock.today().isoformat() == "2026-05-18T07:00:00+07:00"


async def test_the_command_menu_lists_what_the_bot_set(page: Page, scene: Scene) -> None:
    await scene.bot.call("setMyCommands", commands=[{"command": "bantuan", "description": "Cara memakai"}])
    await page.get_by_role("button", name="Daftar perintah").click()
    await expect(page.locator("#menu")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#menu")).to_be_hidden()
    await page.get_by_role("button", name="Daftar perintah").click()
    await page.get_by_role("button", name="/bantuan Cara memakai").click()
    await expect(bubbles(page, "bot")).to_have_text(["Kata Anda: /bantuan"])


async def test_who_blocks_the_bot_writes_again_after_unblocking(page: Page) -> None:
    await page.locator("#more summary").click()
    await page.get_by_role("button", name="Blokir bot").click()
    await expect(page.locator("#composer")).to_be_hidden()
    await page.get_by_role("button", name="Buka blokir").last.click()
    await write(page, "halo")
    await expect(bubbles(page, "bot")).to_have_text(["Kata Anda: halo"])


async def test_it_speaks_english_too(page: Page) -> None:
    await page.get_by_role("button", name="Switch to English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("textbox", name="Write a message")).to_be_visible()


async def test_nothing_sticks_out_sideways_and_all_controls_have_names(page: Page, scene: Scene) -> None:
    siti = await started(scene)
    await scene.bot.call("sendMessage", chat_id=siti.user_id, text="sangat" * 60, reply_markup=BUTTONS)
    await expect(page.locator("li.bot").last).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.locator("#scroll").evaluate("place => place.scrollWidth <= place.clientWidth")
    nameless = "[...document.querySelectorAll('button')].filter(b => !b.textContent.trim() && !b.ariaLabel).length"
    assert await page.evaluate(nameless) == 0


async def started(scene: Scene) -> Person:
    """Siti, after her first words and the bot's answer."""
    await scene.siti.says("halo")
    await scene.siti.hears()
    return scene.siti
