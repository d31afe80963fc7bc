"""What falls due by itself: days and weeks of a library, the calendar moved from hour to hour."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.clockwork import PLANNERS
from domain.people import Library
from simulator.conversation import Group, Person, Seen
from tests.e2e.town import Town, quiet_town, tells
from tests.factories import NOW, SANGGAU, add_library, make_activity, make_visits

WIB = timedelta(hours=7)


@pytest.fixture
async def quiet(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a clockwork, whose bot has not begun."""
    async with quiet_town(database_url, tmp_path, PLANNERS) as there:
        yield there


@pytest.fixture
async def town(quiet: Town) -> AsyncIterator[Town]:
    """The same with its bot at work; it is Tuesday 12 May 2026, 12.00 WIB."""
    quiet.calendar.moment_now = NOW - timedelta(hours=3.5)
    async with quiet.working():
        yield quiet


async def test_a_reminder_comes_at_the_hour_and_a_bare_number_answers_it(town: Town) -> None:
    library = library_in(town)
    wati = await town.keeper("Wati", library)
    await town.becomes("2026-05-12T15:29:59")
    await wati.hears_nothing(0)
    await town.becomes("2026-05-12T15:30:00")
    assert "Berapa pengunjung hari ini, Selasa 12 Mei?" in (await wati.hears()).text
    answer = await tells(wati, "23")
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 23")
    await passes(town, "2026-05-12T16:00", "2026-05-13T15:00")
    await wati.hears_nothing(0)


async def test_a_day_without_an_answer_is_asked_about_once_more_and_then_no_more(town: Town) -> None:
    library = library_in(town)
    wati = await town.keeper("Wati", library)
    await passes(town, "2026-05-12T13:00", "2026-05-13T09:00")
    assert [when for when, _ in await heard(wati)] == ["Tue 15:30", "Wed 08:00"]
    assert "Kemarin belum ada laporan" in (await heard(wati))[1][1]
    await wati.skips_to_now()
    answer = await tells(wati, "12")
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 12")
    await passes(town, "2026-05-13T09:30", "2026-05-14T15:00")
    assert [when for when, _ in await heard(wati)][3:] == ["Wed 15:30", "Thu 08:00"]


async def test_a_reply_to_an_older_reminder_records_its_day(town: Town) -> None:
    library = library_in(town)
    wati = await town.keeper("Wati", library)
    await town.becomes("2026-05-12T15:30")
    tuesday = await wati.hears()
    await passes(town, "2026-05-12T16:00", "2026-05-13T16:00")
    await wati.skips_to_now()
    answer = await tells(wati, "17", reply_to=tuesday)
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 17")
    assert town.count(library) is None


async def test_when_one_keeper_has_answered_nobody_else_is_asked(town: Town) -> None:
    library = library_in(town)
    wati, darius = await town.keeper("Wati", library), await town.keeper("Darius", library)
    await town.becomes("2026-05-12T15:30")
    assert (await wati.hears()).text == (await darius.hears()).text
    await tells(wati, "23")
    assert "23" in (await darius.sees_edit()).text
    await passes(town, "2026-05-12T16:00", "2026-05-13T15:00")
    await darius.hears_nothing(0)


async def test_nobody_is_asked_about_a_day_that_is_told(town: Town) -> None:
    library = library_in(town)
    wati = await town.keeper("Wati", library)
    await tells(wati, "tutup, ada hajatan")
    await passes(town, "2026-05-12T13:00", "2026-05-13T15:00")
    await wati.hears_nothing(0)


async def test_another_hour_or_zone_takes_effect_at_once(town: Town) -> None:
    library = library_in(town)
    wati = await town.keeper("Wati", library)
    await town.becomes("2026-05-13T14:50")
    change(town, library, reminder_at="14:45")
    await town.becomes("2026-05-13T14:51")
    await wati.hears()
    await tells(wati, "5")
    change(town, library, timezone="Asia/Jayapura")
    await passes(town, "2026-05-14T00:00", "2026-05-14T12:00")
    await wati.hears_nothing(0)
    await town.becomes("2026-05-14T12:45")  # 14.45 WIT
    await wati.hears()


async def test_a_week_of_a_keeper_who_answers_and_of_one_who_does_not(town: Town) -> None:
    balai_sebut, semoncol = library_in(town), library_in(town, village="Semoncol")
    wati, lusia = await town.keeper("Wati", balai_sebut), await town.keeper("Lusia", semoncol)
    yohanes, group = await town.facilitator("Yohanes"), await linked_group(town)
    for day in range(12, 19):
        await passes(town, f"2026-05-{day}T{'12' if day == 12 else '00'}:00", f"2026-05-{day}T16:00")
        if (await heard(wati))[-1][0] == f"{date(2026, 5, day):%a} 15:30":
            await wati.skips_to_now()
            await tells(wati, "20")
        await passes(town, f"2026-05-{day}T16:30", f"2026-05-{day}T23:30")
    reminders = [f"{day} 15:30" for day in ("Tue", "Wed", "Thu", "Fri")]
    said = [when for when, text in await heard(wati) if "Tercatat" not in text]
    assert said == [*reminders, "Mon 07:00", "Mon 15:30"]
    assert [when for when, _ in await heard(lusia)] == [
        "Tue 15:30",
        "Wed 08:00",
        "Wed 15:30",
        "Thu 08:00",
        "Thu 15:30",
        "Fri 08:00",
        "Fri 15:30",
        "Mon 07:00",
        "Mon 08:00",
        "Mon 15:30",
    ]
    assert [when for when, _ in await heard(yohanes)] == ["Mon 07:00"]
    assert [when for when, _ in await heard(group)] == ["Mon 08:00"]


async def test_monday_tells_keeper_facilitator_and_group_of_the_week(town: Town) -> None:
    balai_sebut, semoncol = library_in(town), library_in(town, village="Semoncol")
    wati, yohanes, group = await town.keeper("Wati", balai_sebut), await town.facilitator("Yohanes"), None
    await town.keeper("Lusia", semoncol)
    group = await linked_group(town)
    for number, day in enumerate(range(11, 16)):
        town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, day), total=20 + number))
    town.reported(balai_sebut, wati, make_activity(date=date(2026, 5, 13), title="Mewarnai", participants=15))
    await town.becomes("2026-05-18T06:59:59")
    await yohanes.hears_nothing(0)
    await town.becomes("2026-05-18T07:00")
    week = (await last(wati)).text
    assert week.startswith("📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut\nPengunjung 110")
    assert "Laporan masuk 5 dari 5 hari buka" in week
    region = (await last(yohanes)).text
    assert region.startswith("📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau, 2 perpustakaan\nMelapor 1 dari 2")
    assert "Semoncol" in region
    assert await heard(group) == []
    await town.becomes("2026-05-18T08:00")
    told = (await last(group)).text
    assert told.startswith("📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau")
    assert "Semoncol" not in told


async def test_the_first_tells_of_the_month(town: Town) -> None:
    library = library_in(town)
    wati, yohanes = await town.keeper("Wati", library), await town.facilitator("Yohanes")
    town.reported(library, wati, make_visits(date=date(2026, 6, 30), total=20))
    await town.becomes("2026-07-01T06:59")
    await wati.hears_nothing(0)
    await town.becomes("2026-07-01T07:00")
    assert "Juni 2026" in (await last(wati)).text
    assert "Juni 2026" in (await last(yohanes)).text


async def test_after_a_day_of_downtime_nothing_stale_comes_and_nothing_twice(quiet: Town) -> None:
    library = library_in(quiet)
    async with quiet.working():
        wati = await quiet.keeper("Wati", library)
        await quiet.becomes("2026-05-12T15:30")
        await quiet.becomes("2026-05-12T15:31")
    stands(quiet, "2026-05-13T12:00")  # it was away at 08.00, when it would have asked once more
    async with quiet.working():
        await quiet.settles()
        assert [when for when, _ in await heard(wati)] == ["Tue 15:30"]
    stands(quiet, "2026-05-13T16:00")
    async with quiet.working():
        await quiet.settles()
        assert [when for when, _ in await heard(wati)] == ["Tue 15:30", "Wed 16:00"]
    async with quiet.working():
        await quiet.settles()
    assert [when for when, _ in await heard(wati)] == ["Tue 15:30", "Wed 16:00"]


async def test_the_week_still_comes_on_its_monday_after_a_weekend_of_downtime_and_not_on_wednesday(quiet: Town) -> None:
    library, other = library_in(quiet), library_in(quiet, village="Semoncol", timezone="Asia/Jayapura")
    async with quiet.working():
        wati, lusia = await quiet.keeper("Wati", library), await quiet.keeper("Lusia", other)
        quiet.reported(library, wati, make_visits(date=date(2026, 5, 15)))
        await quiet.becomes("2026-05-16T12:00")
    for person in (wati, lusia):
        await person.skips_to_now()
    stands(quiet, "2026-05-18T20:00")
    async with quiet.working():
        await quiet.settles()
    assert (await wati.hears()).text.startswith("📊 Pekan 11–17 Mei 2026")
    await lusia.hears()
    for moment in ("2026-05-18T20:01", "2026-05-27T12:00"):
        stands(quiet, moment)
        async with quiet.working():
            await quiet.settles()
    await wati.hears_nothing(0)
    await lusia.hears_nothing(0)


def library_in(town: Town, **about: object) -> Library:
    with town.database.work() as work:
        library = add_library(work, **about)
        work.commit()
    return library


def change(town: Town, library: Library, **values: str) -> None:
    with town.database.work() as work:
        work.directory.change_library(library.id, **values)
        work.commit()


async def linked_group(town: Town) -> Person:
    """Somebody who reads in the group of Kabupaten Sanggau."""
    reader = await town.newcomer("Maria", started=True)
    group: Group = await town.simulator.group("Perpusdes Sanggau", reader)
    with town.database.work() as work:
        work.chats.link(group.id, "Perpusdes Sanggau", SANGGAU)
        work.commit()
    return reader.in_group(group)


def stands(town: Town, moment: str) -> None:
    """The calendar, while no bot is there to look at it."""
    town.calendar.moment_now = datetime.fromisoformat(f"{moment}+07:00")


async def passes(town: Town, first: str, last: str) -> None:
    """The calendar moves on from half hour to half hour, and whatever falls due is told."""
    moment, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    while moment <= end:
        await town.becomes(f"{moment:%Y-%m-%dT%H:%M}")
        moment += timedelta(minutes=30)


async def heard(person: Person) -> list[tuple[str, str]]:
    """What the bot said, from the first message on: when in western Kalimantan, and its text."""
    said = [seen for seen in await person.messages() if seen.raw["by_bot"]]
    return [(f"{datetime.fromtimestamp(seen.raw['date'], UTC) + WIB:%a %H:%M}", seen.text) for seen in said]


async def last(person: Person) -> Seen:
    """The newest message here."""
    return (await person.messages())[-1]
