"""The migrations make the tables that the code expects, and keep what is in them."""

from sqlalchemy import inspect

from storage.engine import database_url as parse
from storage.engine import writing_engine
from storage.migrating import differences, migrate, newest_version, version


def test_a_migrated_database_equals_the_tables_in_the_code(empty_url: str) -> None:
    engine = writing_engine(parse(empty_url))
    migrate(engine)
    with engine.connect() as connection:
        assert differences(connection) == []
        assert version(connection) == newest_version()
    engine.dispose()


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    engine = writing_engine(parse(empty_url))
    migrate(engine)
    before = inspect(engine).get_table_names()
    migrate(engine)
    assert inspect(engine).get_table_names() == before
    engine.dispose()
