"""Planning for the whole country: one minute's reminders, and one Monday, for 84,000 libraries with a keeper each.

python -m tests.bench.planning [LIBRARIES]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from domain.entries import ActivityClass
from domain.people import CONSENT_VERSION
from scheduler import library_summaries, region_summaries, reminders
from storage import tables
from storage.engine import database_url, writing_engine
from storage.migrating import migrate
from storage.work import Database, Work

LIBRARIES = 84_000
PROVINCES, REGENCIES = 38, 514
WEEKS = 5
MONDAY = datetime.fromisoformat("2026-05-11T07:00:05+07:00")
AFTERNOON = datetime.fromisoformat("2026-05-12T15:19:05+07:00")
MINUTES = 5
"""Of the twenty-one over which reminders are spread, so many are measured."""

LONG_AGO = datetime.fromisoformat("2025-01-01T00:00:00+07:00")
ZONES = ("Asia/Jakarta", "Asia/Jakarta", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
BATCH = 5000


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What one planner did: messages put out, elapsed seconds, the longest that it held the writer (one page)."""

    messages: int
    seconds: float
    longest: float

    @property
    def per_second(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds if self.seconds else 0.0


def main() -> None:
    """Print what was measured, one `name: figures` a line."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else LIBRARIES
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        address = f"sqlite:///{folder}/country.db"
        fill(address, number)
        database = Database(address, bot_id=1)
        before = peak_megabytes()
        show("monday_libraries", _run(database, library_summaries.plan, MONDAY))
        show("monday_regions", _run(database, region_summaries.plan, MONDAY))
        show("first_look", _run(database, reminders.plan, AFTERNOON))
        minutes = [
            _run(database, reminders.plan, AFTERNOON + timedelta(minutes=minute)) for minute in range(1, MINUTES + 1)
        ]
        show("minute", max(minutes, key=lambda found: found.messages))
        database.close()
    print(f"memory: {before:.0f} MB before, {peak_megabytes():.0f} MB at most")


def show(name: str, found: Planned) -> None:
    """One line of figures."""
    rate = f"{found.per_second:.0f} a second"
    print(
        f"{name}: {found.messages} in {found.seconds:.1f} s, {rate}, a page {found.longest:.2f} s at most", flush=True
    )


def peak_megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(address: str, number: int) -> None:
    """A country of libraries, seven in ten of which report, with five weeks of figures."""
    engine = writing_engine(database_url(address))
    migrate(engine)
    engine.dispose()
    database = Database(address, bot_id=1)
    with database.work() as work:
        for table, rows in _rows(number):
            for batch in _batches(rows):
                work.connection.execute(insert(table), batch)
        work.commit()
    database.close()


def _run(database: Database, plan: Callable[[Database, datetime], bool], now: datetime) -> Planned:
    with database.look() as work:
        before = _outbox(work)
    started, longest, more = time.perf_counter(), 0.0, True
    while more:
        page = time.perf_counter()
        more = plan(database, now)
        longest = max(longest, time.perf_counter() - page)
    seconds = time.perf_counter() - started
    with database.look() as work:
        return Planned(messages=_outbox(work) - before, seconds=seconds, longest=longest)


def _outbox(work: Work) -> int:
    return work.connection.execute(select(func.count()).select_from(tables.Outbox)).scalar_one()


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(number: int) -> Iterator[tuple[Any, Iterator[dict[str, Any]]]]:
    yield tables.Region, _regions()
    yield tables.Library, (_library(id_) for id_ in range(1, number + 1))
    yield (
        tables.OpeningDays,
        ({"library_id": n, "valid_from": date(2000, 1, 1), "days": "1111100"} for n in _ids(number)),
    )
    people = range(1, number + 1 + REGENCIES + PROVINCES)
    yield tables.Person, (_person(id_) for id_ in people)
    yield tables.Account, ({"person_id": id_, "external_id": str(10_000_000 + id_)} for id_ in people)
    yield tables.Membership, ({"person_id": n, "library_id": n, "since": LONG_AGO} for n in _ids(number))
    regions = [*(f"{11 + p}" for p in range(PROVINCES)), *(_regency(r) for r in range(REGENCIES))]
    yield (
        tables.Appointment,
        (
            {"person_id": number + 1 + at, "role": "facilitator", "region_code": code, "since": LONG_AGO}
            for at, code in enumerate(regions)
        ),
    )
    yield tables.Tally, _tallies(number)
    yield tables.Report, (_report(id_) for id_ in _ids(number))
    yield tables.Activities, (_activity(id_) for id_ in _ids(number) if id_ % 2)
    yield tables.Books, (_book(id_) for id_ in _ids(number) if id_ % 5 == 0)


def _ids(number: int) -> range:
    return range(1, number + 1)


def _regency(at: int) -> str:
    return f"{11 + at % PROVINCES}.{1 + at // PROVINCES:02}"


def _zone(at: int) -> str:
    return ZONES[at % PROVINCES % len(ZONES)]


def _regions() -> Iterator[dict[str, Any]]:
    for at in range(PROVINCES):
        yield {
            "code": f"{11 + at}",
            "name": f"Provinsi {at}",
            "level": "province",
            "parent": None,
            "timezone": _zone(at),
        }
    for at in range(REGENCIES):
        code = _regency(at)
        yield {
            "code": code, "name": f"Kabupaten {code}", "level": "regency", "parent": code[:2], "timezone": _zone(at),
        }  # fmt: skip


def _library(id_: int) -> dict[str, Any]:
    at = id_ % REGENCIES
    return {
        "code": f"{_regency(at)}.{id_ // 1000:02}.{id_:06}",
        "name": f"Perpustakaan Desa Sukamaju {id_}",
        "village": f"Sukamaju {id_}",
        "district": f"Kecamatan {id_ % 9}",
        "region_code": _regency(at),
        "timezone": _zone(at),
        "reminder_at": None,
        "opens_at": "08:00",
        "closes_at": "15:30",
        "npp": None,
    }


def _person(id_: int) -> dict[str, Any]:
    return {"name": f"Pengelola {id_}", "consent_version": CONSENT_VERSION, "consented_at": LONG_AGO}


def _tallies(number: int) -> Iterator[dict[str, Any]]:
    last = MONDAY.date() - timedelta(days=1)
    for id_ in _ids(number):
        for back in range(WEEKS * 7 if id_ % 10 < 7 else 0):
            day = last - timedelta(days=back)
            if day.weekday() < 5 and (id_ + back) % 11:
                total = (id_ * 7 + back * 3) % 40
                yield {
                    "library_id": id_, "date": day, "total": total, "male": total // 2, "female": total - total // 2,
                    "groups": {}, "closed": False,
                }  # fmt: skip


def _report(id_: int) -> dict[str, Any]:
    return {
        "library_id": id_, "person_id": id_, "bot_id": 1, "chat_id": 10_000_000 + id_, "message_id": 1,
        "text": "contoh", "sent_at": MONDAY - timedelta(days=3),
    }  # fmt: skip


def _entry(id_: int) -> dict[str, Any]:
    day = MONDAY.date() - timedelta(days=3)
    return {"report_id": id_, "library_id": id_, "date": day, "version": 1, "written_by": id_, "written_at": MONDAY}


def _activity(id_: int) -> dict[str, Any]:
    title = f"Kegiatan {id_ % 300}"
    return _entry(id_) | {
        "title": title,
        "activity_class": ActivityClass.COMMUNITY,
        "participants": id_ % 50,
        "groups": {},
    }


def _book(id_: int) -> dict[str, Any]:
    return _entry(id_) | {"title": "Laskar Pelangi", "copies": 2}


if __name__ == "__main__":
    main()
