"""Asking Telegram who the bot is, with little patience: for commands, which people wait for."""

import asyncio
from typing import TYPE_CHECKING

from domain.errors import PerpusbotError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.telegram import Me

PATIENCE_SECONDS = 10.0


class NotReached(PerpusbotError):
    """Telegram can't be reached."""


def who_am_i(settings: "Settings", *, patience: float = PATIENCE_SECONDS) -> "Me":
    """The bot by getMe; raises TokenRefused, or NotReached when there is no answer."""
    return asyncio.run(_ask(settings.required_token(), settings.telegram_url, patience))


def username(settings: "Settings", *, patience: float = PATIENCE_SECONDS) -> str:
    """The bot's username: as set, or by getMe."""
    if settings.username is not None:
        return settings.username
    if settings.bot_token is None:
        raise SettingsError(
            "An invitation needs the bot's username: set PERPUSBOT_TOKEN (then Telegram is asked) or PERPUSBOT_USERNAME"
        )
    try:
        return who_am_i(settings, patience=patience).username
    except NotReached as error:
        raise SettingsError(f"{error}; offline, set PERPUSBOT_USERNAME to the bot's username") from None


async def _ask(token: str, telegram_url: str, patience: float) -> "Me":
    from bot.telegram import build_bot, connect

    bot = build_bot(token, telegram_url)
    try:
        async with asyncio.timeout(patience):
            return await connect(bot)
    except TimeoutError:
        raise NotReached(f"{telegram_url} did not answer within {patience:g} s") from None
    finally:
        await bot.shutdown()
