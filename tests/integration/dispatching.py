"""A dispatcher whose time stands until a test moves it, and a platform that records."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limits import Limits
from domain.errors import StorageUnavailable
from domain.messages import Letter, Outgoing
from storage.tables import Outbox
from storage.work import Database, Work
from tests.factories import NOW

Answer = Exception | asyncio.Event


@dataclass
class Clocks:
    """Elapsed time and the calendar, side by side."""

    seconds: float = 0.0

    def elapsed(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def moment(self, seconds: int) -> datetime:
        raise NotImplementedError


@dataclass
class Recorder:
    """A platform: an answer in `answers` is met once, an error raised, an event waited for."""

    clocks: Clocks
    letters: list[Letter] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    answers: dict[int, deque[Answer]] = field(default_factory=lambda: defaultdict(deque))
    down: Exception | None = None
    on_its_way: list[int] = field(default_factory=list)

    async def deliver(self, letter: Letter) -> int:
        assert letter.chat_id not in self.on_its_way, "two at once in one chat"
        self.on_its_way.append(letter.chat_id)
        try:
            return await self._deliver(letter)
        finally:
            self.on_its_way.remove(letter.chat_id)

    async def _deliver(self, letter: Letter) -> int:
        self.letters.append(letter)
        self.times.append(self.clocks.seconds)
        number = 1000 + len(self.letters)
        answer = self.answers[letter.chat_id].popleft() if self.answers[letter.chat_id] else self.down
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, asyncio.Event):
            await answer.wait()
        return letter.edit_message_id or number

    @property
    def texts(self) -> list[str]:
        return [str(letter.text) for letter in self.letters]


class Shaky(Database):
    """A database that can be away."""

    away = False

    @contextmanager
    def work(self, *, durable: bool = False) -> Iterator[Work]:
        self._require_here()
        with super().work(durable=durable) as work:
            yield work

    @contextmanager
    def look(self) -> Iterator[Work]:
        self._require_here()
        with super().look() as work:
            yield work

    def _require_here(self) -> None:
        if self.away:
            raise StorageUnavailable("the database can't be used now")


class Post:
    """The outbox, the dispatcher and the platform together."""

    def __init__(self, database: Database, limits: Limits | None = None) -> None:
        self.clocks = Clocks()
        self.platform = Recorder(self.clocks)
        self.database = Shaky(database.url.render_as_string(hide_password=False), database.bot_id)
        self.dispatcher = self.new_dispatcher(limits)

    def new_dispatcher(self, limits: Limits | None = None) -> Dispatcher:
        return Dispatcher(self.database, self.platform, self.clocks, limits=limits, elapsed=self.clocks.elapsed)

    def put(self, *messages: Outgoing) -> None:
        with self.database.work() as work:
            work.outbox.put(messages, self.clocks.now())
            work.commit()

    async def work_off(self, until: float | None = None) -> None:
        """Let everything leave that can; time moves on by itself up to `until`, not at all without it."""
        while True:
            self.dispatcher._woken.clear()
            moment = await self.dispatcher.step()
            for _ in range(5):
                await asyncio.sleep(0)
            if self.dispatcher._woken.is_set() or moment <= self.clocks.seconds:
                continue
            if until is None or moment > until:
                return
            self.clocks.seconds = moment

    async def stands(self, seconds: float) -> None:
        """Time moves, then everything leaves that can."""
        self.clocks.seconds += seconds
        await self.work_off()

    def rows(self) -> list[Any]:
        with self.database.look() as work:
            return list(work.connection.execute(select(Outbox.__table__).order_by(Outbox.id)))

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def close(self) -> None:
        self.dispatcher._executor.shutdown()
        self.database.close()


def to(chat_id: int, text: str, **more: Any) -> Outgoing:
    """A message to a chat."""
    return Outgoing(chat_id=chat_id, text=Markup(text), **more)  # noqa: S704 - a test's own text
