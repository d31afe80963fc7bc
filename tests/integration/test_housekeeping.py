"""What is done once a night, whatever went wrong with it or before it."""

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import delete, func, insert, select, update

from domain.errors import PerpusbotError
from domain.holidays import DayKind, Holiday
from domain.messages import Outgoing
from domain.people import Library, Role
from scheduler.housekeeping import DONE, Housekeeping
from storage import backups, tables
from storage.inbox import Arrival
from storage.work import Database, Work
from tests.factories import NOW, Someone, add_report

PANCASILA = Holiday(day=date(2026, 6, 1), kind=DayKind.PUBLIC, name="Hari Lahir Pancasila")
NIGHT = datetime(2026, 5, 12, 19, 0, tzinfo=UTC)
"""02.00 of 13 May in western Indonesia."""

sqlite_only = pytest.mark.parametrize("kind", ["sqlite"])


class Package:
    """Tells the holidays, or fails; remembers for which years it was asked."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []
        self.broken = False

    def __call__(self, years: Sequence[int]) -> list[Holiday]:
        self.asked.append(years)
        if self.broken:
            raise PerpusbotError("the holidays can't be told: ImportError")
        return [PANCASILA]


@pytest.fixture
def package() -> Package:
    return Package()


@pytest.fixture
def housekeeping(package: Package, tmp_path: Path) -> Housekeeping:
    return Housekeeping(data_dir=tmp_path, timezone="Asia/Jakarta", ask_holidays=package, retention_months=12)


@pytest.fixture
def long_running(database: Database) -> None:
    """It was here last night."""
    with database.work() as work:
        work.watermarks.set(DONE, "2026-05-12")
        work.calendar.refresh([PANCASILA])
        work.commit()


def tidy(housekeeping: Housekeeping, database: Database, now: datetime) -> int:
    """Do all that is due; how many steps that took."""
    steps = 0
    while housekeeping.plan(database, now):
        steps += 1
    return steps


def done(database: Database) -> str | None:
    with database.look() as work:
        return work.watermarks.get(DONE)


def left(database: Database, table: type[tables.Base], *where: Any) -> int:
    with database.look() as work:
        return work.connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def nightly(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("perpusbot-nightly-*"))


def test_a_new_installation_learns_the_holidays_at_once_and_tidies_nothing(
    housekeeping: Housekeeping, database: Database, package: Package, tmp_path: Path
) -> None:
    tidy(housekeeping, database, NOW)
    assert package.asked == [(2025, 2026, 2027)]
    assert (left(database, tables.CalendarDay), done(database), nightly(tmp_path)) == (1, "2026-05-12", [])
    tidy(housekeeping, database, NOW + timedelta(hours=1))
    assert len(package.asked) == 1


def test_the_first_step_of_all_is_the_calendar(
    housekeeping: Housekeeping, database: Database, long_running: None, package: Package
) -> None:
    with database.work() as work:
        work.connection.execute(delete(tables.CalendarDay))
        work.commit()
    assert housekeeping.plan(database, NIGHT)
    assert left(database, tables.CalendarDay) == 1


def test_it_is_due_at_two_in_the_morning_of_the_operators_zone_and_once(
    housekeeping: Housekeeping, long_running: None, database: Database, package: Package
) -> None:
    assert tidy(housekeeping, database, NIGHT - timedelta(seconds=1)) == 0
    assert done(database) == "2026-05-12"
    assert tidy(housekeeping, database, NIGHT) > 0
    assert (done(database), len(package.asked)) == ("2026-05-13", 1)
    assert tidy(housekeeping, database, NIGHT + timedelta(hours=23)) == 0
    assert len(package.asked) == 1


def test_a_restart_repeats_nothing(
    housekeeping: Housekeeping, long_running: None, database: Database, package: Package, tmp_path: Path
) -> None:
    tidy(housekeeping, database, NIGHT)
    again = Housekeeping(data_dir=tmp_path, timezone="Asia/Jakarta", ask_holidays=package, retention_months=12)
    assert tidy(again, database, NIGHT + timedelta(minutes=1)) == 0
    assert len(package.asked) == 1


def test_after_days_of_downtime_it_is_done_once(
    housekeeping: Housekeeping, long_running: None, database: Database, package: Package, kind: str, tmp_path: Path
) -> None:
    noon = NIGHT + timedelta(days=9, hours=10)
    tidy(housekeeping, database, noon)
    assert (done(database), len(package.asked)) == ("2026-05-22", 1)
    assert nightly(tmp_path) == (["perpusbot-nightly-20260522.db"] if kind == "sqlite" else [])
    assert tidy(housekeeping, database, noon + timedelta(hours=1)) == 0


def test_after_a_clock_that_was_years_ahead_is_put_right_its_nights_come_again(
    housekeeping: Housekeeping, database: Database
) -> None:
    for now in (NIGHT + timedelta(days=3650), NIGHT, NIGHT + timedelta(days=1)):
        tidy(housekeeping, database, now)
    assert done(database) == "2026-05-14"


def test_what_was_interrupted_is_done_again(
    housekeeping: Housekeeping, long_running: None, database: Database, package: Package, tmp_path: Path
) -> None:
    assert housekeeping.plan(database, NIGHT)
    restarted = Housekeeping(data_dir=tmp_path, timezone="Asia/Jakarta", ask_holidays=package, retention_months=12)
    tidy(restarted, database, NIGHT)
    assert done(database) == "2026-05-13"


def test_a_chore_that_fails_keeps_no_other_from_being_done(
    housekeeping: Housekeeping,
    long_running: None,
    database: Database,
    package: Package,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    package.broken = True
    (tmp_path / "backups").write_text("no folder")
    with database.work() as work:
        keep(work, 1, NIGHT - timedelta(days=31), "done")
        work.commit()
    with caplog.at_level(logging.ERROR):
        tidy(housekeeping, database, NIGHT)
    assert (left(database, tables.Inbox), done(database)) == (0, "2026-05-13")
    told = [record.getMessage() for record in caplog.records]
    assert "housekeeping: calendar failed: the holidays can't be told: ImportError" in told
    assert len(told) == (2 if database.is_sqlite else 1)


def test_a_calendar_that_knows_nothing_is_asked_for_again_within_the_hour(
    housekeeping: Housekeeping, database: Database, package: Package
) -> None:
    package.broken = True
    tidy(housekeeping, database, NOW)
    tidy(housekeeping, database, NOW + timedelta(minutes=59))
    assert len(package.asked) == 1
    package.broken = False
    tidy(housekeeping, database, NOW + timedelta(hours=1))
    assert (len(package.asked), left(database, tables.CalendarDay)) == (2, 1)


@sqlite_only
def test_of_sixteen_nights_fourteen_backups_stay_and_what_a_person_saved(
    housekeeping: Housekeeping, long_running: None, database: Database, tmp_path: Path
) -> None:
    mine = backups.default_path(tmp_path, NOW)
    backups.backup(str(database.url), mine)
    leftover = tmp_path / "backups" / ".perpusbot-nightly-20260512.db.4711"
    leftover.touch()
    for night in range(16):
        tidy(housekeeping, database, NIGHT + timedelta(days=night))
    first = date(2026, 5, 15)
    assert nightly(tmp_path) == [f"perpusbot-nightly-{first + timedelta(days=n):%Y%m%d}.db" for n in range(14)]
    assert (mine.exists(), leftover.exists()) == (True, False)
    assert backups.newest(tmp_path) is not None


@sqlite_only
def test_a_nightly_backup_holds_what_was_there(
    housekeeping: Housekeeping,
    long_running: None,
    database: Database,
    balai_sebut: Library,
    wati: Someone,
    tmp_path: Path,
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        work.commit()
    tidy(housekeeping, database, NIGHT)
    copy = Database(f"sqlite:///{tmp_path}/backups/perpusbot-nightly-20260513.db")
    assert left(copy, tables.Report) == 1
    copy.close()


def keep(work: Work, number: int, sent_at: datetime, state: str, chat_id: int = 7001) -> None:
    work.inbox.keep([Arrival(update_id=number, raw="{}", sent_at=sent_at, chat_id=chat_id)])
    work.connection.execute(update(tables.Inbox).where(tables.Inbox.update_id == number).values(state=state))


def ago(days: float) -> datetime:
    return NIGHT - timedelta(days=days)


def test_updates_go_after_thirty_days_if_they_are_done(
    housekeeping: Housekeeping, long_running: None, database: Database, wati: Someone
) -> None:
    with database.work() as work:
        for number in range(450):
            keep(work, number, ago(31), "done")
        keep(work, 1000, ago(29), "done")
        keep(work, 1001, ago(300), "failed")
        work.commit()
    assert tidy(housekeeping, database, NIGHT) >= 3
    with database.look() as work:
        assert set(work.connection.scalars(select(tables.Inbox.update_id))) == {1000, 1001}


def test_reports_of_strangers_wait_fourteen_days_those_of_people_who_agreed_ninety(
    housekeeping: Housekeeping, long_running: None, database: Database, rini: Someone
) -> None:
    with database.work() as work:
        keep(work, 1, ago(15), "held", chat_id=7099)
        keep(work, 2, ago(13), "held", chat_id=7099)
        keep(work, 3, ago(89), "held", chat_id=rini.chat_id)
        keep(work, 4, ago(91), "held", chat_id=rini.chat_id)
        work.commit()
    tidy(housekeeping, database, NIGHT)
    with database.look() as work:
        assert set(work.connection.scalars(select(tables.Inbox.update_id))) == {2, 3}


def put(work: Work, state: str, days: float, **values: Any) -> int:
    work.outbox.put([Outgoing(chat_id=7001, text=Markup("…"))], ago(days))
    id_ = work.connection.execute(select(func.max(tables.Outbox.id))).scalar_one()
    work.connection.execute(update(tables.Outbox).where(tables.Outbox.id == id_).values(state=state, **values))
    return int(id_)


def test_messages_go_thirty_days_after_they_left_or_were_given_up(
    housekeeping: Housekeeping, long_running: None, database: Database, wati: Someone
) -> None:
    with database.work() as work:
        for state in ("sent", "superseded", "cancelled", "expired"):
            put(work, state, 31)
        stay = {put(work, state, 300) for state in ("waiting", "sending", "failed", "unsure")}
        stay.add(put(work, "sent", 29))
        stay.add(put(work, "sent", 60, sent_at=ago(1)))
        stay.add(edited := put(work, "sent", 31))
        stay.add(put(work, "waiting", 0, edits=edited))
        old = put(work, "sent", 31)
        stay.add(newer := put(work, "sent", 20, edits=old))
        work.commit()
    tidy(housekeeping, database, NIGHT)
    with database.look() as work:
        assert set(work.connection.scalars(select(tables.Outbox.id))) == stay
        edits = select(tables.Outbox.edits).where(tables.Outbox.id == newer)
        assert work.connection.execute(edits).scalar_one() is None


def test_questions_and_requests_that_nobody_answered_are_closed(
    housekeeping: Housekeeping,
    long_running: None,
    database: Database,
    balai_sebut: Library,
    rini: Someone,
    wati: Someone,
) -> None:
    with database.work() as work:
        expired = work.questions.ask(kind="visits", chat_id=7001, person_id=wati.id, now=ago(2.1))
        waiting = work.questions.ask(kind="visits", chat_id=7001, person_id=wati.id, now=ago(1.9))
        answered = work.questions.ask(kind="visits", chat_id=7001, person_id=wati.id, now=ago(9))
        work.questions.answer(answered.id)
        old = work.invitations.request(rini.id, balai_sebut.id, ago(91))
        young = work.invitations.request(wati.id, balai_sebut.id, ago(89))
        work.commit()
    tidy(housekeeping, database, NIGHT)
    with database.look() as work:
        asked = [work.questions.get(question.id) for question in (expired, waiting, answered)]
        assert [question.state for question in asked if question] == ["withdrawn", "open", "answered"]
        requests = [work.invitations.requested(id_) for id_ in (old, young)]
        assert [request.state for request in requests if request] == ["withdrawn", "open"]


def test_invitations_go_thirty_days_after_they_expired(
    housekeeping: Housekeeping, long_running: None, database: Database, balai_sebut: Library
) -> None:
    with database.work() as work:
        for days in (45, 43):
            work.invitations.invite(Role.KEEPER, now=ago(days), library_id=balai_sebut.id)
        work.commit()
    tidy(housekeeping, database, NIGHT)
    assert left(database, tables.Invitation) == 1


def test_photos_that_nobody_kept_go_after_fourteen_days(
    housekeeping: Housekeeping, long_running: None, database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        for days, kept_at in ((15, None), (15, ago(15)), (13, None)):
            report = add_report(work, balai_sebut, wati, sent_at=ago(days))
            photo = {"report_id": report.id, "file_id": f"photo{days}", "kept_at": kept_at}
            work.connection.execute(insert(tables.Photo).values(photo))
        work.commit()
    tidy(housekeeping, database, NIGHT)
    assert left(database, tables.Photo) == 2
    assert left(database, tables.Photo, tables.Photo.kept_at.is_not(None)) == 1


def test_what_the_clockwork_remembers_goes_after_a_hundred_days(
    housekeeping: Housekeeping, long_running: None, database: Database, balai_sebut: Library
) -> None:
    with database.work() as work:
        for days in (101, 99):
            day = ago(days).date()
            rows: list[tuple[type[tables.Base], dict[str, Any]]] = [
                (tables.Nudge, {"library_id": balai_sebut.id, "day": day, "nudged_at": ago(days)}),
                (tables.ToldTotal, {"subject": "library:1", "span": "week", "first": day, "total": 12}),
                (tables.Drawn, {"key": f"chart{days}", "file_id": "x", "drawn_at": ago(days)}),
            ]
            for table, row in rows:
                work.connection.execute(insert(table).values(row))
        work.commit()
    tidy(housekeeping, database, NIGHT)
    assert [left(database, table) for table in (tables.Nudge, tables.ToldTotal, tables.Drawn)] == [1, 1, 1]


def test_many_told_totals_go_page_by_page(housekeeping: Housekeeping, long_running: None, database: Database) -> None:
    first = ago(120).date()
    totals = [
        {"subject": f"library:{n}", "span": span, "first": first + timedelta(days=n % 3), "total": n}
        for n in range(300)
        for span in ("week", "month")
    ]
    with database.work() as work:
        work.connection.execute(insert(tables.ToldTotal), totals)
        work.commit()
    tidy(housekeeping, database, NIGHT)
    assert left(database, tables.ToldTotal) == 0
