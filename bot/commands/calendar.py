"""calendar: the holidays on which libraries are not expected to open."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.commands.exporting import Day
from bot.commands.opening import opened, settings

if TYPE_CHECKING:
    from storage.work import Work

_region = click.option("--region", metavar="CODE", help="A province or a regency, like 61.03; without it, everywhere.")


@click.group()
def calendar() -> None:
    """The holidays: public ones and cuti bersama by themselves, and what you add or remove."""


@calendar.command("list")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="Y", help="Another year than this one.")
@click.option("--region", metavar="CODE", help="Only what holds in a province or a regency, like 61.03.")
def list_(year: int | None, region: str | None) -> None:
    """List the days of a year that the calendar names: day, kind, region, source, name."""
    from bot import holidays
    from domain.clock import real_now
    from domain.days import local

    loaded = settings()
    shown = year or local(real_now(), loaded.timezone).year
    with opened(loaded) as database, database.look() as work:
        lines = holidays.listed(work, shown, region)
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo(f"the calendar names no day of {shown}; the bot fills it in when it starts", err=True)


@calendar.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.argument("name")
@_region
def add(day: date, name: str, region: str | None) -> None:
    """Make DATE a holiday called NAME; a name that begins with "Cuti bersama" makes it one."""
    from bot import holidays

    with _changing() as work:
        said = holidays.add(work, day, name, region)
    click.echo(said)


@calendar.command()
@click.argument("day", type=Day(), metavar="DATE")
@_region
def remove(day: date, region: str | None) -> None:
    """Take back a day that was added; any other holiday becomes a day on which people work."""
    from bot import holidays

    with _changing() as work:
        said = holidays.remove(work, day, region)
    click.echo(said)


@contextmanager
def _changing() -> Iterator["Work"]:
    with opened(settings()) as database, database.work() as work:
        yield work
        work.commit()
