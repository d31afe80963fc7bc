"""A library's week, by itself on Monday morning."""

import shutil
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.people import Library
from scheduler import library_summaries
from simulator.conversation import Person
from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells
from tests.factories import make_visits

MONDAY = date(2026, 5, 11)
"""Of the running week; today is Tuesday."""


@pytest.fixture
async def town(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """Where summaries fall due."""
    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    plans = {"summaries": library_summaries.plan}
    async with place.town(f"sqlite:///{path}", tmp_path, plans=plans) as running:
        yield running


def report(town: Town, library: Library, keeper: Person, *totals: int) -> None:
    """A number for each day of the week."""
    visits = (make_visits(date=MONDAY + timedelta(days=n), total=total) for n, total in enumerate(totals))
    town.reported(library, keeper, *visits)


async def test_on_monday_morning_the_week_comes_by_itself(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, 20, 31, 25, 22, 30)
    await town.becomes("2026-05-18T06:59:00")
    await wati.hears_nothing(0)
    await town.becomes("2026-05-18T07:00:00")
    week = await wati.hears()
    assert week.text.startswith("📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut\nPengunjung 128\n")
    assert week.rows == [["🖼️ Grafik", "📄 Excel"]]


async def test_a_monday_of_nothing_leads_to_a_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    await town.becomes("2026-05-18T07:00:00")
    assert "Belum ada pengunjung tercatat" in (await wati.hears()).text
    assert (await tap(wati, "Catat sekarang")).text == "Apa yang saya catat?"
    await town.settles()
    await tells(wati, "tgl 12 Mei 12")
    assert town.count(balai_sebut, date(2026, 5, 12)) == 12


async def test_a_late_report_is_said_a_week_later(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, 20, 31, 25, 22)
    await town.becomes("2026-05-18T07:00:00")
    assert "Pengunjung 98" in (await wati.hears()).text
    await tells(wati, "jumat 30")
    await tells(wati, "pengunjung 12")
    await town.becomes("2026-05-25T07:00:00")
    assert "\nPekan lalu diperbarui: 98 → 128\n" in (await wati.hears()).text


async def test_on_a_monday_the_first_week_and_month_both_come(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, 20)
    await town.becomes("2026-06-01T07:00:00")
    week, month = await wati.hears(), await wati.hears()
    assert week.text.startswith("📊 Pekan 25–31 Mei 2026 · ")
    assert month.text.startswith("📊 Mei 2026 · Perpustakaan Desa Balai Sebut\nPengunjung 20\n")
