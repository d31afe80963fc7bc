"""What the bot asked for: one entry a call, for tests to read and count."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.jsons import Json
from simulator.limits import busiest

KEPT = 200_000
SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "copyMessage"})


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Call:
    method: str
    parameters: Json
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    at: float = 0.0
    status: int = 0

    @property
    def chat_id(self) -> object:
        return self.parameters.get("chat_id")

    @property
    def cost(self) -> int:
        """How many messages it sends; each picture of an album counts."""
        if self.method == "sendMediaGroup":
            return len(self.parameters.get("media") or ())
        return 1 if self.method in SENDS else 0

    def as_seen(self) -> Json:
        return {
            "method": self.method,
            "parameters": self.parameters,
            "uploads": {name: upload.name for name, upload in self.uploads.items()},
            "at": self.at,
            "chat_id": self.chat_id,
            "status": self.status,
        }


def fresh_log() -> deque[Call]:
    return deque(maxlen=KEPT)


def maxima(calls: Iterable[Call], is_group: Mapping[object, bool]) -> Json:
    """The busiest moments, refused sends included: what a dispatcher's test compares with Telegram's limits."""
    sends = [call for call in calls for _ in range(call.cost)]
    by_chat: dict[object, list[float]] = {}
    for call in sends:
        by_chat.setdefault(call.chat_id, []).append(call.at)
    private = {chat: busiest(times, 1) for chat, times in by_chat.items() if not is_group.get(chat)}
    groups = {chat: busiest(times, 60) for chat, times in by_chat.items() if is_group.get(chat)}
    return {
        "sends": len(sends),
        "overall_1s": busiest([call.at for call in sends], 1),
        "private_1s": max(private.values(), default=0),
        "group_60s": max(groups.values(), default=0),
        "by_chat": {str(chat): count for chat, count in (private | groups).items()},
        "refused_429": sum(call.status == 429 for call in sends),
    }
