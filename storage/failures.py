"""What was given up: updates that couldn't be worked on, messages that couldn't be sent, and sending them after all."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select, update

from domain.messages import Priority
from storage.tables import Inbox, Outbox


@dataclass(frozen=True, kw_only=True)
class FailedMessages:
    """Messages that failed with the same words, and the newest of them."""

    error: str
    number: int
    newest_id: int
    newest_at: datetime


def failed_updates(connection: Connection, limit: int = 20) -> list[tuple[int, str]]:
    """The newest updates that were given up: id and error."""
    query = select(Inbox.id, Inbox.error).where(Inbox.state == "failed").order_by(Inbox.id.desc()).limit(limit)
    return [(id_, error or "") for id_, error in connection.execute(query)]


def failed_messages(connection: Connection, limit: int = 10) -> list[FailedMessages]:
    """Messages that were given up, by what was the matter; the newest matters first."""
    error = func.coalesce(Outbox.error, "")
    query = (
        select(error, func.count(), func.max(Outbox.id), func.max(Outbox.created_at))
        .where(Outbox.state == "failed")
        .group_by(error)
        .order_by(func.max(Outbox.id).desc())
        .limit(limit)
    )
    return [
        FailedMessages(error=error, number=number, newest_id=newest_id, newest_at=newest_at)
        for error, number, newest_id, newest_at in connection.execute(query)
    ]


def resend(connection: Connection, id_: int, now: datetime) -> bool:
    """Let a failed message wait again; whether there was one that is still of use.

    Not an announcement's: its author sends it again to those who missed it, and nobody may get it twice.
    """
    useful = or_(Outbox.not_after.is_(None), Outbox.not_after > now)
    again = update(Outbox).where(
        Outbox.id == id_, Outbox.state == "failed", Outbox.priority != int(Priority.ANNOUNCEMENT), useful
    )
    return connection.execute(again.values(state="waiting", attempts=0, error=None)).rowcount == 1
