"""Fetches updates by long polling. The offset moves only after what was fetched is safe."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import Conflict, TelegramError

from bot.aiohttp_request import TooManyRequests
from bot.intake.keeping import Keeper
from bot.telegram import ALLOWED_UPDATES, NO_TOKEN, token_refused
from domain.backoff import Backoff
from domain.errors import AlreadyRunning, StorageUnavailable

logger = logging.getLogger(__name__)

AT_ONCE = 100
LONG_POLL = 25
ANSWER_TIMEOUT = 15.0
KEPT_BY_TELEGRAM = timedelta(hours=24)
NOTE_EVERY = 600.0

# With its true name PTB would warn that there is a method for it, which parses the updates. PTB drops the "_".
GET_UPDATES = "getUpdates_"


@dataclass(kw_only=True)
class Conflicts:
    """Another process that fetches for the same bot: it may be one that is just ending."""

    patience: float = 90.0
    forgotten_after: float = 60.0
    first: float = 0.0
    last: float = float("-inf")

    def met(self, now: float) -> None:
        """One more; raises AlreadyRunning when it has been going on for too long."""
        if now - self.last > self.forgotten_after:
            self.first = now
        self.last = now
        if now - self.first >= self.patience:
            raise AlreadyRunning(
                "Another process fetches this bot's messages. Stop it: Telegram gives each message to only one."
            )


class Poller:
    """`run` fetches until it is cancelled, which loses nothing: what is not safe yet will be fetched again."""

    def __init__(
        self,
        bot: Bot,
        keeper: Keeper,
        *,
        long_poll: int = LONG_POLL,
        elapsed: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._keeper = keeper
        self._long_poll = long_poll
        self._elapsed = elapsed
        self._sleep = sleep
        self._offset: int | None = None
        self._unsafe: list[dict[str, Any]] = []
        self._prepared = False
        self._was_away = True
        self._conflicts = Conflicts()
        self._network = Backoff(what="fetching updates", logger=logger, elapsed=elapsed)
        self._storage = Backoff(what="keeping updates", logger=logger, elapsed=elapsed)
        self._polled_at = elapsed()
        self._noted_at = float("-inf")

    def silent_for(self) -> float:
        """The seconds since Telegram last answered a poll; since the beginning before the first."""
        return self._elapsed() - self._polled_at

    async def run(self) -> None:
        """Fetch for ever; raises TokenRefused, or AlreadyRunning after 90 s of conflicts."""
        while True:
            if wait := await self.step():
                await self._sleep(wait)

    async def step(self) -> float:
        """Fetch and keep once; the seconds to wait before the next time."""
        try:
            if not self._unsafe:
                self._unsafe = await self._fetched()
            await self._keep()
        except NO_TOKEN:
            pass
        except Conflict:
            self._prepared = False  # it may be a webhook that somebody has set
            self._conflicts.met(self._elapsed())
            return min(5.0, self._network.failed("another process fetches them"))
        except TooManyRequests as error:
            return error.after
        except TelegramError as error:
            self._was_away = True
            return self._network.failed(type(error).__name__)
        except StorageUnavailable as error:
            self._was_away = True
            return self._storage.failed(str(error))
        else:
            return 0.0
        # Raised here, not above: PTB's error must not hang on to ours.
        raise token_refused()

    async def _fetched(self) -> list[dict[str, Any]]:
        if not self._prepared:
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._prepared = True
        wanted = {"limit": AT_ONCE, "timeout": self._long_poll, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            wanted["offset"] = self._offset
        updates: Any = await self._bot.do_api_request(
            GET_UPDATES, api_kwargs=wanted, read_timeout=self._long_poll + ANSWER_TIMEOUT
        )
        self._polled_at = self._elapsed()
        self._network.worked()
        # What came before is confirmed now. Sent again and again, an old offset would hide updates after a quiet
        # week, when Telegram begins to count anew.
        self._offset = None
        return [update for update in updates if isinstance(update.get("update_id"), int)]

    async def _keep(self) -> None:
        if self._was_away:
            await self._tell_outage()
            self._was_away = False
        if self._unsafe:
            await self._keeper.keep(self._unsafe)
            self._offset = 1 + max(update["update_id"] for update in self._unsafe)
            self._noted_at = self._elapsed()
            self._unsafe = []
        elif self._elapsed() - self._noted_at >= NOTE_EVERY:
            await self._keeper.note_fetch()
            self._noted_at = self._elapsed()
        self._storage.worked()

    async def _tell_outage(self) -> None:
        outage = await self._keeper.note_outage(KEPT_BY_TELEGRAM)
        if outage is not None:
            logger.warning(
                "No updates were fetched since %s. Telegram keeps them for 24 hours: older ones are lost.",
                outage.since.isoformat(timespec="minutes"),
            )
