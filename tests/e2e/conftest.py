"""A bot that runs, and people with names and roles who talk to it through the simulator."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from domain.people import Library
    from simulator.conversation import Person
    from tests.e2e.town import Town


@pytest.fixture
async def town(sqlite_file: Path, tmp_path: Path) -> AsyncIterator["Town"]:
    """A running bot on SQLite; it is Tuesday 12 May 2026, 15.30 WIB."""
    from tests.e2e import town as place

    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.town(f"sqlite:///{path}", tmp_path) as running:
        yield running


def _library(town: "Town", **about: Any) -> "Library":
    from tests.factories import add_library

    with town.database.work() as work:
        library = add_library(work, **about)
        work.commit()
    return library


@pytest.fixture
def balai_sebut(town: "Town") -> "Library":
    """Where most conversations happen; open Monday to Friday, 08.00 to 15.30."""
    return _library(town, village="Balai Sebut", code="61.03.04.2001")


@pytest.fixture
def tanjung_merpati(town: "Town") -> "Library":
    """Another library of Kabupaten Sanggau."""
    return _library(town, village="Tanjung Merpati", district="Kembayan", code="61.03.08.2005")


@pytest.fixture
def tanjung_puri(town: "Town") -> "Library":
    """A library of the neighbouring regency, which has no facilitator."""
    return _library(town, village="Tanjung Puri", district="Sintang", code="61.05.01.1003", region_code="61.05")


@pytest.fixture
async def wati(town: "Town", balai_sebut: "Library") -> "Person":
    """The keeper of Balai Sebut."""
    return await town.keeper("Wati", balai_sebut)


@pytest.fixture
async def darius(town: "Town", balai_sebut: "Library") -> "Person":
    """The second keeper of Balai Sebut."""
    return await town.keeper("Darius", balai_sebut)


@pytest.fixture
async def ningsih(town: "Town", balai_sebut: "Library", tanjung_merpati: "Library") -> "Person":
    """Keeps two libraries; she wrote for Balai Sebut last."""
    return await town.keeper("Ningsih", balai_sebut, tanjung_merpati)


@pytest.fixture
async def yohanes(town: "Town", balai_sebut: "Library") -> "Person":
    """The facilitator of Kabupaten Sanggau."""
    return await town.facilitator("Yohanes")


@pytest.fixture
async def ratih(town: "Town") -> "Person":
    """The admin of ADMIN_IDS, who has not written yet."""
    from tests.e2e.town import RATIH

    return await town.newcomer("Ratih", id=RATIH, started=True)


@pytest.fixture
async def hendra(town: "Town") -> "Person":
    """A newcomer: the bot has never heard of him."""
    return await town.newcomer("Hendra")
