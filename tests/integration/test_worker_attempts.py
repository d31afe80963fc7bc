"""What counts as an attempt, what doesn't, and what becomes of a message that can't be worked on."""

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from domain.errors import StorageUnavailable
from handlers.turn import Turn
from storage.tables import Visits
from storage.work import Database
from tests.integration.working import SITI, WATI, Died, Workshop

SORRY = "Maaf, ada yang tidak beres dengan pesan Anda. Pesannya tersimpan dan akan kami periksa."
SECRET = "rahasia Bu Siti"


@pytest.fixture
def workshop(database: Database) -> Iterator[Workshop]:
    workshop = Workshop(database)
    yield workshop
    workshop.close()


def fails(turn: Turn) -> None:
    raise ValueError(f"can't read {turn.text}")


def writes_nonsense(turn: Turn) -> None:
    turn.work.connection.execute(insert(Visits).values(report_id=999, date=turn.now.date(), reason=turn.text))


def dies(_turn: Turn) -> None:
    raise Died


def test_a_poisonous_message_fails_after_three_attempts_and_holds_nobody_up(workshop: Workshop) -> None:
    workshop.handler.deeds["racun"] = fails
    workshop.receive(SITI, "satu", "racun", "dua")
    workshop.receive(WATI, "tiga")
    workshop.work_off()
    assert workshop.states() == ["done", "failed", "done", "done"]
    assert workshop.attempts() == [0, 3, 0, 0]
    assert workshop.answers(SITI) == ["satu", SORRY, "dua"]
    assert workshop.answers(WATI) == ["tiga"]
    assert workshop.handler.seen.count("racun") == 3


def test_what_a_failed_attempt_wrote_is_undone(workshop: Workshop) -> None:
    def marks_and_fails(turn: Turn) -> None:
        turn.work.watermarks.set("mark", "set")
        raise ValueError

    workshop.handler.deeds["racun"] = marks_and_fails
    workshop.receive(SITI, "racun")
    workshop.work_off()
    with workshop.database.look() as work:
        assert work.watermarks.get("mark") is None


def test_a_message_that_works_the_second_time_is_done(workshop: Workshop) -> None:
    def fails_once(turn: Turn) -> None:
        if workshop.handler.seen.count(turn.text) == 1:
            raise KeyError

    workshop.handler.deeds["goyah"] = fails_once
    workshop.receive(SITI, "goyah", "dua")
    workshop.work_off()
    assert workshop.states() == ["done", "done"]
    assert workshop.answers() == ["goyah", "dua"]


@pytest.mark.parametrize("raw", ["{", "[]", "{}", '{"update_id": 1, "message": 5}', "[" * 100_000])
def test_an_unreadable_update_fails_alone(workshop: Workshop, raw: str) -> None:
    workshop.keep(SITI, raw)
    workshop.receive(SITI, "satu")
    workshop.work_off()
    assert workshop.states() == ["failed", "done"]


@pytest.mark.parametrize("trouble", [StorageUnavailable("away"), MemoryError(), OSError(28, "disk full")])
def test_trouble_of_the_database_or_the_machine_never_counts(workshop: Workshop, trouble: Exception) -> None:
    def meets_trouble(turn: Turn) -> None:
        if workshop.handler.seen.count(turn.text) <= 5:
            raise trouble

    workshop.handler.deeds["satu"] = meets_trouble
    workshop.receive(SITI, "satu")
    assert not workshop.worker.recover()
    for _ in range(5):
        with pytest.raises(type(trouble)):
            workshop.worker.one_step()
        assert workshop.attempts() == [0]
    workshop.work_off()
    assert workshop.states() == ["done"]
    assert workshop.attempts() == [0]
    assert workshop.answers() == ["satu"]


def test_nothing_that_a_person_wrote_gets_into_the_log_or_the_error(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.handler.deeds[SECRET] = fails
    workshop.receive(SITI, SECRET)
    workshop.handler.deeds[f"{SECRET}!"] = writes_nonsense
    workshop.receive(WATI, f"{SECRET}!")
    workshop.keep(SITI, f'{{"{SECRET}')
    with caplog.at_level(logging.DEBUG):
        workshop.work_off()
    assert workshop.states() == ["failed"] * 3
    errors = [row.error for row in workshop.rows()]
    assert [error.split()[0] for error in errors] == ["ValueError", "IntegrityError", "JSONDecodeError"]
    assert "attempt 3" in caplog.text
    assert "rahasia" not in caplog.text
    assert not any("rahasia" in error for error in errors)


def test_a_message_that_ends_the_process_each_time_fails_after_three_starts(workshop: Workshop) -> None:
    workshop.handler.deeds["maut"] = dies
    workshop.receive(SITI, "satu", "maut", "dua")
    workshop.receive(WATI, "tiga")
    for _ in range(3):
        workshop.dies()
    workshop.work_off()
    assert workshop.states() == ["done", "failed", "done", "done"]
    assert workshop.handler.seen.count("maut") == 3
    assert workshop.answers(SITI) == ["satu", SORRY, "dua"]
    assert workshop.answers(WATI) == ["tiga"]


def test_what_was_begun_when_the_process_ended_runs_alone_with_its_attempt_committed(workshop: Workshop) -> None:
    committed: list[list[tuple[str, int]]] = []

    def looks(_turn: Turn) -> None:
        committed.append([(row.state, row.attempts) for row in workshop.rows()])

    workshop.handler.deeds |= {"satu": looks, "dua": looks}
    workshop.receive(SITI, "satu")
    workshop.receive(WATI, "dua", "tiga")
    with workshop.database.work() as work:
        work.inbox.begin([row.id for row in workshop.rows()[:2]])
        work.commit()
    workshop.work_off()
    assert committed == [
        [("begun", 1), ("begun", 0), ("new", 0)],
        [("done", 1), ("begun", 1), ("new", 0)],
    ]
    assert workshop.states() == ["done"] * 3


def test_trouble_of_the_database_while_one_runs_alone_blames_it_no_further(workshop: Workshop) -> None:
    def meets_trouble(turn: Turn) -> None:
        if workshop.handler.seen.count(turn.text) <= 4:
            raise StorageUnavailable("away")

    workshop.handler.deeds["satu"] = meets_trouble
    workshop.receive(SITI, "satu")
    with workshop.database.work() as work:
        work.inbox.begin([workshop.rows()[0].id])
        work.commit()
    for _ in range(4):
        with pytest.raises(StorageUnavailable):
            workshop.worker.recover()
    workshop.work_off()
    assert workshop.states() == ["done"]
    assert workshop.attempts() == [1]
