"""What deliveries leave behind in the database."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers import presence
from storage.outbox import Delivered
from storage.work import Work

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Attempted:
    """An attempt failed in a way that counts."""

    id: int
    error: str


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """A chat can't be written to any more."""

    chat_id: int


@dataclass(frozen=True, kw_only=True)
class Silent:
    """A group takes no message until it gives the right to write."""

    chat_id: int


@dataclass(frozen=True, kw_only=True)
class Unshown:
    """A menu was refused: it is tried again when the person next does something that could change it."""

    chat_id: int


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A group has taken a message."""

    chat_id: int


@dataclass(frozen=True, kw_only=True)
class Renumbered:
    """A group has a new id."""

    chat_id: int
    new_chat_id: int


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A message that was claimed was not sent: it waits again."""

    id: int


Note = Delivered | Attempted | Unreached | Silent | Heard | Unshown | Renumbered | Returned


def write_notes(work: Work, notes: Iterable[Note], now: datetime) -> None:
    """Write them, in order; doing it twice does no harm."""
    for note in notes:
        match note:
            case Delivered():
                work.outbox.settle([note], now)
            case Attempted():
                work.outbox.attempted(note.id, note.error)
            case Returned():
                work.outbox.unclaim(note.id)
            case Unreached():
                _cut_off(work, note.chat_id, now)
            case Silent():
                _silence(work, note.chat_id, now)
            case Unshown():
                work.menus.show(str(note.chat_id), None)
            case Heard():
                work.chats.unmute(note.chat_id)
            case Renumbered():
                _renumber(work, note.chat_id, note.new_chat_id)


def _cut_off(work: Work, chat_id: int, now: datetime) -> None:
    cancelled = work.outbox.cancel_chat(chat_id)
    if chat_id < 0:
        work.chats.removed(chat_id)
    else:
        work.directory.reachable(str(chat_id), since=now)
    logger.info("chat %d can't be reached: %d more messages cancelled", chat_id, cancelled)


def _silence(work: Work, chat_id: int, now: datetime) -> None:
    work.outbox.put(presence.mute(work, chat_id, now), now)
    logger.warning("group %d gives no right to write", chat_id)


def _renumber(work: Work, chat_id: int, new_chat_id: int) -> None:
    work.outbox.migrate(chat_id, new_chat_id)
    work.inbox.migrate(chat_id, new_chat_id)
    work.chats.migrate(chat_id, new_chat_id)
    work.runs.migrate(chat_id, new_chat_id)
    logger.info("group %d is now %d", chat_id, new_chat_id)
