"""Starts the stand-in and the bot side by side, for the page or for the script."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import serve
from bot.demo import script as scenario
from bot.demo.world import Cast, fill
from bot.logs import set_up
from bot.settings import Settings
from domain.clock import ShiftedClock
from domain.errors import SettingsError
from simulator.server import Server, start
from storage.migrating import migrate_address
from storage.work import Database


def run(*, port: int = 8090, script: bool = False) -> None:
    """Run until interrupted, or until the script has been played; everything is thrown away afterwards."""
    set_up(level=logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="perpusbot-demo-") as folder:
        asyncio.run(_run(Path(folder), 0 if script else port, script=script))


async def _run(folder: Path, port: int, *, script: bool) -> None:
    clock = ShiftedClock()
    server = await _started(port)
    server.simulation.clock.listen(lambda offset: setattr(clock, "shift", timedelta(seconds=offset)))
    try:
        async with _bot(folder, server, clock) as (cast, ended):
            _people(server, cast)
            if script:
                await scenario.play(server.url, cast)
                return
            click.echo(f"Perpusbot demo: open {server.url} in a browser. Everything is made up. Stop with Ctrl+C.")
            await ended
    finally:
        await server.stop()


@asynccontextmanager
async def _bot(folder: Path, server: Server, clock: ShiftedClock) -> AsyncIterator[tuple[Cast, "asyncio.Task[None]"]]:
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
    cast = fill(database, clock.now())
    running = asyncio.create_task(serve(settings, database, clock))
    try:
        yield cast, running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        database.close()


async def _started(port: int) -> Server:
    try:
        return await start(port=port)
    except OSError as error:
        raise SettingsError(f"port {port} can't be used ({error.strerror}); choose another with --port") from None


def _people(server: Server, cast: Cast) -> None:
    """Those whom the page offers to be."""
    add = server.simulation.directory.add_person
    siti = add(id=cast.keeper, first_name="Siti", role="keeper", note="Perpustakaan Desa Balai Sebut", started=True)
    yohanes = add(
        id=cast.second_keeper, first_name="Yohanes", role="keeper", note="Balai Sebut, pengelola kedua", started=True
    )
    ratna = add(id=cast.facilitator, first_name="Bu Ratna", role="facilitator", note="Kabupaten Sanggau", started=True)
    add(first_name="Budi", role="newcomer", note="diundang: Semoncol", start_payload=cast.newcomer_code)
    add(first_name="Maria", role="newcomer", note="tanpa undangan")
    server.simulation.directory.add_group("Perpusdes Sanggau", members=[siti.id, yohanes.id, ratna.id])
