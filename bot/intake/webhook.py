"""Takes updates that Telegram brings. 200 is answered only after what was brought is safe."""

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.intake.keeping import Keeper
from bot.telegram import ALLOWED_UPDATES, NO_TOKEN, token_refused
from domain.backoff import Backoff
from domain.errors import SettingsError, StorageUnavailable

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST_BODY = 1024 * 1024


def add_webhook(app: web.Application, url: str, secret: str, keeper: Keeper) -> None:
    """Serve the path of `url` for whoever knows the secret."""
    expected = secret.encode()

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not expected or not hmac.compare_digest(given, expected):
            raise web.HTTPForbidden
        update = _update(await _body(request))
        try:
            await keeper.keep([update])
        except StorageUnavailable:
            logger.warning("an update could not be kept; Telegram will bring it again")
            raise web.HTTPServiceUnavailable from None
        return web.Response()

    app.router.add_post(urlsplit(url).path or "/", receive)


async def set_webhook(
    bot: Bot, url: str, secret: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Ask Telegram to bring updates here; raises TokenRefused and SettingsError. It is never unset on stopping."""
    backoff = Backoff(what="setting the webhook", logger=logger, elapsed=time.monotonic)
    while (wait := await _tried(bot, url, secret, backoff)) is not None:
        await sleep(wait)


async def _tried(bot: Bot, url: str, secret: str, backoff: Backoff) -> float | None:
    """The seconds to wait before trying again, None when it is set."""
    try:
        await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False)
    except NO_TOKEN:
        pass
    except BadRequest as error:
        raise SettingsError(f"Telegram does not take PERPUSBOT_WEBHOOK_URL: {error.message}") from None
    except TelegramError as error:
        return backoff.failed(type(error).__name__)
    else:
        return None
    raise token_refused()


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=LARGEST_BODY, actual_size=len(body))
    return bytes(body)


def _update(body: bytes) -> dict[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        update = None
    if not isinstance(update, dict) or "update_id" not in update:
        raise web.HTTPBadRequest(text="not an update")
    return update
