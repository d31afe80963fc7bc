"""One process at work: a lock that the kernel or the database lets go of when its holder dies."""

import fcntl
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TextIO

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from domain.errors import AlreadyRunning, SettingsError, StorageUnavailable
from storage.engine import database_url

FILE = "perpusbot.lock"
POLL_SECONDS = 0.5


class Lock(Protocol):
    """Held until released or until this process ends."""

    def take(self) -> bool:
        """Try to get it; False while another process holds it."""
        ...

    def held(self) -> bool:
        """Whether it is still ours: a database that restarted has let go of it."""
        ...

    def release(self) -> None:
        """Let others work."""
        ...


def acquire(
    address: str | URL, data_dir: Path, *, bot_id: int = 0, wait: bool = False, stop: Callable[[], bool] = bool
) -> Lock:
    """Take the lock; raises AlreadyRunning when another process holds it.

    With `wait` (a standby) it returns only when the other has gone, or raises AlreadyRunning once `stop` says so.
    """
    url = database_url(address) if isinstance(address, str) else address
    lock: Lock = FileLock(data_dir) if url.get_backend_name() == "sqlite" else AdvisoryLock(url, bot_id)
    while not lock.take():
        if not wait or stop():
            lock.release()
            raise AlreadyRunning("Perpusbot is already running with this database")
        time.sleep(POLL_SECONDS)
    return lock


class FileLock:
    """The lock of a file in DATA_DIR. The file itself stays: only its lock counts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: TextIO | None = None

    def take(self) -> bool:
        """Try to get it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / FILE).open("a+")
        except OSError as error:
            raise StorageUnavailable(f"the lock in {self._folder} can't be used: {error.strerror}") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def held(self) -> bool:
        """A file's lock can't be lost."""
        return self._file is not None

    def release(self) -> None:
        """Closing the file releases it."""
        if self._file is not None:
            self._file.close()
            self._file = None


class AdvisoryLock:
    """A lock of a PostgreSQL session that is kept open for nothing else; bots that share a database have one each."""

    def __init__(self, url: URL, bot_id: int) -> None:
        self._key = int.from_bytes(hashlib.sha256(f"perpusbot {bot_id}".encode()).digest()[:8], "big", signed=True)
        self._session = _session(url)

    def take(self) -> bool:
        """Try to get it."""
        try:
            taken = self._session.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key})
            return bool(taken.scalar_one())
        except DBAPIError as error:
            raise _unavailable(error) from error

    def held(self) -> bool:
        """Whether the session lives."""
        try:
            self._session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            self._session.rollback()  # so that `take` may connect anew
            return False
        return True

    def release(self) -> None:
        """The session's end releases it."""
        self._session.close()


def _session(url: URL) -> Connection:
    # Keepalives: a machine that vanishes without a word must not keep the lock for hours.
    alive = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    try:
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=alive)
        return engine.connect()
    except ModuleNotFoundError:
        raise SettingsError("PostgreSQL needs a driver: pip install 'perpusbot[postgres]'") from None
    except DBAPIError as error:
        raise _unavailable(error) from error


def _unavailable(error: DBAPIError) -> StorageUnavailable:
    return StorageUnavailable(f"the database can't be used now: {str(error.orig).strip().splitlines()[0]}")
