"""Does Telegram know the bot?"""

from collections.abc import Iterator

from bot.doctor.check import Check, error, ok, warning
from bot.settings import Settings
from bot.whoami import NotReached, who_am_i
from domain.errors import PerpusbotError

PATIENCE_SECONDS = 5.0


def telegram(settings: Settings) -> Iterator[Check]:
    """The token, and what Telegram says of it."""
    if settings.bot_token is None:
        yield warning("token", "not set (PERPUSBOT_TOKEN)")
        return
    yield ok("token", f"set, of bot {settings.bot_id}")
    try:
        me = who_am_i(settings, patience=PATIENCE_SECONDS)
        yield ok("telegram", f"answers, the bot is @{me.username}")
    except NotReached as trouble:
        yield warning("telegram", str(trouble))
    except PerpusbotError as trouble:
        yield error("telegram", str(trouble))
