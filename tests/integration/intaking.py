"""The intake between a simulated Telegram and a database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot

from bot.intake.keeping import Keeper
from bot.intake.poller import Poller
from bot.telegram import Me, build_bot, connect
from domain.clock import Clock, RealClock
from simulator.client import Simulator
from simulator.server import Server, start
from storage.inbox import Waiting
from storage.work import Database
from tests.integration.dispatching import Shaky


@dataclass(kw_only=True)
class Desk:
    """Everything a test of the intake touches."""

    server: Server
    simulator: Simulator
    database: Shaky
    bot: Bot
    me: Me
    clock: Clock
    woken: list[None] = field(default_factory=list)
    seconds: float = 0.0
    keeper: Keeper = field(init=False)
    poller: Poller = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = Keeper(self.database, self.clock, self.me, self.bot, lambda: self.woken.append(None))
        self.poller = self.new_poller()

    def new_poller(self) -> Poller:
        return Poller(self.bot, self.keeper, long_poll=0, elapsed=lambda: self.seconds)

    def kept(self) -> list[Waiting]:
        with self.database.look() as work:
            return work.inbox.waiting(100)

    async def pending(self) -> list[int]:
        pending: list[int] = (await self.simulator.get("/sim/updates"))["pending"]
        return pending

    async def offsets(self) -> list[int | None]:
        calls = (await self.simulator.get("/sim/calls?method=getUpdates"))["calls"]
        return [call["parameters"].get("offset") for call in calls]


@asynccontextmanager
async def desk(database: Database, clock: Clock | None = None, **more: Any) -> AsyncIterator[Desk]:
    """Connected, nothing fetched yet."""
    server = await start()
    shaky = Shaky(database.url.render_as_string(hide_password=False), database.bot_id)
    bot = build_bot(server.token, server.url)
    async with Simulator(server.url) as simulator:
        me = await connect(bot)
        desk = Desk(
            server=server, simulator=simulator, database=shaky, bot=bot, me=me, clock=clock or RealClock(), **more
        )
        yield desk
        await desk.keeper.close()
    await bot.shutdown()
    await server.stop()
    shaky.close()
