"""Counting sends over time. Pure: time is an argument."""

from collections import deque


class Window:
    """At most `limit` within any stretch of `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._times: deque[float] = deque()
        self._flying = 0

    def room(self, now: float) -> int:
        """How many more there may be."""
        self._forget(now)
        return self._limit - self._flying - len(self._times)

    def ready_at(self, now: float, cost: int = 1) -> float:
        """When there may be so many more; infinite while only an answer can make room."""
        self._forget(now)
        excess = self._flying + len(self._times) + cost - 1 - self._limit
        if excess < 0:
            return now
        return self._times[excess] + self._seconds if excess < len(self._times) else float("inf")

    def start(self, cost: int = 1) -> None:
        """So many are on their way."""
        self._flying += cost

    def answer(self, now: float, cost: int = 1) -> None:
        """Their answer came."""
        self._flying -= cost
        self._times.extend([now] * cost)

    def idle(self, now: float) -> bool:
        """Whether there is nothing to remember."""
        self._forget(now)
        return not self._times and not self._flying

    def _forget(self, now: float) -> None:
        while self._times and self._times[0] + self._seconds <= now:
            self._times.popleft()


class Bucket:
    """A burst at once, then so many a second."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._level = 0.0
        self._at = 0.0
        self._flying = 0

    def ready_at(self, now: float, cost: int = 1) -> float:
        """When there may be so many more; more than a burst wait until there is nothing before them."""
        self._leak(now)
        excess = self._level + self._flying + min(cost, self._burst) - self._burst
        # A hair of tolerance: what leaks in thirds must not end just above the brim for ever.
        return now + excess / self._per_second if excess > 1e-9 else now

    def start(self, cost: int = 1) -> None:
        """So many are on their way."""
        self._flying += cost

    def answer(self, now: float, cost: int = 1) -> None:
        """Their answer came."""
        self._leak(now)
        self._flying -= cost
        self._level += cost

    def idle(self, now: float) -> bool:
        """Whether there is nothing to remember."""
        self._leak(now)
        return not self._flying and self._level == 0

    def _leak(self, now: float) -> None:
        self._level = max(0.0, self._level - (now - self._at) * self._per_second)
        self._at = now
