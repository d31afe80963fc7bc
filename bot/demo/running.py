"""Starts the stand-in and the bot side by side, for the page or for the script."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import serve
from bot.clockwork import clockwork
from bot.demo import script as scenario
from bot.demo.world import GROUP, GROUP_TITLE, RATNA, SITI, YOHANES, Cast, fill
from bot.logs import set_up
from bot.parts import Parts
from bot.settings import Settings
from domain.clock import ShiftedClock
from domain.errors import SettingsError
from simulator.server import Server, start
from storage.migrating import migrate_address
from storage.work import Database


def run(*, port: int = 8090, script: bool = False) -> None:
    """Run until interrupted, or until the script has been played; everything is thrown away afterwards."""
    set_up(level=logging.WARNING)
    # Whoever jumps a week ahead misses many reminders: that is no news here.
    logging.getLogger("scheduler").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="perpusbot-demo-") as folder:
        asyncio.run(_run(Path(folder), 0 if script else port, script=script))


async def _run(folder: Path, port: int, *, script: bool) -> None:
    server = await _started(port)
    if script:
        server.simulation.clock.set(scenario.BEGINS)
    try:
        async with _bot(folder, server) as (cast, ended):
            if script:
                await scenario.play(server.url, cast)
                return
            click.echo(f"Perpusbot demo: open {server.url} in a browser. Everything is made up. Stop with Ctrl+C.")
            await ended
    finally:
        await server.stop()


@asynccontextmanager
async def _bot(folder: Path, server: Server) -> AsyncIterator[tuple[Cast, "asyncio.Task[None]"]]:
    """The bot on a throw-away database with made-up figures."""
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        token=SecretStr(server.token),
        token_file=None,
        telegram_url=server.url,
        database_url=f"sqlite:///{folder / 'demo.db'}",
        data_dir=folder,
        http_port=0,
        webhook_url=None,
    )
    migrate_address(settings.database_url)
    database = Database(settings.database_url, bot_id=settings.bot_id)
    clock = ShiftedClock(shift=timedelta(seconds=server.simulation.clock.offset))
    cast = fill(database, clock.now())
    _people(server, cast)
    follow = partial(_follow, server, clock)
    running = asyncio.create_task(serve(settings, database, clock, plans=clockwork(settings), on_start=follow))
    try:
        yield cast, running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        database.close()


def _follow(server: Server, clock: ShiftedClock, parts: Parts) -> None:
    """When the page jumps, so does the bot's calendar, and what is due by then comes at once."""

    def jumped(offset: float) -> None:
        clock.shift = timedelta(seconds=offset)
        parts.jumped()

    server.simulation.clock.listen(jumped)
    jumped(server.simulation.clock.offset)


async def _started(port: int) -> Server:
    try:
        return await start(port=port)
    except OSError as error:
        raise SettingsError(f"port {port} can't be used ({error.strerror}); choose another with --port") from None


def _people(server: Server, cast: Cast) -> None:
    """Those whom the page offers to be, and those who only keep a library far away."""
    directory = server.simulation.directory
    for actor in cast.actors:
        directory.add_person(
            id=actor.id,
            first_name=actor.name,
            role=actor.role,
            note=actor.note,
            started=True,
            hidden=actor.hidden,
        )
    directory.add_person(
        first_name="Budi", role="newcomer", note="diundang: Semoncol", start_payload=cast.newcomer_code
    )
    directory.add_person(first_name="Maria", role="newcomer", note="tanpa undangan")
    directory.add_group(GROUP_TITLE, id=GROUP, members=[SITI.id, YOHANES.id, RATNA.id])
