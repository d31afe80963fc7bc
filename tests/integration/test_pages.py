"""One library whose data is bad holds up only itself, whoever plans."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from domain.people import Library
from scheduler import library_summaries, region_summaries, reminders
from scheduler.pages import LATER
from storage.tables import Appointment, Outbox, Region
from storage.tables import Library as LibraryTable
from storage.work import Database
from tests.factories import NOW, SINTANG, Someone, add_facilitator, add_keeper, add_report

Plan = Callable[[Database, datetime], bool]
MONDAY = datetime.fromisoformat("2026-05-18T07:00:30+07:00")
NOWHERE = "Nowhere/Zone"


def run(plan: Plan, database: Database, now: datetime) -> int:
    """Plan until nothing is left; how many messages wait."""
    pages = 0
    while plan(database, now):
        pages += 1
        assert pages < 10
    with database.look() as work:
        return work.connection.execute(select(func.count()).select_from(Outbox)).scalar_one()


@pytest.fixture
def broken(database: Database, balai_sebut: Library, tanjung_puri: Library, wati: Someone) -> Library:
    """Tanjung Puri in a zone that doesn't exist, as no way in would let it be; both libraries are kept and report."""
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        keeper = add_keeper(work, tanjung_puri)
        add_report(work, tanjung_puri, keeper)
        work.connection.execute(update(LibraryTable).where(LibraryTable.id == tanjung_puri.id).values(timezone=NOWHERE))
        work.commit()
    return tanjung_puri


def looks_at(database: Database, column: object, library: Library) -> datetime:
    with database.look() as work:
        return work.connection.execute(select(column).where(LibraryTable.id == library.id)).scalar_one()  # type: ignore[call-overload]


def test_the_others_are_reminded(database: Database, balai_sebut: Library, broken: Library) -> None:
    tomorrow = NOW + timedelta(days=1)
    assert run(reminders.plan, database, tomorrow) == 1
    assert looks_at(database, LibraryTable.reminder_look_at, broken) == tomorrow + LATER


def test_the_others_get_their_week(database: Database, balai_sebut: Library, broken: Library) -> None:
    assert run(library_summaries.plan, database, MONDAY) == 1
    assert looks_at(database, LibraryTable.summary_look_at, broken) == MONDAY + LATER


def test_the_other_regions_get_their_week(database: Database, broken: Library, wati: Someone) -> None:
    with database.work() as work:
        add_facilitator(work)
        add_facilitator(work, SINTANG)
        work.connection.execute(update(Region).where(Region.code == SINTANG).values(timezone=NOWHERE))
        work.connection.execute(update(Appointment).values(since=NOW - timedelta(days=30)))
        work.commit()
    assert run(region_summaries.plan, database, MONDAY) == 1


def test_they_are_planned_once_they_are_well(database: Database, broken: Library) -> None:
    run(library_summaries.plan, database, MONDAY)
    with database.work() as work:
        work.directory.change_library(broken.id, timezone="Asia/Pontianak")
        work.commit()
    assert run(library_summaries.plan, database, MONDAY + timedelta(minutes=5)) == 2
