"""Delivery to a webhook: in order within a chat, again and again until it is accepted."""

import asyncio
from collections import deque
from collections.abc import Iterable

import aiohttp

from simulator.clock import Clock
from simulator.jsons import Json, type_of_json
from simulator.updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0


class Webhook:
    def __init__(self, updates: UpdateQueue, clock: Clock) -> None:
        self.url = ""
        self.first_pause = FIRST_PAUSE
        self._secret = ""
        self._connections = 40
        self._updates = updates
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(self._connections)
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_error: tuple[int, str] | None = None

    async def set(self, url: str, secret: str = "", connections: int = 40) -> None:
        await self.remove()
        self.url, self._secret, self._connections = url, secret, connections
        self._free = asyncio.Semaphore(connections)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        self._updates.on_update = self._accept
        self._updates.end_polling()
        for update in self._updates.pending:
            self._accept(update)

    async def remove(self) -> None:
        self.url = ""
        self._last_error = None
        self._updates.on_update = None
        self._lanes.clear()
        await _end(self._tasks)
        if self._session:
            await self._session.close()
            self._session = None

    def forget(self) -> None:
        """Drops what waits for delivery."""
        for lane in self._lanes.values():
            lane.clear()

    def info(self) -> Json:
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            info |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        if self._last_error:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def _accept(self, update: Update) -> None:
        lane = self._lanes.get(update.chat_id)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.chat_id] = deque([update])
        task = asyncio.get_running_loop().create_task(self._empty_lane(update.chat_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _empty_lane(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        pause = self.first_pause
        while lane:
            update = lane[0]
            if await self._post(update):
                self._updates.remove(update)
                if lane and lane[0] is update:
                    lane.popleft()
                pause = self.first_pause
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        del self._lanes[chat_id]

    async def _post(self, update: Update) -> bool:
        headers = {"Content-Type": type_of_json}
        if self._secret:
            headers[SECRET_HEADER] = self._secret
        assert self._session is not None  # noqa: S101 - lanes live only while a webhook is set
        try:
            async with (
                self._free,
                self._session.post(self.url, data=update.raw, headers=headers) as response,
            ):
                await response.read()
                if response.ok:
                    return True
                self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
        return False

    def _note(self, error: str) -> None:
        self._last_error = (int(self._clock.now()), error)


async def _end(tasks: Iterable[asyncio.Task[None]]) -> None:
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)
