"""perpusbot doctor: is everything well?"""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.doctor import examine as examined
from bot.settings import Settings
from domain.clock import real_now
from domain.holidays import DayKind, Holiday
from domain.people import Library
from scheduler.housekeeping import DONE
from storage.inbox import Arrival
from storage.tables import Tally
from storage.watermarks import Outage
from storage.work import Database
from tests.conftest import BOT_ID
from tests.factories import Someone, add_report
from tests.integration.conftest import Perpusbot


def examine(perpusbot: Perpusbot, url: str, **settings: str) -> tuple[int, dict[str, str], str]:
    result = perpusbot("doctor", "--json", database_url=url, **settings)
    checks = json.loads(result.stdout)["checks"]
    assert all(list(check) == ["name", "status", "detail"] for check in checks)
    return result.exit_code, {check["name"]: check["status"] for check in checks}, result.stdout


def fail_an_update(database: Database) -> int:
    with database.work() as work:
        arrival = Arrival(update_id=1, raw='{"text": "rahasia"}', sent_at=real_now(), chat_id=7001)
        work.inbox.keep([arrival])
        (row,) = work.inbox.waiting(1)
        work.inbox.attempted(row.id, "ValueError: rahasia", final=True)
        work.commit()
    return row.id


def test_a_fresh_database_lacks_only_the_token(perpusbot: Perpusbot, database_url: str) -> None:
    status, checks, _ = examine(perpusbot, database_url)
    assert status == 1
    assert checks.pop("token") == "warning"
    assert set(checks.values()) == {"ok"}


@pytest.mark.parametrize(("days", "status"), [(1, "warning"), (8, "ok")])
def test_an_outage_that_may_have_lost_reports_is_told_for_a_week(
    perpusbot: Perpusbot, database: Database, database_url: str, days: int, status: str
) -> None:
    until = real_now() - timedelta(days=days)
    with database.work() as work:
        work.watermarks.note_outage(BOT_ID, Outage(since=until - timedelta(hours=30), until=until))
        work.commit()
    _, checks, _ = examine(perpusbot, database_url, token=f"{BOT_ID}:AAtest-token-that-opens-nothing")
    assert checks["outage"] == status


def test_a_tally_that_isnt_the_fold_is_an_error(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        work.connection.execute(update(Tally).values(total=99))
        work.commit()
    status, checks, _ = examine(perpusbot, database_url)
    assert (status, checks["tallies"]) == (2, "error")


def test_a_failed_update_is_named_by_id_without_its_text_and_can_be_tried_again(
    perpusbot: Perpusbot, database: Database, database_url: str
) -> None:
    id_ = fail_an_update(database)
    status, checks, told = examine(perpusbot, database_url)
    assert (status, checks["failed updates"]) == (1, "warning")
    assert f"{id_} (ValueError)" in told
    assert "rahasia" not in told
    result = perpusbot("doctor", "--retry", str(id_), database_url=database_url)
    assert result.stdout.startswith(f"update {id_} will be worked on again\n")
    with database.look() as work:
        assert [row.id for row in work.inbox.waiting(1)] == [id_]
    result = perpusbot("doctor", "--retry", str(id_), database_url=database_url)
    assert (result.exit_code, result.stderr) == (1, f"no failed update has the id {id_}\n")


def test_an_update_that_waits_long_is_a_warning(perpusbot: Perpusbot, database: Database, database_url: str) -> None:
    with database.work() as work:
        work.inbox.keep([Arrival(update_id=1, raw="{}", sent_at=real_now() - timedelta(hours=1))])
        work.commit()
    _, checks, told = examine(perpusbot, database_url)
    assert checks["inbox"] == "warning"
    assert "1 new; the oldest waits since" in told


def test_a_database_without_tables_is_an_error(perpusbot: Perpusbot, empty_url: str) -> None:
    status, checks, told = examine(perpusbot, empty_url)
    assert status == 2
    assert "error" in (checks.get("migrations"), checks["database"])
    assert "perpusbot migrate" in told


@pytest.mark.parametrize("url", ["postgresql://perpus:kunci@127.0.0.1:9/perpus", "sqlite:////nowhere/perpus.db"])
def test_a_database_that_cant_be_reached_is_an_error(perpusbot: Perpusbot, url: str) -> None:
    status, checks, told = examine(perpusbot, url)
    assert (status, checks["database"]) == (2, "error")
    assert "kunci" not in told


def test_a_file_that_is_no_database_is_an_error(perpusbot: Perpusbot) -> None:
    status, checks, _ = examine(perpusbot, "sqlite:////etc/passwd")
    assert (status, checks["database"]) == (2, "error")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_backups_are_asked_for_once_there_is_something_to_lose(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati, sent_at=real_now() - timedelta(days=3))
        work.commit()
    assert examine(perpusbot, database_url)[1]["backup"] == "warning"
    assert perpusbot("backup", database_url=database_url).exit_code == 0
    assert examine(perpusbot, database_url)[1]["backup"] == "ok"


def test_text_is_a_line_a_check(perpusbot: Perpusbot, database_url: str) -> None:
    result = perpusbot("doctor", database_url=database_url)
    assert "ok      tallies: all equal their entries" in result.stdout.splitlines()
    assert "WARNING token: not set (PERPUSBOT_TOKEN)" in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("month", "known", "status"),
    [
        (10, [2026], "ok"),
        (10, [], "warning"),
        (11, [2026], "warning"),
        (11, [2026, 2027], "ok"),
    ],
)
def test_the_calendar_should_know_this_year_and_from_november_on_the_next(
    database: Database, database_url: str, tmp_path: Path, month: int, known: list[int], status: str
) -> None:
    cuti_bersama = [
        Holiday(day=date(year, 12, 24), kind=DayKind.GOVERNMENT, name="Cuti Bersama Hari Raya Natal") for year in known
    ]
    with database.work() as work:
        work.calendar.refresh(cuti_bersama)
        work.watermarks.set(DONE, "2026-05-12")
        work.commit()
    checks = examined(Settings(database_url=database_url, data_dir=tmp_path), datetime(2026, month, 1, tzinfo=UTC))
    (check,) = [check for check in checks if check.name == "calendar"]
    assert check.status == status
    assert ("perpusbot calendar add" in check.detail) == (status == "warning")
