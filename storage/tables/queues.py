"""The two queues between the platform and the work, and how far the clockwork has planned."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, PrimaryKey


class Inbox(Base):
    """An update, as it came, in order of arrival.

    `new` → `begun` → `done` or `failed`; `held` waits for consent or for acceptance as a keeper. The first unique key
    drops an update fetched twice, the second a message that came under two update ids.
    """

    __tablename__ = "inbox"
    id: Mapped[PrimaryKey]
    bot_id: Mapped[int] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    raw: Mapped[str]
    sent_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    error: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        UniqueConstraint("bot_id", "chat_id", "message_id"),
        CheckConstraint("state IN ('new', 'begun', 'done', 'failed', 'held')", name="state"),
        Index(
            "ix_inbox_waiting",
            "state",
            "id",
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
        Index("ix_inbox_chat_sent", "chat_id", "sent_at"),
    )


class Outbox(Base):
    """A message to send, or an edit (`edits` another row, or `edit_message_id` a message already with the person)."""

    __tablename__ = "outbox"
    id: Mapped[PrimaryKey]
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    priority: Mapped[int] = mapped_column(SmallInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    edits: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))
    edit_message_id: Mapped[int | None] = mapped_column(BigInteger)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id", ondelete="SET NULL"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="SET NULL"))
    not_before: Mapped[datetime | None]
    not_after: Mapped[datetime | None]
    cancel_key: Mapped[str | None]
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None]
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'unsure', 'cancelled', 'superseded', 'expired', 'failed')",
            name="state",
        ),
        Index(
            "ix_outbox_waiting",
            "priority",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_edits",
            "edits",
            sqlite_where=text("edits IS NOT NULL"),
            postgresql_where=text("edits IS NOT NULL"),
        ),
        Index(
            "ix_outbox_cancel_key",
            "cancel_key",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        # For the foreign key: without it, removing a question would look through the whole queue.
        Index(
            "ix_outbox_question_id",
            "question_id",
            sqlite_where=text("question_id IS NOT NULL"),
            postgresql_where=text("question_id IS NOT NULL"),
        ),
        Index("ix_outbox_sent", "chat_id", "sent_message_id"),
    )


class Watermark(Base):
    """How far something has got, by name: the moved calendar's origin, the last planned minute, the last fetch."""

    __tablename__ = "watermark"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
