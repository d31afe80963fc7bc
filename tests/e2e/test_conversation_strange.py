"""Whatever arrives: other media, odd characters, forged taps, floods, blocking. Always an answer, never a crash."""

import pytest

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells


@pytest.mark.parametrize(
    ("kind", "about"), [("voice", "pesan suara"), ("sticker", "Untuk melapor"), ("document", "belum bisa saya baca")]
)
async def test_other_media_get_a_kind_word(town: Town, wati: Person, kind: str, about: str) -> None:
    await wati.sends(kind)
    assert (await wati.hears()).rows == []
    assert "pengunjung 23" in (await wati.messages())[-1].text


async def test_a_location_and_a_contact(town: Town, wati: Person) -> None:
    await wati.sends_location(0.12, 110.6)
    assert "lokasi" in (await wati.hears()).text
    await wati.says("", extra={"contact": {"phone_number": "+62812", "first_name": "Siti"}})
    assert "Kontak" in (await wati.hears()).text


async def test_the_caption_of_a_document_is_a_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    await wati.sends("document", caption="pengunjung 12")
    assert "Pengunjung 12" in (await wati.hears()).text


async def test_a_forwarded_message_records_nothing(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "pesan terusan" in (await tells(wati, "pengunjung 12", forwarded_from="Grup RT")).text
    assert town.count(balai_sebut) is None


async def test_a_message_of_nothing_that_can_be_seen(town: Town, wati: Person) -> None:
    assert "pengunjung 23" in (await tells(wati, "\u200b \u200b")).text


async def test_a_message_as_long_as_telegram_lets_it_be(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "panjang sekali" in (await tells(wati, "pengunjung 12 " + "x" * 4082)).text
    assert town.count(balai_sebut) is None


@pytest.mark.parametrize(
    "title", ["<b>Mewarnai</b> & <script>", "&lt;i&gt; &amp;", "\u202egnilaw\u202c", "Seni\u0007 tari\u200f", "😀" * 30]
)
async def test_odd_characters_come_out_as_text(town: Town, balai_sebut: Library, wati: Person, title: str) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Kegiatan")
    await wati.says(title)
    await wati.hears()
    await wati.taps("Tanpa jumlah")
    answer = await wati.sees_edit()
    assert answer.text.startswith("✅ Tercatat")
    shown = answer.text.splitlines()[1].removeprefix("Kegiatan: ")
    written = "".join(sign for sign in title if sign not in " \u202e\u202c\u200f\u0007")
    assert shown.replace(" ", "").casefold() in written.casefold()


async def test_odd_names_come_out_as_text(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    odd = await town.newcomer("<b>Rini\u202e", last_name="\u0000& Co\u200f</b>\n\n")
    await tells(odd, "/start")
    await tap(odd, "Setuju")
    await tells(odd, "balai sebut")
    await tap(odd, "Balai Sebut")
    assert (await yohanes.hears()).text.startswith("<b>Rini & Co</b> ingin menjadi pengelola")
    assert "<b>Rini & Co</b> sekarang pengelola" in (await tap(yohanes, "Terima")).text


class TestForgedTaps:
    """What comes back from a button is never trusted."""

    @pytest.mark.parametrize(
        "data",
        [
            "",
            "undo",
            "undo:1",
            "undo:-1:0:0",
            "undo:x:0:0",
            "undo:99999:1:0",
            f"undo:{2**63}:1:0",
            f"undo:{10**38}:1:0",
            f"join:{2**128 - 1}:0:0",
            f"join:{10**38}:0:0",
            "q:99999:1:0",
            "which:99999:0:1",
            "village:0:0:99999",
            "decide:99999:0:1",
            "entry:1:1:999999999",
            "class:1:1:999999999",
            "toggle:1:0:999999999",
            "zone:1:0:9",
            "lang:0:0:99",
            "day:1:0:999999999",
            "number:99999:0:5",
            "detail:99999:0:5",
            "menu:1:0:9",
            "unknown:1:1:1",
            "drop table report;--",
            "é" * 20,
        ],
    )
    async def test_nonsense_changes_nothing(self, town: Town, balai_sebut: Library, wati: Person, data: str) -> None:
        answer = await tells(wati, "pengunjung 23")
        await wati.taps_stale(data, answer.id)
        await town.settles()
        assert town.count(balai_sebut) == 23
        with town.database.look() as work:
            assert work.inbox.lengths() == {}

    @pytest.mark.parametrize("route", ["undo", "again", "fix", "confirm", "yesterday", "photo", "entry", "remove", "q"])
    async def test_other_peoples_reports_stay_as_they_are(
        self, town: Town, balai_sebut: Library, tanjung_puri: Library, wati: Person, route: str
    ) -> None:
        marta = await town.keeper("Marta", tanjung_puri)
        await tells(wati, "pengunjung 23, kegiatan mewarnai sekitar 20an anak")
        for choice in (0, 1, 98):
            await marta.taps_stale(f"{route}:1:1:{choice}", 1)
        await town.settles()
        assert await marta.messages() == []
        assert (town.count(balai_sebut), town.activities(balai_sebut)) == (23, [])

    async def test_other_peoples_libraries_stay_as_they_are(
        self, town: Town, balai_sebut: Library, tanjung_puri: Library
    ) -> None:
        marta = await town.keeper("Marta", tanjung_puri)
        for data in ("toggle", "zone", "library", "switch", "menu", "day"):
            for choice in range(3):
                await marta.taps_stale(f"{data}:{balai_sebut.id}:1:{choice}", 1)
        await town.settles()
        assert await marta.messages() == []
        with town.database.look() as work:
            assert work.directory.library(balai_sebut.id) == balai_sebut
        assert town.count(balai_sebut) is None

    async def test_a_report_is_not_moved_to_a_library_that_one_does_not_keep(
        self, town: Town, balai_sebut: Library, tanjung_puri: Library, ningsih: Person
    ) -> None:
        await tells(ningsih, "pengunjung 5")
        await ningsih.taps_stale(f"which:1:0:{tanjung_puri.id}", 1)
        await town.settles()
        assert town.count(tanjung_puri) is None

    async def test_only_the_regions_own_facilitator_decides(
        self, town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
    ) -> None:
        lusia = await town.facilitator("Lusia", "61.05")
        await tells(hendra, "/start")
        await tap(hendra, "Setuju")
        await tells(hendra, "balai sebut")
        await tap(hendra, "Balai Sebut")
        for person in (lusia, hendra):
            await person.taps_stale("decide:1:0:1", 1)
        await town.settles()
        with town.database.look() as work:
            assert work.directory.keepers(balai_sebut.id) == []

    async def test_a_keeper_no_longer_can_not_press_old_buttons(
        self, town: Town, balai_sebut: Library, wati: Person
    ) -> None:
        from sqlalchemy import update

        from storage.tables import Membership

        await tells(wati, "pengunjung 23")
        with town.database.work() as work:
            work.connection.execute(update(Membership).values(until=town.calendar.now()))
            work.commit()
        await wati.taps("Batalkan")
        await town.settles()
        assert town.count(balai_sebut) == 23


async def test_over_thirty_messages_a_minute_are_all_recorded_and_get_one_answer(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    for number in range(35):
        await wati.says(f"buku baru Kisah {chr(65 + number % 26)}{chr(65 + number // 26)} 2 eks")
    await town.settles()
    assert len(town.books(balai_sebut)) == 35
    answers = [message.text for message in await wati.messages() if message.raw["by_bot"]]
    assert len(answers) <= 31
    assert answers.count("Banyak sekali pesannya! Semua sudah saya kerjakan; lihat /riwayat.") == 1
    await town.passes(minutes=2)
    await wati.skips_to_now()
    assert "Pengunjung 12" in (await tells(wati, "pengunjung 12")).text


async def test_who_blocked_the_bot_is_left_alone_until_they_write_again(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 12")
    await wati.blocks_the_bot()
    await town.settles()
    with town.database.look() as work:
        person = work.directory.person(str(wati.user_id))
    assert person is not None
    assert person.unreachable
    await wati.unblocks_the_bot()
    await wati.says("tambah 2 lagi")
    assert "14" in (await wati.hears()).text
    with town.database.look() as work:
        person = work.directory.person(str(wati.user_id))
    assert person is not None
    assert not person.unreachable


async def test_a_deleted_account_does_not_hold_up_others(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await wati.says("pengunjung 12")
    await wati.hears()
    await wati.deletes_account()
    assert "Wati sudah mencatat 12" in (await tells(darius, "pengunjung 15")).text
