"""What happens is counted where it happens, from outside: who delivers and who plans know nothing of it."""

import time
from collections.abc import Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.delivery.dispatcher import Platform
from domain.errors import DeliveryError, TryAgain
from domain.messages import Letter
from scheduler.ticks import Plan
from storage.work import Database

SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)


class Counters:
    """Counters since the start. Labels come from our own words only, so that their number is bounded."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._deliveries = Counter(
            "perpusbot_deliveries",
            "Messages and edits handed to Telegram, by priority and what came of it.",
            ["priority", "outcome"],
            registry=registry,
        )
        self._planning = Histogram(
            "perpusbot_planning_seconds",
            "How long it took to plan a page of what was due. Looks that found nothing don't count.",
            ["planner"],
            buckets=SECONDS,
            registry=registry,
        )
        self._planning_errors = Counter(
            "perpusbot_planning_errors", "Pages that couldn't be planned.", ["planner"], registry=registry
        )

    def delivered_by(self, platform: Platform) -> Platform:
        """The same platform, its deliveries counted."""
        return _Counted(platform, self._deliveries)

    def planned_by(self, plans: Mapping[str, Plan]) -> Mapping[str, Plan]:
        """The same planners, their pages measured."""
        return {name: self._measured(name, plan) for name, plan in plans.items()}

    def _measured(self, name: str, plan: Plan) -> Plan:
        seconds, errors = self._planning.labels(name), self._planning_errors.labels(name)

        def measured(database: Database, now: datetime) -> bool:
            begun = time.perf_counter()
            with errors.count_exceptions():
                planned = plan(database, now)
            if planned:
                seconds.observe(time.perf_counter() - begun)
            return planned

        return measured


class _Counted:
    """A platform whose deliveries are counted."""

    def __init__(self, platform: Platform, deliveries: Counter) -> None:
        self._platform = platform
        self._deliveries = deliveries

    async def deliver(self, letter: Letter) -> int | None:
        """Deliver it; the message's id."""
        try:
            message_id = await self._platform.deliver(letter)
        except Exception as error:
            self._count(letter, outcome(error))
            raise
        self._count(letter, "delivered")
        return message_id

    def _count(self, letter: Letter, what: str) -> None:
        self._deliveries.labels(letter.priority.name.lower(), what).inc()


def outcome(error: Exception) -> str:
    """What came of a delivery that failed: a word for each of our errors."""
    match error:
        case TryAgain(flood=True):
            return "too_many_requests"
        case TryAgain(unsure=True):
            return "no_answer"
        case DeliveryError():
            return "".join(f"_{letter}" if letter.isupper() else letter for letter in type(error).__name__)[1:].lower()
        case _:
            return "our_own_error"
