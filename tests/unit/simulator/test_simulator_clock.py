"""The calendar that people may move."""

from datetime import datetime

import pytest

from simulator.clock import Clock, destination

TUESDAY = "2026-05-12T15:29:50+07:00"


@pytest.mark.parametrize(
    ("jump", "start", "end"),
    [
        ("reminder", TUESDAY, "2026-05-12T15:30:00+07:00"),
        ("reminder", "2026-05-12T15:30:00+07:00", "2026-05-13T15:30:00+07:00"),
        ("reminder", "2026-05-16T16:00:00+07:00", "2026-05-18T15:30:00+07:00"),
        ("tomorrow", TUESDAY, "2026-05-13T07:00:00+07:00"),
        ("monday", TUESDAY, "2026-05-18T07:00:00+07:00"),
        ("monday", "2026-05-18T06:59:00+07:00", "2026-05-18T07:00:00+07:00"),
        ("first", TUESDAY, "2026-06-01T07:00:00+07:00"),
        ("first", "2026-12-31T23:00:00+07:00", "2027-01-01T07:00:00+07:00"),
        (90, TUESDAY, "2026-05-12T15:31:20+07:00"),
    ],
)
def test_it_jumps_to(jump: str | float, start: str, end: str) -> None:
    assert destination(jump, datetime.fromisoformat(start)) == datetime.fromisoformat(end)


def test_a_jump_is_told_to_those_who_listen() -> None:
    heard: list[float] = []
    clock = Clock(base=lambda: 1000.0, on_change=heard.append)
    clock.listen(heard.append)
    clock.move(60)
    assert (clock.now(), heard) == (1060.0, [60.0, 60.0])


def test_it_goes_on_from_where_it_was_set() -> None:
    real = 0.0
    clock = Clock(base=lambda: real)
    clock.set(datetime.fromisoformat(TUESDAY))
    real = 5.0
    assert clock.today().isoformat() == "2026-05-12T15:29:55+07:00"
