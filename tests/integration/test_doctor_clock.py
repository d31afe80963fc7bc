"""perpusbot doctor compares this machine's clock with Telegram's, or with the database's."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from domain.clock import real_now
from tests.conftest import BOT_ID
from tests.integration.conftest import Perpusbot

TOKEN = f"{BOT_ID}:AAtest-token-that-opens-nothing"
ME = {"id": BOT_ID, "is_bot": True, "first_name": "Perpusbot", "username": "perpus_bot"}


@contextmanager
def telegram(ahead: float) -> Iterator[str]:
    """A Telegram whose clock is `ahead` of this machine's; its address."""

    class Handler(BaseHTTPRequestHandler):
        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate(real_now().timestamp() + ahead, usegmt=True)

        def do_HEAD(self) -> None:
            self.send_response(302)
            self.end_headers()

        def do_POST(self) -> None:
            body = json.dumps({"ok": True, "result": ME}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Nobody listens."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def clock(perpusbot: Perpusbot, url: str, **settings: str) -> tuple[str, str]:
    checks = json.loads(perpusbot("doctor", "--json", database_url=url, **settings).stdout)["checks"]
    (found,) = [check for check in checks if check["name"] == "clock"]
    return found["status"], found["detail"]


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(
    ("ahead", "status", "words"),
    [
        (0, "ok", "agrees with Telegram's"),
        (20, "ok", "agrees with Telegram's"),
        (95, "warning", "behind Telegram's"),
        (-95, "warning", "ahead of Telegram's"),
    ],
)
def test_a_clock_that_is_off_by_more_than_half_a_minute_is_a_warning(
    perpusbot: Perpusbot, database_url: str, ahead: float, status: str, words: str
) -> None:
    with telegram(ahead) as address:
        found, told = clock(perpusbot, database_url, token=TOKEN, telegram_url=address)
    assert found == status
    assert words in told


def test_without_telegram_the_database_is_asked(perpusbot: Perpusbot, database_url: str, kind: str) -> None:
    nobody = {"token": TOKEN, "telegram_url": "http://127.0.0.1:9"}
    expected = {"sqlite": "there is no other to compare it with", "postgresql": "agrees with the database's"}[kind]
    assert clock(perpusbot, database_url) == ("ok", expected)
    assert clock(perpusbot, database_url, **nobody) == ("ok", expected)
