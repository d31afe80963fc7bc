"""Updates wait until they are confirmed; a second poller ends the first."""

import asyncio

import pytest

from simulator.refusals import Conflict
from simulator.updates import UpdateQueue


def filled(count: int) -> tuple[UpdateQueue, list[int]]:
    queue = UpdateQueue()
    numbers = [queue.add("message", 7, {}) or 0 for _ in range(count)]
    return queue, numbers


async def polled(queue: UpdateQueue, offset: int = 0, limit: int = 100) -> list[int]:
    return [update.id for update in await queue.poll(offset, limit, 0)]


async def test_unconfirmed_updates_come_again() -> None:
    queue, numbers = filled(3)
    assert await polled(queue) == await polled(queue) == numbers


async def test_an_offset_confirms_what_lies_before_it() -> None:
    queue, numbers = filled(3)
    assert await polled(queue, numbers[1]) == numbers[1:]
    assert await polled(queue) == numbers[1:]


async def test_a_negative_offset_keeps_only_the_last() -> None:
    queue, numbers = filled(3)
    assert await polled(queue, -1) == numbers[2:]


async def test_a_limit_holds_the_rest_back() -> None:
    queue, numbers = filled(3)
    assert await polled(queue, limit=2) == numbers[:2]


async def test_a_repeated_update_comes_below_the_offset_and_only_once() -> None:
    queue, numbers = filled(1)
    behind = numbers[0] + 1
    assert await polled(queue, behind) == []
    queue.repeat(times=2)
    assert await polled(queue, behind) == numbers * 2
    assert await polled(queue, behind) == []


async def test_a_waiting_poller_hears_at_once() -> None:
    queue, _ = filled(0)
    waiting = asyncio.create_task(queue.poll(0, 100, 30))
    await asyncio.sleep(0)
    number = queue.add("message", 7, {})
    assert [update.id for update in await waiting] == [number]


async def test_the_older_of_two_pollers_is_terminated() -> None:
    queue, _ = filled(0)
    older = asyncio.create_task(queue.poll(0, 100, 30))
    await asyncio.sleep(0)
    newer = asyncio.create_task(queue.poll(0, 100, 30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
        await older
    queue.add("message", 7, {})
    assert len(await newer) == 1


def test_kinds_that_were_not_asked_for_stay_away() -> None:
    queue, _ = filled(0)
    assert queue.add("chat_member", 7, {}) is None
    queue.allow(["chat_member"])
    assert queue.add("chat_member", 7, {}) is not None
    assert queue.add("message", 7, {}) is None
