"""The simulator as a web server."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from simulator import pages
from simulator.api.endpoint import BotApi
from simulator.clock import Clock
from simulator.control import routes
from simulator.control.body import SIMULATION
from simulator.limits import LimitSettings
from simulator.simulation import DEMO_TOKEN, Simulation

LARGEST_REQUEST = 60 * 1024 * 1024


def create_app(simulation: Simulation) -> web.Application:
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app[SIMULATION] = simulation
    api = BotApi(simulation)
    app.router.add_route("*", "/bot{token}/{method}", api.serve)
    app.router.add_get("/file/bot{token}/{path:.+}", api.file)
    routes.add_routes(app)
    pages.add_routes(app)
    app.on_shutdown.append(_end_streams)
    app.on_cleanup.append(_end_webhook)
    return app


@dataclass(slots=True)
class Server:
    host: str
    port: int
    simulation: Simulation
    runner: web.AppRunner

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def token(self) -> str:
        return self.simulation.bot.token

    async def stop(self) -> None:
        await self.runner.cleanup()


async def start(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    token: str = DEMO_TOKEN,
    clock: Clock | None = None,
    limits: LimitSettings | None = None,
    on_clock_change: Callable[[float], None] | None = None,
) -> Server:
    """Serves a new simulated world; port 0 takes a free one. `on_clock_change` hears each new offset."""
    simulation = Simulation(token=token, clock=clock, limits=limits)
    if on_clock_change:
        simulation.clock.listen(on_clock_change)
    runner = web.AppRunner(create_app(simulation), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, host, port, reuse_address=True, backlog=1024)
    await site.start()
    return Server(host, runner.addresses[0][1], simulation, runner)


async def _end_streams(app: web.Application) -> None:
    app[SIMULATION].events.publish("goodbye")
    app[SIMULATION].updates.release()


async def _end_webhook(app: web.Application) -> None:
    await app[SIMULATION].webhook.remove()
