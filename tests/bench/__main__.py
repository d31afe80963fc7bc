"""`make bench`: the figures that Perpusbot has set itself, as a table, with what was measured on this machine."""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import announcing, road
from tests.bench.road import fsync_p95
from tests.bench.understanding import microseconds
from tests.processes import process

Row = tuple[str, str, str]


def main() -> None:
    """Measure everything; some minutes."""
    rows: list[Row] = []
    for measure in (_understanding, _catch_up, _yardstick, _long_run, _steady, _announcing, _planning):
        print(f"measuring: {measure.__doc__}", file=sys.stderr)
        rows += measure()
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}, SQLite\n")
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in [("what", "measured", "goal"), *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


def _understanding() -> list[Row]:
    """understanding"""
    median, p95, messages = microseconds()
    return [
        (f"understanding, median of {messages} messages", f"{median:.0f} µs", "under 300 µs"),
        ("understanding, p95", f"{p95:.0f} µs", ""),
    ]


def _catch_up() -> list[Row]:
    """catching up after downtime"""
    found = asyncio.run(road.catch_up(5000, 250))
    return [
        ("catch-up, 5,000 reports of 250 keepers, limits off", f"{found.per_second:.0f} a second", "200 a second"),
        ("start to first poll", f"{found.start:.2f} s", "under 2 s"),
    ]


def _yardstick() -> list[Row]:
    """a stock echo bot, for comparison"""
    per_second = asyncio.run(_echoes(3000))
    return [("stock echo bot (sequential, no storage), same run", f"{per_second:.0f} a second", "yardstick")]


# More than 30 messages of one chat in a minute would get one answer for all.
def _long_run() -> list[Row]:
    """memory after 10,000 reports"""
    found = asyncio.run(road.catch_up(10_000, 500))
    return [("resident memory after 10,000 reports", f"{found.memory:.0f} MB", "under 120 MB")]


def _steady() -> list[Row]:
    """25 reports a second, Telegram's limits on"""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        fsync = fsync_p95(Path(folder))
    found = asyncio.run(road.steady(25, 20))
    goal = 0.030 + 2 * fsync
    return [
        ("message to answer at 25 a second, p95", f"{found.p95 * 1000:.1f} ms", f"under {goal * 1000:.1f} ms"),
        ("fsync of 4 kB on this disk, p95", f"{fsync * 1000:.2f} ms", ""),
    ]


def _planning() -> list[Row]:
    """planning for 84,000 libraries"""
    # In a process of its own, whose memory nothing else has used.
    ran = subprocess.run([sys.executable, "-m", "tests.bench.planning"], stdout=subprocess.PIPE, text=True, check=True)
    figures = {name: rest for name, _, rest in (line.partition(": ") for line in ran.stdout.splitlines())}
    goals = {"minute": "under 30 s", "monday_libraries": "under 10 min", "monday_regions": "under 10 min"}
    return [
        (f"planning, {name.replace('_', ' ')}, 84,000 libraries", figures[name], goals.get(name, ""))
        for name in ("minute", "first_look", "monday_libraries", "monday_regions", "memory")
    ]


def _announcing() -> list[Row]:
    """an announcement to 10,000 while keepers report"""
    found = asyncio.run(announcing.announcing())
    return [
        ("announcement to 10,000, messages a second", f"{found.per_second:.1f}", "at least 27"),
        ("message to answer meanwhile, p95", f"{found.p95 * 1000:.0f} ms", "under 300 ms"),
        ("429s caused", str(found.refused), "0"),
    ]


async def _echoes(messages: int) -> float:
    async with road.bench(50, limits="off") as world:
        await road.feed(world, road.spread(world.chats, messages))
        settings = world.settings
        arguments = ["-m", "tests.bench.echo_bot", settings["PERPUSBOT_TOKEN"], settings["PERPUSBOT_TELEGRAM_URL"]]
        async with process(arguments, world.folder, settings):
            await road.answered(world, messages)
        calls = await world.simulator.calls()
        first = next(call["at"] for call in calls if call["method"] == "getUpdates")
        last = [call["at"] for call in calls if call["method"] == "sendMessage"][-1]
        return messages / (last - first)


if __name__ == "__main__":
    main()
