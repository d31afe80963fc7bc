"""How fast messages may leave. Pure: time is an argument, in elapsed seconds.

A send counts in its windows from the moment its answer came, and while it is on its way: the server counted it
somewhere between, so its windows can't be fuller than ours.
"""

from bot.delivery.pauses import Pauses
from bot.delivery.windows import Bucket, Window

OVERALL, OVERALL_SECONDS = 30, 1.0
GROUP, GROUP_SECONDS = 20, 60.0
PRIVATE_BURST, PRIVATE_PER_SECOND = 3, 1.0
SPACING = 0.02
"""Between two starts while an answer is outstanding: a quick server's answer is noted before the next message leaves,
a slow one doesn't hold up the others."""
NO_END = 1_000_000


class Limits:
    """What the dispatcher asks before each send, and tells after it; as it is, only pauses hold anything up."""

    spacing = 0.0

    def __init__(self) -> None:
        self._pauses = Pauses()

    def room(self, now: float) -> int:
        """How many sends may start now, to whatever chats."""
        return 0 if self._pauses.all_until(now) > now else NO_END

    def room_at(self, now: float, cost: int = 1) -> float:  # noqa: ARG002 - without limits nothing costs
        """When there will be room for a message that counts as `cost`; infinite while only an answer can make it."""
        return self._pauses.all_until(now)

    def ready_at(self, chat: int, now: float, cost: int = 1) -> float:  # noqa: ARG002 - the same
        """When such a message to this chat may start, room granted."""
        return self._pauses.until(chat, now)

    def blocked(self, now: float) -> dict[int, float]:
        """The chats that have to wait, and until when."""
        times = {chat: self.ready_at(chat, now) for chat in self._known(now)}
        return {chat: at for chat, at in times.items() if at > now}

    def started(self, chat: int, cost: int = 1) -> None:
        """A send has left."""

    def answered(self, chat: int, now: float, cost: int = 1) -> None:
        """Its answer is here, whatever it says."""

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
        """End what `pause` and `pause_all` ordered, not what the platform did."""
        self._pauses.release()

    def _known(self, now: float) -> set[int]:
        return self._pauses.chats(now)


class NoLimits(Limits):
    """For benchmarks."""


class TelegramLimits(Limits):
    """Telegram's limits (`telegram.constants.FloodLimit`)."""

    spacing = SPACING

    def __init__(self) -> None:
        super().__init__()
        self._overall = Window(OVERALL, OVERALL_SECONDS)
        self._chats: dict[int, Window | Bucket] = {}

    def room(self, now: float) -> int:
        """How many sends may start now."""
        return min(super().room(now), max(0, self._overall.room(now)))

    def room_at(self, now: float, cost: int = 1) -> float:
        """When there will be room."""
        return max(super().room_at(now), self._overall.ready_at(now, cost))

    def ready_at(self, chat: int, now: float, cost: int = 1) -> float:
        """When one more send to this chat may start."""
        own = self._chats.get(chat)
        return max(super().ready_at(chat, now), own.ready_at(now, cost) if own else now)

    def started(self, chat: int, cost: int = 1) -> None:
        """A send has left."""
        if chat not in self._chats:
            is_group = chat < 0
            own = Window(GROUP, GROUP_SECONDS) if is_group else Bucket(PRIVATE_BURST, PRIVATE_PER_SECOND)
            self._chats[chat] = own
        self._chats[chat].start(cost)
        self._overall.start(cost)

    def answered(self, chat: int, now: float, cost: int = 1) -> None:
        """Its answer is here."""
        self._chats[chat].answer(now, cost)
        self._overall.answer(now, cost)

    def _known(self, now: float) -> set[int]:
        self._chats = {chat: own for chat, own in self._chats.items() if not own.idle(now)}
        return self._chats.keys() | super()._known(now)
