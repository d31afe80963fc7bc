"""What the planners hand over: a message that is due, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.work import Work


@dataclass(frozen=True, kw_only=True)
class Window:
    """The moments `after` < moment <= `until`, aware UTC: what fell due then is looked for."""

    after: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.after < moment <= self.until


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A message that is due at `at` (aware UTC) and not in the outbox yet.

    `library` is the library's code, None where it is about a region. `because` tells an operator in one English
    sentence why it is due. `put` writes it (and the question it asks) within the given work; its dedupe key makes
    repeating harmless.
    """

    kind: str
    at: datetime
    library: str | None
    chat_id: int
    dedupe_key: str
    because: str
    put: Callable[[Work], None]
