"""perpusbot person show and erase."""

import json

import pytest
from markupsafe import Markup

from domain.messages import Outgoing
from domain.people import Library
from storage.erasing import account_hash
from storage.work import Database
from tests.conftest import BOT_ID
from tests.factories import NOW, TODAY, Someone, add_report
from tests.integration.conftest import Perpusbot

TOKEN = f"{BOT_ID}:AAtest-token-that-opens-nothing"


@pytest.fixture
def reported(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        work.outbox.put([Outgoing(chat_id=wati.chat_id, text=Markup("Tercatat"))], NOW)
        work.commit()


def test_all_that_is_kept_of_a_person_is_shown(perpusbot: Perpusbot, database_url: str, reported: None) -> None:
    shown = perpusbot("person", "show", "7001", database_url=database_url)
    assert (shown.exit_code, shown.stderr) == (0, "")
    lines = dict(line.split("  ", 1) for line in shown.stdout.splitlines())
    told = {name.strip(): value.strip() for name, value in lines.items()}
    assert told["name"] == "Wati"
    assert told["libraries"] == (
        "code 61.03.04.2001, name Perpustakaan Desa Balai Sebut, since 2026-05-12T08:30:00+00:00"
    )
    assert (told["reports"], told["texts"], told["sent"], told["received"]) == ("1", "1", "1", "0")


def test_the_same_as_json(perpusbot: Perpusbot, database_url: str, reported: None, yohanes: Someone) -> None:
    shown = json.loads(perpusbot("person", "show", "7001", "--format", "json", database_url=database_url).stdout)
    assert (shown["external_id"], shown["consented_at"]) == ("7001", "2026-05-12T08:30:00+00:00")
    assert shown["counts"]["reports"] == 1
    office = json.loads(perpusbot("person", "show", "7003", "--format", "json", database_url=database_url).stdout)
    assert [(held["role"], held["region"]) for held in office["offices"]] == [("facilitator", "Kabupaten Sanggau")]


def test_nobody_is_shown_where_nothing_is_kept(perpusbot: Perpusbot, database_url: str, database: Database) -> None:
    shown = perpusbot("person", "show", "7099", database_url=database_url)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == "nobody with this id has agreed to be remembered; messages in the queues: 0\n"


def test_a_person_is_erased_and_logged_by_a_hash_only(
    perpusbot: Perpusbot, database_url: str, database: Database, balai_sebut: Library, reported: None
) -> None:
    erased = perpusbot("person", "erase", "7001", "--yes", database_url=database_url)
    assert (erased.exit_code, erased.stdout) == (0, "erased\n")
    assert account_hash("7001") in erased.stderr
    assert "7001" not in erased.stderr.replace(account_hash("7001"), "")
    assert "Wati" not in erased.stderr
    with database.look() as work:
        assert work.people_data.of("7001") is None
        assert work.journal.day(balai_sebut.id, TODAY).total == 23


def test_erasing_asks_whether_it_is_meant(
    perpusbot: Perpusbot, database_url: str, database: Database, reported: None
) -> None:
    asked = perpusbot("person", "erase", "7001", stdin=b"n\n", database_url=database_url)
    assert asked.exit_code == 1
    with database.look() as work:
        assert work.people_data.of("7001") is not None
    assert perpusbot("person", "erase", "7001", stdin=b"y\n", database_url=database_url).exit_code == 0


def test_erasing_takes_back_the_menu_that_the_person_is_shown(
    perpusbot: Perpusbot, database_url: str, database: Database, yohanes: Someone
) -> None:
    with database.work() as work:
        work.menus.show("7003", "mark")
        work.commit()
    perpusbot("person", "erase", "7003", "--yes", database_url=database_url, token=TOKEN)
    with database.look() as work:
        assert [(letter.chat_id, letter.menu) for letter in work.outbox.heads(NOW, 10)] == [(7003, ())]


def test_who_never_agreed_is_erased_from_the_queues(
    perpusbot: Perpusbot, database_url: str, database: Database
) -> None:
    erased = perpusbot("person", "erase", "7099", "--yes", database_url=database_url)
    assert erased.stdout == "nobody with this id has agreed; what was in the queues is erased\n"
