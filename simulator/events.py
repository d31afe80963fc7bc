"""What happens, told to whoever listens: the pages that are open."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from simulator.jsons import Json

MOST_WAITING = 2_000


class Events:
    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json]] = set()

    @property
    def heard(self) -> bool:
        """Whether anybody listens: nobody does in benchmarks, and then nothing needs preparing."""
        return bool(self._listeners)

    def publish(self, kind: str, **about: object) -> None:
        for listener in self._listeners:
            if listener.qsize() < MOST_WAITING:
                listener.put_nowait({"kind": kind, **about})

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Json]]:
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)


async def heartbeat(queue: asyncio.Queue[Json], every: float) -> AsyncIterator[Json | None]:
    """The events as they come, and None whenever nothing came for a while."""
    while True:
        try:
            yield await asyncio.wait_for(queue.get(), every)
        except TimeoutError:
            yield None
