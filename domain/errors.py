"""Our errors, each with the sentence a person reads.

PerpusbotError
├── SettingsError        the settings or the token (exit 78)
├── BadInput             a file, an option or an argument that can't be used (exit 1)
├── AlreadyRunning       a second process (exit 75)
├── StorageUnavailable   the database can't be reached, is locked or full: never the message's fault
└── DeliveryError        what the platform answered when a message was sent
    ├── TryAgain         not sent, may work later; carries when
    ├── Unreachable      this person or group can't be written to any more
    ├── Muted            this group doesn't let the bot write, until it gets the right
    ├── Migrated         the group has a new id; carries it
    ├── Gone             the message to edit is gone or can't be edited: send a new one
    ├── NoTopic          the topic is gone or closed: send it to the group's general one
    ├── Unchanged        the message already looks like that
    ├── Refused          the platform will never take this message
    └── TokenRefused     the token is not valid (exit 78)
"""


class PerpusbotError(Exception):
    """Something that has a sentence for the person in front of it."""

    exit_status = 1


class SettingsError(PerpusbotError):
    """The settings can't be used."""

    exit_status = 78


class BadInput(PerpusbotError):
    """What was given can't be used; nothing was changed."""


class AlreadyRunning(PerpusbotError):
    """Another process is at work with the same data."""

    exit_status = 75


class StorageUnavailable(PerpusbotError):
    """The database can't be reached."""


class DeliveryError(PerpusbotError):
    """The platform did not take a message."""


class TryAgain(DeliveryError):
    """Not sent; it may work later.

    `after` is in seconds, None where the platform named no time; `flood` tells its "too many requests" from
    everything else. `unsure`: no answer came, so it may have been sent after all.
    """

    def __init__(self, reason: str, *, after: float | None = None, flood: bool = False, unsure: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.flood = flood
        self.unsure = unsure


class Unreachable(DeliveryError):
    """The person blocked the bot, the account is gone, or the group removed it."""


class Muted(DeliveryError):
    """The group does not give the bot the right to write."""


class Migrated(DeliveryError):
    """The group became a supergroup; `new_chat_id` is its id from now on."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__("the group has a new id")
        self.new_chat_id = new_chat_id


class Gone(DeliveryError):
    """The message to edit is gone or too old."""


class NoTopic(DeliveryError):
    """The topic of a group is gone or closed."""


class Unchanged(DeliveryError):
    """The message already has this text and these buttons."""


class Refused(DeliveryError):
    """The platform will not take this message, however often it is tried."""


class TokenRefused(DeliveryError):
    """Telegram does not accept the token. Get a valid one from @BotFather and set PERPUSBOT_TOKEN."""

    exit_status = 78


def in_short(error: Exception) -> str:
    """What went wrong and where, for the log: without anything that a person wrote."""
    if isinstance(error, StorageUnavailable):
        return str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"
