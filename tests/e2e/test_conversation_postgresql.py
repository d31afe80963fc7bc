"""One conversation through everything, on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells
from tests.factories import add_library


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """A running bot on PostgreSQL."""
    server = request.getfixturevalue("postgres_server")
    with server.database() as url:
        async with place.town(url, tmp_path) as running:
            yield running


async def test_a_day_of_a_library(town: Town) -> None:
    with town.database.work() as work:
        library = add_library(work, village="Balai Sebut")
        other = add_library(work, village="Tanjung Merpati")
        work.commit()
    yohanes, hendra = await town.facilitator("Yohanes"), await town.newcomer("Hendra")
    await tells(hendra, "pengunjung 9 \u0000")
    await tap(hendra, "Setuju")
    await tells(hendra, "bale sebut")
    await tap(hendra, "Balai Sebut")
    await yohanes.hears()
    await tap(yohanes, "Terima")
    await hendra.hears()
    await tells(hendra, "/bantuan")
    await town.settles()
    assert town.count(library) == 9
    wati = await town.keeper("Wati", library, other)
    await tells(wati, "pengunjung 12, kegiatan mewarnai sekitar 20an anak, buku baru Si Kancil 2 eks")
    await tap(wati, "Balai Sebut")
    await tap(wati, "Tambahkan")
    await tells(wati, "18")
    await tells(wati, "eh salah, 19")
    await tap(wati, "Mewarnai, 19")
    await tap(wati, "Perbaiki")
    await tap(wati, "Mewarnai, 19")
    report = await wati.says("17")
    await wati.hears()
    await wati.edits(report, "16")
    await wati.hears()
    await town.settles()
    assert (town.count(library), town.books(library)) == (21, [("Si Kancil", 2)])
    assert town.activities(library) == [("Mewarnai", 16)]
    await wati.sends_photo(b"satu", b"dua", caption="kegiatan dongeng 8 anak")
    await wati.hears()
    await tap(wati, "Balai Sebut")
    await tap(wati, "Simpan foto")
    await tells(wati, "/riwayat")
    await tells(wati, "/bulan")
    await tells(wati, "/hapusdata")
    await tap(wati, "Ya, hapus")
    assert town.count(library) == 21


async def test_what_another_chat_releases_is_worked_on_at_once(town: Town) -> None:
    with town.database.work() as work:
        add_library(work, village="Balai Sebut")
        work.commit()
    town.simulator.patience = 2
    newcomers = [await town.newcomer(f"Hendra {number}") for number in range(4)]
    yohanes = await town.facilitator("Yohanes")
    for hendra in newcomers:
        await tells(hendra, "pengunjung 9")
        await tap(hendra, "Setuju")
        await tells(hendra, "bale sebut")
        await tap(hendra, "Balai Sebut")
        await yohanes.hears()
        await tap(yohanes, "Terima")
        await hendra.hears()
        await hendra.hears()
