"""copy-database."""

import sys
from contextlib import ExitStack

import click

from bot.commands.opening import settings


@click.command("copy-database")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy_database(source: str, target: str) -> None:
    """Copy all data into an empty database, such as from SQLite to PostgreSQL. Stop the bot first.

    FROM and TO are addresses as in PERPUSBOT_DATABASE_URL. Rows and figures of both are compared afterwards. Then set
    PERPUSBOT_DATABASE_URL to TO; the source stays as it is.
    """
    from bot.progress import progress
    from storage.copying import copy_database as copy
    from storage.locking import acquire

    loaded = settings()
    loaded.prepare_folders()
    with ExitStack() as locks:
        for address in _to_lock(source, target):
            locks.callback(acquire(address, loaded.data_dir, bot_id=loaded.bot_id).release)
        compared = copy(source, target, progress("rows"))
    width = max(len(figure.name) for figure in compared)
    for figure in compared:
        mark = "" if figure.equal else "  DIFFERS"
        click.echo(f"{figure.name:<{width}}  {figure.source:>10}  {figure.target:>10}{mark}")
    if not all(figure.equal for figure in compared):
        click.echo("the figures differ, so nothing was written", err=True)
        sys.exit(1)
    click.echo("all figures are equal")


def _to_lock(source: str, target: str) -> list[str]:
    """Both, but those of one lock only once: SQLite files share that of DATA_DIR."""
    from storage.engine import sqlite_path

    both_files = sqlite_path(source) is not None and sqlite_path(target) is not None
    return [source] if both_files or source == target else [source, target]
