"""Two bots on one database: what falls due is planned once, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from sqlalchemy import select, update

from bot.clockwork import PLANNERS
from storage.tables import Library, Outbox
from storage.work import Database
from tests.conftest import BOT_ID
from tests.factories import SANGGAU, add_facilitator, add_keeper, add_library, add_report, make_visits

LIBRARIES = 250
MONDAY = datetime.fromisoformat("2026-05-25T08:00:00+07:00")
"""The week of every library and of the regency, and Friday's reminders once more."""


def test_two_bots_plan_everything_once(database: Database, database_url: str) -> None:
    fill(database)
    other = Database(database_url, bot_id=BOT_ID + 1)
    together = Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        plans = [threads.submit(everything, one, together.wait) for one in (database, other)]
        for plan in plans:
            plan.result()
    other.close()
    kinds = [key.split(":")[0] for key in keys(database)]
    assert (kinds.count("reminder"), kinds.count("summary")) == (LIBRARIES - 1, LIBRARIES + 1)


@pytest.mark.parametrize("kind", ["postgresql"])
def test_what_another_bot_plans_at_this_moment_is_left_to_it(
    database: Database, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It says when it will look again; whoever comes second neither waits nor says anything else."""
    fill(database)
    other = Database(database_url, bot_id=BOT_ID + 1)
    with ThreadPoolExecutor(1) as threads, database.work() as work:
        work.connection.execute(update(Library).values(name=Library.name))  # all libraries are taken
        threads.submit(everything, other, lambda: 0).result(timeout=30)
    other.close()
    assert caplog.text == ""
    assert [key.split(":")[2] for key in keys(database)] == [SANGGAU]


def everything(database: Database, begin: Callable[[], int]) -> None:
    """Plan all that is due, as one bot's clockwork does."""
    begin()
    for plan in PLANNERS.values():
        while plan(database, MONDAY):
            pass


def fill(database: Database) -> None:
    """A regency; only the first library has told of its Friday."""
    with database.work() as work:
        add_facilitator(work)
        libraries = [add_library(work, village=f"Desa {number}") for number in range(LIBRARIES)]
        keepers = [add_keeper(work, library) for library in libraries]
        add_report(work, libraries[0], keepers[0], make_visits(date=date(2026, 5, 22)))
        work.commit()


def keys(database: Database) -> list[str]:
    with database.look() as work:
        return list(work.connection.execute(select(Outbox.dedupe_key)).scalars())
