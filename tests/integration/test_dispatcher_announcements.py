"""Announcements are never sent twice: what nobody can know is said to be unsure."""

import asyncio
from collections.abc import Iterator

import pytest

from domain.errors import Migrated, TryAgain
from domain.messages import Outgoing, Priority
from storage.work import Database
from tests.integration.dispatching import Post, to

SITI, WATI = 7101, 7102


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    post = Post(database)
    yield post
    post.close()


def news(chat_id: int) -> Outgoing:
    return to(chat_id, "news", priority=Priority.ANNOUNCEMENT)


async def test_it_is_claimed_before_it_is_sent(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(news(SITI), to(WATI, "reply"))
    await post.work_off(until=1)
    assert post.states() == ["sending", "sent"]
    gate.set()
    await post.work_off()
    assert post.states() == ["sent", "sent"]


async def test_only_what_is_truly_on_its_way_is_claimed(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[100].append(gate)
    post.put(*(news(number) for number in range(100, 150)))
    await post.work_off()
    assert post.states().count("sending") == 1


async def test_what_may_have_been_sent_is_unsure_and_not_repeated(post: Post) -> None:
    post.platform.answers[SITI].append(TryAgain("TimedOut", unsure=True))
    post.put(news(SITI))
    await post.work_off(until=100)
    assert post.platform.texts == ["news"]
    assert post.states() == ["unsure"]


async def test_a_reply_that_may_have_been_sent_is_repeated(post: Post) -> None:
    post.platform.answers[SITI].append(TryAgain("TimedOut", unsure=True))
    post.put(to(SITI, "reply"))
    await post.work_off(until=100)
    assert post.platform.texts == ["reply", "reply"]


@pytest.mark.parametrize("error", [TryAgain("502"), TryAgain("429", after=3, flood=True), Migrated(WATI)])
async def test_what_was_surely_not_sent_is_sent_again(post: Post, error: Exception) -> None:
    post.platform.answers[SITI].append(error)
    post.put(news(SITI))
    await post.work_off(until=100)
    assert post.platform.texts == ["news", "news"]
    assert post.states() == ["sent"]


async def test_what_a_crash_interrupted_is_unsure(post: Post) -> None:
    post.put(news(SITI), news(WATI))
    with post.database.work() as work:
        work.outbox.claim([1])
        work.commit()
    running = asyncio.create_task(post.dispatcher.run())
    async with asyncio.timeout(10):
        while post.states() != ["unsure", "sent"]:
            await asyncio.sleep(0.001)
    await post.dispatcher.stop()
    await running
    assert post.platform.texts == ["news"]
