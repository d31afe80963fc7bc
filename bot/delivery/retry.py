"""What to do when a message was not taken. Pure: an error in, a value out."""

from dataclasses import dataclass

from domain.backoff import delay
from domain.errors import DeliveryError, Gone, Migrated, Muted, NoTopic, TryAgain, Unchanged, Unreachable

FIRST, LONGEST = 0.5, 60.0
MOST_ATTEMPTS = 3
DEFAULT_FLOOD = 1.0


@dataclass(frozen=True, kw_only=True)
class Retry:
    """Try again `after` seconds, at the head of its chat; `counts` when the attempt is to be remembered.

    `flood`: the platform ordered the pause. Otherwise it may be the platform that is in trouble, not this message.
    """

    after: float
    counts: bool = False
    flood: bool = False


@dataclass(frozen=True, kw_only=True)
class GiveUp:
    """It will never leave."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class SendAnew:
    """The message to edit is gone: send it as a new one."""


@dataclass(frozen=True, kw_only=True)
class Untopic:
    """The topic is gone or closed: better said in the group's general topic than not at all."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class AsSent:
    """What was to be reached is so already."""


@dataclass(frozen=True, kw_only=True)
class CutOff:
    """Nothing can be sent to this chat any more."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Silenced:
    """Nothing can be sent to this group until it gives the right to write."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Send it to the chat's new id."""

    new_chat_id: int


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """It may have been sent, and must not be sent twice."""

    reason: str


Decision = Retry | GiveUp | SendAnew | Untopic | AsSent | CutOff | Silenced | Moved | Doubt


def decide(error: Exception, *, failures: int, attempts: int, once: bool = False, menu: bool = False) -> Decision:
    """What to do about an error; a message that may go out only `once` is not repeated on suspicion.

    `failures` is how often this message has failed in a row, this time included, `attempts` how many of them were
    counted before. Only errors of our own making count: they would fail for ever, whereas the platform's
    trouble ends, at the latest when the message has become stale. A `menu` that is refused says nothing about whether
    messages would be, and holds up none.
    """
    match error:
        case TryAgain(flood=True) | Unreachable() | Muted() | Migrated() if menu:
            return GiveUp(reason=str(error))
        case TryAgain():
            return _again(error, failures, once=once)
        case DeliveryError():
            return _refused(error)
    # Not a text of the exception: it could hold people's words.
    if attempts + 1 >= MOST_ATTEMPTS:
        return GiveUp(reason=f"{type(error).__name__} in our own program")
    return Retry(after=_backoff(failures), counts=True)


def _again(error: TryAgain, failures: int, *, once: bool) -> Decision:
    if error.flood:
        return Retry(after=error.after or DEFAULT_FLOOD, flood=True)
    if error.unsure and once:
        return Doubt(reason=str(error))
    return Retry(after=max(error.after or 0.0, _backoff(failures)))


def _refused(error: DeliveryError) -> Decision:
    match error:
        case Unchanged():
            return AsSent()
        case Gone():
            return SendAnew()
        case NoTopic():
            return Untopic(reason=str(error))
        case Unreachable():
            return CutOff(reason=str(error))
        case Muted():
            return Silenced(reason=str(error))
        case Migrated():
            return Moved(new_chat_id=error.new_chat_id)
    return GiveUp(reason=str(error))


def _backoff(failures: int) -> float:
    return delay(failures, first=FIRST, longest=LONGEST)
