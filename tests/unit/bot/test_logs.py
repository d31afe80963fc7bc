"""Log lines: readable, in UTC, one a record, and without the token."""

import json
import logging
import subprocess
import sys
import threading

import pytest

from bot.logs import JsonLines, Redacting, TextLines, set_up

TOKEN = "7123456789:AAEabcdefghijklmnopqrstuvwxyz012345"
KINDS = [TextLines, JsonLines]


def record(message: str, *args: object, **values: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.intake", logging.WARNING, "poller.py", 1, message, args, None)
    made.created, made.msecs = 1778574600.25, 250.0
    vars(made).update(values)
    return made


def failed(message: str) -> logging.LogRecord:
    error = ConnectionError(message)
    return record("could not poll", exc_info=(ConnectionError, error, None))


def test_a_text_line_has_time_level_logger_and_message() -> None:
    line = TextLines().format(record("%d updates", 3))
    assert line == "2026-05-12T08:30:00.250Z WARNING bot.intake: 3 updates"


def test_a_json_line_is_an_object_with_what_was_passed_as_extra() -> None:
    line = JsonLines().format(record("%d updates", 3, update=5))
    assert json.loads(line) == {
        "time": "2026-05-12T08:30:00.250Z",
        "level": "warning",
        "logger": "bot.intake",
        "message": "3 updates",
        "update": 5,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_cant_forge_a_second_line(kind: type[Redacting]) -> None:
    line = kind().format(record("title %s", "a\n2026-05-12T08:30:00Z ERROR bot: forged\x1b[31m"))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getUpdates",
        f"/bot{TOKEN}/sendMessage",
        f"https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/photo.jpg",
    ],
)
def test_a_token_is_redacted_even_one_that_isnt_ours(kind: type[Redacting], text: str) -> None:
    line = kind().format(record("calling %s", text))
    assert "AAEabc" not in line
    assert "<secret>" in line


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_in_a_traceback_is_redacted(kind: type[Redacting]) -> None:
    line = kind([TOKEN]).format(failed(f"no answer from /bot{TOKEN}/getMe"))
    assert "AAEabc" not in line
    assert "ConnectionError: no answer from /bot<secret>/getMe" in line


@pytest.mark.parametrize("kind", KINDS)
def test_known_secrets_are_redacted_wherever_they_stand(kind: type[Redacting]) -> None:
    formatter = kind([TOKEN, TOKEN.partition(":")[2], "kunci-rahasia"])
    line = formatter.format(record("%s and kunci-rahasia", TOKEN.partition(":")[2], reason="kunci-rahasia"))
    assert "AAEabc" not in line
    assert "rahasia" not in line


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == ""
    return done.stderr


def test_what_ends_the_process_is_redacted_too() -> None:
    shown = run(
        "from bot.logs import set_up\n"
        f"set_up('text', ['{TOKEN}'])\n"
        f"raise RuntimeError('https://api.telegram.org/bot' + '{TOKEN}'.strip())\n"
    )
    assert "RuntimeError: https://api.telegram.org/bot<secret>" in shown
    assert "AAEabc" not in shown


def test_http_libraries_stay_quiet() -> None:
    shown = run(
        "import logging\nfrom bot.logs import set_up\nset_up()\n"
        "for name in ('httpx', 'aiohttp.access', 'bot'):\n    logging.getLogger(name).info('from ' + name)\n"
    )
    assert "from bot" in shown
    assert "httpx" not in shown
    assert "aiohttp" not in shown


def test_setting_up_sends_lines_to_standard_error_only(capfd: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    try:
        set_up("json")
        logging.getLogger("bot").info("ready")
    finally:
        root.handlers[:], root.level, sys.excepthook, threading.excepthook = before
        logging.captureWarnings(False)
    out, err = capfd.readouterr()
    assert out == ""
    assert json.loads(err)["message"] == "ready"
