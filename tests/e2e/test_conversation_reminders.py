"""Reminders, and the many ways of answering them."""

import shutil
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from domain.people import Library
from domain.reminding import Frequency
from scheduler import reminders
from scheduler.planned import Window
from simulator.conversation import Person, Seen
from storage.tables import Library as LibraryTable
from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells
from tests.factories import TODAY, make_visits

MONDAY, WEDNESDAY, FRIDAY = date(2026, 5, 11), date(2026, 5, 13), date(2026, 5, 15)
ON_TUESDAY, NEXT_MORNING = "2026-05-12T15:31", "2026-05-13T08:00"


@pytest.fixture
async def town(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A bot that reminds; it is Tuesday 12 May 2026, 15.30 WIB."""
    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.town(f"sqlite:///{path}", tmp_path, plans={"reminders": reminders.plan}) as running:
        yield running


def reminded_at(town: Town, clock: str) -> None:
    """All libraries have this hour."""
    with town.database.work() as work:
        work.connection.execute(update(LibraryTable).values(reminder_at=clock, reminder_look_at=None))
        work.commit()


async def reminder(town: Town, person: Person, moment: str = ON_TUESDAY) -> Seen:
    reminded_at(town, "15:31")
    await town.becomes(moment)
    return await person.hears()


async def test_a_reminder_answered_with_a_bare_number(town: Town, balai_sebut: Library, wati: Person) -> None:
    for day, total in ((4, 8), (5, 12), (6, 15), (7, 20), (8, 12)):
        town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, day), total=total))
    asked = await reminder(town, wati)
    assert asked.text == "Selamat sore 🌤️ Berapa pengunjung hari ini, Selasa 12 Mei?"
    assert asked.rows == [["0", "8", "12", "15", "20"], ["🚪 Tutup"]]
    answer = await tells(wati, "23")
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 23")
    assert town.count(balai_sebut) == 23


@pytest.mark.parametrize(("button", "total"), [("15", 15), ("0", 0), ("Tutup", "closed")])
async def test_a_reminder_answered_with_a_tap(
    town: Town, balai_sebut: Library, wati: Person, button: str, total: int | str
) -> None:
    await reminder(town, wati)
    answer = await tap(wati, button)
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026")
    assert answer.rows == [["↩️ Batalkan", "✏️ Perbaiki"]]
    assert town.count(balai_sebut) == total


async def test_the_next_morning_once_more_then_silence(town: Town, balai_sebut: Library, wati: Person) -> None:
    await reminder(town, wati)
    again = await reminder(town, wati, NEXT_MORNING)
    assert again.text == "Selamat pagi 🌤️ Kemarin belum ada laporan. Berapa pengunjungnya?"
    answer = await tells(wati, "17")
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 17")
    await town.becomes("2026-05-13T15:30")
    await town.says_nothing_to(wati)


async def test_after_the_weekend_the_day_is_named(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "Jumat 15 Mei" in (await reminder(town, wati, "2026-05-15T15:31")).text
    again = await reminder(town, wati, "2026-05-18T08:00")
    assert again.text == "Selamat pagi 🌤️ Jumat 15 Mei belum ada laporan. Berapa pengunjungnya?"
    await tap(wati, "Tutup", on=again)
    assert town.count(balai_sebut, FRIDAY) == "closed"


@pytest.mark.parametrize("said", ["17", "17 orang", "pengunjung 17", "17, laki 8 perempuan 9"])
async def test_a_reply_to_an_older_reminder_is_about_its_day(
    town: Town, balai_sebut: Library, wati: Person, said: str
) -> None:
    asked = await reminder(town, wati)
    await reminder(town, wati, "2026-05-20T15:31")
    await tells(wati, said, reply_to=asked)
    assert (town.count(balai_sebut, TODAY), town.count(balai_sebut)) == (17, None)


async def test_a_reply_may_name_another_day(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await reminder(town, wati)
    await reminder(town, wati, NEXT_MORNING)
    await tells(wati, "hari ini 9 orang", reply_to=asked)
    assert (town.count(balai_sebut, TODAY), town.count(balai_sebut, WEDNESDAY)) == (None, 9)


async def test_an_old_reminder_can_be_tapped_for_sixty_days(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await reminder(town, wati)
    await town.becomes("2026-07-11T15:00")
    await wati.skips_to_now()
    await tap(wati, "15", on=asked)
    assert town.count(balai_sebut, TODAY) == 15


async def test_after_sixty_days_a_tap_on_a_reminder_does_nothing(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    asked = await reminder(town, wati)
    await town.becomes("2026-07-12T15:00")
    await wati.skips_to_now()
    await wati.taps("15", on=asked)
    await town.says_nothing_to(wati)
    assert town.count(balai_sebut, TODAY) is None


async def test_a_tap_on_a_reminder_whose_day_is_told_shows_it_done(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    asked = await reminder(town, wati)
    await tells(wati, "23")
    done = await tap(wati, "15", on=asked)
    assert (done.text, done.rows) == ("✅ Selasa, 12 Mei sudah tercatat: 23 pengunjung", [])
    assert town.count(balai_sebut) == 23


async def test_a_second_tap_on_the_same_reminder_changes_nothing(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    asked = await reminder(town, wati)
    data = asked.raw["markup"]["inline_keyboard"][0][2]["callback_data"]
    answer = await tap(wati, data=data, button="", on=asked)
    await wati.taps_stale(data.rsplit(":", 1)[0] + ":40", asked.id)
    await town.settles()
    assert (await wati.messages())[-1].rows == answer.rows
    assert town.count(balai_sebut) == 10


async def test_when_one_keeper_answers_the_others_reminder_shows_it(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    siti = await town.keeper("Siti <3 & co", balai_sebut)
    await reminder(town, wati)
    asked = await siti.hears()
    await tells(siti, "23")
    done = await wati.sees_edit()
    assert (done.text, done.rows) == ("✅ Sudah dicatat oleh Siti <3 & co: 23 pengunjung (Selasa, 12 Mei)", [])
    assert (await siti.messages())[0].text == asked.text
    answer = await tells(wati, "25")
    assert town.count(balai_sebut) == 23
    assert "✅" not in answer.text


async def test_whatever_happens_to_the_count_later_the_others_see_it_done_just_once(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await reminder(town, wati)
    await darius.hears()
    await tap(darius, "Tutup")
    assert (await wati.sees_edit()).text == "✅ Sudah dicatat oleh Darius: tutup (Selasa, 12 Mei)"
    await tap(darius, "Batalkan")
    await tap(darius, "Catat lagi")
    await tells(darius, "ternyata buka, pengunjung 12")
    await town.says_nothing_to(wati)


async def test_both_reminders_of_a_day_show_that_it_is_done(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await reminder(town, wati)
    await reminder(town, wati, NEXT_MORNING)
    await darius.says("kemarin 12 orang")
    await town.settles()
    texts = {message.text for message in await wati.messages()}
    assert texts == {"✅ Sudah dicatat oleh Darius: 12 pengunjung (Selasa, 12 Mei)"}


async def test_a_keeper_who_blocked_the_bot_is_left_alone(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    asked = await reminder(town, wati)
    await darius.hears()
    await wati.blocks_the_bot()
    await town.settles()
    await tells(darius, "23")
    await town.settles()
    assert [message.text for message in await wati.messages()] == [asked.text]


async def test_what_is_planned_and_not_sent_is_taken_back_by_a_report(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    reminded_at(town, "15:40")
    with town.database.work() as work:
        soon = Window(after=town.calendar.now(), until=town.calendar.now() + timedelta(minutes=15))
        for planned in list(reminders.due(work, soon)):
            planned.put(work)
        work.commit()
    await tells(darius, "pengunjung 23")
    await town.becomes("2026-05-12T15:41")
    await town.says_nothing_to(wati)
    assert "jumlah pengunjung hari ini?" in (await tells(wati, "8")).text


async def test_a_keeper_of_several_libraries_is_told_which_one(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    first = await reminder(town, ningsih)
    second = await ningsih.hears()
    question = "Selamat sore 🌤️ Berapa pengunjung hari ini, Selasa 12 Mei?"
    assert first.text == f"Perpustakaan Desa Balai Sebut\n{question}"
    assert second.text == f"Perpustakaan Desa Tanjung Merpati\n{question}"
    await tells(ningsih, "12", reply_to=first)
    await tells(ningsih, "30")
    assert (town.count(balai_sebut), town.count(tanjung_merpati)) == (12, 30)


async def test_an_english_keeper_is_reminded_in_english(town: Town, balai_sebut: Library) -> None:
    anna = await town.keeper("Anna", balai_sebut, language="en")
    asked = await reminder(town, anna)
    assert asked.text == "Good afternoon 🌤️ How many visitors were there today, Tuesday 12 May?"
    assert asked.buttons[-1] == "🚪 Closed"
    again = await reminder(town, anna, NEXT_MORNING)
    assert again.text == "Good morning 🌤️ There is no report for yesterday yet. How many visitors were there?"


async def weekly(town: Town, person: Person, library: Library) -> Seen:
    with town.database.work() as work:
        keeper = town.known(person).id
        work.directory.change_keeping(keeper, library.id, reminders=Frequency.WEEKLY)
        work.commit()
    await reminder_of_friday(town)
    return await person.hears()


async def reminder_of_friday(town: Town) -> None:
    reminded_at(town, "15:31")
    await town.becomes("2026-05-15T15:31")


async def test_a_weekly_reminder_lists_the_days_and_takes_them_in_one_message(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    asked = await weekly(town, wati, balai_sebut)
    assert asked.text.splitlines() == [
        "Selamat sore 🌤️ Pekan ini belum tercatat: Sel 12, Rab 13, Kam 14, Jum 15.",
        "Tulis misalnya: selasa 9, rabu 14",
        "Berapa pengunjung hari ini, Jumat 15 Mei?",
    ]
    await tells(wati, "selasa 9, rabu 14")
    await tells(wati, "20")
    assert [town.count(balai_sebut, date(2026, 5, day)) for day in (12, 13, 14, 15)] == [9, 14, None, 20]


async def test_a_weekly_reminder_that_is_partly_done_says_what_is_missing(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await weekly(town, wati, balai_sebut)
    await tells(darius, "selasa 9, rabu 14")
    await tells(darius, "jumat 20")
    assert (await wati.sees_edit()).text.splitlines() == [
        "✅ Sudah dicatat oleh Darius: 20 pengunjung (Jumat, 15 Mei)",
        "Pekan ini belum tercatat: Kam 14.",
    ]
