"""Conversation 6: an announcement, from /siarkan to its answers."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from domain.people import Library, Role
from scheduler import announcements
from simulator.conversation import Person, Seen
from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells
from tests.factories import SANGGAU, add_library
from tests.xlsx import Xlsx

BIMTEK = "Bimtek TIK 22–26 Juni di Pontianak. Mohon konfirmasi kehadiran."
PLANS = {"announcements": announcements.plan}
VILLAGES = ("Balai Sebut", "Semoncol", "Entikong", "Tunggal Bhakti", "Kotup", "Nanga Biang")
PICTURE = b"\xff\xd8picture"
POLL = {
    "id": "1",
    "question": "Bisa?",
    "options": [],
    "total_voter_count": 0,
    "type": "regular",
    **dict.fromkeys(("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False),
}


@pytest.fixture
async def sanggau(database_url: str, tmp_path: Path) -> AsyncIterator["Regency"]:
    """A regency with six keepers and their facilitator."""
    async with place.quiet_town(database_url, tmp_path, PLANS) as town, regency(town) as there, town.working():
        yield there


class Regency:
    """Who lives there."""

    def __init__(self, town: Town, author: Person, keepers: Sequence[Person], libraries: Sequence[Library]) -> None:
        self.town, self.author, self.keepers, self.libraries = town, author, keepers, libraries

    async def composes(self, text: str = BIMTEK, whom: str = "Semua pengelola") -> Seen:
        """Up to the message on which it is decided."""
        await tells(self.author, "/siarkan")
        await tells(self.author, text)
        await self.author.taps(whom)
        await self.author.hears()
        return await self.author.hears()

    async def sends(self, whom: str = "Semua pengelola", asks: str = "", text: str = BIMTEK) -> Seen:
        """Sent, to the end; the result."""
        await self.composes(text, whom)
        if asks:
            await self.author.taps(asks)
        await self.author.taps("📨 Kirim ke")
        return await self.result()

    async def result(self) -> Seen:
        """What the author sees in the end."""
        while True:
            self.town.bot.jumped()
            seen = await self.author.sees_edit()
            if "Terkirim" in seen.text and "…" not in seen.text:
                return seen


@asynccontextmanager
async def regency(town: Town) -> AsyncIterator[Regency]:
    with town.database.work() as work:
        libraries = [add_library(work, village=village) for village in VILLAGES]
        work.commit()
    keepers = [await town.keeper(f"Wati {number}", library) for number, library in enumerate(libraries)]
    yield Regency(town, await town.facilitator("Yohanes"), keepers, libraries)


async def test_the_conversation_word_by_word(sanggau: Regency) -> None:
    author, keepers, town = sanggau.author, sanggau.keepers, sanggau.town
    for library, keeper in list(zip(sanggau.libraries, keepers, strict=True))[1:]:
        town.reported(library, keeper)
    group = await town.simulator.group("Perpusdes Sanggau", author)
    with town.database.work() as work:
        work.chats.link(group.id, "Perpusdes Sanggau", SANGGAU)
        work.commit()
    asked = await tells(author, "/siarkan")
    assert asked.text == "Silakan kirim pengumumannya: teks, foto, album, atau dokumen."
    whom = await tells(author, BIMTEK)
    assert whom.text == "Untuk siapa?"
    assert whom.buttons == [
        "Semua pengelola Kab. Sanggau (6)",
        "Yang belum melapor pekan ini (1)",
        "Grup (1)",
        "Pilih perpustakaan…",
        "✖️ Batal",
    ]
    assert (await tap(author, "Semua pengelola")).text == "👥 Untuk semua pengelola Kab. Sanggau"
    assert (await author.hears()).text == BIMTEK
    control = await author.hears()
    assert control.text == (
        "Begitulah pesannya nanti. Untuk semua pengelola Kab. Sanggau: 6 orang.\n"
        "Perkiraan lama: kurang dari 1 menit.\n"
        "Minta tanggapan?"
    )
    assert control.rows == [
        ["🔘 Tidak", "✅ Sudah dibaca"],
        ["🙋 Hadir / Tidak hadir"],
        ["📨 Kirim ke 6 orang"],
        ["🕒 Jadwalkan", "👥 Ganti penerima"],
        ["✖️ Batal"],
    ]
    assert "🔘 🙋 Hadir / Tidak hadir" in (await tap(author, "🙋 Hadir")).buttons
    await keepers[1].blocks_the_bot()
    await town.settles()
    sending = await tap(author, "📨 Kirim ke 6 orang")
    assert sending.text == "📨 Terkirim ░░░░░░░░░░ 0/6 …"
    assert sending.buttons == ["⏹ Hentikan"]
    result = await sanggau.result()
    assert result.id == control.id
    assert result.text == (
        "✅ Terkirim 5 dari 6. Gagal 1: pengelola Semoncol memblokir bot.\nHadir 0 · Tidak 0 · belum menjawab 5"
    )
    assert result.buttons == ["👀 Lihat", "Kirim ulang yang gagal"]
    for keeper in (keepers[0], *keepers[2:]):
        got = await keeper.hears()
        assert (got.text, got.buttons) == (BIMTEK, ["🙋 Hadir", "Tidak hadir"])
    for keeper in (keepers[0], keepers[2], keepers[3]):
        assert (await tap(keeper, "🙋 Hadir")).buttons == ["☑️ 🙋 Hadir", "Tidak hadir"]
    await keepers[4].taps("Tidak hadir")
    await town.settles()
    await town.becomes("2026-05-12T16:00:00")
    newest = [message for message in await author.messages() if message.id == control.id][-1]
    assert newest.text.endswith("Hadir 3 · Tidak 1 · belum menjawab 1")


async def test_answers_in_words_are_shown_and_exported(sanggau: Regency) -> None:
    author, keepers, town = sanggau.author, sanggau.keepers, sanggau.town
    await sanggau.sends(asks="🙋 Hadir")
    got = [await keeper.hears() for keeper in keepers]
    await tap(keepers[0], "🙋 Hadir")
    thanks = await tells(keepers[1], "maaf Bu, saya berhalangan", reply_to=got[1])
    assert thanks.text == "Terima kasih, jawaban Anda saya sampaikan. 🙏"
    assert "Pengunjung 12" in (await tells(keepers[2], "pengunjung 12", reply_to=got[2])).text
    await town.settles()
    await town.becomes("2026-05-12T16:00:00")
    assert "Hadir 1 · Tidak 0 · menjawab dengan kata-kata 1 · belum menjawab 4" in (await author.sees_edit()).text
    await author.taps("👀 Lihat")
    shown = await author.hears()
    assert shown.text == (
        "👀 Tanggapan\n"
        "🙋 Hadir (1)\n• Wati 0, Balai Sebut\n"
        "💬 Dengan kata-kata (1)\n• Wati 1, Semoncol: “maaf Bu, saya berhalangan”\n"
        "Belum menjawab (4)\n• Wati 2, Entikong\n• Wati 3, Tunggal Bhakti\n• Wati 4, Kotup\n• Wati 5, Nanga Biang"
    )
    await author.taps("📄 Excel")
    sheet = await author.hears()
    assert sheet.text == "📄 Tanggapan atas pengumuman"
    file = town.server.simulation.files.find(sheet.raw["document"]["file_id"]).data
    assert Xlsx(file).rows()[3]["E"] == "maaf Bu, saya berhalangan"


async def test_it_is_scheduled_in_words_and_called_off(sanggau: Regency) -> None:
    author, keepers, town = sanggau.author, sanggau.keepers, sanggau.town
    await sanggau.composes()
    await author.taps("🕒 Jadwalkan")
    asked = await author.hears()
    assert asked.text == "Kapan saya kirim? Tulis misalnya: besok jam 8 · senin 07.00 · 25 mei jam 9"
    assert (await tells(author, "secepatnya")).text.startswith("Waktunya belum jelas")
    assert (await tells(author, "hari ini jam 8 pagi")).text == "Waktu itu sudah lewat. Mohon pilih waktu lain."
    scheduled = await tells(author, "besok jam 8")
    assert scheduled.text.startswith(
        "🕒 Dijadwalkan Rabu, 13 Mei pukul 08.00 WIB, untuk semua pengelola Kab. Sanggau: 6 orang."
    )
    assert scheduled.buttons == ["📨 Kirim sekarang", "🕒 Ubah waktu", "✖️ Batal"]
    await town.becomes("2026-05-13T07:59:00")
    await keepers[0].hears_nothing(0)
    await town.becomes("2026-05-13T08:00:00")
    assert (await keepers[0].hears()).text == BIMTEK
    assert (await author.hears()).text.startswith("📨 Terkirim ░░░░░░░░░░ 0/6")
    assert (await sanggau.result()).text == "✅ Terkirim 6 dari 6."
    await sanggau.composes("Rapat kamis")
    await author.taps("🕒 Jadwalkan")
    await author.hears()
    await tells(author, "besok jam 8")
    await author.skips_to_now()
    assert (await tap(author, "✖️ Batal")).text == "✖️ Dibatalkan, tidak ada yang dikirim."
    await town.becomes("2026-05-14T09:00:00")
    assert [message.text for message in await keepers[0].messages()] == [BIMTEK]


async def test_what_was_missed_by_downtime_is_told_its_author(sanggau: Regency) -> None:
    author, town = sanggau.author, sanggau.town
    await sanggau.composes()
    await author.taps("🕒 Jadwalkan")
    await author.hears()
    await tells(author, "besok jam 8")
    await town.becomes("2026-05-14T08:00:00")
    assert (await author.hears()).text == (
        "Pengumuman yang dijadwalkan Rabu, 13 Mei pukul 08.00 tidak terkirim karena tidak sempat berangkat pada "
        "waktunya. Kalau masih perlu, tulis /siarkan lagi."
    )
    await sanggau.keepers[0].hears_nothing(0)


async def test_a_message_that_reads_as_a_report_is_asked_about(sanggau: Regency) -> None:
    town, library = sanggau.town, sanggau.libraries[0]
    wati = sanggau.keepers[0]
    with town.database.work() as work:
        work.directory.appoint(town.known(wati).id, Role.FACILITATOR, SANGGAU, town.calendar.now())
        work.commit()
    for answer, total in (("📢 Pengumuman", None), ("📊 Laporan", 23)):
        await tells(wati, "/siarkan")
        asked = await tells(wati, "pengunjung 23")
        assert (asked.text, asked.buttons) == ("Ini laporan atau pengumuman?", ["📊 Laporan", "📢 Pengumuman"])
        await wati.taps(answer)
        said = await wati.hears()
        assert ("Untuk siapa?" if total is None else "Pengunjung 23") in said.text
        assert town.count(library) == total


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"poll": POLL}, "jajak pendapat"),
        ({"video_note": {"file_id": "a", "file_unique_id": "b", "length": 1, "duration": 1}}, "video"),
        ({"contact": {"phone_number": "0812", "first_name": "Siti"}}, "kontak"),
        ({"location": {"latitude": 0.1, "longitude": 110.1}}, "lokasi"),
    ],
)
async def test_what_cannot_be_announced_is_refused_kindly(sanggau: Regency, extra: Any, said: str) -> None:
    author = sanggau.author
    await tells(author, "/siarkan")
    assert said in (await tells(author, "", extra=extra)).text
    assert (await tells(author, "Rapat kamis")).text == "Untuk siapa?"


async def test_an_album_is_one_and_its_buttons_come_after_it(sanggau: Regency) -> None:
    author, keeper = sanggau.author, sanggau.keepers[0]
    await tells(author, "/siarkan")
    await author.sends_photo(PICTURE, PICTURE, PICTURE, caption="Poster <lomba> & acara")
    await author.hears()
    await sanggau.town.settles()
    await author.taps("Semua pengelola")
    await author.hears()
    assert [(await author.hears()).attachment for _ in range(2)] == ["photo", "photo"]
    await author.hears()
    await author.taps("✅ Sudah dibaca")
    await author.taps("📨 Kirim ke")
    assert (await sanggau.result()).text == "✅ Terkirim 6 dari 6.\nSudah dibaca 0 · belum menjawab 6"
    got = [await keeper.hears() for _ in range(4)]
    assert [one.attachment for one in got] == ["photo", "photo", "photo", ""]
    assert [one.text for one in got] == ["Poster <lomba> & acara", "", "", "Mohon tanggapannya, cukup ketuk:"]
    assert got[3].buttons == ["✅ Sudah dibaca"]
    assert (await tap(keeper, "✅ Sudah dibaca")).buttons == ["☑️ ✅ Sudah dibaca"]
    assert "saya sampaikan" in (await tells(keeper, "siap bu", reply_to=got[2])).text


async def test_a_photo_with_formatting_shows_what_was_answered(sanggau: Regency) -> None:
    author, keeper = sanggau.author, sanggau.keepers[0]
    await tells(author, "/siarkan")
    (sent,) = await author.sends_photo(PICTURE, caption="Undangan & <b>")
    await author.hears()
    edited = await author.edits(sent, "Lain")
    assert edited.text == "Lain"
    assert (await author.hears()).text.startswith("Isi pengumumannya tetap seperti yang pertama Anda kirim.")
    await author.taps("Semua pengelola")
    await author.hears()
    await author.hears()
    await author.taps("🙋 Hadir")
    await author.taps("📨 Kirim ke")
    await sanggau.result()
    got = await keeper.hears()
    assert (got.attachment, got.text) == ("photo", "Undangan & <b>")
    answered = await tap(keeper, "Tidak hadir")
    assert (answered.text, answered.buttons) == ("Undangan & <b>", ["🙋 Hadir", "☑️ Tidak hadir"])


async def test_formatting_and_hostile_text_arrive_as_they_were(sanggau: Regency) -> None:
    author, keeper = sanggau.author, sanggau.keepers[0]
    hostile = "<b>&amp; \u202eabc\u202c {0} {name} %s " + "ا" * 20
    text = (hostile + "x" * 4096)[:4096]
    await tells(author, "/siarkan")
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    await tells(author, text, extra={"entities": bold})
    await author.taps("Semua pengelola")
    preview = await author.hears()
    await author.hears()
    await author.taps("📨 Kirim ke")
    await sanggau.result()
    got = await keeper.hears()
    assert (got.text, got.raw["entities"]) == (text, bold)
    assert (preview.text, preview.raw["entities"]) == (text, bold)


async def test_libraries_are_chosen_by_search_and_tick(sanggau: Regency) -> None:
    author = sanggau.author
    await tells(author, "/siarkan")
    await tells(author, BIMTEK)
    listed = await tap(author, "Pilih perpustakaan")
    assert listed.buttons[0] == "◻️ Balai Sebut"
    found = await tells(author, "semoncl")
    assert found.buttons[0] == "◻️ Semoncol"
    assert "☑️ Semoncol" in (await tap(author, "◻️ Semoncol", on=found)).buttons
    await author.taps("◻️ Kotup", on=found)
    await author.sees_edit()
    await author.taps("✔️ Selesai (2)")
    await author.hears()
    assert "Untuk pengelola 2 perpustakaan pilihan: 2 orang." in (await author.hears()).text
    await author.taps("📨 Kirim ke")
    assert (await sanggau.result()).text == "✅ Terkirim 2 dari 2."
    assert [len(await keeper.messages()) for keeper in sanggau.keepers] == [0, 1, 0, 0, 1, 0]


async def test_groups_get_it_in_their_topic_and_show_how_many_answered(sanggau: Regency) -> None:
    author, keepers, town = sanggau.author, sanggau.keepers, sanggau.town
    group = await town.simulator.group("Perpusdes Sanggau", author, *keepers[:2])
    with town.database.work() as work:
        work.chats.link(group.id, "Perpusdes Sanggau", SANGGAU)
        work.commit()
    assert (await sanggau.sends("Grup (1)", asks="🙋 Hadir")).text == "✅ Terkirim 1 dari 1.\nHadir 0 · Tidak 0"
    there = [keeper.in_group(group) for keeper in keepers[:2]]
    got = await there[0].hears()
    assert got.text == BIMTEK
    assert (await tap(there[0], "🙋 Hadir")).buttons == ["🙋 Hadir (1)", "Tidak hadir"]
    await there[1].sees_edit()
    assert (await tap(there[1], "🙋 Hadir")).buttons == ["🙋 Hadir (2)", "Tidak hadir"]


async def test_it_can_be_stopped_and_what_failed_sent_again(sanggau: Regency) -> None:
    author, keepers, town = sanggau.author, sanggau.keepers, sanggau.town
    await town.simulator.fails("sendMessage", chat_id=keepers[3].chat_id, status=403, times=1)
    await keepers[2].deletes_account()
    result = await sanggau.sends()
    assert result.text.startswith("✅ Terkirim 4 dari 6. Gagal 2:")
    await author.taps("Kirim ulang yang gagal")
    again = await sanggau.result()
    assert again.text == "✅ Terkirim 5 dari 6. Gagal 1: pengelola Entikong sudah tidak ada."
    for keeper in (*keepers[:2], *keepers[3:]):
        assert [message.text for message in await keeper.messages()] == [BIMTEK]


async def test_only_a_facilitator_announces(sanggau: Regency) -> None:
    assert "Pengumuman dikirim oleh fasilitator." in (await tells(sanggau.keepers[0], "/siarkan")).text


async def test_it_goes_on_after_a_restart(database_url: str, tmp_path: Path) -> None:
    async with place.quiet_town(database_url, tmp_path, {}) as town, regency(town) as there:
        async with town.working():
            await there.composes()
            await there.author.taps("📨 Kirim ke")
            await there.author.sees_edit()
            await town.settles()
        town.plans = PLANS
        async with town.working():
            assert (await there.result()).text == "✅ Terkirim 6 dari 6."
        for keeper in there.keepers:
            assert [message.text for message in await keeper.messages()] == [BIMTEK]
