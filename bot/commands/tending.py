"""doctor, backup, restore and migrate: what keeps the bot well."""

import sys
from pathlib import Path

import click

from bot.commands.opening import opened, settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--retry", type=int, metavar="ID", help="Work on a failed update again.")
@click.option("--resend", type=int, metavar="ID", help="Send a failed message again.")
def doctor(as_json: bool, retry: int | None, resend: int | None) -> None:
    """Check that all is well: exit status 0 if it is, 1 with warnings, 2 with errors."""
    from bot import doctor as checks
    from bot.doctor import again
    from domain.clock import real_now

    loaded = settings()
    if retry is not None:
        with opened(loaded) as database:
            click.echo(again.retry(database, retry), err=as_json)
    if resend is not None:
        with opened(loaded) as database:
            click.echo(again.resend(database, resend, real_now()), err=as_json)
    found = checks.examine(loaded, real_now())
    click.echo(checks.written(found, as_json=as_json))
    sys.exit(checks.exit_status(found))


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def backup(file: Path | None) -> None:
    """Copy the SQLite database to FILE, also while the bot runs; by default into DATA_DIR/backups."""
    from domain.clock import real_now
    from storage import backups

    loaded = settings()
    target = file or backups.default_path(loaded.data_dir, real_now())
    backups.backup(loaded.database_url, target)
    click.echo(target)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Even where there is a database; it is kept beside.")
def restore(file: Path, replace: bool) -> None:
    """Put a backup in the place of the SQLite database. Stop the bot first.

    The backup is migrated, and people who asked to be erased since are erased again.
    """
    from domain.clock import real_now
    from storage import backups
    from storage.locking import acquire

    loaded = settings()
    loaded.prepare_folders()
    lock = acquire(loaded.database_url, loaded.data_dir, bot_id=loaded.bot_id)
    try:
        restored = backups.restore(loaded.database_url, file, replace=replace, now=real_now())
    finally:
        lock.release()
    if restored.kept:
        click.echo(f"the database that was there is kept as {restored.kept}")
    if not restored.erasures_known:
        click.echo("warning: it can't be read, so nobody was erased again", err=True)
    click.echo(f"restored {file}, erased again: {restored.erased}")


@click.command()
def migrate() -> None:
    """Bring the database to the version that this program needs (run does so by itself)."""
    from storage import migrating
    from storage.locking import acquire

    loaded = settings()
    loaded.prepare_folders()
    before = migrating.check(loaded.database_url)
    if before == migrating.newest_version():
        click.echo(f"the database is at {before} already, the newest version")
        return
    lock = acquire(loaded.database_url, loaded.data_dir, bot_id=loaded.bot_id)
    try:
        migrating.migrate_address(loaded.database_url)
    finally:
        lock.release()
    click.echo(f"the database is at {migrating.newest_version()} now")
