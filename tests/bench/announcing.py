"""An announcement to many while keepers report: how fast it goes, and how long their answers take.

python -m tests.bench.announcing [RECIPIENTS [REPORTS A SECOND]]
"""

import asyncio
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import cycle

from domain.announcing import Audience, Content, Run, Whom
from simulator.client import Simulator
from storage.work import Database
from tests.bench.road import AFTERNOON, Bench, bench, p95
from tests.factories import SANGGAU, add_facilitator

AUTHOR = 7_199_999_999
ANSWER = "Tercatat"
NEWS = "Bimtek TIK 22–26 Juni di Pontianak."


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one run has shown: messages a second, the time from report to answer that one in twenty exceeds, 429s."""

    recipients: int
    per_second: float
    p95: float
    refused: int


async def announcing(recipients: int = 10_000, rate: float = 2.0) -> Figures:
    """Limits on; the reports come from those who get the announcement."""
    async with bench(recipients, limits="on") as world:
        await world.simulator.limits(on=True)
        await world.simulator.person("Yohanes", id=AUTHOR, started=True)
        _begin(world)
        async with world.bot() as bot:
            reported: dict[int, list[float]] = defaultdict(list)
            reporting = asyncio.create_task(_report(world, rate, reported))
            await _told(world.simulator, recipients)
            reporting.cancel()
            await asyncio.gather(reporting, return_exceptions=True)
            await bot.stops()
        return await _figures(world, reported)


def _begin(world: Bench) -> None:
    """An announcement to everybody is under way when the bot starts."""
    database = Database(world.settings["PERPUSBOT_DATABASE_URL"])
    with database.work() as work:
        author = add_facilitator(work, external_id=str(AUTHOR))
        draft = work.announcements.compose(author.id, AUTHOR, Content(text=NEWS), AFTERNOON)
        run = Run(codes=(SANGGAU,))
        draft = work.announcements.address(draft, Audience(whom=Whom.KEEPERS, region=SANGGAU), run)
        work.announcements.start(draft, run, None, AFTERNOON)
        work.commit()
    database.close()


async def _report(world: Bench, rate: float, reported: dict[int, list[float]]) -> None:
    """One report after the other, at an even pace; when each chat's left."""
    began = time.monotonic()
    for number, chat in enumerate(cycle(world.chats)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        reported[chat].append(time.monotonic())
        body = {"from": chat, "text": f"pengunjung {number % 40 + 1}"}
        await world.simulator.post(f"/sim/chats/{chat}/send", **body)


async def _told(simulator: Simulator, recipients: int) -> None:
    while True:
        calls = await simulator.calls("sendMessage")
        if sum(call["parameters"]["text"] == NEWS for call in calls) >= recipients:
            return
        await asyncio.sleep(1)


async def _figures(world: Bench, reported: dict[int, list[float]]) -> Figures:
    calls = await world.simulator.calls("sendMessage")
    news = [call["at"] for call in calls if call["parameters"]["text"] == NEWS]
    meanwhile = [call for call in calls if min(news) <= call["at"] <= max(news)]
    answers: dict[int, list[float]] = defaultdict(list)
    for call in calls:
        if ANSWER in call["parameters"]["text"]:
            answers[call["chat_id"]].append(call["at"])
    waits = [answer - at for chat, times in reported.items() for at, answer in zip(times, answers[chat], strict=False)]
    return Figures(
        recipients=len(news),
        per_second=(len(meanwhile) - 1) / (max(news) - min(news)),
        p95=p95(waits),
        refused=(await world.simulator.maxima())["refused_429"],
    )


async def main(recipients: str = "10000", rate: str = "2") -> None:
    """Measure, and print."""
    found = await announcing(int(recipients), float(rate))
    print(
        f"{found.recipients} recipients: {found.per_second:.1f} messages a second,"
        f" answers p95 {found.p95 * 1000:.0f} ms, {found.refused} × 429"
    )


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
