"""A message's moment, and reading it in one word."""

from collections.abc import Callable
from datetime import datetime

import pytest

from domain.understanding import Asked, Expecting, Understanding
from language import understand

THURSDAY = datetime.fromisoformat("2026-05-21T16:00:00+07:00")


@pytest.fixture
def say() -> Callable[..., Understanding]:
    def _say(text: str, *, answering: Asked | None = None) -> Understanding:
        expecting = Expecting(asked=answering, date=THURSDAY.date()) if answering else None
        return understand(text, now=THURSDAY, expecting=expecting)

    return _say
