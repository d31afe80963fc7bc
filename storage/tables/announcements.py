"""Announcements: the content by value, who gets it and what they answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, PrimaryKey


class Announcement(Base):
    """A message composed by a facilitator or an admin; its audience is computed when it is sent."""

    __tablename__ = "announcement"
    id: Mapped[PrimaryKey]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    audience: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default="draft")
    composed_at: Mapped[datetime]
    send_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')",
            name="state",
        ),
    )


class AnnouncementRecipient(Base):
    """One chat of an announcement's audience and the outbox row that carries it there."""

    __tablename__ = "announcement_recipient"
    id: Mapped[PrimaryKey]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))
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
