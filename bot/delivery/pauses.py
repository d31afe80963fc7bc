"""Who has to wait, and until when. Pure: time is an argument."""

from collections import deque

FLOODED_CHATS, FLOOD_SECONDS = 3, 2.0


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
