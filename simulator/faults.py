"""Mishaps that a test orders: refusals, server errors, lost connections, delays."""

from dataclasses import asdict, dataclass, replace

from simulator.jsons import Json
from simulator.refusals import Refusal, TooManyRequests

ANY = "*"
WORDS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Befalls the next `times` calls of a method, after letting `skip` of them pass.

    `drop` is "before" or "after" doing what was asked; `delay` comes before it, `delay_answer` after.
    """

    method: str = ANY
    times: int = 1
    skip: int = 0
    chat_id: int | None = None
    status: int = 0
    retry_after: int = 1
    description: str = ""
    drop: str = ""
    delay: float = 0.0
    delay_answer: float = 0.0

    def befalls(self, method: str, chat_id: object) -> bool:
        return self.method in (ANY, method) and self.chat_id in (None, chat_id)

    def refusal(self) -> Refusal | None:
        if not self.status:
            return None
        if self.status == 429:
            return TooManyRequests(self.retry_after)
        return Refusal(self.status, self.description or WORDS.get(self.status, "Bad Request"))


class Faults:
    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def clear(self) -> None:
        self._ordered.clear()

    def listed(self) -> list[Json]:
        return [asdict(fault) for fault in self._ordered]

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for place, fault in enumerate(self._ordered):
            if not fault.befalls(method, chat_id):
                continue
            if fault.skip:
                self._ordered[place] = replace(fault, skip=fault.skip - 1)
                continue
            self._use(place, fault)
            return fault
        return None

    def _use(self, place: int, fault: Fault) -> None:
        if fault.times > 1:
            self._ordered[place] = replace(fault, times=fault.times - 1)
        else:
            del self._ordered[place]
