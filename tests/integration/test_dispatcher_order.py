import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.delivery.limits import NoLimits
from domain.messages import Priority
from storage.work import Database
from tests.factories import NOW
from tests.integration.dispatching import Post, to

SITI, WATI, GROUP = 7001, 7002, -1001


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    post = Post(database)
    yield post
    post.close()


async def test_the_most_urgent_leaves_first(post: Post) -> None:
    post.put(
        to(1, "menu", priority=Priority.MENU),
        to(2, "announcement", priority=Priority.ANNOUNCEMENT),
        to(3, "reminder", priority=Priority.REMINDER),
        to(4, "summary", priority=Priority.SUMMARY),
        to(5, "reply"),
    )
    await post.work_off()
    assert post.platform.texts == ["reply", "reminder", "summary", "announcement", "menu"]
    assert post.states() == ["sent"] * 5


async def test_a_chat_gets_its_messages_in_order_and_one_at_a_time(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(to(SITI, "one"), to(SITI, "two"), to(WATI, "other"))
    await post.stands(1)
    await post.stands(1)
    assert post.platform.texts == ["one", "other"]
    gate.set()
    await post.stands(1)
    assert post.platform.texts == ["one", "other", "two"]


async def test_a_reply_that_comes_late_leaves_before_a_broadcast(post: Post) -> None:
    post.put(*(to(number, "news", priority=Priority.ANNOUNCEMENT) for number in range(100, 150)))
    await post.work_off()
    assert len(post.platform.letters) == 30
    post.put(to(SITI, "reply"))
    await post.work_off(until=2)
    assert post.platform.texts[30] == "reply"
    assert len(post.platform.letters) == 51


async def test_telegrams_limits_hold(post: Post) -> None:
    post.put(*(to(GROUP, f"{number}") for number in range(25)))
    post.put(*(to(number, "news") for number in range(100, 165)))
    await post.work_off(until=59)
    times = post.platform.times
    assert [sum(start <= time < start + 1 for time in times) <= 30 for start in times] == [True] * len(times)
    assert sum(letter.chat_id == GROUP for letter in post.platform.letters) == 20
    await post.work_off(until=61)
    assert post.states() == ["sent"] * 90


async def test_what_was_sent_is_noted_before_anything_else_starts(post: Post) -> None:
    noted: list[int] = []
    deliver = post.platform._deliver

    async def looking(letter: object) -> int:
        noted.append(post.states().count("sent"))
        return await deliver(letter)  # type: ignore[arg-type]

    post.platform._deliver = looking  # type: ignore[method-assign]
    post.put(*(to(number, "news") for number in range(100, 120)))
    await post.work_off()
    assert noted == list(range(20))


async def test_slow_answers_do_not_hold_up_other_chats(post: Post) -> None:
    gate = asyncio.Event()
    for number in range(100, 110):
        post.platform.answers[number].append(gate)
    post.put(*(to(number, "news") for number in range(100, 110)))
    await post.work_off(until=0.5)
    assert len(post.platform.letters) == 10
    gate.set()
    await post.work_off()
    assert post.states() == ["sent"] * 10


async def test_without_limits_many_leave_together(database: Database) -> None:
    post = Post(database, NoLimits())
    post.put(*(to(number, "news") for number in range(100, 300)))
    await post.work_off()
    assert post.states() == ["sent"] * 200
    assert post.clocks.seconds == 0
    post.close()


async def test_a_message_waits_for_its_time(post: Post) -> None:
    post.put(to(SITI, "later", not_before=NOW + timedelta(minutes=10)), to(SITI, "now"))
    await post.work_off(until=599)
    assert post.platform.texts == ["now"]
    await post.work_off(until=600)
    assert post.platform.texts == ["now", "later"]


async def test_what_has_become_useless_never_leaves(post: Post) -> None:
    stale = [to(number, "old", not_after=NOW + timedelta(hours=2)) for number in range(100, 140)]
    post.put(*stale, to(SITI, "fresh", not_after=NOW + timedelta(hours=24)))
    post.clocks.seconds = 7200
    await post.work_off()
    assert post.platform.texts == ["fresh"]
    assert post.states() == ["expired"] * 40 + ["sent"]


async def test_what_is_cancelled_never_leaves(post: Post) -> None:
    post.put(to(SITI, "reminder", cancel_key="day", not_before=NOW + timedelta(minutes=1)))
    await post.work_off()
    with post.database.work() as work:
        work.outbox.cancel("day")
        work.commit()
    await post.stands(120)
    assert post.platform.texts == []
