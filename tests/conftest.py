"""Fixtures for all tests: a database of each kind, and people with names and roles in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from domain.people import Library
    from storage.work import Database
    from tests.factories import Someone
    from tests.servers import Postgres

BOT_ID = 7123456789


@pytest.fixture(scope="session")
def postgres_server() -> Iterator["Postgres"]:
    """One PostgreSQL for the whole run, started when a test first needs it."""
    from tests.servers import CannotRun, postgres

    try:
        with postgres() as server:
            yield server
    except CannotRun as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file; copy it."""
    from tests.servers import sqlite_template

    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database; every test that uses one runs on both."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with request.getfixturevalue("postgres_server").database(migrated=False) as url:
        yield url


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database."""
    if kind == "sqlite":
        path = tmp_path / "perpusbot.db"
        shutil.copy(request.getfixturevalue("sqlite_file"), path)
        yield f"sqlite:///{path}"
        return
    with request.getfixturevalue("postgres_server").database() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator["Database"]:
    """A migrated, empty database."""
    from storage.work import Database

    opened = Database(database_url, bot_id=BOT_ID)
    yield opened
    opened.close()


@pytest.fixture
def balai_sebut(database: "Database") -> "Library":
    """Perpustakaan Desa Balai Sebut in Kabupaten Sanggau: most tests happen here."""
    from tests.factories import add_library

    with database.work() as work:
        library = add_library(work, village="Balai Sebut", code="61.03.04.2001")
        work.commit()
    return library


@pytest.fixture
def tanjung_merpati(database: "Database") -> "Library":
    """A second library of Kabupaten Sanggau, open on Saturdays too."""
    from tests.factories import add_library

    with database.work() as work:
        library = add_library(
            work, village="Tanjung Merpati", district="Kembayan", code="61.03.08.2005", opening_days="1111110"
        )
        work.commit()
    return library


@pytest.fixture
def tanjung_puri(database: "Database") -> "Library":
    """A library of the neighbouring regency, Kabupaten Sintang."""
    from tests.factories import SINTANG, add_library

    with database.work() as work:
        library = add_library(
            work, village="Tanjung Puri", district="Sintang", code="61.05.01.1003", region_code=SINTANG
        )
        work.commit()
    return library


@pytest.fixture
def wati(database: "Database", balai_sebut: "Library") -> "Someone":
    """The keeper of Balai Sebut."""
    from tests.factories import add_keeper

    with database.work() as work:
        someone = add_keeper(work, balai_sebut, external_id="7001", name="Wati")
        work.commit()
    return someone


@pytest.fixture
def darius(database: "Database", balai_sebut: "Library") -> "Someone":
    """The second keeper of Balai Sebut."""
    from tests.factories import add_keeper

    with database.work() as work:
        someone = add_keeper(work, balai_sebut, external_id="7002", name="Darius")
        work.commit()
    return someone


@pytest.fixture
def yohanes(database: "Database") -> "Someone":
    """The facilitator of Kabupaten Sanggau."""
    from tests.factories import add_facilitator

    with database.work() as work:
        someone = add_facilitator(work, external_id="7003", name="Yohanes")
        work.commit()
    return someone


@pytest.fixture
def ratih(database: "Database") -> "Someone":
    """The admin."""
    from tests.factories import add_admin

    with database.work() as work:
        someone = add_admin(work, external_id="7004", name="Ratih")
        work.commit()
    return someone


@pytest.fixture
def rini(database: "Database") -> "Someone":
    """Has agreed, but keeps no library."""
    from tests.factories import add_person

    with database.work() as work:
        someone = add_person(work, external_id="7005", name="Rini")
        work.commit()
    return someone


@pytest.fixture
def newcomer() -> "Someone":
    """Has never written before: nothing is kept of them."""
    from tests.factories import Someone

    return Someone(id=0, external_id="7006", name="Hendra")
