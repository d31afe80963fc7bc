"""Keepers who write while the bot is killed, and the counting afterwards."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.exporting import exported
from simulator.calls import Call
from simulator.client import Simulator
from simulator.conversation import Person, Seen
from simulator.server import Server
from storage.tables import Inbox
from storage.work import Database
from tests.conftest import BOT_ID
from tests.e2e.kill_at import NEVER
from tests.factories import add_keeper, add_library
from tests.processes import PATIENCE, Process, bot_settings, process

KILL_AT = Path(__file__).parent / "kill_at.py"
NOW = "2026-05-12T12:00:00+07:00"
"""Nothing falls due by itself for some hours."""
KEEPERS = 8
FIRST_KEEPER = 7_300_000_001
EDITED = 1000
"""An edit adds this to the number of visitors."""


@dataclass(kw_only=True)
class Village:
    """Keepers of a library each, a database, and what they have reported: (chat, message) → visitors."""

    server: Server
    simulator: Simulator
    address: str
    folder: Path
    database: Database
    keepers: Sequence[Person] = ()
    expected: dict[tuple[int, int], int] = field(default_factory=dict)
    rounds: int = 0
    bots: int = 0
    repeatable: int = 0
    """So many answers were on their way when bots died: no more may come twice."""

    @asynccontextmanager
    async def bot(self, step: str = NEVER, passing: int = 1, *options: str, **more: Any) -> AsyncIterator[Process]:
        """A bot's process on this database, ready to go; it will die at that passing of the step."""
        given = {"token": self.server.token, "telegram_url": self.server.url, "database_url": self.address} | more
        settings = bot_settings(folder=self.folder, **given)
        arguments = [str(KILL_AT), step, str(passing), "run", *(options or ("--now", NOW))]
        self.bots += 1
        async with process(arguments, self.folder, settings, name=f"bot-{self.bots}") as ready:
            yield ready

    async def dies(self, bot: Process) -> None:
        """Let a bot go to its death."""
        bot.goes()
        status = await bot.exit_status()
        assert status == -signal.SIGKILL, f"ended with {status}\n{bot.log}"
        self.repeatable += int(bot.log.rpartition("on their way: ")[2])

    async def drains(self, bot: Process, writing: Awaitable[None]) -> None:
        """Let a bot work until nothing is left, and stop it."""
        bot.goes()
        async with asyncio.timeout(PATIENCE):
            await writing
            while not self.is_drained():
                assert not bot.ended, bot.log
                await asyncio.sleep(0.01)
        assert await bot.stops() == 0, bot.log

    def is_drained(self) -> bool:
        """Whether everything written has been fetched, worked on and answered."""
        if self.server.simulation.updates.pending:
            return False  # fetched is not enough: it may not be safe yet
        with self.database.look() as work:
            return not work.inbox.lengths() and not work.outbox.lengths()

    async def write(self) -> list[Seen]:
        """Every keeper reports more visitors, each time one more than the time before."""
        self.rounds += 1
        number = self.rounds
        said = [await keeper.says(f"tambah {number} pengunjung") for keeper in self.keepers]
        for keeper, message in zip(self.keepers, said, strict=True):
            self.expected[keeper.chat_id, message.id] = number
        return said

    async def rewrite(self, said: Sequence[Seen]) -> None:
        """Every other keeper edits what they wrote."""
        for keeper, message in list(zip(self.keepers, said, strict=True))[::2]:
            number = self.expected[keeper.chat_id, message.id] + EDITED
            await keeper.edits(message, f"tambah {number} pengunjung")
            self.expected[keeper.chat_id, message.id] = number

    async def withdraw(self, said: Sequence[Seen]) -> None:
        """The others wait for their answer and take back what they wrote."""
        for keeper, message in list(zip(self.keepers, said, strict=True))[1::2]:
            number = self.expected.pop((keeper.chat_id, message.id))
            while _number_in((answer := await keeper.hears()).text) != number:
                pass  # an answer to something else, or once more
            await keeper.taps("Batalkan", on=answer)

    def counted(self) -> list[tuple[tuple[int, int], int]]:
        """What the export counts, entry by entry."""
        with self.database.look() as work:
            objects, _ = exported(work, "entries", period=None, region=None, library=None)
            return sorted(((entry["chat_id"], entry["message_id"]), entry["total"]) for entry in objects)

    def tallied(self) -> int:
        """What the days' tallies add up to."""
        with self.database.look() as work:
            objects, _ = exported(work, "days", period=None, region=None, library=None)
            return sum(day["total"] for day in objects)

    def answers(self, keeper: Person) -> list[int]:
        """The numbers in the answers as they were sent, in order."""
        return [_number_in(call.parameters["text"]) for call in self.sends(keeper)]

    def sends(self, keeper: Person) -> list[Call]:
        """The messages to a keeper that the simulator took, in order."""
        calls = self.server.simulation.calls
        return [c for c in calls if c.method == "sendMessage" and c.chat_id == keeper.chat_id and c.status == 200]

    def order_of_work(self, keeper: Person) -> list[int]:
        """The messages of a chat in the order in which they were recorded the first time."""
        query = select(Inbox.message_id).where(Inbox.chat_id == keeper.chat_id, Inbox.message_id.is_not(None))
        with self.database.look() as work:
            return list(work.connection.execute(query.order_by(Inbox.id)).scalars())

    def assert_nothing_lost_nothing_twice(self) -> None:
        """The promises, counted."""
        assert self.counted() == sorted(self.expected.items())
        assert self.tallied() == sum(self.expected.values())
        repeated = 0
        for keeper in self.keepers:
            in_order = sorted(message for message in self.order_of_work(keeper))
            assert self.order_of_work(keeper) == in_order
            # An edit that overtakes the answer to its message shows in it.
            answers = [number % EDITED for number in self.answers(keeper)]
            once = [number for number, _ in groupby(answers)]
            assert once == list(range(1, len(in_order) + 1)), f"answers of {keeper.name}: {self.answers(keeper)}"
            repeated += len(answers) - len(once)
        assert repeated <= self.repeatable, f"{repeated} answers came twice, {self.repeatable} may"


@asynccontextmanager
async def village(server: Server, address: str, folder: Path) -> AsyncIterator[Village]:
    """Keepers who have a library and a phone."""
    database = Database(address, bot_id=BOT_ID)
    ids = range(FIRST_KEEPER, FIRST_KEEPER + KEEPERS)
    with database.work() as work:
        for id_ in ids:
            add_keeper(work, add_library(work, village=f"Desa {id_}"), external_id=str(id_))
        work.commit()
    async with Simulator(server.url, patience=PATIENCE) as simulator:
        keepers = [await simulator.person(f"Pengelola {id_ % 10}", id=id_) for id_ in ids]
        yield Village(
            server=server, simulator=simulator, address=address, folder=folder, database=database, keepers=keepers
        )
    database.close()


def _number_in(answer: str) -> int:
    found = re.search(r"Pengunjung \+?([\d.]+)", answer)
    assert found is not None, f"no number of visitors in: {answer}"
    return int(found[1].replace(".", ""))
