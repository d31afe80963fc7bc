"""Settings: typed, complete in their complaints, silent about secrets."""

from pathlib import Path

import pytest

from bot.settings import load, misspelt
from domain.errors import SettingsError

TOKEN = "7123456789:AAEabcdefghijklmnopqrstuvwxyz012345"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.upper().startswith("PERPUSBOT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def setenv(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"PERPUSBOT_{name.upper()}", value)


def problems(**values: str) -> list[str]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        setenv(monkeypatch, **values)
        with pytest.raises(SettingsError) as caught:
            load()
    return str(caught.value).splitlines()[1:]


def test_without_any_the_defaults_hold() -> None:
    settings = load()
    assert settings.bot_token is None
    assert settings.bot_id == 0
    assert settings.database_url == "sqlite:///data/perpusbot.db"
    assert settings.real_telegram
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert settings.data_dir == Path("data")


def test_they_come_from_the_environment_and_spaces_dont_count(monkeypatch: pytest.MonkeyPatch) -> None:
    setenv(monkeypatch, token=f" {TOKEN} ", admin_ids="7001, 7002,", log_format="JSON", username="@perpus_bot")
    settings = load()
    assert settings.bot_token == TOKEN
    assert settings.bot_id == 7123456789
    assert settings.admin_ids == (7001, 7002)
    assert settings.log_format == "json"
    assert settings.username == "perpus_bot"


def test_they_come_from_a_dotenv_file_which_the_environment_overrules(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"PERPUSBOT_TOKEN={TOKEN}\nPERPUSBOT_HTTP_PORT=1000\nOTHER=1\n")
    setenv(monkeypatch, http_port="2000")
    settings = load()
    assert settings.bot_token == TOKEN
    assert settings.http_port == 2000


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    setenv(monkeypatch, token="", http_port="", webhook_url="", admin_ids="")
    settings = load()
    assert settings.bot_token is None
    assert settings.http_port == 8080
    assert settings.webhook_url is None


def test_the_token_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    setenv(monkeypatch, token_file=str(tmp_path / "token"))
    assert load().bot_token == TOKEN


def test_the_token_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    assert problems(token=TOKEN, token_file=str(tmp_path / "token")) == [
        "  PERPUSBOT_TOKEN_FILE: set either PERPUSBOT_TOKEN or PERPUSBOT_TOKEN_FILE, not both"
    ]


def test_all_problems_are_told_at_once() -> None:
    told = problems(
        token="abc",
        token_file="/nowhere",
        database_url="mysql://host/db",
        admin_ids="7001,Wati",
        timezone="Kalimantan",
        http_port="80x",
        webhook_url="http://perpus.example.id",
        webhook_secret="dua kata",
        log_format="xml",
        username="?",
        limits="off",
    )
    assert [line.split(":")[0].strip() for line in told] == [
        "PERPUSBOT_TOKEN",
        "PERPUSBOT_TOKEN_FILE",
        "PERPUSBOT_DATABASE_URL",
        "PERPUSBOT_ADMIN_IDS",
        "PERPUSBOT_TIMEZONE",
        "PERPUSBOT_HTTP_PORT",
        "PERPUSBOT_WEBHOOK_URL",
        "PERPUSBOT_WEBHOOK_SECRET",
        "PERPUSBOT_LOG_FORMAT",
        "PERPUSBOT_USERNAME",
        "PERPUSBOT_LIMITS",
    ]


def test_no_complaint_shows_a_secret() -> None:
    secrets = {
        "token": f"{TOKEN} x",
        "webhook_secret": "rahasia besar",
        "database_url": "postgresql://perpus:kunci@host:port/db",
    }
    told = "\n".join(problems(**secrets))
    assert "AAE" not in told.replace("AAE-…", "")
    assert "rahasia" not in told
    assert "kunci" not in told


def test_no_settings_value_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    setenv(monkeypatch, token=TOKEN, webhook_secret="rahasia", database_url="postgresql://perpus:kunci@host/db")
    shown = f"{load()!r} {load()}"
    assert TOKEN not in shown
    assert "rahasia" not in shown
    assert "kunci" not in shown


@pytest.mark.parametrize("size", [1, 256])
def test_a_webhook_secret_has_1_to_256_characters(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    setenv(monkeypatch, token=TOKEN, webhook_secret="a" * size)
    assert load().webhook_key() == "a" * size


def test_a_webhook_secret_of_257_characters_is_refused() -> None:
    assert problems(webhook_secret="a" * 257) == [
        "  PERPUSBOT_WEBHOOK_SECRET: expected 1 to 256 characters of A-Z, a-z, 0-9, _ and -"
    ]


def test_without_a_webhook_secret_one_follows_from_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    setenv(monkeypatch, token=TOKEN)
    key = load().webhook_key()
    assert len(key) == 64
    assert TOKEN not in key


def test_a_webhook_needs_the_http_port() -> None:
    assert problems(http_port="0", webhook_url="https://perpus.example.id/t") == [
        "  PERPUSBOT_WEBHOOK_URL: needs PERPUSBOT_HTTP_PORT, which is 0 (off)"
    ]


def test_limits_are_off_only_against_a_local_server(monkeypatch: pytest.MonkeyPatch) -> None:
    setenv(monkeypatch, limits="off", telegram_url="http://127.0.0.1:8081/")
    settings = load()
    assert settings.limits == "off"
    assert settings.telegram_url == "http://127.0.0.1:8081"
    assert not settings.real_telegram


def test_a_missing_token_is_told_when_it_is_needed() -> None:
    with pytest.raises(SettingsError, match="PERPUSBOT_TOKEN is missing: ask @BotFather"):
        load().required_token()


def test_a_misspelt_name_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    setenv(monkeypatch, tokn="1")
    Path(".env").write_text("PERPUSBOT_ADMINS=1\n")
    assert misspelt() == [
        "PERPUSBOT_ADMINS is not a setting; did you mean PERPUSBOT_ADMIN_IDS?",
        "PERPUSBOT_TOKN is not a setting; did you mean PERPUSBOT_TOKEN?",
    ]


def test_a_dotenv_file_that_is_no_text_is_told() -> None:
    Path(".env").write_bytes(b"PERPUSBOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env can't be read"):
        load()


def test_the_folders_of_the_data_are_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    setenv(monkeypatch, database_url="sqlite:///here/perpus.db", data_dir="there/deep")
    load().prepare_folders()
    assert (tmp_path / "here").is_dir()
    assert (tmp_path / "there" / "deep").is_dir()


def test_a_folder_that_cant_be_made_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("data").write_text("a file")
    with pytest.raises(SettingsError, match="The folder data can't be created"):
        load().prepare_folders()
