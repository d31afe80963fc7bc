"""A facilitator links groups with their region; what the group then hears, and what happens when it changes."""

import re
from pathlib import Path

import pytest
from markupsafe import escape

from domain.messages import Outgoing, Priority
from domain.people import Library
from simulator.conversation import Group, Person, Seen
from storage.chats import Group as Linked
from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells
from tests.factories import KALIMANTAN_BARAT, SANGGAU, SINTANG

LINKED = (
    "✅ Grup ini terhubung dengan Kab. Sanggau. Ringkasan pekan dan bulan serta pengumuman masuk ke sini.\n"
    "Pengelola bisa melapor di sini: /lapor pengunjung 12\n"
    "Di sini saya hanya membaca perintah dan balasan ke pesan saya. Kalau hanya nama saya yang disebut, pesannya tidak "
    "sampai ke saya."
)


@pytest.fixture
async def group(town: Town, yohanes: Person, wati: Person) -> Group:
    """A group that the bot is not in yet."""
    return await town.simulator.group("Pustaka Sanggau", yohanes, wati, bot_status="left", topics={7: "Laporan"})


def linked(town: Town, group: Group) -> Linked | None:
    with town.database.look() as work:
        return work.chats.get(group.id)


def region(town: Town, group: Group) -> str | None:
    found = linked(town, group)
    return found.region_code if found else None


def link_of(message: Seen) -> str:
    """What the link of the first button brings into the group."""
    url = message.raw["markup"]["inline_keyboard"][0][0]["url"]
    found = re.fullmatch(r"https://t\.me/perpusbot\?startgroup=(g-[\w-]{22})", url)
    assert found, url
    return found[1]


async def test_the_facilitator_who_adds_the_bot_links_it_with_one_tap(
    town: Town, group: Group, yohanes: Person
) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    hello = await there.hears()
    assert hello.rows == [["🔗 Hubungkan ke Kab. Sanggau"]]
    assert "hanya menjawab perintah" in hello.text
    assert (await tap(there, "Hubungkan")).text == LINKED
    assert region(town, group) == SANGGAU


async def test_a_facilitator_links_a_group_to_which_a_keeper_has_added_the_bot(
    town: Town, group: Group, yohanes: Person, wati: Person
) -> None:
    await group.adds_the_bot(wati)
    there = wati.in_group(group)
    await there.hears()
    await there.taps("Hubungkan")
    await town.says_nothing_to(there)
    assert region(town, group) is None
    assert (await tap(yohanes.in_group(group), "Hubungkan")).text == LINKED


async def test_another_regions_facilitator_can_neither_link_nor_unlink(
    town: Town, group: Group, yohanes: Person, tanjung_puri: Library
) -> None:
    lusia = await town.facilitator("Lusia", SINTANG)
    await group.adds(lusia)
    await group.adds_the_bot(yohanes)
    there = lusia.in_group(group)
    hello = await there.hears()
    await there.taps("Hubungkan ke Kab. Sanggau", on=hello)
    await town.settles()
    assert region(town, group) is None
    await yohanes.in_group(group).taps("Hubungkan")
    await there.sees_edit()
    assert (await tells(there, "/grup")).rows == []
    taken = await there.taps_stale("glink:6105:0:0", hello.id)
    await taken.answer()
    assert "sudah terhubung" not in (await there.sees_edit()).text
    found = linked(town, group)
    assert found is not None
    await lusia.taps_stale(f"gunlink:{found.id}:0:1")
    await town.settles()
    assert region(town, group) == SANGGAU


async def test_a_link_of_slash_grup_adds_and_links_in_one_go(town: Town, group: Group, yohanes: Person) -> None:
    mine = await tells(yohanes, "/grup")
    assert mine.text.startswith("Belum ada grup yang terhubung.")
    assert mine.rows == [["➕ Hubungkan grup ke Kab. Sanggau"]]
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.says(f"/start@perpusbot {link_of(mine)}")
    assert (await there.hears()).text == LINKED
    await town.says_nothing_to(there)
    listed = await tells(yohanes, "/grup")
    assert listed.text.splitlines()[:2] == ["👥 Grup yang terhubung", "• Pustaka Sanggau · Kab. Sanggau"]
    asked = await tap(yohanes, "Lepas Pustaka Sanggau")
    assert asked.rows == [["Ya, lepas"]]
    assert "sudah dilepas" in (await tap(yohanes, "Ya, lepas")).text
    assert region(town, group) is None


async def test_a_forwarded_link_links_nothing_by_itself(
    town: Town, group: Group, yohanes: Person, wati: Person, hendra: Person
) -> None:
    code = link_of(await tells(yohanes, "/grup"))
    await group.adds(hendra)
    for other in (wati, hendra):
        await group.adds_the_bot(other)
        there = other.in_group(group)
        await there.says(f"/start@perpusbot {code}")
        await town.settles()
    assert region(town, group) is None
    assert [message.text for message in await there.messages() if message.raw["by_bot"]][1:] == []


async def test_it_is_linked_in_the_topic_where_that_is_done(town: Town, group: Group, yohanes: Person) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.hears()
    await tap(there, "Hubungkan")
    here = await tells(there, "/grup", thread=7)
    assert here.rows == [["🧵 Pindahkan ke topik ini"], ["✖️ Lepas hubungan"]]
    assert "masuk ke topik ini" in (await tap(there, "Pindahkan")).text
    found = linked(town, group)
    assert found is not None
    assert found.topic_id == 7


async def test_a_province_links_a_group_of_one_of_its_regencies(
    town: Town, group: Group, balai_sebut: Library, tanjung_puri: Library
) -> None:
    dedi = await town.facilitator("Dedi", KALIMANTAN_BARAT)
    await group.adds(dedi)
    await group.adds_the_bot(dedi)
    there = dedi.in_group(group)
    await there.hears()
    here = await tells(there, "/grup")
    assert here.rows == [["🔗 Hubungkan ke Kalimantan Barat"]]
    await there.taps_stale("glink:0:0:0", here.id)
    assert (await there.sees_edit()).buttons == ["Kalimantan Barat", "Kab. Sanggau", "Kab. Sintang"]
    assert "Kab. Sintang" in (await tap(there, "Kab. Sintang")).text
    assert region(town, group) == SINTANG


async def test_the_admin_chooses_among_all_regions(
    town: Town, group: Group, ratih: Person, balai_sebut: Library
) -> None:
    await tells(ratih, "/start")
    await tap(ratih, "Setuju")
    await tap(await _tells_grup(ratih), "Hubungkan grup")
    await tap(ratih, "Kalimantan Barat")
    chosen = await tap(ratih, "Kab. Sanggau")
    await group.adds(ratih)
    await group.adds_the_bot(ratih)
    await ratih.in_group(group).says(f"/start@perpusbot {link_of(chosen)}")
    assert (await ratih.in_group(group).hears()).text == LINKED


async def _tells_grup(person: Person) -> Person:
    await tells(person, "/grup")
    return person


async def test_an_anonymous_admin_is_told_how(town: Town, group: Group, yohanes: Person) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.hears()
    await there.says("/grup", anonymous=True)
    assert "akun sendiri" in (await there.hears()).text


async def test_slash_grup_is_for_facilitators(town: Town, group: Group, wati: Person, yohanes: Person) -> None:
    assert "fasilitator" in (await tells(wati, "/grup")).text
    await group.adds_the_bot(yohanes)
    there = wati.in_group(group)
    await there.hears()
    await tap(yohanes.in_group(group), "Hubungkan")
    there_now = await tells(there, "/grup")
    assert (there_now.text, there_now.rows) == ("Grup ini terhubung dengan Kab. Sanggau.", [])


async def test_a_supergroup_keeps_region_and_topic(town: Town, group: Group, yohanes: Person) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.hears()
    await tap(there, "Hubungkan")
    grown = await group.becomes_supergroup(yohanes)
    await town.settles()
    assert (region(town, grown), linked(town, group)) == (SANGGAU, None)


async def test_a_group_that_removes_the_bot_is_off_until_it_is_back(town: Town, group: Group, yohanes: Person) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.hears()
    await tap(there, "Hubungkan")
    await group.removes_the_bot(yohanes)
    await town.settles()
    gone = linked(town, group)
    assert gone is not None
    assert not gone.active
    await group.adds_the_bot(yohanes)
    hello = await there.hears()
    assert hello.text.endswith("Grup ini terhubung dengan Kab. Sanggau.")
    assert hello.rows == []


async def test_without_the_right_to_write_messages_wait_and_the_facilitator_hears_of_it_once(
    town: Town, group: Group, yohanes: Person
) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.hears()
    await tap(there, "Hubungkan")
    await group.mutes_the_bot(yohanes)
    told = await yohanes.hears()
    assert told.text.startswith("Saya tidak bisa menulis di grup Pustaka Sanggau")
    _send(town, group, "Ringkasan pekan ini")
    await town.settles()
    await town.says_nothing_to(yohanes)
    await town.says_nothing_to(there)
    assert "belum diizinkan menulis" in (await tells(yohanes, "/grup")).text
    await group.adds_the_bot(yohanes, status="administrator")
    assert (await there.hears()).text == "Ringkasan pekan ini"
    assert "belum diizinkan" not in (await tells(yohanes, "/grup")).text


async def test_a_refusal_for_want_of_rights_is_noticed_when_it_is_met(
    town: Town, group: Group, yohanes: Person
) -> None:
    await group.adds_the_bot(yohanes)
    there = yohanes.in_group(group)
    await there.hears()
    await tap(there, "Hubungkan")
    refused = {"status": 403, "description": "Forbidden: not enough rights to send text messages to the chat"}
    await town.simulator.fails("sendMessage", chat_id=group.id, **refused)
    await there.says("/grup")
    assert (await yohanes.hears()).text.startswith("Saya tidak bisa menulis di grup Pustaka Sanggau")
    await group.adds_the_bot(yohanes, status="administrator")
    assert "terhubung dengan Kab. Sanggau" in (await there.hears()).text


async def test_where_privacy_mode_is_off_the_bot_hears_its_name(sqlite_file: Path, tmp_path: Path) -> None:
    import shutil

    from tests.factories import add_library

    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.quiet_town(f"sqlite:///{path}", tmp_path) as town:
        await town.simulator.post("/sim/bot", privacy=False)
        async with town.working():
            with town.database.work() as work:
                library = add_library(work, village="Balai Sebut")
                work.commit()
            wati, yohanes = await town.keeper("Wati", library), await town.facilitator("Yohanes")
            group = await town.simulator.group("Pustaka Sanggau", wati, yohanes, bot_status="left")
            await group.adds_the_bot(yohanes)
            there = yohanes.in_group(group)
            await there.hears()
            assert "@perpusbot pengunjung 12" in (await tap(there, "Hubungkan")).text
            mine = wati.in_group(group)
            await mine.skips_to_now()
            assert "Pengunjung 12" in (await tells(mine, "@perpusbot pengunjung 12")).text
            await mine.says("pengunjung 13")
            await town.says_nothing_to(mine)
            assert town.count(library) == 12


def _send(town: Town, group: Group, text: str) -> None:
    with town.database.work() as work:
        work.outbox.put([Outgoing(chat_id=group.id, text=escape(text), priority=Priority.SUMMARY)], town.calendar.now())
        work.commit()
    assert town.bot.parts is not None
    town.bot.parts.dispatcher.wake()
