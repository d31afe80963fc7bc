"""The made-up world of the demo: real village names, invented people and figures, marked as such."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

from bot.library_file import read_libraries
from domain.codes import encode
from domain.days import is_open
from domain.entries import Activity, Books, Entry, Visits
from domain.people import CONSENT_VERSION, Library, Role
from storage.importing import import_libraries
from storage.work import Database, Work

WEEKS = 12
MARK = "angka contoh untuk demo"
"""The text of every made-up report."""

_ACTIVITIES = (
    "Mewarnai",
    "Belajar komputer",
    "Membaca nyaring",
    "Pelatihan merajut",
    "Nonton bareng film anak",
    "Kelas bahasa Inggris",
    "Membuat kerajinan dari sampah",
)
_BOOKS = (
    ("Laskar Pelangi", "Andrea Hirata"),
    ("Bumi Manusia", "Pramoedya Ananta Toer"),
    ("Budidaya Lele di Kolam Terpal", None),
    ("Si Anak Badai", "Tere Liye"),
    ("101 Resep Masakan Rumahan", None),
)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who takes part: their accounts on the stand-in, and a newcomer's invitation as `/start` carries it."""

    keeper: int
    second_keeper: int
    facilitator: int
    newcomer_code: str


KEEPER, SECOND_KEEPER, FACILITATOR, FIRST_MADE_UP = 1001, 1002, 1003, 9001


def fill(database: Database, now: datetime) -> Cast:
    """Fill an empty database, within one transaction."""
    with database.work() as work:
        libraries = _libraries(work, now)
        keeper = _keeper(work, KEEPER, "Siti", now, libraries[0])
        _keeper(work, SECOND_KEEPER, "Yohanes", now, libraries[0])
        work.directory.join(_person(work, FACILITATOR, "Bu Ratna", now), libraries[1].id, now)
        _appoint(work, now, libraries[0])
        keepers = [keeper] + [
            _keeper(work, FIRST_MADE_UP + number, f"Pengelola {library.village}", now, library)
            for number, library in enumerate(libraries[1:])
        ]
        for number, (library, person) in enumerate(zip(libraries, keepers, strict=True)):
            _figures(work, library, person, number, now)
        code, _expires = work.invitations.invite(Role.KEEPER, now=now, library_id=libraries[2].id)
        work.commit()
    return Cast(keeper=KEEPER, second_keeper=SECOND_KEEPER, facilitator=FACILITATOR, newcomer_code=encode(code))


def _libraries(work: Work, now: datetime) -> list[Library]:
    with as_file(files("bot.demo") / "libraries.csv") as path:
        rows, _notes = read_libraries(path)
    import_libraries(work.connection, rows, now=now - timedelta(weeks=WEEKS + 1))
    return [library for row in rows if (library := work.directory.library_by_code(row.code))]


def _person(work: Work, external_id: int, name: str, now: datetime) -> int:
    return work.directory.add_person(
        str(external_id), name=name, language="id", consent_version=CONSENT_VERSION, at=now
    )


def _keeper(work: Work, external_id: int, name: str, now: datetime, library: Library) -> int:
    person_id = _person(work, external_id, name, now)
    work.directory.join(person_id, library.id, now)
    return person_id


def _appoint(work: Work, now: datetime, library: Library) -> None:
    facilitator = work.directory.person(str(FACILITATOR))
    assert facilitator is not None  # noqa: S101 - added just now
    work.directory.appoint(facilitator.id, Role.FACILITATOR, library.region_code, now)


def _figures(work: Work, library: Library, person_id: int, number: int, now: datetime) -> None:
    """Twelve weeks until yesterday, the same for every start on the same day."""
    chance = random.Random(f"{library.code} {now.date()}")  # noqa: S311 - made-up figures
    today = now.astimezone(ZoneInfo(library.timezone)).date()
    days = set()
    for day in (today - timedelta(days=back) for back in range(WEEKS * 7, 0, -1)):
        if not is_open(day, library.opening_days) or chance.random() < number * 0.03:
            continue
        sent_at = datetime.combine(day, time(15, 40), ZoneInfo(library.timezone)).astimezone(UTC)
        report = work.journal.open(
            chat_id=-number - 1,
            message_id=day.toordinal(),
            person_id=person_id,
            text=MARK,
            sent_at=sent_at,
            library_id=library.id,
        )
        if report is not None:
            work.journal.record(report, _made_up(chance, day), by=person_id, at=sent_at)
            days.add(day)
    work.journal.retally(library.id, days)


def _made_up(chance: random.Random, day: date) -> Iterator[Entry]:
    male, female = chance.randint(3, 15), chance.randint(4, 18)
    yield Visits(date=day, total=male + female, male=male, female=female)
    if chance.random() < 0.15:
        yield Activity(date=day, title=chance.choice(_ACTIVITIES), participants=chance.randint(6, 30))
    if chance.random() < 0.06:
        title, author = chance.choice(_BOOKS)
        yield Books(date=day, title=title, author=author, copies=chance.randint(1, 3))
