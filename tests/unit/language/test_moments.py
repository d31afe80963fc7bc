"""Moments to come, told in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from language.moments import moment

NOW = datetime(2026, 5, 12, 15, 30, tzinfo=ZoneInfo("Asia/Pontianak"))
"""A Tuesday."""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("besok jam 8", "2026-05-13 08:00"),
        ("senin 07.00", "2026-05-18 07:00"),
        ("25 mei jam 9", "2026-05-25 09:00"),
        ("Rabu, 13 Mei 2026 pukul 08.00", "2026-05-13 08:00"),
        ("besok jam 8 ya bu", "2026-05-13 08:00"),
        ("jam 5 sore", "2026-05-12 17:00"),
        ("jam 8", "2026-05-13 08:00"),
        ("besok jam 06.00", "2026-05-13 06:00"),
        ("nanti malam jam 7", "2026-05-12 19:00"),
        ("minggu depan senin jam 9", "2026-05-18 09:00"),
        ("2 jam lagi", "2026-05-12 17:30"),
        ("30 menit lagi", "2026-05-12 16:00"),
        ("13/5 08.00", "2026-05-13 08:00"),
        ("hari ini jam 8 pagi", "2026-05-12 08:00"),
        ("kemarin jam 8", "2026-05-11 08:00"),
    ],
)
def test_a_moment_is_read(text: str, told: str) -> None:
    assert moment(text, now=NOW) == datetime.fromisoformat(told).replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    "text", ["", "besok", "besok pagi", "secepatnya", "jam 8 atau jam 9", "pengunjung 23", "senin dan rabu jam 8", "🙏"]
)
def test_what_tells_no_single_moment_is_not_guessed(text: str) -> None:
    assert moment(text, now=NOW) is None
