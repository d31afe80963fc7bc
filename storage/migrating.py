"""Bringing a database to the newest version of the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import Engine

from domain.errors import StorageUnavailable
from storage.engine import database_url, is_sqlite, translated, writing_engine
from storage.tables import Base

FOLDER = Path(__file__).parent / "migrations"
_NEWER = "the database is from a newer version of Perpusbot: install that one, or restore a backup made by this one"


def migrate(engine: Engine, folder: Path = FOLDER) -> None:
    """Create what is missing, all or nothing; nothing changes where the database is up to date."""
    with engine.connect() as connection, _alone(connection):
        _refuse_newer(connection, folder)
        command.upgrade(_config(connection, folder), "head")
        if is_sqlite(connection) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageUnavailable("the database has rows that point nowhere; it was left as it was")
        connection.commit()


def migrate_address(address: str) -> None:
    """Migrate the database at this address; raises StorageUnavailable when it can't be used."""
    with _opened(address) as engine:
        migrate(engine)


def check(address: str) -> str | None:
    """The version of the tables at this address, None for an empty database."""
    with _opened(address) as engine, engine.connect() as connection:
        return version(connection)


def make_ready(address: str) -> None:
    """Create the tables of an empty database; raises StorageUnavailable for one of another version."""
    found = check(address)
    if found is None:
        migrate_address(address)
    elif found not in _known_versions():
        raise StorageUnavailable(_NEWER)
    elif found != newest_version():
        raise StorageUnavailable("the database is from an older version of Perpusbot: run `perpusbot migrate` first")


def version(connection: Connection) -> str | None:
    """The version of the tables in this database, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str:
    """The version that this program needs."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    assert head is not None  # noqa: S101 - there is a first migration
    return head


def differences(connection: Connection) -> list[object]:
    """How the database differs from the tables in the code; for tests."""
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def write_migration(engine: Engine, message: str) -> None:
    """For developers: write a migration from what differs."""
    with engine.connect() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=_next_id())


@contextmanager
def _opened(address: str) -> Iterator[Engine]:
    engine = writing_engine(database_url(address))
    try:
        with translated():
            yield engine
    finally:
        engine.dispose()


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """One process migrates at a time."""
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(7351)"))
        yield
        return
    # Alembic changes an SQLite table by copying and dropping it, and dropping would cascade to other tables.
    _pragma(connection, "foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        _pragma(connection, "foreign_keys=ON")


def _refuse_newer(connection: Connection, folder: Path) -> None:
    found = version(connection)
    if found is not None and found not in _known_versions(folder):
        raise StorageUnavailable(_NEWER)


def _known_versions(folder: Path = FOLDER) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config(None, folder)).walk_revisions()}


def _pragma(connection: Connection, pragma: str) -> None:
    """Outside any transaction, where SQLite heeds it."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it is connected
    driver.execute(f"PRAGMA {pragma}")


def _next_id() -> str:
    return f"{len(list((FOLDER / 'versions').glob('[0-9]*.py'))) + 1:04}"


def _config(connection: Connection | None, folder: Path = FOLDER) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
