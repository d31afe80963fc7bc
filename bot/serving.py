"""HTTP of our own: health, metrics, and the webhook if there is one."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.health import add_health
from bot.intake.keeping import Keeper
from bot.intake.webhook import add_webhook
from bot.metrics import Metrics, add_metrics
from bot.settings import Settings
from domain.errors import SettingsError


@asynccontextmanager
async def serving(
    settings: Settings, problems: Callable[[], list[str]], metrics: Metrics, keeper: Keeper
) -> AsyncIterator[None]:
    """Serve while this lasts, unless the port is 0."""
    if settings.http_port == 0:
        yield
        return
    app = web.Application()
    add_health(app, problems)
    add_metrics(app, metrics)
    if settings.webhook_url is not None:
        add_webhook(app, settings.webhook_url, settings.webhook_key(), keeper)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await _listen(runner, settings)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
    except OSError as error:
        raise SettingsError(
            f"PERPUSBOT_HTTP_PORT {settings.http_port} can't be used ({error.strerror}); choose another, or 0 for none"
        ) from None
