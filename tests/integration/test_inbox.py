"""Updates are kept once, worked on in order, and never forgotten."""

from datetime import timedelta

import pytest

from storage.inbox import Arrival, Waiting
from storage.work import Database, Work
from tests.conftest import BOT_ID
from tests.factories import NOW


def arrival(update_id: int, *, chat_id: int | None = 7001, message_id: int | None = None) -> Arrival:
    raw = f'{{"update_id": {update_id}}}'
    return Arrival(update_id=update_id, raw=raw, sent_at=NOW, chat_id=chat_id, message_id=message_id)


def keep(database: Database, *arrivals: Arrival) -> int:
    with database.work(durable=True) as work:
        fresh = work.inbox.keep(arrivals)
        work.commit()
    return fresh


def waiting(work: Work) -> list[Waiting]:
    return work.inbox.waiting(100)


def numbers(work: Work) -> list[str]:
    return [row.raw for row in waiting(work)]


def test_an_update_fetched_twice_is_kept_once(database: Database) -> None:
    assert keep(database, arrival(1), arrival(2)) == 2
    assert keep(database, arrival(2), arrival(3)) == 1
    with database.look() as work:
        assert numbers(work) == ['{"update_id": 1}', '{"update_id": 2}', '{"update_id": 3}']


def test_a_message_that_came_under_two_update_ids_is_kept_once(database: Database) -> None:
    assert keep(database, arrival(1, message_id=10)) == 1
    assert keep(database, arrival(9, message_id=10)) == 0


def test_edits_and_taps_of_one_message_are_all_kept(database: Database) -> None:
    assert keep(database, arrival(1), arrival(2), arrival(3, chat_id=None)) == 3


def test_bots_that_share_a_database_dont_see_each_others_updates(database: Database, database_url: str) -> None:
    keep(database, arrival(1, message_id=10))
    other = Database(database_url, bot_id=BOT_ID + 1)
    assert keep(other, arrival(1, message_id=10)) == 1
    with other.look() as work:
        assert len(waiting(work)) == 1
    other.close()


def test_updates_wait_in_the_order_of_their_arrival_even_when_ids_jump_back(database: Database) -> None:
    keep(database, arrival(900))
    keep(database, arrival(5))
    with database.look() as work:
        assert numbers(work) == ['{"update_id": 900}', '{"update_id": 5}']


def test_several_workers_share_the_chats_and_leave_none_out(database: Database) -> None:
    keep(database, *(arrival(n, chat_id=chat) for n, chat in enumerate((7001, 7002, 7003, -100500, None))))
    with database.look() as work:
        parts = [{row.chat_id for row in work.inbox.waiting(100, part=part, parts=2)} for part in (0, 1)]
    assert parts[0] & parts[1] == set()
    assert parts[0] | parts[1] == {7001, 7002, 7003, -100500, None}


def test_what_was_begun_is_seen_as_begun(database: Database) -> None:
    keep(database, arrival(1))
    with database.work() as work:
        work.inbox.begin([row.id for row in waiting(work)])
        work.commit()
    with database.look() as work:
        assert [row.begun for row in waiting(work)] == [True]


def test_a_failure_counts_as_an_attempt_and_the_final_one_keeps_the_update_aside(database: Database) -> None:
    keep(database, arrival(1))
    with database.work() as work:
        (row,) = waiting(work)
        work.inbox.attempted(row.id, "ValueError", final=False)
        assert [again.attempts for again in waiting(work)] == [1]
        work.inbox.attempted(row.id, "ValueError", final=True)
        assert waiting(work) == []
        assert [(failed.id, failed.error) for failed in work.inbox.failed()] == [(row.id, "ValueError")]
        assert work.inbox.retry(row.id)
        assert [again.attempts for again in waiting(work)] == [0]
        assert not work.inbox.retry(row.id)


def test_held_updates_come_back_in_their_order(database: Database) -> None:
    keep(database, arrival(1), arrival(2), arrival(3, chat_id=7002))
    with database.work() as work:
        for row in waiting(work)[:2]:
            work.inbox.hold(row.id)
        assert numbers(work) == ['{"update_id": 3}']
        assert work.inbox.release(7001) == 2
        assert numbers(work) == ['{"update_id": 1}', '{"update_id": 2}', '{"update_id": 3}']


def test_done_updates_are_done(database: Database) -> None:
    keep(database, arrival(1), arrival(2))
    with database.work() as work:
        work.inbox.done(waiting(work)[0].id)
        assert numbers(work) == ['{"update_id": 2}']
        assert work.inbox.lengths() == {"new": 1}


def test_what_a_chat_sent_is_counted_within_a_time(database: Database) -> None:
    keep(database, arrival(1), arrival(2), arrival(3, chat_id=7002))
    with database.look() as work:
        assert work.inbox.came_from(7001, NOW - timedelta(minutes=1), NOW) == 2
        assert work.inbox.came_from(7001, NOW, NOW) == 0


def test_a_chat_can_get_a_new_id(database: Database) -> None:
    keep(database, arrival(2, chat_id=-7))
    with database.work() as work:
        work.inbox.migrate(-7, -100700)
        assert [row.chat_id for row in waiting(work)] == [-100700]


def test_without_a_commit_nothing_is_kept(database: Database) -> None:
    with database.work() as work:
        work.inbox.keep([arrival(1)])
    with database.look() as work:
        assert waiting(work) == []


def test_a_step_that_fails_is_undone_alone(database: Database) -> None:
    with database.work() as work:
        work.inbox.keep([arrival(1)])
        with pytest.raises(RuntimeError), work.step():
            work.inbox.keep([arrival(2)])
            raise RuntimeError
        work.commit()
    with database.look() as work:
        assert numbers(work) == ['{"update_id": 1}']
