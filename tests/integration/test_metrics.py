"""What the queues tell whoever scrapes, on both databases, and what is told while the database is away."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from markupsafe import Markup
from prometheus_client import CollectorRegistry

from bot.metrics.counting import Counters
from bot.metrics.gauges import Gauges
from domain.messages import Outgoing, Priority
from storage.inbox import Arrival
from storage.lengths import Length, inbox_lengths, outbox_lengths
from storage.work import Database
from tests.factories import NOW
from tests.integration.dispatching import Clocks, Shaky

DOCS = Path(__file__).parents[2] / "docs"


class Idle:
    """A part in which nothing has happened."""

    kept = errors = in_flight = 0


def gauges(database: Database) -> dict[tuple[str, str], float]:
    idle: Any = Idle()
    collected = Gauges(idle, idle, idle, list, database, Clocks()).collect()
    samples = [sample for family in collected for sample in family.samples]
    return {(sample.name, "".join(sample.labels.values())): sample.value for sample in samples}


def test_the_reference_names_every_figure_and_no_other(database: Database) -> None:
    idle: Any = Idle()
    registry = CollectorRegistry()
    Counters(registry)
    registry.register(Gauges(idle, idle, idle, list, database, Clocks()))
    suffixes = {"counter": "_total", "info": "_info"}
    names = {f"{family.name}{suffixes.get(family.type, '')}" for family in registry.collect()}
    assert set(re.findall(r"^\| `(perpusbot_\w+)`", (DOCS / "reference" / "metrics.md").read_text(), re.M)) == names
    assert set(re.findall(r"perpusbot_\w+", (DOCS / "how-to" / "watch.md").read_text())) <= names


def outgoing(minutes: int | None = None, **about: Any) -> Outgoing:
    not_before = None if minutes is None else NOW + timedelta(minutes=minutes)
    return Outgoing(chat_id=7001, text=Markup("…"), not_before=not_before, **about)


def test_the_inbox_by_state(database: Database) -> None:
    with database.work() as work:
        moments = [NOW - timedelta(minutes=minutes) for minutes in (1, 3, 2, 9)]
        work.inbox.keep([Arrival(update_id=n, raw="{}", sent_at=at) for n, at in enumerate(moments)])
        rows = work.inbox.waiting(4)
        work.inbox.hold(rows[2].id)
        work.inbox.done(rows[3].id)
        lengths = inbox_lengths(work.connection, database.bot_id)
    assert lengths == {"new": Length(number=2, since=moments[1]), "held": Length(number=1, since=moments[2])}


def test_the_outbox_by_priority_where_what_waits_for_its_time_has_no_age(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing(), outgoing(5), outgoing(60, priority=Priority.SUMMARY)], NOW)
        work.outbox.put([outgoing(-2, priority=Priority.REMINDER)], NOW)
        lengths = outbox_lengths(work.connection, database.bot_id, NOW)
    assert lengths == {
        Priority.REPLY: Length(number=2, since=NOW),
        Priority.REMINDER: Length(number=1, since=NOW - timedelta(minutes=2)),
        Priority.SUMMARY: Length(number=1, since=None),
    }


def test_another_bots_rows_are_its_own_affair(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing()], NOW)
        work.inbox.keep([Arrival(update_id=1, raw="{}", sent_at=NOW)])
        assert outbox_lengths(work.connection, 1, NOW) == inbox_lengths(work.connection, 1) == {}


def test_ages_are_told_in_seconds(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing(-2, priority=Priority.REMINDER)], NOW)
        work.commit()
    told = gauges(database)
    assert told["perpusbot_outbox_length", "reminder"] == 1
    assert told["perpusbot_outbox_oldest_seconds", "reminder"] == 120
    assert told["perpusbot_database_up", ""] == 1


def test_without_the_database_the_rest_is_told(database: Database) -> None:
    shaky = Shaky(database.url.render_as_string(hide_password=False), database.bot_id)
    shaky.away = True
    told = gauges(shaky)
    assert (told["perpusbot_database_up", ""], told["perpusbot_healthy", ""]) == (0, 1)
    assert not [name for name, _ in told if "outbox" in name]
