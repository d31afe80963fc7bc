from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.understanding import DoubtKind
from language.cleaning import clean
from language.reading import read
from language.tokens import Day

THURSDAY = date(2026, 5, 21)


def day(text: str, today: date = THURSDAY) -> Day:
    return next(token.day for token in read(clean(text), today) if token.day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hari ini", "2026-05-21"),
        ("hr ini", "2026-05-21"),
        ("tadi", "2026-05-21"),
        ("malam ini", "2026-05-21"),
        ("kmrn", "2026-05-20"),
        ("semalam", "2026-05-20"),
        ("kemaren dulu", "2026-05-19"),
        ("lusa kemarin", "2026-05-19"),
        ("2 hari yang lalu", "2026-05-19"),
        ("senin", "2026-05-18"),
        ("kamis", "2026-05-21"),
        ("kamis lalu", "2026-05-14"),
        ("senin kemarin", "2026-05-18"),
        ("jumat lalu", "2026-05-15"),
        ("sabtu minggu lalu", "2026-05-16"),
        ("hari minggu kemarin", "2026-05-17"),
        ("minggu 17 mei", "2026-05-17"),
        ("tgl 3", "2026-05-03"),
        ("tgl 30", "2026-04-30"),
        ("tgl 3 mei", "2026-05-03"),
        ("3/5", "2026-05-03"),
        ("03-05-2026", "2026-05-03"),
        ("2026-05-03", "2026-05-03"),
        ("Rabu, 20 Mei 2026", "2026-05-20"),
        ("Senin (18/5)", "2026-05-18"),
    ],
)
def test_days(text: str, expected: str) -> None:
    assert day(text).date == date.fromisoformat(expected)


def test_a_month_ahead_is_last_year() -> None:
    assert day("28 desember", today=date(2027, 1, 4)).date == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("31 april", DoubtKind.DATE_IMPOSSIBLE),
        ("tgl 25 mei", DoubtKind.DATE_FUTURE),
        ("besok", DoubtKind.DATE_FUTURE),
        ("3 januari", DoubtKind.DATE_TOO_OLD),
        ("Senin 20 Mei", DoubtKind.DATE_MISMATCH),
        ("bulan ini", DoubtKind.PERIOD_TOTAL),
        ("minggu lalu", DoubtKind.PERIOD_TOTAL),
        ("senin sampai jumat", DoubtKind.PERIOD_TOTAL),
        ("1-24 mei", DoubtKind.PERIOD_TOTAL),
    ],
)
def test_doubtful_days(text: str, doubt: DoubtKind) -> None:
    assert day(text).doubt == doubt


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_a_full_date_of_the_last_sixty_days_is_that_day(today: date, back: int) -> None:
    told = today - timedelta(back)
    assert day(f"{told.day}/{told.month}/{told.year}", today).date == told
