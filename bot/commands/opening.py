"""What most commands begin with: the settings, and the database behind them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.work import Database


def settings(*, level: str = "WARNING") -> "Settings":
    """The settings; from here on log lines go to standard error, without secrets."""
    from bot import logs
    from bot.settings import load, misspelt

    loaded = load()
    logs.set_up(loaded.log_format, loaded.secrets(), level)
    for warning in misspelt():
        click.echo(f"warning: {warning}", err=True)
    return loaded


@contextmanager
def opened(loaded: "Settings") -> Iterator["Database"]:
    """The database of these settings, created if there is none yet."""
    from storage.migrating import make_ready
    from storage.work import Database

    loaded.prepare_folders()
    make_ready(loaded.database_url)
    database = Database(loaded.database_url, bot_id=loaded.bot_id)
    try:
        yield database
    finally:
        database.close()
