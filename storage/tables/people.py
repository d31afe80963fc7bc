"""Who: people, their accounts, and what they may do."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.people import Role
from storage.tables.base import Base, PrimaryKey, one_of


class Person(Base):
    """Somebody who agreed to be remembered. `last_library_id` is offered first to a keeper of several."""

    __tablename__ = "person"
    id: Mapped[PrimaryKey]
    name: Mapped[str]
    language: Mapped[str] = mapped_column(String(2), default="id")
    consent_version: Mapped[int]
    consented_at: Mapped[datetime]
    unreachable_since: Mapped[datetime | None]
    last_library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"))
    __table_args__ = (CheckConstraint("language IN ('id', 'en')", name="language"),)


class Account(Base):
    """A person on a messaging platform; `external_id` is the platform's own id as text, `menu` the menu it shows."""

    __tablename__ = "account"
    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    platform: Mapped[str] = mapped_column(default="telegram")
    external_id: Mapped[str]
    menu: Mapped[str | None]
    # In this order: were the platform first, SQLite would walk through all accounts to join people to theirs.
    __table_args__ = (UniqueConstraint("external_id", "platform"),)


class Membership(Base):
    """A person keeps a library from one moment until another."""

    __tablename__ = "membership"
    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reminders: Mapped[str] = mapped_column(default="daily")
    paused_until: Mapped[date | None]
    ideas: Mapped[bool] = mapped_column(default=True)
    __table_args__ = (
        Index(
            "uq_membership_live",
            "person_id",
            "library_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint("reminders IN ('daily', 'weekly', 'never')", name="reminders"),
    )


class Appointment(Base):
    """A facilitator's or an admin's office; without a region it holds everywhere (admins only)."""

    __tablename__ = "appointment"
    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    since: Mapped[datetime]
    summary_look_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("person_id", "role", "region_code"),
        CheckConstraint("role = 'admin' OR (role = 'facilitator' AND region_code IS NOT NULL)", name="role"),
    )


class Invitation(Base):
    """A 128-bit code, of which only the hash is kept; it is used up by consent, not by /start."""

    __tablename__ = "invitation"
    id: Mapped[PrimaryKey]
    code_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    uses_left: Mapped[int]
    expires_at: Mapped[datetime]
    __table_args__ = (
        CheckConstraint(one_of("role", Role), name="role"),
        CheckConstraint("uses_left >= 0", name="uses"),
        CheckConstraint(
            "(role = 'keeper') = (library_id IS NOT NULL) AND (role <> 'facilitator' OR region_code IS NOT NULL)",
            name="scope",
        ),
    )


class JoinRequest(Base):
    """A person asks to keep a library; one open request a person and library."""

    __tablename__ = "join_request"
    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"))
    state: Mapped[str] = mapped_column(default="open")
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    __table_args__ = (
        Index(
            "uq_join_request_open",
            "person_id",
            "library_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("state IN ('open', 'accepted', 'refused', 'withdrawn')", name="state"),
    )


class Chat(Base):
    """A group: the topic in which it was linked, the region it belongs to, and whether it may be written to.

    `mute_since` is when the group refused a message for want of rights.
    """

    __tablename__ = "chat"
    id: Mapped[PrimaryKey]
    bot_id: Mapped[int] = mapped_column(BigInteger)
    external_id: Mapped[int] = mapped_column(BigInteger)
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    title: Mapped[str]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    active: Mapped[bool] = mapped_column(default=True)
    mute_since: Mapped[datetime | None]
    summary_look_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("bot_id", "external_id"),)


class Erased(Base):
    """The hash of an account that asked to be erased, so that a restored backup erases it again."""

    __tablename__ = "erased"
    account_hash: Mapped[str] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]
