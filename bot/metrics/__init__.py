"""`/metrics` for Prometheus: figures without anybody's names or ids, worked out only when they are asked for."""

import asyncio

from aiohttp import web
from prometheus_client import CollectorRegistry, disable_created_metrics, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector

from bot.metrics.counting import Counters
from bot.metrics.gauges import Gauges


class Metrics:
    """The figures of one running bot: what its parts count, and what `show` adds once there are parts to look at."""

    def __init__(self) -> None:
        # Beside each counter it would tell when that was made.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self.counters = Counters(self._registry)
        ProcessCollector(registry=self._registry)

    def show(self, gauges: Gauges) -> None:
        """Tell these too."""
        self._registry.register(gauges)

    def text(self) -> bytes:
        """All figures in Prometheus' text format; looks into the database."""
        return generate_latest(self._registry)


def add_metrics(app: web.Application, metrics: Metrics) -> None:
    """Serve them."""

    async def show(_request: web.Request) -> web.Response:
        body = await asyncio.to_thread(metrics.text)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    app.router.add_get("/metrics", show)
