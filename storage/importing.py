"""Libraries and their regions from a list: what is new is added, what differs is changed, nothing is removed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select, update

from domain.days import local
from storage.openings import look_anew
from storage.tables import Library, OpeningDays, Region

DEFAULT_DAYS = "1111100"
DEFAULT_HOURS = ("08:00", "15:30")
SINCE_EVER = date(2000, 1, 1)
"""From when the first opening days of a library hold: it may report days before it was imported."""
_BATCH = 1000
T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class LibraryRow:
    """A library of a list. None is not told: a new library gets what is usual, a known one keeps what it has.

    `line` is where it stands. An empty `reminder_at` that was told (`reminder_told`) means the usual minute again.
    """

    code: str
    name: str
    village: str
    district: str
    region_code: str
    regency: str
    province: str
    default_zone: str
    line: int = 0
    timezone: str | None = None
    opening_days: str | None = None
    hours: tuple[str, str] | None = None
    reminder_at: str | None = None
    reminder_told: bool = False


@dataclass(frozen=True, kw_only=True)
class Imported:
    """How many libraries were new, differed, were as they are."""

    added: int
    changed: int
    unchanged: int


def import_libraries(
    connection: Connection, rows: Sequence[LibraryRow], *, now: datetime, progress: Progress | None = None
) -> Imported:
    """Bring the libraries of a list into the database, within the caller's transaction."""
    _import_regions(connection, rows)
    known = {row.code: row for row in connection.execute(_KNOWN)}
    new = [row for row in rows if row.code not in known]
    old = [(row, known[row.code]) for row in rows if row.code in known]
    changes = [change for row, before in old if (change := _change(row, before))]
    week = [days for row, before in old if (days := _new_week(row, before, now))]
    done = 0
    for batch in _batches(new):
        _add(connection, batch)
        done += len(batch)
        if progress:
            progress(done, len(rows))
    for changed in _batches(changes):
        connection.execute(_UPDATE, changed)
    _open(connection, week)
    touched = {change["known_id"] for change in changes} | {days["library_id"] for days in week}
    return Imported(added=len(new), changed=len(touched), unchanged=len(old) - len(touched))


def _import_regions(connection: Connection, rows: Sequence[LibraryRow]) -> None:
    regions = {row.region_code[:2]: _region(row.region_code[:2], row.province, None, row.default_zone) for row in rows}
    for row in rows:
        zone = row.timezone or row.default_zone
        regions.setdefault(row.region_code, _region(row.region_code, row.regency, row.region_code[:2], zone))
    known = dict(connection.execute(select(Region.code, Region.name)).all())
    if new := [region for code, region in regions.items() if code not in known]:
        connection.execute(insert(Region), new)
    for code, name in known.items():
        if code in regions and regions[code]["name"] != name:
            connection.execute(update(Region).where(Region.code == code).values(name=regions[code]["name"]))


def _region(code: str, name: str, parent: str | None, timezone: str) -> dict[str, Any]:
    level = "regency" if parent else "province"
    return {"code": code, "name": name, "level": level, "parent": parent, "timezone": timezone}


def _add(connection: Connection, rows: Sequence[LibraryRow]) -> None:
    connection.execute(insert(Library), [_values(row) for row in rows])
    ids = select(Library.code, Library.id).where(Library.code.in_([row.code for row in rows]))
    of_code = dict(connection.execute(ids).all())
    weeks = [
        {"library_id": of_code[row.code], "valid_from": SINCE_EVER, "days": row.opening_days or DEFAULT_DAYS}
        for row in rows
    ]
    connection.execute(insert(OpeningDays), weeks)


def _values(row: LibraryRow) -> dict[str, Any]:
    opens_at, closes_at = row.hours or DEFAULT_HOURS
    return {
        "code": row.code,
        "name": row.name,
        "village": row.village,
        "district": row.district,
        "region_code": row.region_code,
        "timezone": row.timezone or row.default_zone,
        "reminder_at": row.reminder_at,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "active": True,
    }


def _change(row: LibraryRow, before: Any) -> dict[str, Any] | None:
    """The columns of a known library as they shall be, None if they are so already."""
    after = _values(row)
    if row.timezone is None:
        after["timezone"] = before.timezone
    if not row.reminder_told:
        after["reminder_at"] = before.reminder_at
    if row.hours is None:
        after |= {"opens_at": before.opens_at, "closes_at": before.closes_at}
    del after["code"], after["active"]
    if all(getattr(before, column) == value for column, value in after.items()):
        return None
    return {"known_id": before.id} | {f"new_{column}": value for column, value in after.items()}


def _new_week(row: LibraryRow, before: Any, now: datetime) -> dict[str, Any] | None:
    """Other opening days hold from the day of the import on: weeks gone by keep theirs."""
    if row.opening_days is None or row.opening_days == before.days:
        return None
    today = local(now, row.timezone or before.timezone).date()
    return {"library_id": before.id, "valid_from": today, "days": row.opening_days}


def _open(connection: Connection, weeks: Sequence[dict[str, Any]]) -> None:
    for week in weeks:
        same = (OpeningDays.library_id == week["library_id"], OpeningDays.valid_from == week["valid_from"])
        if connection.execute(update(OpeningDays).where(*same).values(days=week["days"])).rowcount == 0:
            connection.execute(insert(OpeningDays).values(week))
        look_anew(connection, week["library_id"])


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))


_NEWEST = select(OpeningDays.library_id, func.max(OpeningDays.valid_from).label("newest")).group_by(
    OpeningDays.library_id
)
_NEWEST_WEEK = _NEWEST.subquery()
_KNOWN = (
    select(Library.__table__, OpeningDays.days)
    .outerjoin(_NEWEST_WEEK, _NEWEST_WEEK.c.library_id == Library.id)
    .outerjoin(
        OpeningDays,
        (OpeningDays.library_id == Library.id) & (OpeningDays.valid_from == _NEWEST_WEEK.c.newest),
    )
)
_CHANGING = (
    "name",
    "village",
    "district",
    "region_code",
    "timezone",
    "reminder_at",
    "opens_at",
    "closes_at",
)
_UPDATE = (
    update(Library)
    .where(Library.id == bindparam("known_id"))
    .values({column: bindparam(f"new_{column}") for column in _CHANGING})
    .values(reminder_look_at=None, summary_look_at=None)  # the clockwork looks at it anew
)
