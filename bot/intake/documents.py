"""Fetches the documents that handlers ask for: outside any transaction, and kept in memory only."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from domain.backoff import delay
from domain.errors import StorageUnavailable
from domain.messages import LARGEST_DOCUMENT, Document
from storage.work import Database

logger = logging.getLogger(__name__)

KEPT = 4
TRIES = 5
FIRST, LONGEST = 0.5, 8.0


class Documents:
    """A handler that needs a document lets its update rest; it is handled anew when the document is here.

    `on_fetched` is called, from the event loop, when there is an update to handle anew.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        on_fetched: Callable[[], None],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._database = database
        self._on_fetched = on_fetched
        self._sleep = sleep
        self._loop = asyncio.get_running_loop()
        self._wanted: asyncio.Queue[tuple[int, str]] = asyncio.Queue()
        self._shelf: OrderedDict[str, Document] = OrderedDict()

    def get(self, file_id: str) -> Document | None:
        """The document, if it is here; one that could not be had is tried again when it is asked for again."""
        document = self._shelf.get(file_id)
        if document is not None and document.content is None:
            del self._shelf[file_id]
        return document

    def want(self, row_id: int, file_id: str) -> None:
        """Fetch a document for an update that rests in the inbox. May be called from any thread."""
        self._loop.call_soon_threadsafe(self._wanted.put_nowait, (row_id, file_id))

    async def run(self) -> None:
        """Fetch until it is cancelled. Updates that rested when the last process ended are handled anew."""
        await self._wake(None)
        while True:
            row_id, file_id = await self._wanted.get()
            self._put(file_id, await self._fetched(file_id))
            await self._wake(row_id)

    async def _fetched(self, file_id: str) -> Document:
        for tries in range(1, TRIES + 1):
            try:
                file = await self._bot.get_file(file_id)
                if (file.file_size or 0) > LARGEST_DOCUMENT:
                    return Document(content=None)
                return Document(content=bytes(await file.download_as_bytearray()))
            except (BadRequest, Forbidden) as error:
                logger.warning("a document can't be had: %s", type(error).__name__)
                break
            except TelegramError as error:  # its words may hold the address, and so the token
                logger.info("a document was not fetched (%s)", type(error).__name__)
                await self._sleep(delay(tries, first=FIRST, longest=LONGEST))
        return Document(content=None)

    def _put(self, file_id: str, document: Document) -> None:
        self._shelf[file_id] = document
        self._shelf.move_to_end(file_id)
        while len(self._shelf) > KEPT:
            self._shelf.popitem(last=False)

    async def _wake(self, row_id: int | None) -> None:
        """The update, or all that rest, may be handled."""
        tries = 0
        while True:
            try:
                await asyncio.to_thread(self._stir, row_id)
                break
            except StorageUnavailable as error:
                tries += 1
                logger.warning("an update still rests: %s", error)
                await self._sleep(delay(tries, first=FIRST, longest=LONGEST))
        self._on_fetched()

    def _stir(self, row_id: int | None) -> None:
        with self._database.work() as work:
            work.inbox.stir(row_id)
            work.commit()
