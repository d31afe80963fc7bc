"""export."""

import sys
from datetime import date
from pathlib import Path

import click

from bot.commands.opening import opened, settings


class Day(click.ParamType[date]):
    """A day."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """From ISO 8601."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-05-12", param, ctx)


@click.command()
@click.argument("what", type=click.Choice(["entries", "days", "books"]))
@click.option("--from", "first", type=Day(), metavar="D", help="From this day on, like 2026-05-01.")
@click.option("--to", "last", type=Day(), metavar="D", help="Up to and including this day.")
@click.option("--region", metavar="CODE", help="Only a province or a regency, like 61.03.")
@click.option("--library", metavar="CODE", help="Only one library.")
@click.option("--format", "shape", type=click.Choice(["jsonl", "csv", "xlsx"]), default="jsonl", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Instead of standard output.")
def export(
    what: str,
    first: date | None,
    last: date | None,
    region: str | None,
    library: str | None,
    shape: str,
    output: Path | None,
) -> None:
    """Write what was reported: every entry, the count of every day, or new books.

    Days are the local days of each library. Cells that a spreadsheet would take for a formula are made harmless.
    """
    if region and library:
        raise click.UsageError("choose either --region or --library")
    if first and last and first > last:
        raise click.UsageError("--from is after --to")
    if shape == "xlsx" and output is None:
        raise click.UsageError("xlsx needs --output FILE")
    from bot import exporting

    with opened(settings()) as database, database.look() as work:
        period = exporting.period_of(first, last)
        objects, columns = exporting.exported(work, what, period=period, region=region, library=library)
        if output is None:
            exporting.write_lines(objects, columns, shape, sys.stdout)
        else:
            exporting.write_file(objects, columns, shape, output)
