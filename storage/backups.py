"""Copies of an SQLite database, and putting one back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from domain.errors import BadInput, PerpusbotError
from storage import migrating
from storage.engine import sqlite_path
from storage.erasing_again import Erasure, erase_again, erasures

FOLDER = "backups"
NIGHTLY = "perpusbot-nightly-"
NIGHTS = 14
"""So many nightly backups are kept; those that a person made are never touched."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore did: people erased again, and where the database that was there has been kept."""

    erased: int
    kept: Path | None
    erasures_known: bool


def default_path(data_dir: Path, now: datetime) -> Path:
    """Where a backup goes by itself."""
    return data_dir / FOLDER / f"perpusbot-{now.astimezone(UTC):%Y%m%d-%H%M%S}.db"


def newest(data_dir: Path) -> datetime | None:
    """When the newest backup in its usual place was made."""
    times = [path.stat().st_mtime for path in (data_dir / FOLDER).glob("perpusbot-*.db")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def nightly(address: str, data_dir: Path, night: date) -> None:
    """The backup of a night, if there is none yet; the oldest nightly ones go."""
    folder = data_dir / FOLDER
    for unfinished in folder.glob(f".{NIGHTLY}*"):
        unfinished.unlink()
    target = folder / f"{NIGHTLY}{night:%Y%m%d}.db"
    if not target.exists():
        backup(address, target)
    for old in sorted(folder.glob(f"{NIGHTLY}*.db"))[:-NIGHTS]:
        old.unlink()


def backup(address: str, target: Path) -> None:
    """Copy the database, while the bot runs if it does; the file appears only when it is complete and sound."""
    source = _sqlite(address, "back it up with pg_dump --format=custom --file=perpusbot.dump DATABASE")
    if not source.exists():
        raise BadInput(f"there is no database at {source}")
    if target.exists():
        raise BadInput(f"{target} exists already")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _copy(source, unfinished)
        _check(unfinished, f"the copy of {source}")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(address: str, source: Path, *, replace: bool, now: datetime) -> Restored:
    """Put a backup in the place of the database; the caller holds the lock.

    What was there is kept beside it. People who were erased since the backup are erased again.
    """
    target = _sqlite(address, "restore it with pg_restore --clean --dbname=DATABASE perpusbot.dump")
    _check(source, str(source))
    if target.exists() and not replace:
        raise BadInput(f"{target} exists: with --replace it is kept beside, under another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _copy(source, unfinished)
        migrating.migrate_address(f"sqlite:///{unfinished}")
        known = _present_erasures(target)
        erased = erase_again(f"sqlite:///{unfinished}", known or [])
        _leave_wal(unfinished)
        kept = _set_aside(target, now) if target.exists() else None
        unfinished.replace(target)
    finally:
        for leftover in unfinished.parent.glob(f"{unfinished.name}*"):
            leftover.unlink()
    return Restored(erased=erased, kept=kept, erasures_known=known is not None)


def _sqlite(address: str, otherwise: str) -> Path:
    path = sqlite_path(address)
    if path is None:
        raise BadInput(f"this database is on PostgreSQL: {otherwise}")
    return path


def _copy(source: Path, target: Path) -> None:
    """By SQLite's own backup: one snapshot, in one go, so that writers neither wait nor make it begin anew."""
    with _trouble(source):
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)  # it holds people's data
        os.close(descriptor)
        with closing(_opened(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other, pages=-1)
            other.execute("PRAGMA journal_mode=DELETE")


def _check(path: Path, what: str) -> None:
    """Raises BadInput if the file is not a sound database of ours."""
    path.open("rb").close()
    with _trouble(path), closing(_opened(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "report", "tally", "inbox"} <= tables:
            raise BadInput(f"{what} is no backup of Perpusbot")
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise BadInput(f"{what} is damaged: {verdict}")


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)


@contextmanager
def _trouble(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BadInput(f"{path}: {error}") from None


def _present_erasures(path: Path) -> list[Erasure] | None:
    """Who has been erased so far; None where that can't be read any more."""
    if not path.exists():
        return []
    try:
        return erasures(f"sqlite:///{path}")
    except PerpusbotError:
        return None


def _leave_wal(path: Path) -> None:
    """All of the database in its one file, none of it in a journal beside."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _set_aside(path: Path, now: datetime) -> Path:
    """Keep a database under another name too; its own name is free to be replaced in one step."""
    with suppress(sqlite3.Error):
        _leave_wal(path)
    kept = path.with_name(f"{path.name}.replaced-{now.astimezone(UTC):%Y%m%d-%H%M%S}")
    os.link(path, kept)
    # What a damaged database leaves beside it would be read into the restored one.
    for journal in ("-wal", "-shm", "-journal"):
        beside = path.with_name(f"{path.name}{journal}")
        if beside.exists():
            beside.rename(kept.with_name(f"{kept.name}{journal}"))
    return kept
