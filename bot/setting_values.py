"""What a setting may be: each function returns the value, or raises ValueError with what is expected instead."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from domain.errors import SettingsError

EXPECTED = {
    "token": "expected what @BotFather gave, like 7123456789:AAE-… (a number, a colon, letters)",
    "telegram_url": "expected the root of a Bot API server, like https://api.telegram.org or http://127.0.0.1:8081",
    "admin_ids": "expected Telegram user ids separated by commas, like 7001,7002",
    "timezone": "expected an IANA time zone, like Asia/Jakarta, Asia/Makassar or Asia/Jayapura",
    "http_port": "expected a number from 0 (off) to 65535",
    "webhook_url": "expected the public address of this bot, like https://perpus.example.id/telegram",
    "webhook_secret": "expected 1 to 256 characters of A-Z, a-z, 0-9, _ and -",
    "retention_months": "expected a number of months from 1 to 120",
    "log_format": "expected text or json",
    "limits": "expected on or off",
    "username": "expected the bot's username, like perpusbot",
}


def token_in(path: Path) -> str:
    """The token that a file holds."""
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise ValueError(f"{path} can't be read ({reason})") from None
    if not _TOKEN.fullmatch(token):
        raise ValueError(f"{path} doesn't hold a token; {EXPECTED['token']}")
    return token


def _token_file(path: Path) -> Path:
    token_in(path)
    return path


def _secret_like(pattern: re.Pattern[str], name: str) -> Callable[[SecretStr], SecretStr]:
    def check(secret: SecretStr) -> SecretStr:
        if not pattern.fullmatch(secret.get_secret_value()):
            raise ValueError(EXPECTED[name])
        return secret

    return check


def _database(address: str) -> str:
    from storage.engine import database_url

    try:
        database_url(address)
    except SettingsError as error:
        raise ValueError(str(error).removeprefix("PERPUSBOT_DATABASE_URL ")) from None
    return address


def _web_address(name: str) -> Callable[[str], str]:
    def check(address: str) -> str:
        try:
            parts = urlsplit(address)
            usable = parts.scheme in ("http", "https") and parts.hostname and not parts.query and parts.port != 0
        except ValueError:
            usable = False
        if not usable or re.search(r"\s", address):
            raise ValueError(EXPECTED[name])
        return address

    return check


def _ids(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    ids = [part.strip() for part in value.split(",") if part.strip()]
    if not all(re.fullmatch(r"0*[1-9][0-9]{0,17}", id_) for id_ in ids):
        raise ValueError(EXPECTED["admin_ids"])
    return tuple(int(id_) for id_ in ids)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise ValueError(EXPECTED["timezone"]) from None
    return name


def _username(name: str) -> str:
    if not re.fullmatch(r"@?[A-Za-z][A-Za-z0-9_]{3,31}", name):
        raise ValueError(EXPECTED["username"])
    return name.removeprefix("@")


_TOKEN = re.compile(r"[0-9]{1,18}:[A-Za-z0-9_-]{1,100}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Token = Annotated[SecretStr, AfterValidator(_secret_like(_TOKEN, "token"))]
TokenFile = Annotated[Path, AfterValidator(_token_file)]
DatabaseAddress = Annotated[str, AfterValidator(_database)]
TelegramAddress = Annotated[str, AfterValidator(_web_address("telegram_url")), AfterValidator(lambda a: a.rstrip("/"))]
Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]
Zone = Annotated[str, AfterValidator(_zone)]
WebhookAddress = Annotated[str, AfterValidator(_web_address("webhook_url"))]
WebhookSecret = Annotated[SecretStr, AfterValidator(_secret_like(_WEBHOOK_SECRET, "webhook_secret"))]
Username = Annotated[str, AfterValidator(_username)]
