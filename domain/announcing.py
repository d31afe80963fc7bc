"""What an announcement is: its content by value, whom it is for, what it asks, what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.messages import Attached

USEFUL = timedelta(hours=48)
"""A message that could not leave for so long is no longer sent."""


class Whom(StrEnum):
    """Who is to get it, within a region."""

    KEEPERS = "keepers"
    SILENT = "silent"  # keepers of libraries that have not reported this week
    LIBRARIES = "libraries"  # keepers of chosen libraries
    GROUPS = "groups"
    FACILITATORS = "facilitators"  # of the regions below


class Asks(StrEnum):
    """The answer that is asked for by buttons."""

    NOTHING = "nothing"
    READ = "read"
    ATTEND = "attend"

    @property
    def choices(self) -> tuple["Choice", ...]:
        """What can be answered, in the order of the buttons."""
        return _CHOICES[self]


class Choice(StrEnum):
    """What somebody answers by button."""

    READ = "read"
    COMES = "comes"
    STAYS = "stays"


_CHOICES = {Asks.NOTHING: (), Asks.READ: (Choice.READ,), Asks.ATTEND: (Choice.COMES, Choice.STAYS)}


class State(StrEnum):
    """How far it has got. What was stopped or called off is `cancelled`."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What became of it for one recipient."""

    SENT = "sent"
    UNSURE = "unsure"  # it may have been sent when the process ended or the network failed
    STOPPED = "stopped"
    BLOCKED = "blocked"
    GONE = "gone"  # the account or the group is no more
    NEVER_WROTE = "never_wrote"
    NO_RIGHTS = "no_rights"
    LATE = "late"
    REFUSED = "refused"


FAILED = (
    Outcome.BLOCKED,
    Outcome.GONE,
    Outcome.NEVER_WROTE,
    Outcome.NO_RIGHTS,
    Outcome.LATE,
    Outcome.REFUSED,
)
"""What counts as not sent, in the order in which it is told."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is announced, by value: words (markup), or files that the platform has, with their captions.

    `sources` are the messages it was taken from, `album` the platform's name for those of one album.
    """

    text: str = ""
    files: tuple[Attached, ...] = ()
    album: str | None = None
    sources: tuple[int, ...] = ()

    @property
    def is_album(self) -> bool:
        """Whether it can't carry buttons."""
        return len(self.files) > 1


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom it is for. Without a `region` it is all the regions of its author; `edition` grows with each change."""

    whom: Whom | None = None
    region: str | None = None
    libraries: tuple[int, ...] = ()
    edition: int = 0


@dataclass(frozen=True, kw_only=True)
class Run:
    """How far sending has got: `codes` are the regions that it reaches (None: everywhere).

    `trusted`: its author is an admin by the settings, of whom the database knows no office. `total` is known once
    everybody of the audience is among the recipients; `rounds` counts the times that some were
    sent it again; `told` is a mark of what was last told of it, `told_at` when.
    """

    codes: tuple[str, ...] | None = ()
    trusted: bool = False
    total: int | None = None
    rounds: int = 0
    told: str = ""
    told_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One announcement. `person_id` is None once its author was erased."""

    id: int
    person_id: int | None
    content: Content
    audience: Audience
    run: Run
    state: State
    asks: Asks
    chat_id: int
    message_id: int | None
    composed_at: datetime
    send_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def cancel_key(self) -> str:
        """What all its messages are cancelled by."""
        return f"announcement:{self.id}"


def cause(state: str, error: str | None, *, stopped: bool) -> Outcome:
    """What became of a message, by its state in the outbox and by what the platform answered."""
    if state in ("sent", "superseded"):
        return Outcome.SENT
    if state == "unsure":
        return Outcome.UNSURE
    if state == "expired":
        return Outcome.LATE
    if state == "cancelled":
        # What nobody stopped was taken back because the chat can't be reached any more.
        return Outcome.STOPPED if stopped else Outcome.BLOCKED
    words = (error or "").lower()
    return next((outcome for sign, outcome in _SIGNS if sign in words), Outcome.REFUSED)


_SIGNS = (
    ("blocked", Outcome.BLOCKED),
    ("can't initiate", Outcome.NEVER_WROTE),
    ("rights", Outcome.NO_RIGHTS),
    ("write_forbidden", Outcome.NO_RIGHTS),
    ("deactivated", Outcome.GONE),
    ("deleted", Outcome.GONE),
    ("kicked", Outcome.GONE),
    ("not a member", Outcome.GONE),
    ("not found", Outcome.GONE),
)
