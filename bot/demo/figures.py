"""Made-up figures, marked as such: the same for every start on the same day."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.days import is_open
from domain.entries import Activity, Books, Entry, Visits
from domain.people import Library
from storage.work import Work

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


def make_up(
    work: Work, library: Library, person_id: int, now: datetime, *, gaps: float = 0.0, silent_for: int = 0
) -> None:
    """Twelve weeks until yesterday; of the opening days a share is missing, and the last `silent_for` days are."""
    chance = random.Random(f"{library.code} {now.date()}")  # noqa: S311 - made-up figures
    today = now.astimezone(ZoneInfo(library.timezone)).date()
    days = set()
    for day in (today - timedelta(days=back) for back in range(WEEKS * 7, silent_for, -1)):
        if is_open(day, library.opening_days) and chance.random() >= gaps:
            _report(work, library, person_id, day, list(_entries(chance, day)))
            days.add(day)
    work.journal.retally(library.id, days)


def _report(work: Work, library: Library, person_id: int, day: date, entries: list[Entry]) -> None:
    sent_at = datetime.combine(day, time(15, 40), ZoneInfo(library.timezone)).astimezone(UTC)
    report = work.journal.open(
        chat_id=-library.id,  # no chat: nobody wrote it
        message_id=day.toordinal(),
        person_id=person_id,
        text=MARK,
        sent_at=sent_at,
        library_id=library.id,
    )
    assert report is not None  # noqa: S101 - one a day
    work.journal.record(report, entries, by=person_id, at=sent_at)


def _entries(chance: random.Random, day: date) -> Iterator[Entry]:
    male, female = chance.randint(3, 15), chance.randint(4, 18)
    yield Visits(date=day, total=male + female, male=male, female=female)
    if chance.random() < 0.15:
        yield Activity(date=day, title=chance.choice(_ACTIVITIES), participants=chance.randint(6, 30))
    if chance.random() < 0.06:
        title, author = chance.choice(_BOOKS)
        yield Books(date=day, title=title, author=author, copies=chance.randint(1, 3))
