"""Reminders and days to come, as they are shown in both languages."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.days import Period
from domain.opening import Closure
from domain.reminding import Frequency
from locales import texts_in
from replies import closings, library, wishes
from replies.days_ahead import day_ahead, days_ahead
from replies.joining import ready
from replies.reminder_settings import Reminders, settings
from tests.factories import TODAY, make_library

ID, EN = texts_in("id"), texts_in("en")
OTHER = make_library(id=2, name="Perpustakaan Desa Tanjung Merpati")
SHOWN = Reminders(
    library=make_library(),
    clock=time(15, 27),
    frequency=Frequency.DAILY,
    paused_until=None,
    ideas=True,
    today=TODAY,
    next=date(2026, 5, 13),
)


def period(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "in_indonesian", "in_english"),
    [
        ("2026-05-12", "hari ini", "today"),
        ("2026-05-13", "besok", "tomorrow"),
        ("2026-05-14", "Kamis, 14 Mei", "Thursday, 14 May"),
        ("2027-05-12", "Rabu, 12 Mei 2027", "Wednesday, 12 May 2027"),
    ],
)
def test_days_to_come_are_named_as_people_name_them(day: str, in_indonesian: str, in_english: str) -> None:
    named = [str(day_ahead(texts, date.fromisoformat(day), TODAY)) for texts in (ID, EN)]
    assert named == [in_indonesian, in_english]


def test_several_days_name_the_first_and_the_last() -> None:
    assert days_ahead(ID, period("2026-12-31", "2027-01-02"), TODAY) == "Kamis, 31 Desember – Sabtu, 2 Januari 2027"
    assert days_ahead(ID, period("2026-05-13", "2026-05-13"), TODAY) == "Rabu, 13 Mei"


def test_the_hour_of_no_button_is_marked_nowhere() -> None:
    text, keyboard = settings(EN, SHOWN)
    assert text == (
        "⏰ Reminders · Perpustakaan Desa Balai Sebut\n"
        "Every open day at 15:27 WIB\n"
        "Next: tomorrow at 15:27\n"
        "💡 Ideas of other libraries in the weekly summary: on"
    )
    marked = [button.text for row in keyboard for button in row if button.text.startswith("✅")]
    assert marked == ["✅ Every open day"]


def test_where_no_open_day_is_in_sight_it_says_so() -> None:
    assert "\nBerikutnya: belum ada dalam waktu dekat\n" in settings(ID, replace(SHOWN, next=None))[0]
    assert wishes.hour_set(ID, replace(SHOWN, next=None))[0] == "⏰ Siap, jam pengingat sekarang 15.27."
    paused = replace(SHOWN, next=None, paused_until=date(2026, 6, 2))
    text, _ = wishes.paused(ID, paused, [SHOWN.library], period("2026-05-13", "2026-06-02"))
    assert text == "⏸ Pengingat dijeda sampai Selasa, 2 Juni."


def test_a_name_is_escaped_wherever_it_stands() -> None:
    hostile = make_library(name="<b>")
    shown = replace(SHOWN, library=hostile, others=(OTHER,))
    told = closings.Told(
        id=1,
        library=hostile,
        closure=Closure(period=period("2026-05-13", "2026-05-13"), reason="<i>"),
        today=TODAY,
        others=(OTHER,),
    )
    said = [
        settings(ID, shown)[0],
        wishes.hour_set(ID, shown)[0],
        wishes.hour_changed_by(ID, "<u>", hostile, time(16)),
        library.days_changed_by(ID, "<u>", hostile),
        closings.recorded(ID, told)[0],
        closings.line(ID, told.closure, TODAY),
    ]
    assert [text for text in said if "&lt;" not in text or "<" in text] == []


def test_callback_data_is_short_enough() -> None:
    largest = make_library(id=2**63 - 1)
    days = period("9999-12-01", "9999-12-31")
    keyboards = [
        settings(ID, replace(SHOWN, library=largest, others=(largest,)))[1],
        wishes.paused(ID, replace(SHOWN, library=largest, paused_until=days.last), [largest], days)[1],
        ((closings.reopen(ID, largest, days),),),
    ]
    data = [button.data or "" for keyboard in keyboards for row in keyboard for button in row]
    assert max(map(len, data)) <= 64


def test_only_the_nearest_closings_are_listed() -> None:
    told = [Closure(period=period(f"2026-06-{n:02}", f"2026-06-{n:02}")) for n in range(1, 8)]
    text, keyboard = library.library(ID, make_library(), [], told, TODAY)
    assert text.count("🚪 Tutup:") == library.LISTED
    assert len(keyboard) == 2 + library.LISTED


def test_a_new_keeper_is_told_the_librarys_hour() -> None:
    assert "\nSetiap hari buka, saya ingatkan pukul 15.21. Ubah: /pengingat\n" in ready(ID, make_library())
    assert "\nEvery open day I remind you at 16:00. Change it: /pengingat\n" in ready(
        EN, make_library(reminder_at="16:00")
    )
