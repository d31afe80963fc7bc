"""The whole road, measured: a simulator, the bot and whoever writes to it, each in a process of their own.

python -m tests.bench.road catch-up [REPORTS [CHATS]]     all reports wait already, limits off
python -m tests.bench.road steady [RATE [SECONDS]]        so many reports a second, limits on
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles

from simulator.client import Simulator
from storage.engine import database_url, writing_engine
from storage.migrating import migrate
from storage.work import Database
from tests.factories import add_keeper, add_library
from tests.processes import Process, bot_settings, process, simulator

TOKEN = "7123456789:AAbenchmark-token-that-opens-nothing"
FIRST_CHAT = 7_200_000_000
MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
AFTERNOON = datetime.fromisoformat("2026-05-12T15:30:00+07:00")
"""The calendar begins here, so that the reports are the same ones on every day and at every hour."""

AT_ONCE = 8
"""So many requests of the feeder are under way at a time."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one run has shown. Times are in seconds, memory in MB."""

    reports: int
    chats: int
    start: float
    seconds: float
    latencies: Sequence[float]
    memory: float

    @property
    def per_second(self) -> float:
        """Reports answered a second, from the first fetch to the last answer."""
        return self.reports / self.seconds

    @property
    def p95(self) -> float:
        """The time from message to answer that one in twenty exceeds."""
        return p95(self.latencies)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A world to measure in."""

    simulator: Simulator
    folder: Path
    chats: Sequence[int]
    settings: dict[str, str]

    @asynccontextmanager
    async def bot(self, *arguments: str) -> AsyncIterator[Process]:
        """The bot's process, once it fetches."""
        command = [*(arguments or ("-m", "bot")), "run", "--now", AFTERNOON.isoformat()]
        async with process(command, self.folder, self.settings) as running:
            await running.says("running as bot")
            yield running


async def catch_up(reports: int = 5000, chats: int = 250, *, address: str | None = None) -> Figures:
    """All reports wait when the bot starts; limits off."""
    async with bench(chats, address=address, limits="off") as world:
        await feed(world, spread(world.chats, reports))
        began = time.monotonic()
        async with world.bot() as bot:
            await answered(world, reports)
            memory = memory_of(bot)
            await bot.stops()
        return await _figures(world, began=began, memory=memory)


async def steady(rate: float = 25.0, seconds: float = 20.0, chats: int = 100) -> Figures:
    """So many reports a second, from as many chats as Telegram's limits let answer; limits on."""
    reports = int(rate * seconds)
    async with bench(chats, limits="on") as world:
        began = time.monotonic()
        async with world.bot() as bot:
            sent = await _written_at(world, spread(world.chats, reports), rate)
            await answered(world, reports)
            memory = memory_of(bot)
            await bot.stops()
        return await _figures(world, began=began, memory=memory, sent=sent)


@asynccontextmanager
async def bench(chats: int, *, address: str | None = None, limits: str = "on") -> AsyncIterator[Bench]:
    """A simulator with so many keepers, known to a fresh database (SQLite unless `address` says otherwise)."""
    with tempfile.TemporaryDirectory(prefix="perpusbot-bench-") as name:
        folder = Path(name)
        address = address or f"sqlite:///{folder / 'perpusbot.db'}"
        ids = range(FIRST_CHAT, FIRST_CHAT + chats)
        seed(address, ids)
        async with simulator(folder, token=TOKEN) as url, Simulator(url) as client:
            await _in_turns(client.person(f"Pengelola {id_}", id=id_, started=True) for id_ in ids)
            settings = bot_settings(token=TOKEN, telegram_url=url, database_url=address, folder=folder, limits=limits)
            yield Bench(simulator=client, folder=folder, chats=ids, settings=settings)


def seed(address: str, external_ids: Sequence[int]) -> None:
    """A library for each keeper."""
    engine = writing_engine(database_url(address))
    migrate(engine)
    engine.dispose()
    database = Database(address)
    with database.work() as work:
        for id_ in external_ids:
            add_keeper(work, add_library(work, village=f"Desa {id_}"), external_id=str(id_))
        work.commit()
    database.close()


def spread(chats: Sequence[int], reports: int) -> Iterator[tuple[int, str]]:
    """Reports as keepers write them, the chats in turn; each of a chat is for another day."""
    today = AFTERNOON.date() - timedelta(days=1)
    for number in range(reports):
        turn, chat = divmod(number, len(chats))
        day = today - timedelta(days=turn % 50)
        when = f"{day.day} {MONTHS[day.month - 1]}"
        yield chats[chat], _text(number, when)


def _text(number: int, when: str) -> str:
    men, women = number % 17 + 1, number % 23 + 1
    texts = (
        f"{when} pengunjung {men + women}, laki-laki {men} perempuan {women}",
        f"{when} pengunjung {men + women}",
        f"tgl {when} ada {men + women} orang pengunjung",
        f"{when} pengunjung {men + women}, kegiatan mewarnai {men + 2} anak",
        f"{when} pengunjung {women}, buku baru Laskar Pelangi {men} eks",
    )
    return texts[number % len(texts)]


async def feed(world: Bench, reports: Iterator[tuple[int, str]]) -> None:
    """Write the reports as fast as the simulator takes them, in order."""
    await _in_turns(_says(world, chat, text) for chat, text in reports)


async def answered(world: Bench, reports: int) -> None:
    """Wait until every report has its answer."""
    while True:
        found = (await world.simulator.get("/sim/calls/maxima"))["sends"]
        if found >= reports:
            return
        await asyncio.sleep(0.2)


def memory_of(bot: Process) -> float:
    """Resident memory now."""
    status = Path(f"/proc/{bot.child.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def fsync_p95(folder: Path, times: int = 200) -> float:
    """What this disk takes to make 4 kB safe."""
    path, took = folder / "fsync", []
    with path.open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    path.unlink()
    return p95(took)


def p95(values: Sequence[float]) -> float:
    """What one in twenty exceeds."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else 0.0


async def _says(world: Bench, chat: int, text: str) -> None:
    await world.simulator.post(f"/sim/chats/{chat}/send", **{"from": chat, "text": text})


async def _in_turns(calls: Iterator[object]) -> None:
    """Some at once, begun in order."""

    async def work() -> None:
        for call in calls:
            await call  # type: ignore[misc]

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def _written_at(world: Bench, reports: Iterator[tuple[int, str]], rate: float) -> dict[int, list[float]]:
    """Write at an even pace; when each chat's messages left."""
    sent: dict[int, list[float]] = defaultdict(list)
    began = time.monotonic()
    tasks = []
    for number, (chat, text) in enumerate(reports):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        sent[chat].append(time.monotonic())
        tasks.append(asyncio.create_task(_says(world, chat, text)))
    await asyncio.gather(*tasks)
    return sent


async def _figures(world: Bench, *, began: float, memory: float, sent: dict[int, list[float]] | None = None) -> Figures:
    # The simulator's elapsed time is the machine's monotonic clock, the same for all processes.
    calls = await world.simulator.calls()
    first_poll = next(call["at"] for call in calls if call["method"] == "getUpdates")
    answers = [call for call in calls if call["method"] == "sendMessage"]
    latencies = []
    if sent is not None:
        waiting = {chat: iter(times) for chat, times in sent.items()}
        latencies = [call["at"] - next(waiting[call["chat_id"]]) for call in answers]
    return Figures(
        reports=len(answers),
        chats=len(world.chats),
        start=first_poll - began,
        seconds=answers[-1]["at"] - first_poll,
        latencies=latencies,
        memory=memory,
    )


async def main(what: str = "catch-up", first: str = "", second: str = "") -> None:
    """Measure, and print."""
    if what == "steady":
        found = await steady(float(first or 25), float(second or 20))
    else:
        found = await catch_up(int(first or 5000), int(second or 250))
    print(
        f"{found.reports} reports of {found.chats} chats: {found.per_second:.0f} a second,"
        f" first poll after {found.start:.2f} s, {found.memory:.0f} MB"
    )
    if found.latencies:
        with tempfile.TemporaryDirectory() as folder:
            fsync = fsync_p95(Path(folder))
        print(f"message to answer: p95 {found.p95 * 1000:.0f} ms (fsync p95 {fsync * 1000:.1f} ms)")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
