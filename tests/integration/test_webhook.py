import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.intake.webhook import LARGEST_BODY, SECRET_HEADER, add_webhook, set_webhook
from domain.errors import SettingsError
from storage.work import Database
from tests.integration.intaking import Desk, desk
from tests.unit.bot.intake.raw import message, update

SECRET = "s3cret_of-ours"


class Hook:
    """A served webhook and somebody who posts to it."""

    def __init__(self, at: Desk, url: str, session: ClientSession) -> None:
        self.at = at
        self.url = url
        self.session = session

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.session.post(self.url, data=BytesIO(data), headers=headers) as answer:
            return answer.status


@pytest.fixture
async def hook(database: Database) -> AsyncIterator[Hook]:
    async with desk(database) as at, ClientSession() as session:
        app = web.Application()
        add_webhook(app, "https://bot.example.org/hook", SECRET, at.keeper)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield Hook(at, f"http://127.0.0.1:{runner.addresses[0][1]}/hook", session)
        await runner.cleanup()


async def test_what_is_brought_is_safe_before_it_is_acknowledged(hook: Hook) -> None:
    assert await hook.post(update("message", message())) == 200
    assert len(hook.at.kept()) == 1
    assert await hook.post(update("message", message())) == 200
    assert len(hook.at.kept()) == 1


async def test_strangers_are_turned_away(hook: Hook) -> None:
    for secret in (None, "", "wrong", "s3cret_of-our\xe9"):
        assert await hook.post(update("message", message()), secret) == 403
    assert hook.at.kept() == []


async def test_what_is_not_an_update_is_refused(hook: Hook) -> None:
    for body in (b"", b"{", b"[]", b"7", b"{}", b"\xff\xfe", b"[" * 100_000):
        assert await hook.post(body) == 400
    assert await hook.post(b" " * (LARGEST_BODY + 1)) == 413
    async with hook.session.get(hook.url) as answer:
        assert answer.status == 405


async def test_an_update_of_no_use_is_acknowledged(hook: Hook) -> None:
    assert await hook.post(update("kind_of_next_year", {})) == 200
    assert hook.at.kept() == []


async def test_what_cannot_be_kept_now_is_to_be_brought_again(hook: Hook) -> None:
    hook.at.database.away = True
    assert await hook.post(update("message", message())) == 503
    hook.at.database.away = False
    assert await hook.post(update("message", message())) == 200
    assert len(hook.at.kept()) == 1


async def test_many_at_once_share_commits(hook: Hook) -> None:
    updates = [update("message", message(message_id=number), number) for number in range(100, 140)]
    assert set(await asyncio.gather(*map(hook.post, updates))) == {200}
    assert len(hook.at.kept()) == 40
    assert len(hook.at.woken) <= 40


async def test_telegram_is_told_where_to_bring_them(hook: Hook) -> None:
    await set_webhook(hook.at.bot, hook.url, SECRET)
    siti = await hook.at.simulator.person("Siti")
    await siti.says("pengunjung 12")
    async with asyncio.timeout(5):
        while not hook.at.kept():
            await asyncio.sleep(0.01)


async def test_an_address_that_telegram_does_not_take_is_a_mistake_in_the_settings(hook: Hook) -> None:
    with pytest.raises(SettingsError):
        await set_webhook(hook.at.bot, "ftp://bot.example.org", SECRET)
