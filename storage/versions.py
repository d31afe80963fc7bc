"""Whether a database needs a migration, told without loading Alembic: at most starts it doesn't."""

from pathlib import Path

from sqlalchemy import inspect, text

from storage.engine import database_url, translated, writing_engine

FOLDER = Path(__file__).parent / "migrations" / "versions"


def is_newest(address: str) -> bool:
    """Whether the tables at this address are those of this program; raises StorageUnavailable."""
    engine = writing_engine(database_url(address))
    try:
        with translated(), engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
            return found == [newest()]
    finally:
        engine.dispose()


def newest() -> str:
    """The version of the newest migration; its file is named after it."""
    return max(path.name.partition("_")[0] for path in FOLDER.glob("[0-9]*.py"))
