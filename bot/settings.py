"""The settings: environment variables or lines of `.env`, each beginning with PERPUSBOT_.

All problems are told at once. The token is a secret: it is never part of a message.
"""

import difflib
import hashlib
import hmac
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, ValidatorFunctionWrapHandler, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import setting_values as values
from domain.errors import SettingsError

PREFIX = "PERPUSBOT_"
DOTENV = Path(".env")
TELEGRAM = "https://api.telegram.org"
_WRONG = "The settings can't be used:"
_NO_TOKEN = (
    f"{_WRONG}\n  PERPUSBOT_TOKEN is missing: ask @BotFather in Telegram for a bot (/newbot) and set PERPUSBOT_TOKEN,"
    " or PERPUSBOT_TOKEN_FILE, in the environment or in .env"
)


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


class Settings(BaseSettings):
    """What the operator decides; see docs/reference/settings.md."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV,
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
    )

    # A setting may be checked against those above it.
    token: values.Token | None = None
    token_file: values.TokenFile | None = None
    database_url: Annotated[values.DatabaseAddress, Field(repr=False)] = "sqlite:///data/perpusbot.db"
    telegram_url: values.TelegramAddress = TELEGRAM
    admin_ids: values.Ids = ()
    timezone: values.Zone = "Asia/Jakarta"
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    webhook_url: values.WebhookAddress | None = None
    webhook_secret: values.WebhookSecret | None = None
    data_dir: Path = Path("data")
    retention_months: Annotated[int, Field(ge=1, le=120)] = 12
    log_format: LogFormat = LogFormat.TEXT
    username: values.Username | None = None
    limits: Switch = Switch.ON

    @field_validator("*", mode="wrap")
    @classmethod
    def _explained(cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Spaces around a value don't count; of what is wrong, say what is expected."""
        name = info.field_name or ""
        value = value.strip() if isinstance(value, str) else value
        try:
            return handler(value.lower() if name in ("log_format", "limits") else value)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            told = problem.get("ctx", {}).get("error")
            raise ValueError(str(told) if told else values.EXPECTED.get(name, problem["msg"])) from None

    @field_validator("token_file")
    @classmethod
    def _one_token(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path is not None and info.data.get("token") is not None:
            raise ValueError("set either PERPUSBOT_TOKEN or PERPUSBOT_TOKEN_FILE, not both")
        return path

    @field_validator("webhook_url")
    @classmethod
    def _webhook_can_be_reached(cls, address: str | None, info: ValidationInfo) -> str | None:
        if address is None:
            return None
        if not address.startswith("https://") and _is_telegram(info.data.get("telegram_url", TELEGRAM)):
            raise ValueError(f"Telegram delivers to https only; {values.EXPECTED['webhook_url']}")
        if info.data.get("http_port") == 0:
            raise ValueError("needs PERPUSBOT_HTTP_PORT, which is 0 (off)")
        return address

    @field_validator("limits")
    @classmethod
    def _limits_stay_on(cls, limits: Switch, info: ValidationInfo) -> Switch:
        if limits is Switch.OFF and _is_telegram(info.data.get("telegram_url", TELEGRAM)):
            raise ValueError("can be off only against a local server (PERPUSBOT_TELEGRAM_URL), never against Telegram")
        return limits

    @property
    def bot_token(self) -> str | None:
        """The token, from wherever it was given."""
        if self.token is not None:
            return self.token.get_secret_value()
        return values.token_in(self.token_file) if self.token_file is not None else None

    def required_token(self) -> str:
        """The token, for what can't be done without."""
        token = self.bot_token
        if token is None:
            raise SettingsError(_NO_TOKEN)
        return token

    @property
    def bot_id(self) -> int:
        """The bot's id, which begins its token; 0 without one."""
        return int((self.bot_token or "0").partition(":")[0])

    @property
    def real_telegram(self) -> bool:
        """Whether this is Telegram itself, not a stand-in or a server of one's own."""
        return _is_telegram(self.telegram_url)

    def webhook_key(self) -> str:
        """What Telegram must send with every update: the secret that was set, or one that follows from the token."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.new(self.required_token().encode(), b"perpusbot webhook", hashlib.sha256).hexdigest()

    def secrets(self) -> list[str]:
        """What must never be seen in a log."""
        from storage.engine import database_url

        found = [database_url(self.database_url).password]
        if token := self.bot_token:
            found += [token, token.partition(":")[2], self.webhook_key()]
        # A secret of a few letters would be found in every other word.
        return [secret for secret in found if secret and len(secret) > 5]

    def prepare_folders(self) -> None:
        """Create DATA_DIR and the folder of an SQLite file."""
        from storage.engine import database_url

        url = database_url(self.database_url)
        folders = [self.data_dir]
        if url.get_backend_name() == "sqlite":
            folders.append(Path(str(url.database)).parent)
        for folder in folders:
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's data
            except OSError as error:
                raise SettingsError(f"The folder {folder} can't be created ({error.strerror})") from None


def load() -> Settings:
    """The settings of this process; raises SettingsError with all that is wrong with them."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            f"{PREFIX}{str(problem['loc'][0]).upper()}: {problem['ctx']['error']}"
            for problem in error.errors(include_url=False)
        ]
    except (OSError, ValueError) as error:
        problems = [f".env can't be read ({error.strerror if isinstance(error, OSError) else 'not UTF-8 text'})"]
    raise SettingsError("\n  ".join([_WRONG, *problems]))


def misspelt() -> list[str]:
    """Warnings about variables that look like settings but are none."""
    from dotenv import dotenv_values

    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    names = {name.upper() for name in (*os.environ, *dotenv_values(DOTENV)) if name.upper().startswith(PREFIX)}
    return [f"{name} is not a setting{_guess(name, known)}" for name in sorted(names - known)]


def _guess(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _is_telegram(address: str) -> bool:
    return urlsplit(address).hostname == urlsplit(TELEGRAM).hostname
