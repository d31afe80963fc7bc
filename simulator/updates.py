"""What waits for the bot: numbered updates, kept until they are confirmed."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.jsons import Json, dumps
from simulator.refusals import Conflict

FIRST_UPDATE = 700_000_001
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT = 20_000

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Update:
    id: int
    kind: str
    chat_id: int
    raw: bytes
    again: bool = False
    served: bool = False


class UpdateQueue:
    def __init__(self) -> None:
        self.pending: deque[Update] = deque()
        self.recent: deque[Update] = deque(maxlen=KEPT)
        self.allowed: frozenset[str] = frozenset()
        self.on_update: Callable[[Update], None] | None = None
        self.confirmed_below = 0
        self._repeating = False
        self._next_id = FIRST_UPDATE
        self._poller: asyncio.Future[str] | None = None

    def add(self, kind: str, chat_id: int, content: Json) -> int | None:
        """Queues an update and returns its number, or None for a kind that the bot doesn't want."""
        if not self._wanted(kind):
            return None
        number = self._number()
        self._queue(Update(number, kind, chat_id, dumps({"update_id": number, kind: content})))
        return number

    def add_raw(self, content: Json, chat_id: int = 0) -> int:
        """Queues whatever a test wants the bot to swallow."""
        content = {"update_id": self._number(), **content}
        self._queue(Update(content["update_id"], "raw", chat_id, dumps(content)))
        return int(content["update_id"])

    @property
    def total(self) -> int:
        return self._next_id - FIRST_UPDATE

    def repeat(self, times: int, last: int = 1) -> list[int]:
        """Delivers the last updates again under the same numbers, as after a lost confirmation."""
        originals = list(self.recent)[-last:]
        for original in originals * times:
            again = Update(original.id, original.kind, original.chat_id, original.raw, again=True)
            self._queue(again, remember=False)
        self._repeating = True
        return [update.id for update in originals]

    def confirm(self, offset: int) -> None:
        """Forgets what lies before the offset; a negative one keeps only that many."""
        if offset < 0:
            offset = self.pending[offset].id if len(self.pending) >= -offset else 0
        self.confirmed_below = max(self.confirmed_below, offset)
        while self.pending and _settled(self.pending[0], offset):
            self.pending.popleft()
        if self._repeating:
            self.pending = deque(update for update in self.pending if not _settled(update, offset))
            self._repeating = any(update.again for update in self.pending)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:
        self.confirm(offset)
        self._end_poller(TERMINATED)
        if not self.pending and timeout > 0:
            await self._arrival(timeout)
        served = [update for update, _ in zip(self.pending, range(limit), strict=False)]
        for update in served:
            update.served = True
        return served

    def remove(self, update: Update) -> None:
        if update in self.pending:
            self.pending.remove(update)

    def drop(self) -> None:
        self.pending.clear()

    def allow(self, kinds: Iterable[str]) -> None:
        self.allowed = frozenset(kinds)

    def end_polling(self) -> None:
        self._end_poller(WEBHOOK_SET)

    def release(self) -> None:
        """Sends a waiting poller home with nothing."""
        self._end_poller("")

    async def _arrival(self, timeout: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        await asyncio.wait([poller], timeout=timeout)
        if self._poller is poller:
            self._poller = None
        if poller.done() and poller.result():
            raise Conflict(poller.result())

    def _end_poller(self, why: str) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(why)

    def _queue(self, update: Update, remember: bool = True) -> None:
        self.pending.append(update)
        if remember:
            self.recent.append(update)
        self._end_poller("")
        if self.on_update:
            self.on_update(update)

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def _number(self) -> int:
        self._next_id += 1
        return self._next_id - 1


def _settled(update: Update, offset: int) -> bool:
    return update.id < offset and (update.served or not update.again)
