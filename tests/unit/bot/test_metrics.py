"""What a delivery came to, as one of a few words."""

import re
from collections import deque
from datetime import datetime

import pytest
from prometheus_client import CollectorRegistry

from bot.metrics.counting import Counters, outcome
from domain import errors
from domain.errors import DeliveryError, Migrated, Refused, TokenRefused, TryAgain
from storage.work import Database
from tests.factories import NOW


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (TryAgain("too many requests", after=3, flood=True), "too_many_requests"),
        (TryAgain("TimedOut", unsure=True), "no_answer"),
        (TryAgain("ServerTrouble"), "try_again"),
        (Migrated(-1002), "migrated"),
        (TokenRefused(), "token_refused"),
        (Refused("Bad Request: chat 7001 of Wati is odd"), "refused"),
        (KeyError("Wati"), "our_own_error"),
    ],
)
def test_a_delivery_comes_to_a_word_of_our_own(error: Exception, word: str) -> None:
    assert outcome(error) == word


def test_pages_are_measured_failures_counted_and_looks_that_found_nothing_left_out() -> None:
    registry = CollectorRegistry()
    answers: deque[bool | Exception] = deque([True, True, False, ValueError("Wati")])

    def plan(_database: Database, _now: datetime) -> bool:
        answer = answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    planned = Counters(registry).planned_by({"reminders": plan})["reminders"]
    database = Database("sqlite:///:memory:")
    assert [planned(database, NOW), planned(database, NOW), planned(database, NOW)] == [True, True, False]
    with pytest.raises(ValueError, match="Wati"):
        planned(database, NOW)
    about = {"planner": "reminders"}
    assert registry.get_sample_value("perpusbot_planning_seconds_count", about) == 2
    assert registry.get_sample_value("perpusbot_planning_errors_total", about) == 1


def test_every_error_of_delivery_has_a_word_that_prometheus_takes() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DeliveryError)}
    assert {kind.__name__ for kind in kinds} > {"Unreachable", "Gone", "Unchanged"}
    words = [outcome(kind.__new__(kind)) for kind in kinds - {TryAgain}]
    assert [word for word in words if not re.fullmatch(r"[a-z]+(_[a-z]+)*", word)] == []
    assert len(set(words)) == len(words)
