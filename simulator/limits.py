"""How fast a bot may send: Telegram's limits, in elapsed time."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from simulator.chats import Chat
from simulator.refusals import TooManyRequests


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    on: bool = True
    overall: int = 30
    overall_seconds: float = 1.0
    group: int = 20
    group_seconds: float = 60.0
    private_per_second: float = 1.0
    private_burst: int = 5


class SlidingWindow:
    """At most `limit` within any stretch of `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, now: float, cost: int = 1) -> float:
        while self._times and self._times[0] <= now - self._seconds:
            self._times.popleft()
        excess = len(self._times) + cost - self._limit
        if excess <= 0:
            return 0.0
        if not self._times:
            return self._seconds
        return self._times[min(excess, len(self._times)) - 1] + self._seconds - now

    def take(self, now: float, cost: int = 1) -> None:
        self._times.extend([now] * cost)


class Bucket:
    """A burst at once, then so many a second."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._level = 0.0
        self._at = 0.0

    def wait(self, now: float, cost: int = 1) -> float:
        self._level = max(0.0, self._level - (now - self._at) * self._per_second)
        self._at = now
        # An album larger than the burst goes through when the bucket is empty.
        excess = self._level + min(cost, self._burst) - self._burst
        return max(0.0, excess / self._per_second)

    def take(self, _now: float, cost: int = 1) -> None:
        self._level += cost


class Limits:
    def __init__(self, elapsed: Callable[[], float], settings: LimitSettings | None = None) -> None:
        self._elapsed = elapsed
        self.change(settings or LimitSettings())

    def change(self, settings: LimitSettings) -> None:
        self.settings = settings
        self._overall = SlidingWindow(settings.overall, settings.overall_seconds)
        self._chats: dict[int, SlidingWindow | Bucket] = {}

    def admit(self, chat: Chat, cost: int) -> None:
        """Counts a send, or refuses it with the seconds to wait."""
        if not self.settings.on:
            return
        now = self._elapsed()
        own = self._of(chat)
        wait = max(own.wait(now, cost), self._overall.wait(now, cost))
        if wait > 0:
            raise TooManyRequests(max(1, ceil(wait)))
        own.take(now, cost)
        self._overall.take(now, cost)

    def _of(self, chat: Chat) -> SlidingWindow | Bucket:
        if chat.id not in self._chats:
            rules = self.settings
            self._chats[chat.id] = (
                SlidingWindow(rules.group, rules.group_seconds)
                if chat.is_group
                else Bucket(rules.private_burst, rules.private_per_second)
            )
        return self._chats[chat.id]


def busiest(times: Sequence[float], seconds: float) -> int:
    """The most that fell into any stretch of that many seconds."""
    window: deque[float] = deque()
    most = 0
    for time in sorted(times):
        window.append(time)
        while window[0] <= time - seconds:
            window.popleft()
        most = max(most, len(window))
    return most
