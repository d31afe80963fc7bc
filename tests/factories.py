"""Made-up people, libraries and reports. Every factory takes overrides only: say just what the test is about.

`make_*` returns a value and needs no database; `add_*` writes within the `Work` it gets and doesn't commit.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import insert, select

from domain.entries import Activity, Books, Entry, Visits
from domain.messages import Incoming, Sender, What
from domain.people import CONSENT_VERSION, Library, Person, Role
from storage import tables
from storage.journal import ReportRow
from storage.work import Work

NOW = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
"""Tuesday 12 May 2026, 15.30 in western Kalimantan."""

TODAY = date(2026, 5, 12)

KALIMANTAN_BARAT = "61"
SANGGAU = "61.03"
SINTANG = "61.05"
_REGIONS = {
    KALIMANTAN_BARAT: "Kalimantan Barat",
    SANGGAU: "Kabupaten Sanggau",
    SINTANG: "Kabupaten Sintang",
}
_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person of the fixtures; `id` is 0 for one who has not agreed yet."""

    id: int
    external_id: str
    name: str

    @property
    def chat_id(self) -> int:
        """Their private chat."""
        return int(self.external_id)

    @property
    def sender(self) -> Sender:
        """As the platform names them."""
        return Sender(external_id=self.external_id, name=self.name)


def make_library(**overrides: Any) -> Library:
    """A library that opens Monday to Friday."""
    values: dict[str, Any] = {
        "id": 1,
        "code": "61.03.04.2001",
        "name": "Perpustakaan Desa Balai Sebut",
        "village": "Balai Sebut",
        "district": "Jangkang",
        "regency": "Kabupaten Sanggau",
        "region_code": SANGGAU,
        "timezone": "Asia/Pontianak",
        "opening_days": "1111100",
        "opens_at": "08:00",
        "closes_at": "15:30",
    }
    return Library(**values | overrides)


def make_person(**overrides: Any) -> Person:
    """A keeper of one library who has agreed."""
    values: dict[str, Any] = {
        "id": 1,
        "name": "Wati",
        "language": "id",
        "consent_version": CONSENT_VERSION,
        "consented_at": NOW,
        "libraries": (make_library(),),
    }
    return Person(**values | overrides)


def make_incoming(**overrides: Any) -> Incoming:
    """A text message in a private chat."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "what": What.MESSAGE,
        "chat_id": 7001,
        "sent_at": NOW,
        "sender": Sender(external_id="7001", name="Wati", language="id"),
        "message_id": number,
        "text": "pengunjung 23",
    }
    return Incoming(**values | overrides)


def make_visits(**overrides: Any) -> Visits:
    """23 visitors today."""
    return Visits(**{"date": TODAY, "total": 23} | overrides)


def make_activity(**overrides: Any) -> Activity:
    """A reading hour with 12 children today."""
    return Activity(**{"date": TODAY, "title": "Membaca nyaring", "participants": 12} | overrides)


def make_books(**overrides: Any) -> Books:
    """Two copies of a novel today."""
    return Books(**{"date": TODAY, "title": "Laskar Pelangi", "author": "Andrea Hirata", "copies": 2} | overrides)


def add_region(work: Work, **overrides: Any) -> str:
    """A regency (with its province) in the database; its code. Adding it again is harmless."""
    values: dict[str, Any] = {"code": SANGGAU, "timezone": "Asia/Pontianak"} | overrides
    code = values["code"]
    province, _, regency = code.partition(".")
    values = {
        "name": _REGIONS.get(code, f"Kabupaten {code}"),
        "level": "regency" if regency else "province",
        "parent": add_region(work, code=province) if regency else None,
    } | values
    known = select(tables.Region.code).where(tables.Region.code == code)
    if work.connection.execute(known).first() is None:
        work.connection.execute(insert(tables.Region).values(values))
    return str(code)


def add_library(work: Work, **overrides: Any) -> Library:
    """A library in the database, open Monday to Friday; `opening_days` and `reminder_at` may be given too."""
    village = overrides.get("village", "Balai Sebut")
    days = overrides.pop("opening_days", "1111100")
    values: dict[str, Any] = {
        "code": f"61.03.04.{next(_numbers):04}",
        "name": f"Perpustakaan Desa {village}",
        "village": village,
        "district": "Jangkang",
        "timezone": "Asia/Pontianak",
        "reminder_at": "15:30",
        "opens_at": "08:00",
        "closes_at": "15:30",
        "active": True,
    } | overrides
    values["region_code"] = add_region(work, code=values.get("region_code", SANGGAU))
    statement = insert(tables.Library).values(values).returning(tables.Library.id)
    library_id = work.connection.execute(statement).scalar_one()
    work.openings.open_on(library_id, days, date(2026, 1, 1))
    library = work.directory.library(library_id)
    assert library is not None
    return library


def add_person(work: Work, **overrides: Any) -> Someone:
    """Somebody who has agreed, with no library and no office yet."""
    values: dict[str, Any] = {
        "external_id": str(70_000 + next(_numbers)),
        "name": "Rini",
        "language": "id",
        "consent_version": CONSENT_VERSION,
        "at": NOW,
    } | overrides
    id_ = work.directory.add_person(values.pop("external_id"), **values)
    account = select(tables.Account.external_id).where(tables.Account.person_id == id_)
    external_id = work.connection.execute(account).scalar_one()
    return Someone(id=id_, external_id=external_id, name=values["name"])


def add_keeper(work: Work, library: Library, **overrides: Any) -> Someone:
    """A keeper of a library."""
    someone = add_person(work, **{"name": "Wati"} | overrides)
    work.directory.join(someone.id, library.id, NOW)
    return someone


def add_facilitator(work: Work, region_code: str = SANGGAU, **overrides: Any) -> Someone:
    """A facilitator of a region."""
    someone = add_person(work, **{"name": "Yohanes"} | overrides)
    work.directory.appoint(someone.id, Role.FACILITATOR, add_region(work, code=region_code), NOW)
    return someone


def add_admin(work: Work, **overrides: Any) -> Someone:
    """An admin of everything."""
    someone = add_person(work, **{"name": "Ratih"} | overrides)
    work.directory.appoint(someone.id, Role.ADMIN, None, NOW)
    return someone


def add_report(
    work: Work, library: Library, keeper: Someone, *entries: Entry, unconfirmed: bool = False, **overrides: Any
) -> ReportRow:
    """A report with its entries, tallied; without entries it says 23 visitors."""
    values: dict[str, Any] = {
        "chat_id": keeper.chat_id,
        "message_id": next(_numbers),
        "person_id": keeper.id,
        "text": "pengunjung 23",
        "sent_at": NOW,
        "library_id": library.id,
    } | overrides
    report = work.journal.open(**values)
    assert report is not None
    told = entries or (make_visits(),)
    work.journal.record(report, told, by=keeper.id, at=report.sent_at, unconfirmed=unconfirmed)
    work.journal.retally(library.id, {entry.date for entry in told if isinstance(entry, Visits)})
    return report
