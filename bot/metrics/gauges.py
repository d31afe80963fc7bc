"""What is so now: read from the parts and, in one look, from the database whenever somebody asks."""

import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import version

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.delivery.dispatcher import Dispatcher
from bot.intake.keeping import Keeper
from bot.intake.worker import Worker
from domain.clock import Clock
from domain.errors import StorageUnavailable
from storage.lengths import Length, inbox_lengths, outbox_lengths
from storage.work import Database


class Gauges(Collector):
    """Asks anew each time; `problems` are what keeps messages from moving."""

    def __init__(
        self,
        keeper: Keeper,
        worker: Worker,
        dispatcher: Dispatcher,
        problems: Callable[[], list[str]],
        database: Database,
        clock: Clock,
    ) -> None:
        self._keeper = keeper
        self._worker = worker
        self._dispatcher = dispatcher
        self._problems = problems
        self._database = database
        self._clock = clock
        self._build = {
            "version": version("perpusbot"),
            "python": platform.python_version(),
            "database": database.url.get_backend_name(),
        }

    def collect(self) -> Iterator[Metric]:
        """All that is so now."""
        yield InfoMetricFamily("perpusbot_build", "What runs.", self._build)
        yield _gauge("healthy", "1 while messages move (see /healthz).", 0 if self._problems() else 1)
        yield CounterMetricFamily("perpusbot_updates", "Updates kept in the inbox.", self._keeper.kept)
        yield CounterMetricFamily("perpusbot_worker_errors", "What the worker failed at.", self._worker.errors)
        yield _gauge("in_flight", "Messages on their way to Telegram.", self._dispatcher.in_flight)
        yield from self._queues()

    def _queues(self) -> Iterator[Metric]:
        now = self._clock.now()
        try:
            with self._database.look() as work:
                inbox = inbox_lengths(work.connection, work.bot_id)
                outbox = outbox_lengths(work.connection, work.bot_id, now)
        except StorageUnavailable:
            yield _gauge("database_up", "1 while the database can be read.", 0)
            return
        yield _gauge("database_up", "1 while the database can be read.", 1)
        yield from _queue("inbox", "Updates that aren't done", "state", inbox, now)
        by_name = {priority.name.lower(): length for priority, length in outbox.items()}
        yield from _queue("outbox", "Messages that are to leave", "priority", by_name, now)


def _queue(name: str, what: str, label: str, lengths: Mapping[str, Length], now: datetime) -> Iterator[Metric]:
    length = GaugeMetricFamily(f"perpusbot_{name}_length", f"{what}, by {label}.", labels=[label])
    oldest = GaugeMetricFamily(f"perpusbot_{name}_oldest_seconds", f"{what}: the age of the oldest.", labels=[label])
    for value, found in lengths.items():
        length.add_metric([value], found.number)
        if found.since is not None:
            oldest.add_metric([value], max(0.0, (now - found.since).total_seconds()))
    yield length
    yield oldest


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"perpusbot_{name}", what, value)
