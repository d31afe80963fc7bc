"""Reports and entries: versions are kept, and the count of a day is always the fold of what counts."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from domain.counting import NOTHING, DayCount
from domain.days import Period
from domain.entries import Activity, Band, Books, Entry, Mode, Visits
from domain.people import Library
from storage.checks import wrong_tallies
from storage.tables import Tally
from storage.work import Database, Work
from tests.factories import NOW, TODAY, Someone, add_report, make_activity, make_books, make_visits


def tally(work: Work, library: Library) -> DayCount:
    return work.views.days(library.id, Period(first=TODAY, last=TODAY)).get(TODAY, NOTHING)


def later(minutes: int) -> Any:
    return NOW + timedelta(minutes=minutes)


def test_a_message_is_one_report(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        told: dict[str, Any] = {"chat_id": 7001, "message_id": 5, "person_id": wati.id, "text": "12", "sent_at": NOW}
        first = work.journal.open(**told)
        assert first is not None
        assert work.journal.open(**told) is None
        assert work.journal.report_of(7001, 5) == first


def test_an_album_is_one_report(database: Database, wati: Someone) -> None:
    with database.work() as work:
        told: dict[str, Any] = {"chat_id": 7001, "person_id": wati.id, "text": "", "sent_at": NOW, "media_group": "a"}
        first = work.journal.open(message_id=5, **told)
        assert work.journal.open(message_id=6, **told) is None
        assert work.journal.report_of_album(7001, "a") == first


def test_every_kind_of_entry_comes_back_as_it_was_told(database: Database, balai_sebut: Library, wati: Someone) -> None:
    entries: list[Entry] = [
        make_visits(male=10, female=13, groups={Band.SD: 7}, companions=2, mode=Mode.SET),
        make_activity(male=5, female=7, groups={Band.CHILDREN: 12}, partner="PKK", place="Balai desa"),
        make_books(isbn="9786020000000", publisher="Bentang", year=2005),
        Books(date=TODAY, count_titles=3, copies=9),
    ]
    with database.work() as work:
        report = add_report(work, balai_sebut, wati, *entries)
        kept = [row.entry for row in work.journal.kept(report.id)]
    assert kept[0] == entries[0]
    assert isinstance(kept[1], Activity)
    assert kept[1].activity_class == "pelibatan_masyarakat"
    assert kept[2:] == entries[2:]


def test_an_ended_entry_counts_no_more_and_is_kept(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati, make_visits(total=23))
        (kept,) = work.journal.kept(report.id)
        report = work.journal.next_version(report)
        work.journal.end(Visits, [kept.id], by=wati.id, at=later(1))
        work.journal.record(report, [make_visits(total=18)], by=wati.id, at=later(1))
        work.journal.retally(balai_sebut.id, [TODAY])
        assert tally(work, balai_sebut).total == 18
        assert report.version == 2
        versions = work.connection.exec_driver_sql("SELECT version, total FROM visits ORDER BY id").all()
        assert [tuple(row) for row in versions] == [(1, 23), (2, 18)]


def test_withdrawing_a_report_takes_it_out_of_the_count_and_restoring_brings_it_back(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati, make_visits(total=23))
        work.journal.retally(balai_sebut.id, work.journal.withdraw(report, later(1)))
        assert tally(work, balai_sebut) == NOTHING
        work.journal.retally(balai_sebut.id, work.journal.restore(report))
        assert tally(work, balai_sebut).total == 23


def test_a_set_hides_what_came_before_and_withdrawing_it_brings_that_back(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati, make_visits(total=12, male=5, female=7))
        add_report(work, balai_sebut, wati, make_visits(total=5, mode=Mode.ADD), sent_at=later(1))
        assert tally(work, balai_sebut) == DayCount(total=17)
        last = add_report(work, balai_sebut, wati, make_visits(total=20, mode=Mode.SET), sent_at=later(2))
        assert tally(work, balai_sebut).total == 20
        work.journal.retally(balai_sebut.id, work.journal.withdraw(last, later(3)))
        assert tally(work, balai_sebut).total == 17


def test_the_order_of_sending_decides_not_that_of_recording(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati, make_visits(total=20), sent_at=later(2))
        add_report(work, balai_sebut, wati, make_visits(total=12), sent_at=later(1))
        assert tally(work, balai_sebut).total == 20


def test_a_closed_day_is_a_report(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati, Visits(date=TODAY, closed=True, reason="banjir"))
        assert tally(work, balai_sebut) == DayCount(closed=True, reason="banjir")


def test_the_check_finds_a_tally_that_isnt_the_fold_of_its_entries(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, wati: Someone
) -> None:
    yesterday = TODAY - timedelta(days=1)
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        add_report(work, balai_sebut, wati, make_visits(date=yesterday))
        untold = add_report(work, tanjung_merpati, wati)
        assert wrong_tallies(work.connection) == []
        work.connection.execute(update(Tally).where(Tally.date == yesterday).values(total=99))
        work.connection.execute(delete(Tally).where(Tally.library_id == tanjung_merpati.id))
        assert wrong_tallies(work.connection) == [(balai_sebut.id, yesterday), (tanjung_merpati.id, TODAY)]
        work.journal.withdraw(untold, NOW)
        assert wrong_tallies(work.connection) == [(balai_sebut.id, yesterday)]


def test_a_photo_is_kept_once_and_for_good_only_when_asked(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati)
        for file_id in ("one", "two", "one"):
            work.journal.keep_photo(report.id, file_id)
        assert work.journal.photos(report.id) == (2, 0)
        work.journal.photos_kept(report.id, NOW)
        assert work.journal.photos(report.id) == (2, 2)


def test_an_unusual_count_is_confirmed(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati, unconfirmed=True)
        assert [kept.unconfirmed for kept in work.journal.kept(report.id)] == [True]
        work.journal.confirm(report.id)
        assert [kept.unconfirmed for kept in work.journal.kept(report.id)] == [False]
