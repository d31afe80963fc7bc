"""Where: regions, libraries, and the days on which they open."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, PrimaryKey


class Region(Base):
    """A province (`61`) or a regency (`61.03`), by the codes of Kepmendagri 300.2.2-2430/2025."""

    __tablename__ = "region"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    timezone: Mapped[str]
    __table_args__ = (CheckConstraint("level IN ('province', 'regency')", name="level"),)


class Library(Base):
    """A village library. `reminder_at` and the hours are local `HH:MM`; `npp` is kept as text (domain: NPP)."""

    __tablename__ = "library"
    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    village: Mapped[str]
    district: Mapped[str]
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    timezone: Mapped[str]
    reminder_at: Mapped[str | None]
    opens_at: Mapped[str]
    closes_at: Mapped[str]
    npp: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)


class OpeningDays(Base):
    """The week of a library from a day on, so that old weeks keep their "6 dari 6". Monday first, `1` open."""

    __tablename__ = "opening_days"
    id: Mapped[PrimaryKey]
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"))
    valid_from: Mapped[date]
    days: Mapped[str]
    __table_args__ = (
        UniqueConstraint("library_id", "valid_from"),
        CheckConstraint("length(days) = 7", name="week"),
    )


class Closure(Base):
    """Days on which a library is closed, told ahead; both ends count."""

    __tablename__ = "closure"
    id: Mapped[PrimaryKey]
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str | None]
    __table_args__ = (CheckConstraint("first <= last", name="order"),)


class CalendarDay(Base):
    """A holiday (public, cuti bersama, regional) or a day that an admin declared a working day."""

    __tablename__ = "calendar_day"
    id: Mapped[PrimaryKey]
    day: Mapped[date]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    kind: Mapped[str]
    source: Mapped[str]
    name: Mapped[str]
    __table_args__ = (
        Index("uq_calendar_day_day_region", "day", "region_code", unique=True),
        CheckConstraint("kind IN ('public', 'government', 'regional', 'working')", name="kind"),
    )
