"""Who watches the bot: `/metrics` and `/healthz` of one that runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientSession
from markupsafe import Markup
from prometheus_client.parser import text_string_to_metric_families

from domain.messages import Outgoing, Priority
from domain.people import Library
from scheduler import reminders
from scheduler.ticks import Plan
from simulator.conversation import Person
from tests.e2e import town as place
from tests.e2e.town import PATIENCE, Town, tells


@pytest.fixture
def plans() -> Mapping[str, Plan]:
    """Nothing falls due, where a test doesn't say otherwise."""
    return place.NOTHING_DUE


@pytest.fixture
async def town(
    database_url: str, tmp_path: Path, unused_tcp_port: int, plans: Mapping[str, Plan]
) -> AsyncIterator[Town]:
    """A bot that can be watched; it is Tuesday 12 May 2026, 15.30 WIB."""
    async with place.quiet_town(database_url, tmp_path, plans) as there:
        there.settings = there.settings.model_copy(update={"http_port": unused_tcp_port})
        async with there.working():
            await listens(there)
            yield there


async def listens(town: Town) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(ClientConnectorError):
                await asked(town, "/healthz")
                return
            await asyncio.sleep(0.01)


class Figures:
    """What was scraped."""

    def __init__(self, text: str) -> None:
        self.samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]

    def __call__(self, name: str, **labels: str) -> float | None:
        """The one value with this name and these labels; None where there is none."""
        found = [sample.value for sample in self.samples if (sample.name, sample.labels) == (name, labels)]
        return found[0] if found else None

    def labels(self) -> Iterator[tuple[str, str]]:
        for sample in self.samples:
            if sample.name != "perpusbot_build_info":
                yield from sample.labels.items()


async def asked(town: Town, path: str) -> tuple[int, str, str]:
    address = f"http://127.0.0.1:{town.settings.http_port}{path}"
    async with ClientSession() as session, session.get(address) as answer:
        return answer.status, answer.content_type, await answer.text()


async def scraped(town: Town) -> Figures:
    await town.settles()
    status, kind, text = await asked(town, "/metrics")
    assert (status, kind) == (200, "text/plain")
    return Figures(text)


async def healthy(town: Town) -> tuple[int, str]:
    status, _, text = await asked(town, "/healthz")
    return status, text


async def test_what_came_in_and_went_out_is_counted(town: Town, wati: Person, kind: str) -> None:
    await tells(wati, "pengunjung 23")
    figures = await scraped(town)
    assert figures("perpusbot_updates_total") == 1
    assert figures("perpusbot_deliveries_total", priority="reply", outcome="delivered") == 1
    assert (figures("perpusbot_in_flight"), figures("perpusbot_worker_errors_total")) == (0, 0)
    assert (figures("perpusbot_healthy"), figures("perpusbot_database_up")) == (1, 1)
    assert (figures("process_resident_memory_bytes") or 0) > 1e7
    (build,) = [sample.labels for sample in figures.samples if sample.name == "perpusbot_build_info"]
    assert build.keys() == {"version", "python", "database"}
    assert build["database"] == kind


async def test_a_flood_is_counted_once_and_the_message_once(town: Town, wati: Person) -> None:
    await town.simulator.fails("sendMessage", status=429, retry_after=1)
    await tells(wati, "pengunjung 23")
    figures = await scraped(town)
    assert figures("perpusbot_deliveries_total", priority="reply", outcome="too_many_requests") == 1
    assert figures("perpusbot_deliveries_total", priority="reply", outcome="delivered") == 1


@pytest.mark.parametrize("plans", [{"reminders": reminders.plan}])
async def test_planning_is_measured_by_planner(town: Town, wati: Person) -> None:
    await town.becomes("2026-05-12T15:41")
    await wati.hears()
    figures = await scraped(town)
    assert (figures("perpusbot_planning_seconds_count", planner="reminders") or 0) >= 1
    assert figures("perpusbot_planning_errors_total", planner="reminders") == 0
    assert figures("perpusbot_deliveries_total", priority="reminder", outcome="delivered") == 1


async def test_what_waits_for_its_time_has_a_length_but_no_age(town: Town, wati: Person) -> None:

    now = town.calendar.now()
    later = Outgoing(
        chat_id=wati.user_id,
        text=Markup("Nanti"),
        priority=Priority.SUMMARY,
        not_before=now + timedelta(hours=1),
    )
    with town.database.work() as work:
        work.outbox.put([later], now)
        work.commit()
    figures = await scraped(town)
    assert figures("perpusbot_outbox_length", priority="summary") == 1
    assert figures("perpusbot_outbox_oldest_seconds", priority="summary") is None


@pytest.mark.parametrize("plans", [{"reminders": reminders.plan}])
async def test_no_label_names_a_person_or_a_chat(town: Town, wati: Person, balai_sebut: Library) -> None:
    await town.becomes("2026-05-12T15:41")
    await wati.says("pengunjung 23")
    values = {value for name, value in (await scraped(town)).labels() if name != "le"}
    assert values == {"reply", "reminder", "delivered", "reminders"}


async def test_healthz_says_in_words_what_is_wrong_until_it_is_over(
    town: Town, wati: Person, darius: Person, ningsih: Person
) -> None:
    assert await healthy(town) == (200, '{"ok": true, "problems": []}')
    await town.simulator.fails("sendMessage", status=502, times=4)
    for keeper in (wati, darius, ningsih):
        await keeper.says("/bantuan")
    async with asyncio.timeout(PATIENCE):
        while (told := await healthy(town))[0] == 200:
            await asyncio.sleep(0.01)
    assert told == (503, '{"ok": false, "problems": ["sending: ServerTrouble"]}')
    for keeper in (wati, darius, ningsih):
        await keeper.hears()
    assert (await healthy(town))[0] == 200
