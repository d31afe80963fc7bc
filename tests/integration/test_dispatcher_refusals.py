import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import insert, select

from bot.delivery.limits import TelegramLimits
from domain.errors import Migrated, NoTopic, Refused, TokenRefused, TryAgain, Unreachable
from domain.messages import Priority
from storage import tables
from storage.work import Database
from tests.conftest import BOT_ID
from tests.factories import NOW, Someone
from tests.integration.dispatching import Post, to

SITI, WATI, DARIUS, GROUP, SUPERGROUP = 7101, 7102, 7103, -480001, -1002100001


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    post = Post(database)
    yield post
    post.close()


def add_group(post: Post) -> None:
    with post.database.work() as work:
        work.connection.execute(insert(tables.Chat).values(bot_id=BOT_ID, external_id=GROUP, title="Sanggau"))
        work.commit()


def groups(post: Post) -> list[tuple[int, bool]]:
    with post.database.look() as work:
        rows = work.connection.execute(select(tables.Chat.external_id, tables.Chat.active))
        return [(row.external_id, row.active) for row in rows]


async def test_who_blocked_the_bot_is_unreachable_and_gets_no_more(post: Post, wati: Someone) -> None:
    post.platform.answers[wati.chat_id].append(Unreachable("bot was blocked by the user"))
    post.put(to(wati.chat_id, "one"), to(wati.chat_id, "two"), to(SITI, "other"))
    await post.stands(1)
    assert post.platform.texts == ["one", "other"]
    assert post.states() == ["failed", "cancelled", "sent"]
    with post.database.look() as work:
        since = work.connection.execute(select(tables.Person.unreachable_since)).scalar_one()
    assert since is not None
    assert since > NOW


async def test_a_group_that_removed_the_bot_is_off(post: Post) -> None:
    add_group(post)
    post.platform.answers[GROUP].append(Unreachable("bot was kicked from the group chat"))
    post.put(to(GROUP, "one"), to(GROUP, "two"))
    await post.work_off()
    assert post.states() == ["failed", "cancelled"]
    assert groups(post) == [(GROUP, False)]


async def test_a_group_that_moved_gets_it_under_its_new_id(post: Post) -> None:
    add_group(post)
    post.platform.answers[GROUP].append(Migrated(SUPERGROUP))
    post.put(to(GROUP, "one"), to(GROUP, "two"))
    await post.work_off()
    assert [letter.chat_id for letter in post.platform.letters] == [GROUP, SUPERGROUP, SUPERGROUP]
    assert post.states() == ["sent", "sent"]
    assert groups(post) == [(SUPERGROUP, True)]


@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.ANNOUNCEMENT])
async def test_what_a_topic_does_not_take_goes_to_the_general_one_and_counts_again(
    database: Database, priority: Priority
) -> None:
    limits = TelegramLimits()
    post = Post(database, limits)
    post.platform.answers[GROUP].append(NoTopic("message thread not found"))
    post.put(to(GROUP, "one", topic_id=5, priority=priority))
    await post.work_off()
    assert [letter.topic_id for letter in post.platform.letters] == [5, None]
    assert post.states() == ["sent"]
    assert limits.ready_at(GROUP, 0.0, 18) == 0.0
    assert limits.ready_at(GROUP, 0.0, 19) > 0.0
    post.close()


async def test_without_a_topic_such_a_refusal_is_the_end(post: Post) -> None:
    post.platform.answers[GROUP].append(NoTopic("message thread not found"))
    post.put(to(GROUP, "one"))
    await post.work_off()
    assert post.states() == ["failed"]


async def test_what_telegram_will_never_take_is_kept_as_failed_and_does_not_block(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.platform.answers[SITI].append(Refused("can't parse entities"))
    post.put(to(SITI, "<b>Siti"), to(SITI, "two"))
    with caplog.at_level(logging.DEBUG):
        await post.work_off()
    assert [(row.state, row.error) for row in post.rows()] == [("failed", "can't parse entities"), ("sent", None)]
    assert "Siti" not in caplog.text


async def test_a_429_holds_up_its_own_chat_for_as_long_as_it_says(post: Post) -> None:
    post.platform.answers[SITI].append(TryAgain("too many requests", after=7, flood=True))
    post.put(to(SITI, "one"), to(SITI, "two"), to(WATI, "other"))
    await post.work_off(until=6.9)
    assert post.platform.texts == ["one", "other"]
    await post.work_off(until=7)
    assert post.platform.texts == ["one", "other", "one", "two"]
    assert [row.attempts for row in post.rows()] == [0, 0, 0]


async def test_429s_from_three_chats_hold_up_everything(post: Post) -> None:
    for chat in (SITI, WATI, DARIUS):
        post.platform.answers[chat].append(TryAgain("too many requests", after=5, flood=True))
    post.put(*(to(chat, "news") for chat in (SITI, WATI, DARIUS, 8001)))
    await post.work_off(until=4.9)
    assert len(post.platform.letters) == 3
    await post.work_off(until=5)
    assert post.states() == ["sent"] * 4


async def test_a_single_chats_trouble_does_not_stop_the_others(post: Post) -> None:
    post.platform.answers[SITI].extend(TryAgain("502") for _ in range(3))
    post.put(to(SITI, "one"), to(WATI, "other"))
    await post.work_off(until=0.1)
    assert post.states() == ["waiting", "sent"]
    await post.work_off(until=10)
    assert [
        at for at, letter in zip(post.platform.times, post.platform.letters, strict=True) if letter.chat_id == SITI
    ] == [
        0.0,
        0.5,
        1.5,
        3.5,
    ]
    assert [(row.state, row.attempts) for row in post.rows()] == [("sent", 0), ("sent", 0)]


async def test_an_outage_is_waited_out_and_nothing_is_lost(post: Post) -> None:
    post.platform.down = TryAgain("NotConnected")
    post.put(*(to(number, "news") for number in range(100, 140)))
    await post.work_off(until=600)
    tries = len(post.platform.letters)
    assert tries < 30
    assert post.states() == ["waiting"] * 40
    post.platform.down = None
    await post.work_off(until=663)
    assert post.states() == ["sent"] * 40


async def test_a_mistake_of_our_own_fails_one_message_after_three_attempts(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.platform.answers[SITI].extend(KeyError("words of Siti") for _ in range(3))
    post.put(to(SITI, "one"), to(SITI, "two"))
    await post.work_off(until=10)
    assert [(row.state, row.attempts) for row in post.rows()] == [("failed", 2), ("sent", 0)]
    assert "words of Siti" not in caplog.text


async def test_a_token_that_is_refused_ends_the_run(post: Post) -> None:
    post.platform.answers[SITI].append(TokenRefused("get a valid one"))
    post.put(to(SITI, "one"))
    with pytest.raises(TokenRefused):
        await post.dispatcher.run()
    assert post.states() == ["waiting"]
