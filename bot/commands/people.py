"""person show and erase: for whoever answers for the data."""

import click

from bot.commands.opening import opened, settings


@click.group()
def person() -> None:
    """What is kept of one person, by their Telegram id."""


@person.command()
@click.argument("id_", metavar="ID", type=int)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(id_: int, shape: str) -> None:
    """Show all that is kept of a person; exit status 1 if that is nothing."""
    from bot import people

    with opened(settings()) as database, database.look() as work:
        kept = people.kept(work, str(id_))
    click.echo(people.written(kept, shape))


@person.command()
@click.argument("id_", metavar="ID", type=int)
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
def erase(id_: int, yes: bool) -> None:
    """Erase a person as /hapusdata does: at once, everywhere, for good. Figures of libraries stay."""
    from bot import people
    from domain.clock import real_now

    if not yes:
        click.confirm(f"Erase all that is kept of {id_}? It can't be brought back", abort=True, err=True)
    with opened(settings(level="INFO")) as database, database.work() as work:
        known = people.erase(work, str(id_), real_now())
        work.commit()
    click.echo("erased" if known else "nobody with this id has agreed; what was in the queues is erased")
