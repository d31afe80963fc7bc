"""What comes in from a messaging platform and what goes out to it, free of any platform's own types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from markupsafe import Markup


class What(StrEnum):
    """What happened."""

    MESSAGE = "message"
    EDIT = "edit"
    TAP = "tap"
    BLOCKED = "blocked"  # the person blocked the bot, or the group removed it
    UNBLOCKED = "unblocked"  # they are back, or the bot was added to a group
    MUTED = "muted"  # a group has taken the right to write
    UNMUTED = "unmuted"  # a group has changed what the bot may do, and it may write
    MIGRATED = "migrated"  # a group became a supergroup with a new id


class Media(StrEnum):
    """What a message carries beside or instead of text."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    DOCUMENT = "document"
    POLL = "poll"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who wrote or tapped, as the platform names them; `language` is their app's (IETF tag)."""

    external_id: str
    name: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One update. `sent_at` is aware UTC by the calendar clock; `text` is the text or the caption.

    `command` is the bare name of a command addressed to us (`lapor`), with its `text` being what follows it.
    `data` is the callback data of a tap, `message_id` then is the message that was tapped. `markup` is the text with
    its formatting, where it has any.
    """

    what: What
    chat_id: int
    sent_at: datetime
    sender: Sender | None = None
    is_group: bool = False
    topic_id: int | None = None
    message_id: int | None = None
    text: str = ""
    markup: Markup | None = None
    command: str | None = None
    reply_to: int | None = None
    media: Media | None = None
    file_id: str | None = None
    file_name: str | None = None
    media_group: str | None = None
    forwarded: bool = False
    data: str | None = None
    title: str | None = None
    new_chat_id: int | None = None


LARGEST_DOCUMENT = 2 * 1024 * 1024
"""So many bytes of a document are read at most."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """What is in a file that somebody sent; None where it can't be had, or is too large."""

    content: bytes | None


class Priority(IntEnum):
    """The order in which waiting messages leave; a reply never waits behind bulk."""

    REPLY = 0
    REMINDER = 1
    SUMMARY = 2
    ANNOUNCEMENT = 3
    MENU = 4


@dataclass(frozen=True, kw_only=True)
class Button:
    """An inline button: `data` (at most 64 bytes) comes back when it is tapped, or `url` opens."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


class DrawingKind(StrEnum):
    """What can be drawn: a picture or a sheet, of a library or of a region; a link."""

    LIBRARY_CHART = "library_chart"
    LIBRARY_SHEET = "library_sheet"
    REGION_CHART = "region_chart"
    REGION_SHEET = "region_sheet"
    ANNOUNCEMENT_ANSWERS = "announcement_answers"
    QR = "qr"

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the chat; a sheet is a document to open."""
        return self in (DrawingKind.LIBRARY_CHART, DrawingKind.REGION_CHART, DrawingKind.QR)


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture or a sheet that is drawn when its message leaves, from what is known then.

    `parameters` say of what (JSON values only: they wait in the outbox), `name` is the file's.
    """

    kind: DrawingKind
    parameters: Mapping[str, str | int]
    name: str


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A photo or a document that the platform has already, with its caption (1,024 characters)."""

    media: Media
    file_id: str
    caption: Markup = Markup("")  # noqa: RUF009 - never changes


@dataclass(frozen=True, kw_only=True)
class Command:
    """An entry of a command menu: what to type (without the slash) and what it does."""

    name: str
    does: str


Menu = tuple[Command, ...]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to send, or an edit of one sent before.

    `edits` names the message to edit by its platform id; `report_id` and `question_id` say whose answer it is, so that
    later edits, replies and taps find their way back. An Outgoing with a `report_id` and `revises` edits the newest
    answer given to that report. `not_after` is when it has become useless. A `drawing` makes it a picture or a document
    with `text` as its caption (1,024 characters); what has one can't be edited: its edit is a message of its own.
    `files` are sent in place of a text; several are an album, which can neither have buttons nor be edited.
    A `menu` is no message: the chat gets these commands as its own menu, or without any the common menu again.
    """

    chat_id: int
    text: Markup
    keyboard: Keyboard = ()
    drawing: Drawing | None = None
    files: tuple[Attached, ...] = ()
    menu: Menu | None = None
    topic_id: int | None = None
    priority: Priority = Priority.REPLY
    edits: int | None = None
    revises: bool = False
    reply_to: int | None = None
    report_id: int | None = None
    question_id: int | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    cancel_key: str | None = None
    dedupe_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A waiting row of the outbox, as delivery needs it.

    `edit_message_id` is set when a message already with the person is to be edited, `edits` is the row that sent it;
    `closes` are the rows that this one makes superfluous (other edits of the same message), closed together with it.
    """

    id: int
    chat_id: int
    topic_id: int | None
    priority: Priority
    text: str
    keyboard: Keyboard
    reply_to: int | None
    edit_message_id: int | None
    edits: int | None
    not_after: datetime | None
    attempts: int
    closes: tuple[int, ...] = field(default=())
    drawing: Drawing | None = None
    files: tuple[Attached, ...] = ()
    menu: Menu | None = None

    @property
    def cost(self) -> int:
        """How many messages the platform counts it as."""
        return max(1, len(self.files))
