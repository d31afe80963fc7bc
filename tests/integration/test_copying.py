"""Everything moves from one database to another, and the figures are the same there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlalchemy import URL

from domain.errors import BadInput
from domain.messages import Outgoing
from domain.people import Library
from storage import tables
from storage.copying import copy_database
from storage.exporting import day_objects, entry_objects
from storage.locking import acquire
from storage.migrating import migrate_address
from storage.work import Database
from tests.factories import NOW, Someone, add_keeper, add_library, add_report, make_books, make_visits
from tests.integration.conftest import Perpusbot
from tests.servers import Postgres


@pytest.fixture
def other_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of the other kind."""
    if kind == "postgresql":
        yield f"sqlite:///{tmp_path / 'other.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database(migrated=False) as url:
        yield url


@pytest.fixture
def told(database: Database, balai_sebut: Library, wati: Someone) -> Database:
    """A database with reports, and an answer that waits."""
    with database.work() as work:
        add_report(work, balai_sebut, wati, make_visits(total=23), make_books())
        work.outbox.put([Outgoing(chat_id=wati.chat_id, text=Markup("Tercatat"))], NOW)
        work.commit()
    return database


def exported(database: Database) -> list[object]:
    everything = {"period": None, "region_code": None, "library_code": None}
    with database.look() as work:
        entries = list(entry_objects(work.views.export_entries(**everything)))
        return [*entries, *day_objects(work.views.export_days(**everything))]


def address(database: Database) -> URL:
    return database.url


def test_everything_is_the_same_in_the_other_database(told: Database, other_url: str) -> None:
    compared = copy_database(address(told), other_url)
    assert all(figure.equal for figure in compared)
    figures = {figure.name: figure.target for figure in compared}
    assert (figures["visits rows"], figures["visitors, sum of the days"]) == (1, 23)
    other = Database(other_url)
    assert exported(other) == exported(told) != []
    other.close()


def test_it_goes_on_in_the_copy_with_new_rows(told: Database, other_url: str) -> None:
    copy_database(address(told), other_url)
    other = Database(other_url, bot_id=told.bot_id)
    with other.work() as work:
        library = add_library(work, village="Semoncol")
        add_report(work, library, add_keeper(work, library))
        work.commit()
    other.close()


def test_a_target_with_rows_is_refused_and_left_as_it_is(told: Database, other_url: str) -> None:
    copy_database(address(told), other_url)
    with pytest.raises(BadInput, match="the target is not empty"):
        copy_database(address(told), other_url)


def test_an_unmigrated_source_is_refused(empty_url: str, other_url: str, kind: str) -> None:
    expected = "there is no database at" if kind == "sqlite" else "the source is at version none"
    with pytest.raises(BadInput, match=expected):
        copy_database(empty_url, other_url)


def test_a_database_is_not_copied_onto_itself(told: Database) -> None:
    with pytest.raises(BadInput, match="are the same database"):
        copy_database(address(told), address(told))


def test_progress_is_told_in_rows(told: Database, other_url: str) -> None:
    seen: list[tuple[int, int]] = []
    copy_database(address(told), other_url, lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


@pytest.mark.parametrize("kind", ["sqlite"])
def test_there_and_back_again_nothing_has_changed(told: Database, other_url: str, tmp_path: Path) -> None:
    home = f"sqlite:///{tmp_path / 'home.db'}"
    copy_database(address(told), other_url)
    copy_database(other_url, home)
    again = Database(home)
    assert exported(again) == exported(told) != []
    again.close()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_where_a_figure_differs_nothing_is_written(told: Database, other_url: str) -> None:
    migrate_address(other_url)
    other = Database(other_url)
    with other.work() as work:
        ignored = "CREATE TRIGGER ignored BEFORE INSERT ON books BEGIN SELECT RAISE(IGNORE); END"
        work.connection.exec_driver_sql(ignored)
        work.commit()
    compared = copy_database(address(told), other_url)
    differing = {figure.name: (figure.source, figure.target) for figure in compared if not figure.equal}
    assert differing == {"books rows": (1, 0), "copies of books, sum": (2, 0)}
    assert exported(other) == []
    other.close()


def test_the_command_shows_both_figures_and_says_that_they_are_equal(
    perpusbot: Perpusbot, told: Database, database_url: str, other_url: str
) -> None:
    result = perpusbot("copy-database", database_url, other_url)
    assert (result.exit_code, result.stderr) == (0, "")
    *figures, last = result.stdout.splitlines()
    assert last == "all figures are equal"
    assert [line.split()[-2:] for line in figures if line.startswith("visitors, sum")] == [["23", "23"]]
    again = perpusbot("copy-database", database_url, other_url)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.startswith("the target is not empty (")


def test_the_command_does_not_copy_onto_itself(perpusbot: Perpusbot, told: Database, database_url: str) -> None:
    result = perpusbot("copy-database", database_url, database_url)
    assert (result.exit_code, result.stderr) == (1, "the source and the target are the same database\n")


def test_the_command_waits_for_nobody_who_is_at_work(
    perpusbot: Perpusbot, told: Database, database_url: str, other_url: str, tmp_path: Path
) -> None:
    running = acquire(database_url, tmp_path / "data")
    result = perpusbot("copy-database", database_url, other_url)
    running.release()
    assert (result.exit_code, result.stderr) == (75, "Perpusbot is already running with this database\n")


def test_every_table_is_compared(told: Database, other_url: str) -> None:
    names = {figure.name for figure in copy_database(address(told), other_url)}
    assert {f"{table.name} rows" for table in tables.Base.metadata.sorted_tables} <= names
