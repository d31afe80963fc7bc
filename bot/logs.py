"""Log lines on standard error: text or JSON, in UTC, and never with a secret in them."""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

REDACTED = "<secret>"
# Any bot's token, not only ours. No \b before the digits: in `/bot7123456789:AA…` there is no word boundary.
_TOKEN = re.compile(r"[0-9]{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127) if chr(code) != "\t"} | {10: "\\n", 13: "\\r"}
_CHATTY = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "alembic", "telegram", "sqlalchemy.engine")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Redacting(logging.Formatter):
    """Redacts the finished line, so that tracebacks and arguments are covered too."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        # The longest first: a token before its own second half.
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets."""
        line = self.line(record)
        for secret in self._secrets:
            line = line.replace(secret, REDACTED)
        return _TOKEN.sub(REDACTED, line)

    def line(self, record: logging.LogRecord) -> str:
        """The line as it would be."""
        raise NotImplementedError

    def trouble(self, record: logging.LogRecord) -> str:
        """The traceback of a record, or nothing."""
        parts = [self.formatException(record.exc_info)] if record.exc_info and record.exc_info[0] else []
        return "\n".join(parts + ([self.formatStack(record.stack_info)] if record.stack_info else []))


class TextLines(Redacting):
    """`2026-05-12T08:30:00.123Z WARNING bot.intake.poller: message`, a traceback below."""

    def line(self, record: logging.LogRecord) -> str:
        """One line, control characters in the message made visible."""
        message = record.getMessage().translate(_CONTROLS)
        line = f"{_moment(record)} {record.levelname:<7} {record.name}: {message}"
        trouble = self.trouble(record)
        return f"{line}\n{trouble}" if trouble else line


class JsonLines(Redacting):
    """One object a line: time, level, logger, message, what the call passed as `extra`, and a traceback."""

    def line(self, record: logging.LogRecord) -> str:
        """One object."""
        values: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        values |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if trouble := self.trouble(record):
            values["traceback"] = trouble
        return json.dumps(values, ensure_ascii=False, default=str)


def set_up(log_format: str = "text", secrets: Iterable[str] = (), level: int | str = logging.INFO) -> None:
    """Send all log lines of this process to standard error; call once, before anything else is logged."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets) if log_format == "json" else TextLines(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _moment(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03}Z"


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """A traceback that ends the process goes through the log, where secrets are redacted."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("ended by an error", exc_info=(kind, error, traceback))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        name = args.thread.name if args.thread else "?"
        trouble = (args.exc_type, args.exc_value, args.exc_traceback)
        logging.getLogger("bot").critical("thread %s ended by an error", name, exc_info=trouble)
