"""What was reported.

A report is one message; its entries are never changed: a correction ends a row (`ended_at`, `ended_by`) and writes the
next version. An entry counts while it hasn't ended and its report isn't withdrawn.
"""

from datetime import date as Day  # noqa: N812 - a column is called date
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from domain.entries import ActivityClass, Mode, Source
from storage.tables.base import Base, PrimaryKey, one_of

LIVE = sql("ended_at IS NULL")


class Report(Base):
    """One message (or tap) by a person for a library; `library_id` is empty until a keeper of several has chosen.

    `asked_day` is the day that it was asked about, for reading it anew.
    """

    __tablename__ = "report"
    id: Mapped[PrimaryKey]
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    media_group: Mapped[str | None]
    text: Mapped[str]
    sent_at: Mapped[datetime]
    asked_day: Mapped[Day | None]
    version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("bot_id", "chat_id", "message_id"),
        Index(
            "uq_report_media_group",
            "bot_id",
            "chat_id",
            "media_group",
            unique=True,
            sqlite_where=sql("media_group IS NOT NULL"),
            postgresql_where=sql("media_group IS NOT NULL"),
        ),
        Index("ix_report_library_sent", "library_id", "sent_at"),
    )


class EntryColumns:
    """What every entry has."""

    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"))
    date: Mapped[Day]
    version: Mapped[int]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Visits(EntryColumns, Base):
    """A count of visits. `unconfirmed`: far above what is usual there, and nobody has said that it is right."""

    __tablename__ = "visits"
    total: Mapped[int | None]
    male: Mapped[int | None]
    female: Mapped[int | None]
    groups: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    companions: Mapped[int | None]
    closed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None]
    mode: Mapped[str | None] = mapped_column(String(3))
    unconfirmed: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        CheckConstraint("closed = (total IS NULL)", name="closed_or_counted"),
        CheckConstraint("total >= 0 AND male >= 0 AND female >= 0 AND companions >= 0", name="not_negative"),
        CheckConstraint(one_of("mode", Mode), name="mode"),
        Index("ix_visits_day", "library_id", "date", sqlite_where=LIVE, postgresql_where=LIVE),
    )


class Activities(EntryColumns, Base):
    """An activity."""

    __tablename__ = "activities"
    title: Mapped[str]
    activity_class: Mapped[str]
    participants: Mapped[int | None]
    male: Mapped[int | None]
    female: Mapped[int | None]
    groups: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    companions: Mapped[int | None]
    partner: Mapped[str | None]
    place: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("participants >= 0 AND male >= 0 AND female >= 0", name="not_negative"),
        CheckConstraint(one_of("activity_class", ActivityClass), name="class"),
        Index("ix_activities_day", "library_id", "date", sqlite_where=LIVE, postgresql_where=LIVE),
    )


class Books(EntryColumns, Base):
    """New books: a title with its copies, or counts alone."""

    __tablename__ = "books"
    title: Mapped[str | None]
    author: Mapped[str | None]
    isbn: Mapped[str | None]
    publisher: Mapped[str | None]
    year: Mapped[int | None]
    copies: Mapped[int | None]
    count_titles: Mapped[int | None]
    source: Mapped[str | None]
    giver: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("copies >= 0 AND count_titles >= 0", name="not_negative"),
        CheckConstraint("title IS NULL OR count_titles IS NULL", name="title_or_counts"),
        CheckConstraint("title IS NOT NULL OR copies IS NOT NULL OR count_titles IS NOT NULL", name="something"),
        CheckConstraint(one_of("source", Source), name="source"),
        Index("ix_books_day", "library_id", "date", sqlite_where=LIVE, postgresql_where=LIVE),
    )


class Photo(Base):
    """A photo that its sender asked to keep; the platform's file id, never the picture."""

    __tablename__ = "photo"
    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    file_id: Mapped[str]
    kept_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("report_id", "file_id"),)


class Tally(Base):
    """The fold of one library's day, kept in the transaction that changes it."""

    __tablename__ = "tally"
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"), primary_key=True)
    date: Mapped[Day] = mapped_column(primary_key=True)
    total: Mapped[int | None]
    male: Mapped[int | None]
    female: Mapped[int | None]
    groups: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    companions: Mapped[int | None]
    closed: Mapped[bool]
    reason: Mapped[str | None]


class Question(Base):
    """Something the bot has asked somebody; `subject` is what it is about, `payload` what an answer needs."""

    __tablename__ = "question"
    id: Mapped[PrimaryKey]
    chat_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"))
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    takes_number: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="open")
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answer_message_id: Mapped[int | None] = mapped_column(BigInteger)
    __table_args__ = (
        CheckConstraint("state IN ('open', 'answered', 'withdrawn')", name="state"),
        Index(
            "ix_question_open",
            "person_id",
            sqlite_where=sql("state = 'open'"),
            postgresql_where=sql("state = 'open'"),
        ),
        Index("ix_question_answer", "chat_id", "answer_message_id"),
    )
