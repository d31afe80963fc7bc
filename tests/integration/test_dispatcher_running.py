"""The dispatcher as a task: waking, stopping, and a database that is away."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from storage.work import Database
from tests.integration.dispatching import Post, to

SITI, WATI = 7101, 7102


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    post = Post(database)
    yield post
    post.close()


async def until(condition: object) -> None:
    """Let others run until it is so."""
    async with asyncio.timeout(10):
        while not condition():  # type: ignore[operator]
            await asyncio.sleep(0.001)


async def test_it_sleeps_until_it_is_woken_from_any_thread(post: Post) -> None:
    steps = 0
    step = post.dispatcher.step

    async def counted() -> float:
        nonlocal steps
        steps += 1
        return await step()

    post.dispatcher.step = counted  # type: ignore[method-assign]
    running = asyncio.create_task(post.dispatcher.run())
    await asyncio.sleep(0.1)
    assert steps == 1
    post.put(to(SITI, "one"))
    threading.Thread(target=post.dispatcher.wake).start()
    await until(lambda: post.states() == ["sent"])
    await post.dispatcher.stop()
    await running


async def test_stopping_waits_for_what_is_on_its_way_and_notes_it(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(to(SITI, "one"), to(SITI, "two"))
    running = asyncio.create_task(post.dispatcher.run())
    await until(lambda: post.dispatcher.in_flight)
    stopping = asyncio.create_task(post.dispatcher.stop())
    await asyncio.sleep(0.02)
    assert not stopping.done()
    gate.set()
    await stopping
    await running
    assert post.states() == ["sent", "waiting"]


async def test_what_was_sent_when_another_part_fails_is_noted(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(to(SITI, "one"))
    running = asyncio.create_task(post.dispatcher.run())
    await until(lambda: post.dispatcher.in_flight)
    gate.set()
    while post.dispatcher.in_flight:
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running])
    await until(lambda: post.states() == ["sent"])


async def test_stopping_before_running_comes_back(post: Post) -> None:
    await post.dispatcher.stop()
    await post.dispatcher.run()


async def test_while_the_database_is_away_nothing_is_lost_and_nothing_repeated(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(to(SITI, "one"), to(WATI, "two"))
    await post.dispatcher.step()
    post.database.away = True
    gate.set()
    for _ in range(5):
        await asyncio.sleep(0)
    waits = []
    for _ in range(12):
        moment = await post.dispatcher.step()
        waits.append(moment - post.clocks.seconds)
        post.clocks.seconds = moment
    assert waits[:3] == pytest.approx([0.1, 0.2, 0.4])
    assert waits[-1] == pytest.approx(30)
    assert post.platform.texts == ["one"]
    post.database.away = False
    await post.work_off()
    assert post.platform.texts == ["one", "two"]
    assert post.states() == ["sent", "sent"]


async def test_another_dispatcher_goes_on_where_one_was_killed(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[WATI].append(gate)
    post.put(to(SITI, "one"), to(WATI, "two"), to(SITI, "three"))
    await post.work_off(until=1)
    assert post.states() == ["sent", "waiting", "sent"]
    post.dispatcher._flying[WATI].cancel()
    post.platform.on_its_way.clear()
    post.dispatcher = post.new_dispatcher()
    await post.work_off()
    assert post.platform.texts == ["one", "two", "three", "two"]
    assert post.states() == ["sent"] * 3
