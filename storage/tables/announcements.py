"""Announcements: the content by value, who gets it and what they answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, PrimaryKey


class Announcement(Base):
    """A message composed by a facilitator or an admin; its audience is computed when it is sent.

    `content` is kept by value, `asks` is the answer wanted of those who get it. `chat_id` and `message_id` are the
    author's message that shows how far it has got.
    """

    __tablename__ = "announcement"
    id: Mapped[PrimaryKey]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    audience: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default="draft")
    asks: Mapped[str] = mapped_column(default="nothing")
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    composed_at: Mapped[datetime]
    send_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("asks IN ('nothing', 'read', 'attend')", name="asks"),
        CheckConstraint(
            "state IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')",
            name="state",
        ),
    )


class AnnouncementRecipient(Base):
    """One chat of an announcement's audience and the outbox row that carries it there.

    `outcome` is set when the announcement has ended, since outbox rows are removed after a while. A person may get it
    for a library.
    """

    __tablename__ = "announcement_recipient"
    id: Mapped[PrimaryKey]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), index=True)
    outcome: Mapped[str | None]
    __table_args__ = (UniqueConstraint("announcement_id", "chat_id"),)


class AnnouncementAnswer(Base):
    """What somebody answered, by button or in words; the newest counts."""

    __tablename__ = "announcement_answer"
    id: Mapped[PrimaryKey]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    choice: Mapped[str | None]
    words: Mapped[str | None]
    answered_at: Mapped[datetime]
