"""The connection to Telegram: the bot, and who it is."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.aiohttp_request import AiohttpRequest
from domain.backoff import Backoff
from domain.errors import SettingsError, TokenRefused

logger = logging.getLogger(__name__)

CONNECTIONS = 100
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
NO_TOKEN = (InvalidToken, EndPointNotFound)
"""PTB's names for 401 and 404. A token that Telegram does not know gets one or the other."""


@dataclass(frozen=True, kw_only=True)
class Me:
    """The bot itself, as Telegram knows it; `reads_groups` where its privacy mode is off."""

    id: int
    username: str
    reads_groups: bool = False


def build_bot(token: str, telegram_url: str = "https://api.telegram.org") -> Bot:
    """A bot that is not connected yet; `telegram_url` is the root, files are under `/file`."""
    # PTB writes addresses (the token) and messages into its debug log.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    root = telegram_url.rstrip("/")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(CONNECTIONS),
        get_updates_request=AiohttpRequest(2),
    )


def bot_id_of(token: str) -> int:
    """The bot's id, which is the first part of its token."""
    number, colon, secret = token.partition(":")
    if not (number.isascii() and number.isdigit() and colon and secret):
        raise SettingsError("PERPUSBOT_TOKEN is not a bot token. @BotFather gives one like 123456789:AAE4…")
    return int(number)


async def connect(bot: Bot, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Me:
    """Find out who the bot is, however long the network takes; raises TokenRefused."""
    backoff = Backoff(what="connecting to Telegram", logger=logger, elapsed=time.monotonic)
    while (wait := await _tried(bot, backoff)) is not None:
        await sleep(wait)
    return Me(
        id=bot.bot.id,
        username=bot.bot.username or "",
        reads_groups=bool(bot.bot.can_read_all_group_messages),
    )


async def _tried(bot: Bot, backoff: Backoff) -> float | None:
    """The seconds to wait before trying again, None when connected."""
    try:
        await bot.initialize()
    except NO_TOKEN:
        pass
    except TelegramError as error:
        return backoff.failed(type(error).__name__)
    else:
        backoff.worked()
        return None
    # Raised here, not above: PTB's error carries the token and would hang on to ours as its context.
    raise token_refused()


def token_refused() -> TokenRefused:
    """The error with its sentence."""
    return TokenRefused(TokenRefused.__doc__)
