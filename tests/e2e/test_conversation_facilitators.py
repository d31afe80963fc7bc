"""A facilitator's Monday morning: the week, who is silent, reminding them, and what comes in."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from domain.people import Library
from scheduler import region_summaries
from simulator.conversation import Person
from storage import tables
from tests.conftest import BOT_ID
from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells
from tests.factories import SANGGAU, make_activity, make_visits

MONDAY = "2026-05-18T07:00"
WEEK = [date(2026, 5, day) for day in range(11, 16)]


@pytest.fixture
async def town(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A bot that tells of regions; it is Tuesday 12 May 2026, 15.30 WIB."""
    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.town(f"sqlite:///{path}", tmp_path, plans={"regions": region_summaries.plan}) as running:
        yield running


@pytest.fixture
async def ningsih(town: Town, tanjung_merpati: Library) -> Person:
    """The keeper of Tanjung Merpati, who reports every day."""
    keeper = await town.keeper("Ningsih", tanjung_merpati)
    for day in WEEK:
        town.reported(tanjung_merpati, keeper, make_visits(date=day, total=12))
    return keeper


@pytest.fixture
async def wati(town: Town, balai_sebut: Library) -> Person:
    """The keeper of Balai Sebut: nothing has come from her since Thursday 7 May."""
    keeper = await town.keeper("Wati", balai_sebut)
    town.reported(balai_sebut, keeper, make_visits(date=date(2026, 5, 7), total=15))
    with town.database.work() as work:
        work.connection.execute(update(tables.Membership).values(since=datetime(2026, 1, 5, tzinfo=UTC)))
        work.commit()
    return keeper


async def test_monday_morning(town: Town, balai_sebut: Library, yohanes: Person, ningsih: Person, wati: Person) -> None:
    await town.becomes(MONDAY)
    week = await yohanes.hears()
    assert week.text.splitlines() == [
        "📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau, 2 perpustakaan",
        "Melapor 1 dari 2 · laporan harian masuk 5 dari 10 hari buka (50%)",
        "Pengunjung 60 (pekan lalu baru 1 laporan harian: 15)",
        "Lengkap: Tanjung Merpati",
        "Belum: Balai Sebut, sejak Jumat, 8 Mei (6 hari buka)",
    ]
    assert week.rows == [["🔔 Ingatkan yang belum"], ["🖼️ Grafik", "📄 Excel"]]

    await town.becomes("2026-05-18T07:12")
    reminded = await tap(yohanes, "Ingatkan")
    assert reminded.text.splitlines()[-1] == "🔔 1 perpustakaan diingatkan pukul 07.12. Sejak itu masuk: 0"
    asked = await wati.hears()
    assert asked.text.startswith("Sudah beberapa hari belum ada kabar dari Perpustakaan Desa Balai Sebut.")
    await town.says_nothing_to(ningsih)

    answer = await tells(wati, "9")
    assert answer.text.startswith("✅ Tercatat untuk Jumat, 15 Mei 2026\nPengunjung 9")
    assert town.count(balai_sebut, date(2026, 5, 15)) == 9

    refreshed = await tap(yohanes, "Segarkan")
    assert refreshed.text.splitlines()[-1] == "🔔 1 perpustakaan diingatkan pukul 07.12. Sejak itu masuk: 1"
    assert "Sebagian: Balai Sebut (1/5)" in refreshed.text


async def test_a_tapped_number_answers_it_too(
    town: Town, balai_sebut: Library, yohanes: Person, ningsih: Person, wati: Person
) -> None:
    await town.becomes(MONDAY)
    await yohanes.hears()
    await tap(yohanes, "Ingatkan")
    await wati.hears()
    await tap(wati, "Tutup")
    assert town.count(balai_sebut, date(2026, 5, 15)) == "closed"
    silent = await tells(yohanes, "/belumlapor")
    assert silent.text.splitlines()[-1] == "🔔 1 perpustakaan diingatkan pukul 07.00. Sejak itu masuk: 1"


async def test_one_keepers_answer_is_enough(
    town: Town, balai_sebut: Library, yohanes: Person, wati: Person, darius: Person
) -> None:
    await town.becomes(MONDAY)
    await yohanes.hears()
    await tap(yohanes, "Ingatkan")
    await wati.hears()
    await darius.hears()
    await town.settles()
    await tells(wati, "9")
    done = await darius.sees_edit()
    assert "Wati" in done.text
    assert done.rows == []


async def test_the_list_at_any_time(
    town: Town, balai_sebut: Library, yohanes: Person, ningsih: Person, wati: Person
) -> None:
    await town.becomes("2026-05-16T09:00")
    silent = await tells(yohanes, "/belumlapor")
    assert silent.text.splitlines() == [
        "🔕 Belum melapor · Kabupaten Sanggau, Sabtu, 16 Mei",
        "Belum ada kabar (1)",
        "• Balai Sebut, sejak Jumat, 8 Mei (6 hari buka)",
    ]
    reminded = await tap(yohanes, "Ingatkan")
    assert "• Balai Sebut, sejak Jumat, 8 Mei (6 hari buka) · 🔔 diingatkan pukul 09.00" in reminded.text
    assert reminded.buttons == ["🔄 Segarkan"]
    await wati.hears()


async def test_the_group_hears_the_week_without_the_silent(
    town: Town, yohanes: Person, ningsih: Person, wati: Person, tanjung_merpati: Library
) -> None:
    town.reported(tanjung_merpati, ningsih, make_activity(date=WEEK[1], title="Read aloud", participants=31))
    group = await town.simulator.group("Pustaka Sanggau")
    with town.database.work() as work:
        linked = {"bot_id": BOT_ID, "external_id": group.id, "title": "Pustaka Sanggau", "region_code": SANGGAU}
        work.connection.execute(insert(tables.Chat).values(active=True, **linked))
        work.commit()
    there = yohanes.in_group(group)
    await town.becomes("2026-05-18T08:00")
    heard = await there.hears()
    assert heard.text.splitlines() == [
        "📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau, 2 perpustakaan",
        "Pengunjung 60 (pekan lalu baru 1 laporan harian: 15) · Kegiatan 1, peserta 31",
        "Terima kasih, laporan lengkap dari Tanjung Merpati 🌟",
        "💡 Ide dari Tanjung Merpati: Read aloud, 31 peserta",
    ]


async def test_help_names_the_facilitators_commands(town: Town, yohanes: Person, wati: Person) -> None:
    assert "/belumlapor" in (await tells(yohanes, "/bantuan")).text
    assert "/belumlapor" not in (await tells(wati, "/bantuan")).text
