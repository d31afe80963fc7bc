"""Engines for SQLite and PostgreSQL that keep the same promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError, SQLAlchemyError

from domain.errors import SettingsError, StorageUnavailable


def database_url(text: str | URL) -> URL:
    """The address of the database; raises SettingsError for one that can't be used."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise SettingsError(
            "PERPUSBOT_DATABASE_URL is not a database address."
            " Examples: sqlite:///data/perpusbot.db, postgresql://user:password@host/perpusbot"
        ) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(drivername="sqlite+pysqlite")
    raise SettingsError("PERPUSBOT_DATABASE_URL must begin with sqlite:/// and a path, or with postgresql://")


def writing_engine(url: URL, *, durable: bool = False) -> Engine:
    """An engine for transactions that write; `durable` ones survive a power cut on SQLite too."""
    if url.get_backend_name() != "sqlite":
        return _postgresql(url)
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    _prepare(engine, synchronous="FULL" if durable else "NORMAL")
    # pysqlite would BEGIN only before the first write: what was read before could be stale by then.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def reading_engine(url: URL) -> Engine:
    """An engine for reading only: on SQLite it never waits for a writer."""
    if url.get_backend_name() != "sqlite":
        return _postgresql(url)
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    _prepare(engine, synchronous="NORMAL")
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError:
        raise SettingsError("PostgreSQL needs a driver: pip install 'perpusbot[postgres]'") from None


def _prepare(engine: Engine, *, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=30000",
            "wal_autocheckpoint=4000",
        ):
            connection.execute(f"PRAGMA {pragma}")


def is_sqlite(connection: Connection) -> bool:
    """Whether this connection is to SQLite."""
    return connection.dialect.name == "sqlite"


@contextmanager
def translated() -> Iterator[None]:
    """Raises StorageUnavailable where the database itself fails."""
    try:
        yield
    except SQLAlchemyError as error:
        if _is_the_databases_fault(error):
            raise StorageUnavailable(f"the database can't be used now: {_in_short(error)}") from error
        raise


def _is_the_databases_fault(error: SQLAlchemyError) -> bool:
    """Locked, deadlocked, full, unreachable, corrupt: no message can be blamed for it."""
    if not isinstance(error, DBAPIError):
        return False
    # What SQLite says of a file that is damaged or no database is a plain DatabaseError.
    return isinstance(error, OperationalError) or type(error) is DatabaseError or error.connection_invalidated


def _in_short(error: SQLAlchemyError) -> str:
    reason = str(getattr(error, "orig", None) or "").strip()
    return reason.splitlines()[0] if reason else type(error).__name__


def sqlite_path(address: str) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    url = database_url(address)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
