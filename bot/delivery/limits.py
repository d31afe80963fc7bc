"""How fast messages may leave. Pure: time is an argument, in elapsed seconds.

A send counts in its windows from the moment its answer came, and while it is on its way: the server counted it
somewhere between, so its windows can't be fuller than ours.
"""

from collections import deque
from typing import Protocol

OVERALL, OVERALL_SECONDS = 30, 1.0
GROUP, GROUP_SECONDS = 20, 60.0
PRIVATE_BURST, PRIVATE_PER_SECOND = 3, 1.0
FLOODED_CHATS, FLOOD_SECONDS = 3, 2.0
SPACING = 0.02
"""Between two starts while an answer is outstanding: a quick server's answer is noted before the next message leaves,
a slow one doesn't hold up the others."""


class Limits(Protocol):
    """What the dispatcher asks before each send."""

    spacing: float

    def room(self, now: float) -> int:
        """How many sends may start now, to whatever chats."""
        ...

    def room_at(self, now: float) -> float:
        """When there will be room; infinite while only an answer can make it."""
        ...

    def ready_at(self, chat: int, now: float) -> float:
        """When one more send to this chat may start, room granted."""
        ...

    def blocked(self, now: float) -> dict[int, float]:
        """The chats that have to wait, and until when."""
        ...

    def started(self, chat: int) -> None:
        """A send has left."""
        ...

    def answered(self, chat: int, now: float) -> None:
        """Its answer is here, whatever it says."""
        ...

    def flooded(self, chat: int, after: float, now: float) -> None:
        """The answer was 429."""
        ...

    def pause(self, chat: int, until: float) -> None:
        """Let this chat wait."""
        ...

    def pause_all(self, until: float) -> None:
        """Let everything wait."""
        ...

    def release(self) -> None:
        """End the pauses ordered by `pause` and `pause_all`, not those that the platform ordered."""
        ...


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

    def ready_at(self, now: float) -> float:
        """When there may be one more; infinite while only an answer can make room."""
        self._forget(now)
        excess = self._flying + len(self._times) - self._limit
        if excess < 0:
            return now
        return self._times[excess] + self._seconds if excess < len(self._times) else float("inf")

    def start(self) -> None:
        """One is on its way."""
        self._flying += 1

    def answer(self, now: float) -> None:
        """Its answer came."""
        self._flying -= 1
        self._times.append(now)

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

    def ready_at(self, now: float) -> float:
        """When there may be one more."""
        self._leak(now)
        excess = self._level + self._flying + 1 - self._burst
        # A hair of tolerance: what leaks in thirds must not end just above the brim for ever.
        return now + excess / self._per_second if excess > 1e-9 else now

    def start(self) -> None:
        """One is on its way."""
        self._flying += 1

    def answer(self, now: float) -> None:
        """Its answer came."""
        self._leak(now)
        self._flying -= 1
        self._level += 1

    def idle(self, now: float) -> bool:
        """Whether there is nothing to remember."""
        self._leak(now)
        return not self._flying and self._level == 0

    def _leak(self, now: float) -> None:
        self._level = max(0.0, self._level - (now - self._at) * self._per_second)
        self._at = now


class TelegramLimits:
    """Telegram's limits (`telegram.constants.FloodLimit`), and the pauses that its answers order."""

    spacing = SPACING

    def __init__(self) -> None:
        self._overall = Window(OVERALL, OVERALL_SECONDS)
        self._chats: dict[int, Window | Bucket] = {}
        self._pauses = Pauses()

    def room(self, now: float) -> int:
        """How many sends may start now."""
        return 0 if self._pauses.all_until(now) > now else max(0, self._overall.room(now))

    def room_at(self, now: float) -> float:
        """When there will be room."""
        return max(self._overall.ready_at(now), self._pauses.all_until(now))

    def ready_at(self, chat: int, now: float) -> float:
        """When one more send to this chat may start."""
        own = self._chats.get(chat)
        return max(own.ready_at(now) if own else now, self._pauses.until(chat, now))

    def blocked(self, now: float) -> dict[int, float]:
        """The chats that have to wait."""
        self._chats = {chat: own for chat, own in self._chats.items() if not own.idle(now)}
        known = self._chats.keys() | self._pauses.chats(now)
        times = {chat: self.ready_at(chat, now) for chat in known}
        return {chat: at for chat, at in times.items() if at > now}

    def started(self, chat: int) -> None:
        """A send has left."""
        if chat not in self._chats:
            is_group = chat < 0
            own = Window(GROUP, GROUP_SECONDS) if is_group else Bucket(PRIVATE_BURST, PRIVATE_PER_SECOND)
            self._chats[chat] = own
        self._chats[chat].start()
        self._overall.start()

    def answered(self, chat: int, now: float) -> None:
        """Its answer is here."""
        self._chats[chat].answer(now)
        self._overall.answer(now)

    def flooded(self, chat: int, after: float, now: float) -> None:
        """The answer was 429."""
        self._pauses.flooded(chat, after, now)

    def pause(self, chat: int, until: float) -> None:
        """Let this chat wait."""
        self._pauses.pause(chat, until)

    def pause_all(self, until: float) -> None:
        """Let everything wait."""
        self._pauses.pause_all(until)

    def release(self) -> None:
        """End our own pauses."""
        self._pauses.release()


class NoLimits:
    """For benchmarks: only the pauses."""

    spacing = 0.0

    def __init__(self) -> None:
        self._pauses = Pauses()

    def room(self, now: float) -> int:
        """As much as there can be."""
        return 0 if self._pauses.all_until(now) > now else 1_000_000

    def room_at(self, now: float) -> float:
        """When there will be room."""
        return self._pauses.all_until(now)

    def ready_at(self, chat: int, now: float) -> float:
        """When one more send to this chat may start."""
        return self._pauses.until(chat, now)

    def blocked(self, now: float) -> dict[int, float]:
        """The chats that have to wait."""
        return {chat: self._pauses.until(chat, now) for chat in self._pauses.chats(now)}

    def started(self, _chat: int) -> None:
        """Nothing counts."""

    def answered(self, _chat: int, _now: float) -> None:
        """Nothing counts."""

    def flooded(self, chat: int, after: float, now: float) -> None:
        """The answer was 429."""
        self._pauses.flooded(chat, after, now)

    def pause(self, chat: int, until: float) -> None:
        """Let this chat wait."""
        self._pauses.pause(chat, until)

    def pause_all(self, until: float) -> None:
        """Let everything wait."""
        self._pauses.pause_all(until)

    def release(self) -> None:
        """End our own pauses."""
        self._pauses.release()


class Pauses:
    """Until when chats, or all of them, have to wait: ordered by the platform (a 429) or by ourselves."""

    def __init__(self) -> None:
        self._ordered: dict[int, float] = {}
        self._ours: dict[int, float] = {}
        self._all_ordered = 0.0
        self._all_ours = 0.0
        self._floods: deque[tuple[float, int]] = deque()

    def all_until(self, now: float) -> float:
        """When not everything waits any more."""
        return max(now, self._all_ordered, self._all_ours)

    def until(self, chat: int, now: float) -> float:
        """When this chat no longer waits for its own sake."""
        return max(now, self._ordered.get(chat, now), self._ours.get(chat, now))

    def chats(self, now: float) -> set[int]:
        """The chats that wait."""
        self._ordered = {chat: at for chat, at in self._ordered.items() if at > now}
        self._ours = {chat: at for chat, at in self._ours.items() if at > now}
        return self._ordered.keys() | self._ours.keys()

    def flooded(self, chat: int, after: float, now: float) -> None:
        """A 429 pauses its chat; from several chats in a short time it means all of them."""
        self._ordered[chat] = max(now + after, self._ordered.get(chat, 0.0))
        self._floods.append((now, chat))
        while self._floods[0][0] <= now - FLOOD_SECONDS:
            self._floods.popleft()
        flooded = {other for _, other in self._floods}
        if len(flooded) >= FLOODED_CHATS:
            self._all_ordered = max([self._all_ordered, *(self._ordered.get(other, 0.0) for other in flooded)])

    def pause(self, chat: int, until: float) -> None:
        """Let a chat wait."""
        self._ours[chat] = until

    def pause_all(self, until: float) -> None:
        """Let all wait."""
        self._all_ours = until

    def release(self) -> None:
        """End what `pause` and `pause_all` ordered."""
        self._ours.clear()
        self._all_ours = 0.0
