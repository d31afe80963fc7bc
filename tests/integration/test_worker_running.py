"""The worker's threads: order, waking, stopping, and batches that share a commit."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from handlers.turn import Turn
from storage.work import Database
from tests.integration.working import DARIUS, SITI, WATI, Died, Workshop, until

POSTGRES_WORKERS = 4


@pytest.fixture
def workshop(database: Database) -> Iterator[Workshop]:
    workshop = Workshop(database)
    yield workshop
    workshop.close()


def fails(_turn: Turn) -> None:
    raise ValueError


async def test_the_order_of_every_chat_holds_in_several_threads(workshop: Workshop) -> None:
    workshop.worker = workshop.new_worker(1 if workshop.database.is_sqlite else POSTGRES_WORKERS)
    chats = range(7200, 7209)
    for number in range(8):
        for chat in chats:
            workshop.receive(chat, f"{chat} {number}")
    running = asyncio.create_task(workshop.worker.run())
    await asyncio.to_thread(until, lambda: set(workshop.states()) == {"done"})
    workshop.worker.stop()
    await running
    for chat in chats:
        assert workshop.answers(chat) == [f"{chat} {number}" for number in range(8)]


async def test_what_one_thread_releases_another_works_on_at_once(workshop: Workshop) -> None:
    """Several chats, so that on PostgreSQL some of them are another thread's."""
    workshop.worker = workshop.new_worker(1 if workshop.database.is_sqlite else POSTGRES_WORKERS)
    held = range(7200, 7204)

    def waits(turn: Turn) -> None:
        if workshop.handler.seen.count(turn.text) == 1:
            turn.hold()

    def releases(turn: Turn) -> None:
        for chat in held:
            turn.work.inbox.release(chat)

    workshop.handler.deeds |= {f"dari {chat}": waits for chat in held} | {"terima": releases}
    for chat in held:
        workshop.receive(chat, f"dari {chat}")
    running = asyncio.create_task(workshop.worker.run())
    await asyncio.to_thread(until, lambda: set(workshop.states()) == {"held"})
    workshop.receive(SITI, "terima")
    workshop.worker.wake()
    await asyncio.to_thread(until, lambda: set(workshop.states()) == {"done"})
    workshop.worker.stop()
    await running


async def test_groups_are_worked_on_too(workshop: Workshop) -> None:
    workshop.worker = workshop.new_worker(1 if workshop.database.is_sqlite else POSTGRES_WORKERS)
    workshop.receive(-1_002_100_000_001, "di grup")
    workshop.receive(-4_800_000_003, "di grup lain")
    running = asyncio.create_task(workshop.worker.run())
    await asyncio.to_thread(until, lambda: workshop.states() == ["done", "done"])
    workshop.worker.stop()
    await running


async def test_it_sleeps_until_it_is_woken(workshop: Workshop) -> None:
    running = asyncio.create_task(workshop.worker.run())
    workshop.receive(SITI, "satu")
    workshop.worker.wake()
    await asyncio.to_thread(until, lambda: workshop.states() == ["done"])
    assert workshop.commits >= 1
    workshop.worker.stop()
    await running


async def test_stopping_finishes_what_is_begun_and_begins_nothing_more(workshop: Workshop) -> None:
    begun, go = threading.Event(), threading.Event()

    def waits(_turn: Turn) -> None:
        begun.set()
        go.wait(10)

    workshop.handler.deeds["lama"] = waits
    workshop.receive(SITI, "lama")
    running = asyncio.create_task(workshop.worker.run())
    await asyncio.to_thread(begun.wait, 10)
    workshop.worker.stop()
    assert not running.done()
    go.set()
    await running
    workshop.receive(SITI, "nanti")
    assert workshop.states() == ["done", "new"]
    assert workshop.answers() == ["lama"]


async def test_stopping_before_running_comes_back(workshop: Workshop) -> None:
    workshop.worker.stop()
    await workshop.worker.run()


async def test_the_end_of_a_thread_is_the_end_of_the_run(workshop: Workshop) -> None:
    def dies(_turn: Turn) -> None:
        raise Died

    workshop.handler.deeds["maut"] = dies
    workshop.worker = workshop.new_worker(1 if workshop.database.is_sqlite else POSTGRES_WORKERS)
    workshop.receive(SITI, "maut")
    with pytest.raises(Died):
        await workshop.worker.run()


async def test_while_the_database_is_away_it_waits_and_says_so(workshop: Workshop) -> None:
    workshop.receive(SITI, "satu")
    workshop.database.away = True
    running = asyncio.create_task(workshop.worker.run())
    await asyncio.to_thread(until, lambda: workshop.worker.trouble)
    workshop.database.away = False
    await asyncio.to_thread(until, lambda: workshop.states() == ["done"])
    await asyncio.to_thread(until, lambda: workshop.worker.trouble is None)
    assert workshop.attempts() == [0]
    workshop.worker.stop()
    await running


def test_held_updates_wait_while_others_go_on_and_come_back_in_order(workshop: Workshop) -> None:
    def waits_for_consent(turn: Turn) -> None:
        if workshop.handler.seen.count(turn.text) == 1:
            turn.hold()

    workshop.handler.deeds |= {"satu": waits_for_consent, "dua": waits_for_consent}
    workshop.receive(SITI, "satu", "dua")
    workshop.receive(WATI, "tiga")
    workshop.work_off()
    assert workshop.states() == ["held", "held", "done"]
    with workshop.database.work() as work:
        work.inbox.release(SITI)
        work.commit()
    workshop.work_off()
    assert workshop.states() == ["done"] * 3
    assert workshop.handler.seen == ["satu", "dua", "tiga", "satu", "dua"]


def test_in_a_batch_a_failure_goes_back_to_its_savepoint_only(workshop: Workshop) -> None:
    if not workshop.database.is_sqlite:
        pytest.skip("only SQLite works in batches")
    workshop.handler.deeds["racun"] = fails
    workshop.receive(SITI, "satu", "racun", "dua")
    workshop.receive(WATI, "tiga")
    assert workshop.worker.one_step()
    assert workshop.states() == ["done", "new", "begun", "done"]
    assert workshop.attempts() == [0, 1, 0, 0]
    assert workshop.answers() == ["satu", "tiga"]


def test_where_a_commit_fails_its_messages_are_committed_one_by_one(workshop: Workshop) -> None:
    with workshop.database.work() as work:
        if not workshop.database.is_sqlite:
            work.connection.execute(
                text("ALTER TABLE account ALTER CONSTRAINT fk_account_person_id DEFERRABLE INITIALLY DEFERRED")
            )
        work.commit()

    def leaves_a_loose_end(turn: Turn) -> None:
        """Nothing complains about it before the commit."""
        if workshop.database.is_sqlite:
            turn.work.connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        orphan = text("INSERT INTO account (person_id, platform, external_id) VALUES (999, 'telegram', '999')")
        turn.work.connection.execute(orphan)

    workshop.handler.deeds["racun"] = leaves_a_loose_end
    workshop.receive(SITI, "satu", "racun", "dua")
    workshop.receive(WATI, "tiga")
    workshop.receive(DARIUS, "empat")
    workshop.work_off()
    assert workshop.states() == ["done", "failed", "done", "done", "done"]
    assert workshop.attempts() == [0, 3, 0, 0, 0]
    assert workshop.answers(SITI)[0] == "satu"
    assert workshop.answers(SITI)[2] == "dua"
    assert workshop.answers(WATI) + workshop.answers(DARIUS) == ["tiga", "empat"]
