"""The simulated world: its parts, side by side."""

import time
from collections.abc import Callable
from itertools import count

from simulator.callbacks import Callbacks
from simulator.calls import fresh_log
from simulator.clock import Clock
from simulator.directory import Directory
from simulator.events import Events
from simulator.faults import Faults
from simulator.files import Files
from simulator.limits import Limits, LimitSettings
from simulator.people import Bot
from simulator.profile import Profile
from simulator.updates import UpdateQueue
from simulator.webhook import Webhook

DEMO_TOKEN = "7123456789:AAsimulated-token-that-opens-nothing"  # noqa: S105 - opens nothing, as it says


class Simulation:
    def __init__(
        self,
        *,
        token: str = DEMO_TOKEN,
        clock: Clock | None = None,
        limits: LimitSettings | None = None,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.bot = Bot(token)
        self.clock = clock or Clock()
        self.elapsed = elapsed
        self.events = Events()
        self.limits = Limits(elapsed, limits)
        self.updates = UpdateQueue()
        self.webhook = Webhook(self.updates, self.clock)
        self._media_groups = count(13_800_000_000_000_001)
        self._begin()

    def reset(self) -> None:
        """An empty world again; pages, the clock and a webhook that is set stay."""
        self.updates.drop()
        self.webhook.forget()
        self.updates.recent.clear()
        self._begin()
        self.events.publish("reset")

    def next_media_group(self) -> str:
        return str(next(self._media_groups))

    def _begin(self) -> None:
        self.directory = Directory()
        self.files = Files()
        self.calls = fresh_log()
        self.faults = Faults()
        self.limits.change(self.limits.settings)
        self.profile = Profile()
        self.callbacks = Callbacks()
