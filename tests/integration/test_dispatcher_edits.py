import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.errors import Gone, Refused, Unchanged
from domain.messages import Priority
from domain.people import Library
from storage.tables import Outbox
from storage.work import Database
from tests.factories import NOW, Someone, add_report
from tests.integration.dispatching import Post, to

SITI = 7001


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    post = Post(database)
    yield post
    post.close()


@pytest.fixture
def report_id(post: Post, balai_sebut: Library, wati: Someone) -> int:
    with post.database.work() as work:
        report = add_report(work, balai_sebut, wati)
        work.commit()
    return report.id


def shown(post: Post) -> list[tuple[str, int | None]]:
    return [(str(letter.text), letter.edit_message_id) for letter in post.platform.letters]


async def test_a_tap_edits_the_message_tapped(post: Post) -> None:
    post.put(to(SITI, "done", edits=40))
    await post.work_off()
    assert shown(post) == [("done", 40)]
    assert [(row.state, row.sent_message_id) for row in post.rows()] == [("sent", 40)]


async def test_an_edit_of_what_still_waits_takes_its_place(post: Post, report_id: int) -> None:
    post.put(to(SITI, "12", report_id=report_id))
    post.put(to(SITI, "13", report_id=report_id, revises=True), to(SITI, "14", report_id=report_id, revises=True))
    await post.work_off()
    assert shown(post) == [("14", None)]
    assert post.states() == ["sent", "superseded", "superseded"]


async def test_an_urgent_edit_does_not_overtake_its_original(post: Post, report_id: int) -> None:
    later = NOW + timedelta(minutes=1)
    post.put(to(SITI, "12", report_id=report_id, priority=Priority.REMINDER, not_before=later))
    post.put(to(SITI, "13", report_id=report_id, revises=True))
    await post.work_off(until=59)
    assert shown(post) == []
    await post.work_off(until=61)
    assert shown(post) == [("13", None)]


async def test_an_edit_during_the_sending_edits_what_was_sent(post: Post, report_id: int) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(to(SITI, "12", report_id=report_id))
    await post.work_off()
    post.put(to(SITI, "13", report_id=report_id, revises=True))
    await post.work_off()
    gate.set()
    await post.stands(1)
    assert shown(post) == [("12", None), ("13", 1001)]


async def test_the_newest_of_several_edits_stands_for_all(post: Post, report_id: int) -> None:
    post.put(to(SITI, "12", report_id=report_id))
    await post.work_off()
    post.put(*(to(SITI, text, report_id=report_id, revises=True) for text in ("13", "14", "15")))
    await post.work_off()
    assert shown(post) == [("12", None), ("15", 1001)]
    assert post.states() == ["sent", "sent", "superseded", "superseded"]


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew_and_edited_from_then_on(
    post: Post, report_id: int
) -> None:
    post.put(to(SITI, "12", report_id=report_id))
    await post.work_off()
    post.platform.answers[SITI].append(Gone("message to edit not found"))
    post.put(to(SITI, "13", report_id=report_id, revises=True))
    await post.stands(1)
    post.put(to(SITI, "14", report_id=report_id, revises=True))
    await post.stands(1)
    assert shown(post) == [("12", None), ("13", 1001), ("13", None), ("14", 1003)]
    assert post.states() == ["sent"] * 3


async def test_an_edit_of_what_was_given_up_is_sent_anew(post: Post, report_id: int) -> None:
    post.platform.answers[SITI].append(Refused("no"))
    post.put(to(SITI, "12", report_id=report_id))
    await post.work_off()
    post.put(to(SITI, "13", report_id=report_id, revises=True))
    await post.stands(1)
    post.put(to(SITI, "14", report_id=report_id, revises=True))
    await post.stands(1)
    assert shown(post) == [("12", None), ("13", None), ("14", 1002)]
    assert post.states() == ["failed", "sent", "sent"]


async def test_what_looks_like_that_already_counts_as_sent(post: Post) -> None:
    post.platform.answers[SITI].append(Unchanged("message is not modified"))
    post.put(to(SITI, "done", edits=40))
    await post.work_off()
    assert [(row.state, row.sent_message_id) for row in post.rows()] == [("sent", 40)]


async def test_a_message_that_was_taken_back_while_it_was_sent_is_sent(post: Post) -> None:
    gate = asyncio.Event()
    post.platform.answers[SITI].append(gate)
    post.put(to(SITI, "reminder", cancel_key="day"))
    await post.work_off()
    with post.database.work() as work:
        work.connection.execute(update(Outbox).values(state="cancelled"))
        work.commit()
    gate.set()
    await post.stands(1)
    assert post.states() == ["sent"]
