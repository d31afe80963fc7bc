"""The libraries of one's regions: found, added, corrected and closed by those who answer for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from domain.people import Library
from storage.directory import Directory
from storage.importing import DEFAULT_DAYS, DEFAULT_HOURS, SINCE_EVER, Imported, LibraryRow, import_libraries
from storage.reach import Offices, reached
from storage.tables import Library as T
from storage.tables import Membership, OpeningDays, Region

CHUNK = 1000
"""So many codes are asked for at a time."""


class Which(IntEnum):
    """Which libraries of a region: the numbers stand in buttons."""

    ACTIVE = 0
    KEEPERLESS = 1
    INACTIVE = 2


@dataclass(frozen=True, kw_only=True)
class Card:
    """A library with what only those see who answer for it."""

    library: Library
    npp: str | None
    active: bool


@dataclass(frozen=True, kw_only=True)
class Named:
    """A library in a list."""

    id: int
    village: str
    district: str
    regency: str


class Libraries:
    """What offices reach, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def villages(self, offices: Offices) -> Sequence[Any]:
        """Id, village, district and regency of all libraries, closed ones too, for finding one by name."""
        return self._connection.execute(_NAMED.where(reached(T.region_code, offices))).all()

    def count(self, offices: Offices, which: Which) -> int:
        """How many there are."""
        query = select(func.count()).select_from(T).where(reached(T.region_code, offices), _is(which))
        return self._connection.execute(query).scalar_one()

    def page(self, offices: Offices, which: Which, number: int, size: int) -> list[Named]:
        """Some of them, by village."""
        query = _NAMED.where(reached(T.region_code, offices), _is(which)).order_by(T.village, T.id)
        rows = self._connection.execute(query.limit(size).offset(number * size))
        return [Named(**row._asdict()) for row in rows]

    def card(self, id_: int, offices: Offices) -> Card | None:
        """A library, if offices reach it."""
        query = select(T.npp, T.active).where(T.id == id_, reached(T.region_code, offices))
        row = self._connection.execute(query).one_or_none()
        library = Directory(self._connection).library(id_) if row else None
        return Card(library=library, npp=row.npp, active=row.active) if row and library else None

    def namesakes(self, region_code: str, village: str) -> list[Named]:
        """The libraries of a regency in a village of that name."""
        alike = func.lower(T.village) == village.lower()
        rows = self._connection.execute(_NAMED.where(T.region_code == region_code, alike).order_by(T.id))
        return [Named(**row._asdict()) for row in rows]

    def add(self, region_code: str, *, name: str, village: str, district: str) -> int:
        """A new library of a regency, in its time zone, with the usual days and hours and a code of its own."""
        timezone = select(Region.timezone).where(Region.code == region_code).scalar_subquery()
        row = {
            "code": self._free_code(region_code),
            "name": name,
            "village": village,
            "district": district,
            "region_code": region_code,
            "timezone": timezone,
            "opens_at": DEFAULT_HOURS[0],
            "closes_at": DEFAULT_HOURS[1],
            "active": True,
        }
        id_ = self._connection.execute(insert(T).values(row).returning(T.id)).scalar_one()
        week = {"library_id": id_, "valid_from": SINCE_EVER, "days": DEFAULT_DAYS}
        self._connection.execute(insert(OpeningDays).values(week))
        return id_

    def take_over(self, rows: Sequence[LibraryRow], now: datetime) -> Imported:
        """Bring the libraries of a list in."""
        return import_libraries(self._connection, rows, now=now)

    def preview(self, rows: Sequence[LibraryRow], now: datetime) -> Imported:
        """What that would change."""
        trial = self._connection.begin_nested()
        try:
            return self.take_over(rows, now)
        finally:
            trial.rollback()

    def elsewhere(self, codes: Sequence[str], offices: Offices) -> set[str]:
        """Those of these codes whose libraries offices don't reach."""
        far = select(T.code).where(~reached(T.region_code, offices))
        found: set[str] = set()
        for start in range(0, len(codes), CHUNK):
            found.update(self._connection.execute(far.where(T.code.in_(codes[start : start + CHUNK]))).scalars())
        return found

    def region_names(self) -> dict[str, str]:
        """What the regions are called, by code."""
        return dict(self._connection.execute(select(Region.code, Region.name)).all())

    def _free_code(self, region_code: str) -> str:
        """One that no village has: those of the ministry are numbers."""
        taken = select(func.count()).select_from(T).where(T.code.startswith(f"{region_code}.x.", autoescape=True))
        return f"{region_code}.x.{self._connection.execute(taken).scalar_one() + 1}"


def _is(which: Which) -> ColumnElement[bool]:
    if which is Which.INACTIVE:
        return ~T.active
    if which is Which.ACTIVE:
        return T.active.is_(True)
    kept = select(Membership.id).where(Membership.library_id == T.id, Membership.until.is_(None)).exists()
    return T.active & ~kept


_NAMED = select(T.id, T.village, T.district, Region.name.label("regency")).join(Region, Region.code == T.region_code)
