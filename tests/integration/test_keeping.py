import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.errors import StorageUnavailable
from storage.work import Database
from tests.integration.intaking import Desk, desk
from tests.unit.bot.intake.raw import message, update


@pytest.fixture
async def at(database: Database) -> AsyncIterator[Desk]:
    async with desk(database) as opened:
        yield opened


async def test_each_is_told_how_many_of_theirs_were_new(at: Desk) -> None:
    first = [update("message", message(message_id=number), number) for number in (1, 2)]
    second = [update("message", message(message_id=number), number) for number in (2, 3)]
    assert list(await asyncio.gather(at.keeper.keep(first), at.keeper.keep(second))) == [2, 1]
    assert [row.id for row in at.kept()] == sorted(row.id for row in at.kept())
    assert len(at.kept()) == 3


async def test_a_message_under_two_update_ids_is_kept_once(at: Desk) -> None:
    assert await at.keeper.keep([update("message", message(), 1), update("message", message(), 2)]) == 1


async def test_an_edit_and_a_tap_may_come_again(at: Desk) -> None:
    edits = [update("edited_message", message(text=text), number) for number, text in enumerate("abc")]
    assert await at.keeper.keep(edits) == 3


async def test_everybody_hears_that_the_database_is_away(at: Desk) -> None:
    at.database.away = True
    kept = [at.keeper.keep([update("message", message(message_id=number), number)]) for number in range(3)]
    results = await asyncio.gather(*kept, return_exceptions=True)
    assert [type(result) for result in results] == [StorageUnavailable] * 3
    assert at.woken == []


async def test_after_the_end_nothing_is_taken(at: Desk) -> None:
    await at.keeper.close()
    with pytest.raises(StorageUnavailable):
        await at.keeper.keep([update("message", message())])
