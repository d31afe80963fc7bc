"""perpusbot understand: JSON Lines in, JSON Lines out."""

import io
import json
from typing import Any

import pytest

from bot.understand import understand_lines

MESSAGE = {"id": "a", "now": "2026-05-12T15:30:00+07:00", "context": None, "text": "pengunjung 23"}
GOT = {"visits": [{"date": "2026-05-12", "total": 23}]}


def answers(*lines: object, explain: io.StringIO | None = None) -> tuple[bool, list[dict[str, Any]]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    out = io.StringIO()
    good = understand_lines(raw, out, explain)
    return good, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_message_is_understood_in_the_schema_of_the_corpus() -> None:
    assert answers(MESSAGE | {"tags": ["more keys are ignored"]}) == (True, [{"id": "a", "got": GOT}])


def test_a_bare_number_answers_the_reminder() -> None:
    assert answers(MESSAGE | {"context": "visits_reminder", "text": "23"}) == (True, [{"id": "a", "got": GOT}])


def test_today_is_the_local_day_of_the_message() -> None:
    good, (answer,) = answers(MESSAGE | {"now": "2026-05-12T00:30:00+09:00"})
    assert good
    assert answer["got"] == GOT


def test_a_bad_line_is_told_and_the_rest_goes_on() -> None:
    good, (first, second, third) = answers(MESSAGE, b"{", MESSAGE)
    assert not good
    assert second == {"id": None, "error": "line 2: not a JSON object"}
    assert first == third == {"id": "a", "got": GOT}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ([1], "not a JSON object"),
        (b"\xff", "not UTF-8"),
        (b"[" * 90_000, "not a JSON object"),
        (MESSAGE | {"text": None}, '"text" must be a string'),
        (MESSAGE | {"now": "kemarin"}, '"now" must be a moment like 2026-05-12T15:30:00+07:00'),
        (MESSAGE | {"now": "2026-05-12T15:30:00"}, '"now" needs its offset from UTC, like +07:00'),
        (MESSAGE | {"context": "x"}, '"context" must be null or "visits_reminder"'),
        (MESSAGE | {"id": None}, '"id" must be a string or a number'),
        (MESSAGE | {"text": "a" * 200_000}, "longer than 100000 bytes"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: object, error: str) -> None:
    assert answers(line) == (False, [{"id": None, "error": f"line 1: {error}"}])


def test_half_a_character_and_a_byte_order_mark_are_harmless() -> None:
    good, (answer,) = answers(b"\xef\xbb\xbf" + json.dumps(MESSAGE | {"id": "\ud800"}).encode())
    assert good
    assert answer == {"id": "?", "got": GOT}


def test_explaining_goes_elsewhere() -> None:
    explain = io.StringIO()
    assert answers(MESSAGE, explain=explain)[1] == [{"id": "a", "got": GOT}]
    assert "because" in explain.getvalue()
