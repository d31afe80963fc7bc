"""perpusbot invite: links for the operator to hand out."""

import csv
import json

import pytest

from bot.settings import load
from bot.whoami import username
from domain.clock import real_now
from domain.codes import decode
from domain.errors import SettingsError
from domain.people import Library, Role
from storage.work import Database
from tests.factories import Someone
from tests.integration.conftest import Perpusbot

LINK = "https://t.me/perpus_bot?start="


def test_a_keepers_link_opens_the_bot_with_a_code_that_works(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library
) -> None:
    result = perpusbot(
        "invite", "keeper", "--library", balai_sebut.code, "--format", "jsonl",
        database_url=database_url, username="perpus_bot",
    )  # fmt: skip
    invited = json.loads(result.stdout)
    assert list(invited) == ["role", "library", "link", "expires_at"]
    assert (invited["role"], invited["library"]) == ("keeper", balai_sebut.code)
    code = decode(invited["link"].removeprefix(LINK))
    assert code is not None
    with database.look() as work:
        found = work.invitations.find(code, real_now())
    assert found is not None
    assert (found.role, found.library_id) == (Role.KEEPER, balai_sebut.id)
    assert found.expires_at.isoformat(timespec="seconds") == invited["expires_at"]


def test_all_libraries_without_a_keeper_or_an_invitation_get_one(
    perpusbot: Perpusbot, database_url: str, wati: Someone, tanjung_merpati: Library, tanjung_puri: Library
) -> None:
    def invite(*more: str) -> list[str]:
        result = perpusbot(
            "invite", "keeper", "--all-libraries", "--format", "csv", *more,
            database_url=database_url, username="perpus_bot",
        )  # fmt: skip
        assert result.exit_code == 0
        return [row["library"] for row in csv.DictReader(result.stdout.splitlines())]

    assert invite() == ["61.03.08.2005", "61.05.01.1003"]
    assert invite() == []
    assert invite("--again") == ["61.03.04.2001", "61.03.08.2005", "61.05.01.1003"]


def test_a_facilitator_is_invited_to_a_region_and_an_admin_to_everything(
    perpusbot: Perpusbot, database_url: str, balai_sebut: Library
) -> None:
    settings = {"database_url": database_url, "username": "perpus_bot"}
    text = perpusbot("invite", "facilitator", "--region", "61.03", **settings).stdout
    assert text.startswith("facilitator, Kabupaten Sanggau (61.03), until ")
    assert LINK in text
    invited = json.loads(perpusbot("invite", "admin", "--format", "jsonl", **settings).stdout)
    assert list(invited) == ["role", "link", "expires_at"]


def test_a_library_or_region_that_isnt_there_is_a_sentence(
    perpusbot: Perpusbot, database_url: str, balai_sebut: Library
) -> None:
    settings = {"database_url": database_url, "username": "perpus_bot"}
    result = perpusbot("invite", "keeper", "--library", "1", **settings)
    assert (result.exit_code, result.stderr) == (1, "no library has the code '1'\n")
    result = perpusbot("invite", "facilitator", "--region", "99", **settings)
    assert (result.exit_code, result.stdout) == (1, "")


def test_without_a_token_and_a_username_it_says_what_to_set(perpusbot: Perpusbot, database_url: str) -> None:
    result = perpusbot("invite", "admin", database_url=database_url)
    assert (result.exit_code, result.stdout) == (78, "")
    assert "set PERPUSBOT_TOKEN (then Telegram is asked) or PERPUSBOT_USERNAME" in result.stderr


def test_without_an_answer_from_telegram_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERPUSBOT_TOKEN", "7123456789:AAE")
    monkeypatch.setenv("PERPUSBOT_TELEGRAM_URL", "http://127.0.0.1:9")
    with pytest.raises(SettingsError) as caught:
        username(load(), patience=0.2)
    assert "offline, set PERPUSBOT_USERNAME to the bot's username" in str(caught.value)
    assert "AAE" not in str(caught.value)


def test_options_that_dont_go_together_are_refused(perpusbot: Perpusbot) -> None:
    for args in (
        ["keeper"],
        ["keeper", "--library", "1", "--all-libraries"],
        ["keeper", "--library", "1", "--again"],
        ["facilitator"],
        ["facilitator", "--region", "61", "--library", "1"],
        ["admin", "--region", "61"],
    ):
        assert perpusbot("invite", *args).exit_code == 2
