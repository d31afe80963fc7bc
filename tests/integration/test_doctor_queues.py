"""perpusbot doctor on what moves: messages that failed, groups that can't be written to, a clockwork that is behind."""

import json
from datetime import timedelta
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import insert, select, update

from domain.clock import real_now
from domain.messages import Outgoing, Priority
from domain.people import Library
from scheduler.housekeeping import DONE
from storage.outbox import Delivered
from storage.tables import Announcement, Appointment, Chat, Outbox
from storage.tables import Library as LibraryTable
from storage.work import Database
from tests.factories import SANGGAU, Someone
from tests.integration.conftest import Perpusbot

REFUSED = 'Bad Request: can\'t parse entities: unsupported start tag "…"'
BLOCKED = "Forbidden: bot was blocked by the user"


def examine(perpusbot: Perpusbot, url: str) -> dict[str, tuple[str, str]]:
    checks = json.loads(perpusbot("doctor", "--json", database_url=url).stdout)["checks"]
    return {check["name"]: (check["status"], check["detail"]) for check in checks}


def failed(database: Database, error: str, *, days: int = 0, **about: Any) -> int:
    """A message that was given up; its id."""
    now = real_now() - timedelta(days=days)
    with database.work() as work:
        work.outbox.put([Outgoing(**{"chat_id": 7001, "text": Markup("rahasia")} | about)], now)
        id_ = work.connection.execute(select(Outbox.id).order_by(Outbox.id.desc()).limit(1)).scalar_one()
        work.outbox.settle([Delivered(id=id_, state="failed", error=error)], now)
        work.commit()
    return id_


def state_of(database: Database, id_: int) -> str:
    with database.look() as work:
        return str(work.connection.execute(select(Outbox.state).where(Outbox.id == id_)).scalar_one())


def test_failed_messages_are_told_by_cause_without_their_words(
    perpusbot: Perpusbot, database: Database, database_url: str
) -> None:
    failed(database, REFUSED)
    newest = failed(database, REFUSED)
    blocked = failed(database, BLOCKED)
    status, told = examine(perpusbot, database_url)["failed messages"]
    assert status == "warning"
    counted = f"1 {BLOCKED} (the newest is {blocked}); 2 {REFUSED} (the newest is {newest})"
    assert told == f"{counted}; again: perpusbot doctor --resend ID"


@pytest.mark.parametrize(("error", "days"), [(BLOCKED, 0), (REFUSED, 8)])
def test_whoever_blocked_the_bot_and_what_is_long_past_are_no_trouble(
    perpusbot: Perpusbot, database: Database, database_url: str, error: str, days: int
) -> None:
    failed(database, error, days=days)
    assert examine(perpusbot, database_url)["failed messages"][0] == "ok"


def test_a_failed_message_can_be_sent_again(perpusbot: Perpusbot, database: Database, database_url: str) -> None:
    id_ = failed(database, REFUSED)
    result = perpusbot("doctor", "--resend", str(id_), database_url=database_url)
    assert result.stdout.startswith(f"message {id_} will be sent again\n")
    assert state_of(database, id_) == "waiting"
    again = perpusbot("doctor", "--resend", str(id_), database_url=database_url)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.startswith(f"no failed message that is still of use has the id {id_} (announcements")


@pytest.mark.parametrize(
    "about", [{"priority": Priority.ANNOUNCEMENT}, {"not_after": real_now() - timedelta(minutes=1)}]
)
def test_an_announcement_and_what_is_of_no_use_any_more_stay_as_they_are(
    perpusbot: Perpusbot, database: Database, database_url: str, about: dict[str, Any]
) -> None:
    id_ = failed(database, REFUSED, **about)
    assert perpusbot("doctor", "--resend", str(id_), database_url=database_url).exit_code == 1
    assert state_of(database, id_) == "failed"


def test_a_group_without_rights_is_named_by_number_and_region(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library
) -> None:
    with database.work() as work:
        work.chats.link(-1001, "Perpusdes Sanggau", SANGGAU)
        work.chats.link(-1002, "Grup lain", SANGGAU)
        work.commit()
    assert examine(perpusbot, database_url)["groups"] == ("ok", "2, all of which can be written to")
    with database.work() as work:
        work.chats.mute(-1002, real_now())
        work.commit()
    status, told = examine(perpusbot, database_url)["groups"]
    assert status == "warning"
    assert told.startswith(f"1 of 2 give no right to write: -1002 ({SANGGAU}) since ")
    assert "Grup" not in told


@pytest.mark.parametrize(
    ("table", "column", "planner"),
    [
        (LibraryTable, "reminder_look_at", "reminders"),
        (LibraryTable, "summary_look_at", "summaries of libraries"),
        (Appointment, "summary_look_at", "summaries of regions"),
        (Chat, "summary_look_at", "summaries in groups"),
    ],
)
@pytest.mark.parametrize(("minutes", "status"), [(10, "ok"), (20, "warning")])
def test_a_clockwork_that_is_behind_is_a_warning(
    perpusbot: Perpusbot,
    database: Database,
    database_url: str,
    balai_sebut: Library,
    yohanes: Someone,
    table: Any,
    column: str,
    planner: str,
    minutes: int,
    status: str,
) -> None:
    with database.work() as work:
        work.chats.link(-1001, "Perpusdes Sanggau", SANGGAU)
        work.connection.execute(update(table).values({column: real_now() - timedelta(minutes=minutes)}))
        work.commit()
    found, told = examine(perpusbot, database_url)["clockwork"]
    assert found == status
    assert (f"behind with {planner}: 1 since " in told) == (status == "warning")


@pytest.mark.parametrize(("minutes", "status"), [(10, "ok"), (20, "warning")])
def test_an_announcement_whose_hour_has_passed_is_a_warning(
    perpusbot: Perpusbot, database: Database, database_url: str, minutes: int, status: str
) -> None:
    now = real_now()
    scheduled = {
        "content": {},
        "audience": {},
        "chat_id": 7003,
        "composed_at": now,
        "state": "scheduled",
        "send_at": now - timedelta(minutes=minutes),
    }
    with database.work() as work:
        work.connection.execute(insert(Announcement).values(scheduled))
        work.commit()
    assert examine(perpusbot, database_url)["clockwork"][0] == status


@pytest.mark.parametrize(("days", "status"), [(2, "ok"), (3, "warning")])
def test_nights_without_housekeeping_are_a_warning(
    perpusbot: Perpusbot, database: Database, database_url: str, days: int, status: str
) -> None:
    with database.work() as work:
        work.watermarks.set(DONE, (real_now() - timedelta(days=days)).date().isoformat())
        work.commit()
    found, told = examine(perpusbot, database_url)["clockwork"]
    assert found == status
    assert ("housekeeping: not done since" in told) == (status == "warning")


def test_a_closed_library_and_a_removed_group_wait_for_nobody(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library
) -> None:
    long_ago = real_now() - timedelta(days=30)
    with database.work() as work:
        work.chats.link(-1001, "Perpusdes Sanggau", SANGGAU)
        work.chats.removed(-1001)
        work.connection.execute(update(Chat).values(summary_look_at=long_ago))
        work.connection.execute(update(LibraryTable).values(active=False, reminder_look_at=long_ago))
        work.commit()
    assert examine(perpusbot, database_url)["clockwork"] == ("ok", "nothing that fell due waits")
