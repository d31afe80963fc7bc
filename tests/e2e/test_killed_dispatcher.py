"""SIGKILL while messages leave: none is lost, replies are hardly repeated, announcements never."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup
from sqlalchemy import func, select

from domain.clock import real_now
from domain.messages import Outgoing, Priority
from simulator.server import Server, start
from storage.tables import Outbox
from storage.work import Database
from tests.conftest import BOT_ID

KILLS_AFTER = (7, 21)
PEOPLE = 32


async def test_what_leaves_while_the_process_is_killed(database: Database) -> None:
    server = await start()
    for number in range(PEOPLE):
        server.simulation.directory.add_person(9000 + number, first_name="Siti", started=True)
    put(database, Priority.REPLY, range(0, PEOPLE, 2))
    put(database, Priority.ANNOUNCEMENT, range(1, PEOPLE, 2))
    for sends in KILLS_AFTER:
        await killed_after(server, database, sends)
    child = await dispatching(server, database)
    await until(lambda: states(database).keys() <= {"sent", "unsure"})
    child.kill()
    await child.wait()
    await server.stop()

    got = Counter(int(str(call.chat_id)) - 9000 for call in server.simulation.calls if call.method == "sendMessage")
    replies = [got[number] for number in range(0, PEOPLE, 2)]
    announcements = [got[number] for number in range(1, PEOPLE, 2)]
    assert min(replies) == 1
    assert sum(replies) <= len(replies) + 2 * len(KILLS_AFTER)
    assert max(announcements) == 1
    assert announcements.count(0) <= states(database)["unsure"] <= 2 * len(KILLS_AFTER)


def put(database: Database, priority: Priority, numbers: range) -> None:
    messages = [Outgoing(chat_id=9000 + number, text=Markup("Halo"), priority=priority) for number in numbers]
    with database.work() as work:
        work.outbox.put(messages, real_now())
        work.commit()


def states(database: Database) -> Counter[str]:
    with database.look() as work:
        query = select(Outbox.state, func.count()).where(Outbox.bot_id == BOT_ID).group_by(Outbox.state)
        return Counter({row[0]: row[1] for row in work.connection.execute(query)})


async def dispatching(server: Server, database: Database) -> asyncio.subprocess.Process:
    url = database.url.render_as_string(hide_password=False)
    root = Path(__file__).parents[2]
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.e2e.dispatching_child", url, server.url, server.token, cwd=root
    )


async def killed_after(server: Server, database: Database, sends: int) -> None:
    child = await dispatching(server, database)
    calls = server.simulation.calls
    await until(lambda: sum(call.method == "sendMessage" for call in calls) >= sends)
    child.kill()
    await child.wait()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.002)
