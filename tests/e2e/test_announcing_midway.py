"""Announcements that are stopped, planned, late or large; what people do meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.conversation import Person
from tests.e2e import town as place
from tests.e2e.test_conversation_announcing import BIMTEK, PICTURE, PLANS, Regency, regency
from tests.e2e.town import PATIENCE, Town, tap, tells


@pytest.fixture
async def sanggau(database_url: str, tmp_path: Path) -> AsyncIterator[Regency]:
    """A regency with six keepers and their facilitator; the bot works only when a test says so."""
    async with place.quiet_town(database_url, tmp_path, {}) as town, regency(town) as there:
        yield there


async def begins(there: Regency) -> None:
    """Sent, but nothing has left: nobody plans it yet."""
    await there.composes()
    await there.author.skips_to_now()
    await tap(there.author, "📨 Kirim ke")


async def got(person: Person) -> list[str]:
    return [message.text for message in await person.messages()]


async def shows(town: Town, person: Person, text: str) -> None:
    """The newest message says this, sooner or later."""
    async with asyncio.timeout(PATIENCE):
        while text not in (await person.messages())[-1].text:
            town.calendar.moment_now += timedelta(seconds=3)
            town.bot.jumped()
            await asyncio.sleep(0.01)
    await person.skips_to_now()


async def holds_up(town: Town, *people: Person) -> None:
    """Telegram wants these to wait for an hour."""
    for person in people:
        await town.simulator.fails("sendMessage", chat_id=person.chat_id, status=429, retry_after=3600, times=1)


async def test_what_has_not_left_is_stopped_and_told(sanggau: Regency) -> None:
    town, author, keepers = sanggau.town, sanggau.author, sanggau.keepers
    town.plans = PLANS
    await holds_up(town, *keepers[4:])
    async with town.working():
        await begins(sanggau)
        for keeper in keepers[:4]:
            await keeper.hears()
        await shows(town, author, "4/6")
        stopping = await tap(author, "⏹ Hentikan")
        assert (stopping.text, stopping.buttons) == ("⏹ Menghentikan …", [])
        await shows(town, author, "⏹ Dihentikan. Terkirim 4 dari 6. Tidak dikirim 2.")
    assert [len(await got(keeper)) for keeper in keepers] == [1, 1, 1, 1, 0, 0]


async def test_it_can_be_stopped_before_the_first_has_left(sanggau: Regency) -> None:
    town, author = sanggau.town, sanggau.author
    async with town.working():
        await begins(sanggau)
        await tap(author, "⏹ Hentikan")
    town.plans = PLANS
    async with town.working():
        assert (await author.sees_edit()).text == "Tidak ada lagi yang bisa dikirimi."
    assert [await got(keeper) for keeper in sanggau.keepers] == [[]] * 6


async def test_what_was_planned_is_sent_after_a_restart_and_a_short_downtime(sanggau: Regency) -> None:
    town, author = sanggau.town, sanggau.author
    town.plans = PLANS
    async with town.working():
        await sanggau.composes()
        await author.taps("🕒 Jadwalkan")
        await author.hears()
        await tells(author, "besok jam 8")
    async with town.working():
        await town.becomes("2026-05-13T07:00:00")
        assert [await got(keeper) for keeper in sanggau.keepers] == [[]] * 6
    town.calendar.moment_now = datetime.fromisoformat("2026-05-13T11:00:00+07:00").astimezone(UTC)
    async with town.working():
        await author.hears()
        assert (await sanggau.result()).text == "✅ Terkirim 6 dari 6."
    assert [await got(keeper) for keeper in sanggau.keepers] == [[BIMTEK]] * 6


async def test_an_album_of_ten_and_a_document_arrive_whole(sanggau: Regency) -> None:
    town, author, keeper = sanggau.town, sanggau.author, sanggau.keepers[0]
    town.plans = PLANS
    async with town.working():
        await tells(author, "/siarkan")
        await author.sends_photo(*[PICTURE] * 10, caption="Poster")
        await author.hears()
        await town.settles()
        await tap(author, "Semua pengelola")
        assert [(await author.hears()).attachment for _ in range(10)] == ["photo"] * 10
        control = await author.hears()
        await author.taps("📨 Kirim ke", on=control)
        assert (await sanggau.result()).text == "✅ Terkirim 6 dari 6."
        assert [(await keeper.hears()).attachment for _ in range(10)] == ["photo"] * 10
        await tells(author, "/siarkan")
        await author.sends("document", b"%PDF-1.4", caption="Undangan \u202bرسالة\u202c <b>")
        await author.hears()
        await tap(author, "Semua pengelola")
        await author.hears()
        await author.hears()
        await tap(author, "✅ Sudah dibaca")
        await author.taps("📨 Kirim ke")
        await sanggau.result()
        letter = await keeper.hears()
        assert (letter.attachment, letter.text) == ("document", "Undangan \u202bرسالة\u202c <b>")
        assert (await tap(keeper, "✅ Sudah dibaca")).text == letter.text


async def test_an_author_who_is_erased_midway_hears_no_more_of_it(sanggau: Regency) -> None:
    town, author = sanggau.town, sanggau.author
    async with town.working():
        await begins(sanggau)
        await tells(author, "/hapusdata")
        assert "Data Anda sudah dihapus" in (await tap(author, "Ya, hapus")).text
        await town.settles()
    town.plans = PLANS
    async with town.working():
        await town.becomes("2026-05-12T16:00:00")
        await author.hears_nothing(0)
    assert [await got(keeper) for keeper in sanggau.keepers] == [[]] * 6


async def test_who_erased_themselves_are_in_no_answers_and_no_result(sanggau: Regency) -> None:
    town, author, keepers = sanggau.town, sanggau.author, sanggau.keepers
    town.plans = PLANS
    async with town.working():
        await sanggau.sends(asks="🙋 Hadir")
        for keeper in keepers[:2]:
            await keeper.hears()
            await tap(keeper, "🙋 Hadir")
        await tells(keepers[0], "/hapusdata")
        await tap(keepers[0], "Ya, hapus")
        await town.settles()
        await town.becomes("2026-05-12T16:00:00")
        newest = (await author.messages())[-1]
        assert newest.text == "✅ Terkirim 5 dari 5.\nHadir 1 · Tidak 0 · belum menjawab 4"
        await author.skips_to_now()
        await author.taps("👀 Lihat")
        shown = (await author.hears()).text
        assert "Wati 0" not in shown
        assert "Wati 1" in shown
