"""Where: regions, libraries, and the days on which they open."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
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
    """A village library. `reminder_at` and the hours are local `HH:MM`; `npp` is kept as text (domain: NPP).

    Without a `reminder_at` it is reminded at the usual minute (domain.reminding). The `look_at` moments are when the
    clockwork looks at it next; None is at once: whatever changes when something falls due empties them.
    """

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
    reminder_look_at: Mapped[datetime | None] = mapped_column(index=True)
    summary_look_at: Mapped[datetime | None] = mapped_column(index=True)


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
    """A holiday (public, cuti bersama, regional) or a day that an admin declared a working day.

    One row a day and region; without a region it holds everywhere. `source` is `holidays` for rows that housekeeping
    refreshes, `admin` for those that people decided, which are never overwritten.
    """

    __tablename__ = "calendar_day"
    id: Mapped[PrimaryKey]
    day: Mapped[date]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    kind: Mapped[str]
    source: Mapped[str]
    name: Mapped[str]
    __table_args__ = (
        Index(
            "uq_calendar_day_everywhere",
            "day",
            unique=True,
            sqlite_where=text("region_code IS NULL"),
            postgresql_where=text("region_code IS NULL"),
        ),
        Index(
            "uq_calendar_day_region",
            "day",
            "region_code",
            unique=True,
            sqlite_where=text("region_code IS NOT NULL"),
            postgresql_where=text("region_code IS NOT NULL"),
        ),
        CheckConstraint("kind IN ('public', 'government', 'regional', 'working')", name="kind"),
    )
