"""Moving everything from one database to another, from SQLite to PostgreSQL or back, with figures compared."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, func, insert, select
from sqlalchemy.sql.schema import Column

from domain.errors import BadInput
from storage import migrating
from storage.engine import database_url, is_sqlite, reading_engine, translated, writing_engine
from storage.tables import Activities, Base, Books, Tally

BATCH = 1000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A figure of both databases after the copy."""

    name: str
    source: int
    target: int

    @property
    def equal(self) -> bool:
        """Whether nothing was lost."""
        return self.source == self.target


def copy_database(source: str | URL, target: str | URL, progress: Progress | None = None) -> list[Compared]:
    """Copy all rows into an empty database; rows of every table and sums of figures, compared.

    One transaction, which is not committed unless all figures are equal. Nobody may write to either database
    meanwhile: the caller holds their locks. Raises BadInput where the source is not at this program's version, or the
    target is not empty.
    """
    from_url, to_url = database_url(source), database_url(target)
    if from_url == to_url:
        raise BadInput("the source and the target are the same database")
    _check_source(from_url)
    with _engine(writing_engine(to_url)) as writing:
        _make_ready(writing)
        with _engine(reading_engine(from_url)) as reading, reading.connect() as one, writing.connect() as other:
            _check_empty(other)
            _copy_all(one, other, progress)
            _set_sequences(other)
            compared = [*_compared(one, other)]
            if all(figure.equal for figure in compared):
                other.commit()
            return compared


def _check_source(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise BadInput(f"there is no database at {url.database}")
    version = migrating.check(url.render_as_string(hide_password=False))
    if version != migrating.newest_version():
        raise BadInput(
            f"the source is at version {version or 'none'}, this program needs {migrating.newest_version()}:"
            " run `perpusbot migrate` with it first"
        )


def _make_ready(target: Engine) -> None:
    with target.connect() as connection:
        version = migrating.version(connection)
    if version not in (None, migrating.newest_version()):
        raise BadInput(f"the target is in use already, at version {version}: give an empty database")
    migrating.migrate(target)


def _check_empty(target: Connection) -> None:
    filled = [table.name for table in Base.metadata.sorted_tables if _rows(target, table)]
    if filled:
        raise BadInput(f"the target is not empty ({', '.join(filled)} have rows): give an empty database")


def _copy_all(source: Connection, target: Connection, progress: Progress | None) -> None:
    total, done = sum(_rows(source, table) for table in Base.metadata.sorted_tables), 0
    # In the order in which they point to each other; a row that points into its own table follows the one it means.
    for table in Base.metadata.sorted_tables:
        query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
        for batch in source.execute(query).mappings().partitions():
            target.execute(insert(table), [dict(row) for row in batch])
            done += len(batch)
            if progress:
                progress(done, total)


def _set_sequences(target: Connection) -> None:
    """PostgreSQL numbers on from where its sequences stand, not from the greatest id."""
    if is_sqlite(target):
        return
    for table in Base.metadata.sorted_tables:
        column = _numbered(table)
        if column is not None:
            newest = select(func.max(column)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            target.execute(select(func.setval(sequence, func.coalesce(newest, 1), newest.is_not(None))))


def _numbered(table: Table) -> Column[Any] | None:
    """The column that the database numbers by itself."""
    return table.autoincrement_column if "id" in table.columns else None


def _compared(source: Connection, target: Connection) -> Iterator[Compared]:
    for table in Base.metadata.sorted_tables:
        yield Compared(name=f"{table.name} rows", source=_rows(source, table), target=_rows(target, table))
    for name, column in _SUMS.items():
        query = select(func.coalesce(func.sum(column), 0))
        yield Compared(name=name, source=source.scalar(query) or 0, target=target.scalar(query) or 0)


def _rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


@contextmanager
def _engine(engine: Engine) -> Iterator[Engine]:
    try:
        with translated():
            yield engine
    finally:
        engine.dispose()


_SUMS = {
    "visitors, sum of the days": Tally.total,
    "participants, sum": Activities.participants,
    "copies of books, sum": Books.copies,
}
