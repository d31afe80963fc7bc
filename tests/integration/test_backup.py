"""perpusbot backup and restore: SQLite's one file, copied whole and put back without losing anything."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from domain.people import Library
from storage import tables
from storage.inbox import Arrival
from storage.locking import acquire
from storage.work import Database
from tests.factories import NOW, TODAY, Someone, add_keeper, add_report, make_visits
from tests.integration.conftest import Perpusbot

sqlite_only = pytest.mark.parametrize("kind", ["sqlite"])


@pytest.fixture
def backed_up(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library, wati: Someone, tmp_path: Path
) -> str:
    """A backup with one report of Wati's, and something of hers in the inbox."""
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        work.inbox.keep([Arrival(update_id=1, raw="{}", sent_at=NOW, chat_id=7001)])
        work.commit()
    path = str(tmp_path / "backup.db")
    result = perpusbot("backup", path, database_url=database_url)
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    database.close()
    return path


def counted(url: str, table: type[tables.Base]) -> int:
    database = Database(url)
    with database.look() as work:
        number = work.connection.execute(select(func.count()).select_from(table)).scalar_one()
    database.close()
    return number


@sqlite_only
def test_a_backup_is_one_private_file_with_everything_in_it(backed_up: str) -> None:
    path = Path(backed_up)
    assert path.stat().st_mode & 0o077 == 0
    assert [found.name for found in path.parent.glob("*backup*")] == ["backup.db"]
    assert counted(f"sqlite:///{backed_up}", tables.Report) == 1


@sqlite_only
def test_a_backup_goes_into_the_data_folder_by_itself(perpusbot: Perpusbot, database: Database, tmp_path: Path) -> None:
    result = perpusbot("backup", database_url=str(database.url))
    assert result.exit_code == 0
    (found,) = (tmp_path / "data" / "backups").iterdir()
    assert result.stdout == f"{found.relative_to(tmp_path)}\n"


@sqlite_only
def test_a_backup_doesnt_wait_for_a_writer(perpusbot: Perpusbot, database: Database, tmp_path: Path) -> None:
    with database.work() as work:
        work.inbox.keep([Arrival(update_id=1, raw="{}", sent_at=NOW)])
        assert perpusbot("backup", "while.db", database_url=str(database.url)).exit_code == 0
        work.commit()
    assert counted(f"sqlite:///{tmp_path}/while.db", tables.Inbox) == 0


@sqlite_only
def test_a_backup_overwrites_nothing(perpusbot: Perpusbot, backed_up: str, database_url: str) -> None:
    result = perpusbot("backup", backed_up, database_url=database_url)
    assert (result.exit_code, result.stderr) == (1, f"{backed_up} exists already\n")


@sqlite_only
def test_a_restore_needs_to_be_told_to_replace_and_keeps_what_was_there(
    perpusbot: Perpusbot, backed_up: str, database: Database, database_url: str, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati, make_visits(date=TODAY - timedelta(days=1)))
        work.commit()
    database.close()
    result = perpusbot("restore", backed_up, database_url=database_url)
    assert result.exit_code == 1
    assert "with --replace it is kept beside" in result.stderr
    result = perpusbot("restore", backed_up, "--replace", database_url=database_url)
    assert (result.exit_code, result.stderr) == (0, "")
    assert counted(database_url, tables.Report) == 1
    first, last = result.stdout.splitlines()
    kept = first.removeprefix("the database that was there is kept as ")
    assert counted(f"sqlite:///{kept}", tables.Report) == 2
    assert last == f"restored {backed_up}, erased again: 0"


@sqlite_only
def test_a_restore_makes_a_database_where_there_is_none(perpusbot: Perpusbot, backed_up: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/perpus.db"
    assert perpusbot("restore", backed_up, database_url=url).exit_code == 0
    assert counted(url, tables.Report) == 1


@sqlite_only
def test_who_was_erased_since_the_backup_is_erased_in_it_too(
    perpusbot: Perpusbot, backed_up: str, database: Database, database_url: str, wati: Someone, balai_sebut: Library
) -> None:
    with database.work() as work:
        work.erasing.erase("7001", NOW + timedelta(hours=1))
        work.commit()
    database.close()
    result = perpusbot("restore", backed_up, "--replace", database_url=database_url)
    assert result.stdout.endswith("erased again: 1\n")
    with database.look() as work:
        assert work.directory.person("7001") is None
        assert work.inbox.waiting(10) == []
        assert work.journal.day(balai_sebut.id, TODAY).total == 23
        assert work.connection.execute(select(func.count()).select_from(tables.Erased)).scalar_one() == 1


@sqlite_only
def test_who_came_back_after_being_erased_stays(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library, wati: Someone, tmp_path: Path
) -> None:
    with database.work() as work:
        work.erasing.erase("7001", NOW)
        add_keeper(work, balai_sebut, external_id="7001", at=NOW + timedelta(minutes=1))
        work.commit()
    perpusbot("backup", "later.db", database_url=database_url)
    database.close()
    result = perpusbot("restore", "later.db", "--replace", database_url=database_url)
    assert result.stdout.endswith("erased again: 0\n")
    with database.look() as work:
        assert work.directory.person("7001") is not None


@sqlite_only
def test_a_damaged_database_is_set_aside_with_its_journals(
    perpusbot: Perpusbot, backed_up: str, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "perpusbot.db").write_bytes(b"no database" * 1000)
    (tmp_path / "perpusbot.db-wal").write_bytes(b"no journal")
    result = perpusbot("restore", backed_up, "--replace", database_url=database_url)
    assert result.exit_code == 0
    assert "nobody was erased again" in result.stderr
    assert counted(database_url, tables.Report) == 1


@sqlite_only
def test_nothing_is_restored_while_the_bot_runs(
    perpusbot: Perpusbot, backed_up: str, database_url: str, tmp_path: Path
) -> None:
    lock = acquire(database_url, tmp_path / "data")
    result = perpusbot("restore", backed_up, "--replace", database_url=database_url)
    lock.release()
    assert result.exit_code == 75
    assert result.stderr == "Perpusbot is already running with this database\n"


@sqlite_only
def test_only_a_sound_backup_of_perpusbot_is_restored(
    perpusbot: Perpusbot, backed_up: str, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "text.db").write_text("Laskar Pelangi " * 100)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE book (title TEXT)").connection.close()
    damaged = bytearray(Path(backed_up).read_bytes())
    damaged[20_000:60_000] = bytes(40_000)
    (tmp_path / "damaged.db").write_bytes(damaged)
    before = (tmp_path / "perpusbot.db").read_bytes()
    for name in ("text.db", "other.db", "damaged.db", "nowhere.db"):
        result = perpusbot("restore", name, "--replace", database_url=database_url)
        assert (result.exit_code, result.stdout) == (1, "")
        assert name in result.stderr
    assert (tmp_path / "perpusbot.db").read_bytes() == before


@pytest.mark.parametrize("kind", ["postgresql"])
def test_for_postgresql_its_own_tools_are_named(perpusbot: Perpusbot, database_url: str) -> None:
    result = perpusbot("backup", database_url=database_url)
    assert result.exit_code == 1
    assert "pg_dump" in result.stderr
    result = perpusbot("restore", "any.dump", database_url=database_url)
    assert result.exit_code == 1
    assert "pg_restore" in result.stderr
