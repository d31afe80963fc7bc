"""perpusbot due: what falls due in a minute, to whom and why."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.due import PAGE, due, written
from domain.messages import Outgoing, Priority
from domain.people import Library
from scheduler.planned import Planned, Window
from storage.tables import Outbox
from storage.work import Database, Work
from tests.factories import NOW, Someone
from tests.integration.conftest import Perpusbot

HALF_PAST_THREE = "2026-05-12T15:30:00+07:00"
TOKEN = "7123456789:AAtest-token-that-opens-nothing"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A planner that says what it was given, unless it is in the outbox already."""

    messages: Sequence[Planned]

    def __call__(self, work: Work, window: Window) -> Iterator[Planned]:
        keys = set(work.connection.execute(select(Outbox.dedupe_key)).scalars())
        return (one for one in self.messages if one.at in window and one.dedupe_key not in keys)


def put(work: Work, *, chat_id: int, key: str) -> None:
    row = Outgoing(chat_id=chat_id, text=Markup("Halo"), priority=Priority.REMINDER, dedupe_key=key)
    work.outbox.put([row], NOW)


def planned(number: int, **overrides: object) -> Planned:
    key = f"reminder:{number}"
    one = Planned(
        kind="reminder",
        at=NOW,
        library=f"61.03.04.{2000 + number}",
        chat_id=7000 + number,
        dedupe_key=key,
        because="it is half past three",
        put=partial(put, chat_id=7000 + number, key=key),
    )
    return replace(one, **overrides)  # type: ignore[arg-type]


def keys(database: Database) -> list[str]:
    with database.look() as work:
        return list(work.connection.execute(select(Outbox.dedupe_key).order_by(Outbox.id)).scalars())


def test_the_minute_begins_at_t_and_ends_before_the_next_one(database: Database) -> None:
    moments = [NOW + timedelta(seconds=seconds) for seconds in (-0.000001, 0, 59.999999, 60)]
    planner = Told(messages=[planned(number, at=moment) for number, moment in enumerate(moments)])
    assert [one.at for one in due(database, NOW, planners=[planner])] == moments[1:3]


def test_it_is_sorted_by_moment_kind_and_library(database: Database) -> None:
    later = NOW + timedelta(seconds=10)
    one = Told(messages=[planned(3, at=later), planned(2), planned(1)])
    other = Told(messages=[planned(4, kind="nudge", at=later), planned(5, kind="group summary", library=None)])
    found = due(database, NOW, planners=[one, other])
    assert [(item.kind, item.chat_id) for item in found] == [
        ("group summary", 7005),
        ("reminder", 7001),
        ("reminder", 7002),
        ("nudge", 7004),
        ("reminder", 7003),
    ]


def test_sending_puts_it_into_the_outbox_once_however_much_it_is(database: Database) -> None:
    planner = Told(messages=[planned(number) for number in range(2 * PAGE + 1)])
    assert len(due(database, NOW, planners=[planner])) == 2 * PAGE + 1
    assert keys(database) == []
    sent = due(database, NOW, send=True, planners=[planner])
    assert sorted(keys(database)) == sorted(one.dedupe_key for one in sent)
    assert len(sent) == 2 * PAGE + 1
    assert due(database, NOW, send=True, planners=[planner]) == []
    assert len(keys(database)) == 2 * PAGE + 1


def test_text_is_for_an_operator_and_jsonl_for_a_program(database: Database) -> None:
    planner = Told(messages=[planned(1), planned(2, kind="summary", library=None, chat_id=-4801)])
    found = due(database, NOW, planners=[planner])
    at = datetime.fromisoformat(HALF_PAST_THREE)
    assert list(written(found, at, "text")) == [
        "15:30  reminder  61.03.04.2001  to chat 7001",
        "       it is half past three",
        "15:30  summary   -              to chat -4801",
        "       it is half past three",
        "2 due",
    ]
    assert list(written([], at, "text")) == ["nothing is due at 2026-05-12T15:30+07:00"]
    assert list(written([], at, "jsonl")) == []
    first, second = (json.loads(line) for line in written(found, at, "jsonl"))
    assert list(first.items()) == [
        ("kind", "reminder"),
        ("at", "2026-05-12T08:30:00+00:00"),
        ("library", "61.03.04.2001"),
        ("chat_id", 7001),
        ("dedupe_key", "reminder:1"),
        ("because", "it is half past three"),
    ]
    assert "library" not in second


def test_a_reminder_is_listed_with_its_reason_until_it_is_sent(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library, wati: Someone, darius: Someone
) -> None:
    settings = {"database_url": database_url, "token": TOKEN}
    listed = perpusbot("due", "--at", HALF_PAST_THREE, "--format", "jsonl", **settings)
    reminders = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(one["kind"], one["library"], one["chat_id"]) for one in reminders] == [
        ("reminder", balai_sebut.code, wati.chat_id),
        ("reminder", balai_sebut.code, darius.chat_id),
    ]
    assert reminders[0]["dedupe_key"] == f"reminder:{balai_sebut.id}:2026-05-12:1:{wati.chat_id}"
    assert "15:30" in reminders[0]["because"]
    assert keys(database) == []
    sent = perpusbot("due", "--at", HALF_PAST_THREE, "--send", "--format", "jsonl", **settings)
    assert sent.stdout == listed.stdout
    assert keys(database) == [one["dedupe_key"] for one in reminders]
    again = perpusbot("due", "--at", HALF_PAST_THREE, "--send", **settings)
    assert (again.exit_code, again.stdout) == (0, "nothing is due at 2026-05-12T15:30+07:00\n")


def test_an_empty_database_has_nothing_due(perpusbot: Perpusbot, empty_url: str) -> None:
    result = perpusbot("due", "--at", HALF_PAST_THREE, database_url=empty_url)
    assert (result.exit_code, result.stdout) == (0, "nothing is due at 2026-05-12T15:30+07:00\n")


def test_a_database_of_an_older_version_is_refused(perpusbot: Perpusbot, database: Database, database_url: str) -> None:
    with database.work() as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        work.commit()
    result = perpusbot("due", "--at", HALF_PAST_THREE, database_url=database_url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "run `perpusbot migrate` first" in result.stderr


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        ([], 2, "Missing option '--at'"),
        (["--at", "2026-05-12T15:30:00"], 2, "needs its offset from UTC, like +07:00"),
        (["--at", "selasa"], 2, "is not a moment like 2026-05-12T15:29:50+07:00"),
        (["--at", HALF_PAST_THREE, "--send"], 78, "PERPUSBOT_TOKEN is missing"),
    ],
)
def test_what_cant_be_is_told(perpusbot: Perpusbot, tmp_path: Path, args: list[str], status: int, told: str) -> None:
    result = perpusbot("due", *args, database_url=f"sqlite:///{tmp_path / 'x.db'}")
    assert (result.exit_code, result.stdout) == (status, "")
    assert told in result.stderr
