"""run and demo."""

from datetime import datetime

import click

from bot.commands.moments import Moment
from bot.commands.opening import settings


@click.command()
@click.option("--now", type=Moment(), metavar="T", help="Start the calendar at T, like 2026-05-12T15:29:50+07:00.")
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True, max=100_000),
    default=1.0,
    metavar="N",
    help="Let the calendar run N times as fast (with --now).",
)
@click.option("--standby", is_flag=True, help="Wait until no other process is at work, then take over.")
def run(now: datetime | None, speed: float, standby: bool) -> None:
    """Run the bot.

    Polls Telegram, or serves the webhook if PERPUSBOT_WEBHOOK_URL is set. Migrates the database first, stops cleanly
    on SIGTERM. --now and --speed are for trials: against the real Telegram they are refused.
    """
    if speed != 1 and now is None:
        raise click.UsageError("--speed needs --now")
    loaded = settings(level="INFO")
    loaded.required_token()
    from bot import app

    app.run(loaded, now=now, speed=speed, standby=standby)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8090, show_default=True, metavar="N")
@click.option("--script", is_flag=True, help="Play a scenario in the terminal and end; no browser needed.")
def demo(port: int, script: bool) -> None:
    """Try it without Telegram: a stand-in on this machine, with made-up libraries."""
    from bot import demo as demonstration

    demonstration.run(port=port, script=script)
