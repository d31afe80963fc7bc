"""Days told closed ahead, and what a keeper wants to hear, in the database."""

from datetime import date

from sqlalchemy import select, update

from domain.days import Period
from domain.opening import Closure
from domain.people import Library
from domain.reminding import Frequency
from storage.directory import Keeping
from storage.tables import Library as LibraryTable
from storage.work import Database, Work
from tests.factories import NOW, TODAY, Someone

HAJATAN = Closure(period=Period(first=date(2026, 5, 13), last=date(2026, 5, 15)), reason="hajatan")
LATER = Closure(period=Period(first=date(2026, 6, 1), last=date(2026, 6, 1)))


def close(work: Work, library: Library, *closures: Closure) -> None:
    for closure in closures:
        work.openings.close(library.id, closure.period, closure.reason)


def look_at(work: Work, library: Library) -> object:
    return work.connection.execute(
        select(LibraryTable.reminder_look_at).where(LibraryTable.id == library.id)
    ).scalar_one()


def looked(work: Work) -> None:
    work.connection.execute(update(LibraryTable).values(reminder_look_at=NOW))


def test_closed_days_are_listed_the_nearest_first(
    database: Database, balai_sebut: Library, tanjung_merpati: Library
) -> None:
    with database.work() as work:
        close(work, balai_sebut, LATER, HAJATAN)
        close(work, tanjung_merpati, LATER)
        assert work.openings.told_closed(balai_sebut.id, TODAY) == [HAJATAN, LATER]
        assert work.openings.told_closed(balai_sebut.id, date(2026, 5, 15)) == [HAJATAN, LATER]
        assert work.openings.told_closed(balai_sebut.id, date(2026, 5, 16)) == [LATER]


def test_the_same_days_are_kept_once_with_the_newest_reason(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        close(work, balai_sebut, Closure(period=HAJATAN.period), HAJATAN)
        assert work.openings.told_closed(balai_sebut.id, TODAY) == [HAJATAN]


def test_reopening_forgets_what_is_to_come_and_nothing_else(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        close(work, balai_sebut, HAJATAN, LATER)
        assert work.openings.reopen(balai_sebut.id, HAJATAN.period, date(2026, 5, 14))
        begun = Closure(period=Period(first=date(2026, 5, 13), last=date(2026, 5, 13)), reason="hajatan")
        assert work.openings.told_closed(balai_sebut.id, date.min) == [begun, LATER]
        assert work.openings.reopen(balai_sebut.id, LATER.period, TODAY)
        assert not work.openings.reopen(balai_sebut.id, LATER.period, TODAY)
        assert work.openings.told_closed(balai_sebut.id, date.min) == [begun]


def test_the_clockwork_looks_anew(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        for change in (
            lambda: close(work, balai_sebut, HAJATAN),
            lambda: work.openings.reopen(balai_sebut.id, HAJATAN.period, TODAY),
            lambda: work.directory.change_keeping(wati.id, balai_sebut.id, reminders=Frequency.WEEKLY),
        ):
            looked(work)
            change()
            assert look_at(work, balai_sebut) is None


def test_what_a_keeper_wants_is_of_one_keeper_and_library(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, wati: Someone, darius: Someone
) -> None:
    usual = Keeping(reminders=Frequency.DAILY, paused_until=None, ideas=True)
    with database.work() as work:
        work.directory.join(wati.id, tanjung_merpati.id, NOW)
        work.directory.change_keeping(
            wati.id, balai_sebut.id, reminders=Frequency.NEVER, paused_until=TODAY, ideas=False
        )
        assert work.directory.keeping(wati.id, balai_sebut.id) == Keeping(
            reminders=Frequency.NEVER, paused_until=TODAY, ideas=False
        )
        assert work.directory.keeping(wati.id, tanjung_merpati.id) == usual
        assert work.directory.keeping(darius.id, balai_sebut.id) == usual
