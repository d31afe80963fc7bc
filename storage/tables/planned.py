"""What the clockwork remembers of what it has told."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Nudge(Base):
    """A facilitator had a silent library reminded: at most once on a local day."""

    __tablename__ = "nudge"
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    nudged_at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class ToldTotal(Base):
    """The visitors that a summary told of a period, so that the next one can say that they have changed.

    `subject` is `library:<id>` or `region:<code>`, `first` the period's first day.
    """

    __tablename__ = "told_total"
    subject: Mapped[str] = mapped_column(primary_key=True)
    span: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    total: Mapped[int]
    __table_args__ = (CheckConstraint("span IN ('week', 'month')", name="span"),)


class Idea(Base):
    """An activity of a neighbour that was told to a library as an idea: never the same title twice (casefolded)."""

    __tablename__ = "idea"
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id"), primary_key=True)
    title: Mapped[str] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]


class Drawn(Base):
    """A picture or sheet that the platform has already: its file id, by what was drawn."""

    __tablename__ = "drawn"
    key: Mapped[str] = mapped_column(primary_key=True)
    file_id: Mapped[str]
    drawn_at: Mapped[datetime]
