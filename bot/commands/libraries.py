"""libraries import."""

from pathlib import Path

import click

from bot.commands.opening import opened, settings


@click.group()
def libraries() -> None:
    """The libraries that report."""


@libraries.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check the file and say what would change; change nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Add or update libraries from a CSV file, all or nothing.

    Columns, in any order: code, name, village, district, regency, province; optionally region_code, timezone,
    opening_days, opening_hours, reminder_time. Problems are told with line and column.
    """
    from bot.library_file import read_libraries
    from bot.progress import progress
    from domain.clock import real_now
    from storage.importing import import_libraries

    rows, notes = read_libraries(file)
    for note in notes:
        click.echo(f"note: {note}", err=True)
    with opened(settings()) as database, database.work() as work:
        imported = import_libraries(work.connection, rows, now=real_now(), progress=progress("libraries"))
        if dry_run:
            click.echo("dry run: nothing was changed", err=True)
        else:
            work.commit()
    click.echo(f"added={imported.added} changed={imported.changed} unchanged={imported.unchanged}")
