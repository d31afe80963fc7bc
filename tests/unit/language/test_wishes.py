"""Wishes about reminders, said to the bot: what is wanted, and what only sounds like it."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.entries import Visits
from domain.reminding import Frequency
from domain.understanding import Closing, Topic, Understanding, Wish, WishKind
from language import understand, wish
from language.corpus_schema import got

WISHES = Path(__file__).parents[2] / "corpus" / "wishes_own.jsonl"
TUESDAY = datetime.fromisoformat("2026-05-12T16:05:00+07:00")
Say = Callable[..., Understanding]
Case = dict[str, Any]


def cases() -> list[Case]:
    return [json.loads(line) for line in WISHES.read_text("utf-8").splitlines()]


def hour(clock: str, frequency: Frequency | None = None) -> Wish:
    return Wish(kind=WishKind.HOUR, hour=time.fromisoformat(clock), frequency=frequency)


def often(frequency: Frequency) -> Wish:
    return Wish(kind=WishKind.FREQUENCY, frequency=frequency)


def until(day: str) -> Wish:
    return Wish(kind=WishKind.PAUSE, until=date.fromisoformat(day))


RESUME = Wish(kind=WishKind.RESUME)


def said(text: str) -> Wish | None:
    return understand(text, now=TUESDAY).wish


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_wishes_and_closings_of_our_own_cases(case: Case) -> None:
    told = understand(case["text"], now=datetime.fromisoformat(case["now"]))
    assert (_wish(told.wish), _closing(told.closing)) == (case.get("wish"), case.get("closing"))


@pytest.mark.parametrize("case", [case for case in cases() if "neighbour" not in case["tags"]], ids=lambda c: c["id"])
def test_reports_beside_wishes_and_closings_are_kept(case: Case) -> None:
    assert got(understand(case["text"], now=datetime.fromisoformat(case["now"]))) == case["expect"]


def _wish(told: Wish | None) -> Case | None:
    if told is None:
        return None
    values = {
        "kind": told.kind.value,
        "hour": f"{told.hour:%H:%M}" if told.hour else None,
        "frequency": told.frequency.value if told.frequency else None,
        "until": told.until.isoformat() if told.until else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _closing(told: Closing | None) -> Case | None:
    if told is None:
        return None
    period = {"first": told.period.first.isoformat(), "last": told.period.last.isoformat()}
    called_off = {"called_off": True} if told.called_off else {}
    return period | ({"reason": told.reason} if told.reason else {}) | called_off


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("jam 4", "16:00"),
        ("jam 1", "13:00"),
        ("jam 6", "18:00"),
        ("jam 7", "07:00"),
        ("jam 11", "11:00"),
        ("jam 12", "12:00"),
        ("jam 04.30", "16:30"),
        ("jam 4 pagi", "04:00"),
        ("jam 7 malam", "19:00"),
        ("jam 12 malam", "00:00"),
        ("jam 11 siang", "11:00"),
        ("jam 2 siang", "14:00"),
        ("jam 16", "16:00"),
        ("16:45", "16:45"),
        ("setengah satu siang", "12:30"),
        ("jam set 5 sore", "16:30"),
        ("jam 4 lewat 10", "16:10"),
        ("jam 5 kurang 15 sore", "16:45"),
        ("pukul sembilan pagi WIT", "09:00"),
    ],
)
def test_an_hour_alone_is_of_the_afternoon_up_to_six(text: str, clock: str) -> None:
    assert wish(text, TUESDAY) == said(f"ingatkan {text}") == hour(clock)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("jam 4 sore", hour("16:00")),
        ("16.30", hour("16:30")),
        ("4", hour("16:00")),
        ("jam 4 sore tiap hari", hour("16:00", Frequency.DAILY)),
        ("jam 5 karena siang mengajar", hour("17:00")),
        ("ingatkan saya jam 5 sore ya bu", hour("17:00")),
        ("seminggu sekali", often(Frequency.WEEKLY)),
        ("jgn tiap hari, seminggu sekali", often(Frequency.WEEKLY)),
        ("setiap hari buka", often(Frequency.DAILY)),
        ("jangan", often(Frequency.NEVER)),
        ("tidak", often(Frequency.NEVER)),
        ("stop", often(Frequency.NEVER)),
        ("sampai 2 juni", until("2026-06-02")),
        ("cuti 3 hari", until("2026-05-14")),
        ("libur sampai senin", until("2026-05-18")),
        ("sampai 1 mei 2026", until("2026-05-01")),
        ("lanjut", RESUME),
        ("lagi", RESUME),
        ("jam 3-4", None),
        ("jam 25", None),
        ("0", None),
        ("jam 4 sore beli beras", None),
        ("besok", None),
        ("seminggu", None),
        ("ya", None),
        ("?", None),
        ("", None),
    ],
)
def test_behind_the_command_the_word_for_reminders_may_be_missing(text: str, wanted: Wish | None) -> None:
    assert wish(text, TUESDAY) == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("saya cuti sampai selasa", "2026-05-19"),
        ("saya cuti sampai tgl 12", "2026-05-12"),
        ("saya cuti sampai tgl 11", "2026-06-11"),
        ("saya cuti sampai 5 januari", "2027-01-05"),
        ("saya cuti sampai 10 mei", "2026-05-10"),
        ("saya cuti sampai minggu depan", "2026-05-24"),
        ("saya cuti sampai tgl 5 bulan depan", "2026-06-05"),
        ("saya cuti mulai besok selama 3 hari", "2026-05-15"),
    ],
)
def test_a_pause_ends_on_the_next_such_day(text: str, day: str) -> None:
    assert said(text) == until(day)


@pytest.mark.parametrize(
    "text",
    ["saya cuti sampai 31 juni", "saya cuti mulai besok", "saya cuti 1-5 juni", "saya cuti sampai selesai"],
)
def test_a_pause_without_a_day_to_end_it_or_that_begins_later_is_none(text: str) -> None:
    assert said(text) is None


def test_not_to_be_reminded_beside_a_report_is_of_this_day_only() -> None:
    assert said("pengunjung 12, tidak usah diingatkan lagi") is None
    assert said("pengunjung 12, matikan pengingat") == often(Frequency.NEVER)


def test_a_wish_is_no_report_and_says_why() -> None:
    assert understand("ingatkan jam 4 sore", now=TUESDAY) == Understanding(
        wish=hour("16:00"), because=("a wish about reminders: hour",)
    )


def test_what_else_was_said_keeps_its_topic(say: Say) -> None:
    assert say("Selamat pagi bu. Ingatkan jam 4 sore").topic is Topic.GREETING


def test_a_count_before_it_needs_no_comma() -> None:
    told = understand("pengunjung 10 org ingatkan jam setengah lima sore", now=TUESDAY)
    assert (told.wish, told.entries) == (hour("16:30"), (Visits(date=TUESDAY.date(), total=10),))


@pytest.mark.parametrize("line", ["Buku baru:\n1. Ingatkan Aku Jam 4 Sore", "Buku baru:\n- Pengingat Jam 4"])
def test_titles_of_books_wish_nothing(line: str) -> None:
    assert said(line) is None


@given(st.dates(date(2024, 1, 1), date(2030, 12, 1)), st.integers(0, 200))
def test_a_full_date_ends_the_pause_on_that_day(today: date, ahead: int) -> None:
    last = today + timedelta(days=ahead)
    told = wish(f"sampai {last.day}/{last.month}/{last.year}", datetime.combine(today, TUESDAY.timetz()))
    assert told == Wish(kind=WishKind.PAUSE, until=last)


WORDS = (
    "ingatkan jangan jam 4 sore cuti sampai besok tutup , dan hari tgl 14 mei 2 ? senin depan minggu lagi stop 3 - "
    "mulai selama ( ) : libur 31 30"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
def test_any_words_are_read_without_an_error(words: list[str]) -> None:
    text = " ".join(words)
    wish(text, TUESDAY)
    closing = understand(text, now=TUESDAY).closing
    assert closing is None or TUESDAY.date() < closing.period.first <= closing.period.last


SAME = ["ingatkan ", "besok ", "hari besok ", "sampai ", "1, ", "tutup besok, ", "cuti 3 hari "]


@pytest.mark.parametrize("piece", SAME)
def test_the_same_over_and_over_is_read_without_an_error(piece: str) -> None:
    understand(piece * 400, now=TUESDAY)
    wish(piece * 400, TUESDAY)
