"""The migrations make the tables that the code expects, and keep what is in them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, inspect, select

from domain.errors import StorageUnavailable
from domain.people import Library
from storage import tables
from storage.engine import database_url as parse
from storage.engine import writing_engine
from storage.migrating import FOLDER, differences, make_ready, migrate, newest_version, version
from storage.versions import is_newest, newest
from storage.work import Database
from tests.factories import Someone, add_report

HEAD = newest_version()
NEXT = '''"""A migration to come."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"

def upgrade() -> None:
    for name in ("person", "library"):
        with op.batch_alter_table(name) as table:
            table.alter_column("name", existing_type=sa.String(), nullable=True)
    {then}
'''


@pytest.fixture
def engine(request: pytest.FixtureRequest, kind: str) -> Iterator[Engine]:
    """An engine for the empty database."""
    made = writing_engine(parse(request.getfixturevalue("empty_url")))
    yield made
    made.dispose()


@pytest.fixture
def migrated(database_url: str) -> Iterator[Engine]:
    """An engine for a migrated database."""
    made = writing_engine(parse(database_url))
    yield made
    made.dispose()


@pytest.fixture
def told(database: Database, balai_sebut: Library, wati: Someone) -> None:
    """Something to lose: rows that point to a person and to a library."""
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        work.commit()
    database.close()


def with_next(folder: Path, then: str = "pass") -> Path:
    """The migrations and one to come."""
    shutil.copytree(FOLDER, folder / "migrations")
    (folder / "migrations" / "versions" / "9999_next.py").write_text(NEXT.format(head=HEAD, then=then))
    return folder / "migrations"


def rows(engine: Engine) -> list[int]:
    counted = (tables.Person, tables.Account, tables.Membership, tables.Report, tables.Visits, tables.Tally)
    with engine.connect() as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in counted]


def test_a_migrated_database_equals_the_tables_in_the_code(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        assert differences(connection) == []
        assert version(connection) == HEAD


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    before = inspect(engine).get_table_names()
    migrate(engine)
    assert inspect(engine).get_table_names() == before


def test_an_upgrade_keeps_the_data_even_where_tables_are_made_anew(
    migrated: Engine, told: None, tmp_path: Path
) -> None:
    before = rows(migrated)
    migrate(migrated, with_next(tmp_path))
    assert rows(migrated) == before == [1] * 6
    with migrated.connect() as connection:
        assert version(connection) == "9999"
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_an_upgrade_that_fails_leaves_everything_as_it_was(migrated: Engine, told: None, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        migrate(migrated, with_next(tmp_path, then="1 / 0"))
    assert rows(migrated) == [1] * 6
    with migrated.connect() as connection:
        assert version(connection) == HEAD
        assert differences(connection) == []


def test_a_newer_database_is_refused(migrated: Engine, database_url: str, tmp_path: Path) -> None:
    migrate(migrated, with_next(tmp_path))
    with pytest.raises(StorageUnavailable, match="newer version of Perpusbot"):
        migrate(migrated)
    with pytest.raises(StorageUnavailable, match="newer version of Perpusbot"):
        make_ready(database_url)


def test_an_empty_database_is_made_ready(empty_url: str, engine: Engine) -> None:
    make_ready(empty_url)
    with engine.connect() as connection:
        assert version(connection) == HEAD


def test_the_newest_version_is_known_without_alembic(database_url: str, empty_url: str) -> None:
    assert newest() == HEAD
    assert is_newest(database_url)
    assert not is_newest(empty_url)
