"""due."""

from datetime import datetime

import click

from bot.commands.moments import Moment
from bot.commands.opening import opened, settings


@click.command()
@click.option("--at", type=Moment(), required=True, metavar="T", help="The minute, like 2026-05-12T15:30:00+07:00.")
@click.option("--send", is_flag=True, help="Put it into the outbox, as the running bot would at that minute.")
@click.option("--format", "shape", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def due(at: datetime, send: bool, shape: str) -> None:
    """List the messages that fall due in the minute from T on, to whom they go, and why.

    What is in the outbox already is not listed. Needs neither a running bot nor a network.
    """
    from bot import due as falling

    loaded = settings()
    if send:
        loaded.required_token()  # the outbox is the bot's own
    with opened(loaded) as database:
        found = falling.due(database, at, send=send)
    for line in falling.written(found, at, shape):
        click.echo(line)
