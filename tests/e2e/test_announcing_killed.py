"""The bot is killed again and again while it announces: each gets it once or is listed as unsure, nobody is missed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.announcing import Announcement, Asks, Audience, Content, Outcome, Run, Whom
from simulator import server as simulator_server
from storage.tables import AnnouncementRecipient
from tests.conftest import BOT_ID
from tests.e2e.kill_at import NEVER
from tests.e2e.killing import NOW, Village, village
from tests.factories import SANGGAU, add_facilitator, add_keeper, add_library
from tests.processes import PATIENCE

RECIPIENTS = 200
FIRST, AUTHOR = 7_400_000_001, 7_300_000_101
DEATHS = (
    ("planning, not committed", 1),
    ("planned, not sent", 1),
    ("taken from the outbox, not sent", 3),
    ("sent, not noted", 20),
    ("planned, not sent", 2),
    ("noting, not committed", 15),
    ("noted as sent", 10),
)


@pytest.fixture
async def there(database_url: str, tmp_path: Path) -> AsyncIterator[Village]:
    """A regency with two hundred keepers more."""
    server = await simulator_server.start(token=f"{BOT_ID}:AAkilled-token-that-opens-nothing")
    async with village(server, database_url, tmp_path) as place:
        for id_ in (*recipients(place), AUTHOR):
            if id_ not in server.simulation.directory.people:
                server.simulation.directory.add_person(id_, first_name="Wati")
            server.simulation.directory.people[id_].started = True
        with place.database.work() as work:
            library = add_library(work, village="Semoncol")
            for id_ in range(FIRST, FIRST + RECIPIENTS):
                add_keeper(work, library, external_id=str(id_))
            add_facilitator(work, external_id=str(AUTHOR))
            work.commit()
        yield place
    await server.stop()


async def test_each_gets_it_once_or_is_unsure(there: Village) -> None:
    begin(there)
    async with AsyncExitStack() as stack:
        doomed = await stack.enter_async_context(there.bot(*DEATHS[0]))
        for step, passing in [*DEATHS[1:], (NEVER, 1)]:
            successor = await stack.enter_async_context(there.bot(step, passing))
            await there.dies(doomed)
            doomed = successor
        doomed.goes()
        async with asyncio.timeout(PATIENCE):
            while announcement(there).ended_at is None:
                assert not doomed.ended, doomed.log
                await asyncio.sleep(0.01)
        assert await doomed.stops() == 0, doomed.log
    got, missed = came_to(there), set(recipients(there)) - came_to(there).keys()
    outcomes = outcomes_of(there)
    assert got.keys() | missed == outcomes.keys()
    assert max(got.values()) == 1
    assert {outcomes[chat] for chat in missed} <= {Outcome.UNSURE}
    assert Counter(outcomes.values())[Outcome.UNSURE] <= there.repeatable
    assert set(outcomes.values()) <= {Outcome.SENT, Outcome.UNSURE}


def begin(there: Village) -> None:
    """An announcement for everybody begins."""
    now = datetime.fromisoformat(NOW)
    with there.database.work() as work:
        author = work.directory.person(str(AUTHOR))
        assert author is not None
        draft = work.announcements.compose(author.id, AUTHOR, Content(text="Rapat Kamis"), now)
        run = Run(codes=(SANGGAU,))
        draft = work.announcements.address(draft, Audience(whom=Whom.KEEPERS, region=SANGGAU), run)
        draft = work.announcements.ask(draft, Asks.READ)
        assert work.announcements.start(draft, run, None, now)
        work.commit()


def announcement(there: Village) -> Announcement:
    with there.database.look() as work:
        found = work.announcements.get(1)
    assert found is not None
    return found


def outcomes_of(there: Village) -> dict[int, str]:
    """What became of it for each chat."""
    with there.database.look() as work:
        rows = work.connection.execute(select(AnnouncementRecipient.chat_id, AnnouncementRecipient.outcome))
        return {chat_id: str(outcome) for chat_id, outcome in rows}


def recipients(there: Village) -> list[int]:
    return [*(keeper.chat_id for keeper in there.keepers), *range(FIRST, FIRST + RECIPIENTS)]


def came_to(there: Village) -> Counter[int]:
    """How often each chat got it."""
    calls = [call for call in there.server.simulation.calls if call.method == "sendMessage" and call.status == 200]
    return Counter(int(str(call.chat_id)) for call in calls if call.parameters["text"] == "Rapat Kamis")
