"""Holidays: what the package names, what people decide, and where they hold."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.holidays_source import ask_holidays
from domain.days import Period
from domain.errors import PerpusbotError
from domain.holidays import DayKind, Holiday
from domain.people import Library
from storage import tables
from storage.work import Database, Work
from tests.factories import KALIMANTAN_BARAT, NOW, SANGGAU, SINTANG, add_library

JUNE_1, JUNE_2 = date(2026, 6, 1), date(2026, 6, 2)
PANCASILA = Holiday(day=JUNE_1, kind=DayKind.PUBLIC, name="Hari Lahir Pancasila")
NATAL = Holiday(day=date(2026, 12, 24), kind=DayKind.GOVERNMENT, name="Cuti Bersama Hari Raya Natal")
JUNE = Period(first=JUNE_1, last=date(2026, 6, 30))

PUBLIC_2026 = (
    (1, 1), (1, 16), (2, 17), (3, 19), (3, 21), (3, 22), (4, 3), (4, 5), (5, 1),
    (5, 14), (5, 27), (5, 31), (6, 1), (6, 16), (8, 17), (8, 25), (12, 25),
)  # fmt: skip
CUTI_BERSAMA_2026 = ((2, 16), (3, 18), (3, 20), (3, 23), (3, 24), (5, 15), (5, 28), (12, 24))


def holidays_of(work: Work, library: Library, period: Period = JUNE) -> dict[date, str]:
    return dict(work.openings.of([library.id], period)[library.id].holidays)


def put(work: Work, day: date, region: str | None, kind: str, name: str) -> None:
    row = {"day": day, "region_code": region, "kind": kind, "source": "admin", "name": name}
    work.connection.execute(insert(tables.CalendarDay).values(row))


def look_all_tomorrow(work: Work) -> None:
    work.connection.execute(update(tables.Library).values(reminder_look_at=NOW + timedelta(days=1)))


def looked_at_anew(work: Work) -> set[int]:
    return set(work.connection.scalars(select(tables.Library.id).where(tables.Library.reminder_look_at.is_(None))))


def test_every_day_of_2026_is_that_of_the_joint_decree() -> None:
    told = ask_holidays([2026])
    assert {h.day for h in told if h.kind is DayKind.PUBLIC} == {date(2026, *day) for day in PUBLIC_2026}
    assert {h.day for h in told if h.kind is DayKind.GOVERNMENT} == {date(2026, *day) for day in CUTI_BERSAMA_2026}
    assert len(told) == len(PUBLIC_2026) + len(CUTI_BERSAMA_2026)
    assert {h.name for h in told if h.day == date(2026, 12, 24)} == {"Cuti Bersama Hari Raya Natal"}


def test_several_years_are_told_at_once_in_order() -> None:
    days = [holiday.day for holiday in ask_holidays([2025, 2026, 2027])]
    assert days == sorted(set(days))
    assert {day.year for day in days} == {2025, 2026, 2027}


def test_a_broken_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "holidays.py").write_text("raise ImportError('half installed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(PerpusbotError) as raised:
        ask_holidays([2026])
    assert str(raised.value) == "the holidays can't be told: ImportError: half installed"


def test_a_refresh_names_what_is_new_and_drops_what_is_no_longer_named(database: Database) -> None:
    moved = Holiday(day=JUNE_2, kind=DayKind.PUBLIC, name="Hari Lahir Pancasila")
    with database.work() as work:
        assert work.calendar.refresh([PANCASILA, NATAL]) == 2
        assert work.calendar.refresh([PANCASILA, NATAL]) == 0
        assert work.calendar.refresh([moved, NATAL]) == 2
        rows = work.calendar.rows(Period(first=date(2026, 1, 1), last=date(2026, 12, 31)))
    assert [(row.day, row.kind, row.source, row.name) for row in rows] == [
        (JUNE_2, "public", "holidays", "Hari Lahir Pancasila"),
        (date(2026, 12, 24), "government", "holidays", "Cuti Bersama Hari Raya Natal"),
    ]


def test_a_refresh_leaves_what_people_decided_and_years_that_it_does_not_name(database: Database) -> None:
    next_year = Holiday(day=date(2027, 1, 1), kind=DayKind.PUBLIC, name="Tahun Baru Masehi")
    with database.work() as work:
        work.calendar.refresh([PANCASILA, NATAL, next_year])
        assert work.calendar.remove(JUNE_1)
        assert work.calendar.add(JUNE_2, "Pemilihan kepala desa")
        assert work.calendar.refresh([PANCASILA, Holiday(day=JUNE_2, kind=DayKind.PUBLIC, name="Lain")]) == 1
        rows = work.calendar.rows(Period(first=date(2026, 1, 1), last=date(2027, 12, 31)))
    assert [(row.day, row.kind, row.source, row.name) for row in rows] == [
        (JUNE_1, "working", "admin", "Hari Lahir Pancasila"),
        (JUNE_2, "public", "admin", "Pemilihan kepala desa"),
        (next_year.day, "public", "holidays", "Tahun Baru Masehi"),
    ]


def test_a_year_is_known_once_its_cuti_bersama_are(database: Database) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        assert (work.calendar.asked(2026), work.calendar.knows(2026)) == (True, False)
        work.calendar.add(date(2026, 12, 24), "Cuti bersama Natal")
        assert (work.calendar.asked(2027), work.calendar.knows(2026)) == (False, True)


def test_a_region_sees_its_own_row_before_its_provinces_before_everybodys(
    database: Database, balai_sebut: Library, tanjung_puri: Library
) -> None:
    with database.work() as work:
        elsewhere = add_library(work, village="Buntok", code="62.04.01.2001", region_code="62.04")
        put(work, JUNE_1, None, "public", "everywhere")
        put(work, JUNE_2, None, "public", "everywhere")
        put(work, JUNE_1, KALIMANTAN_BARAT, "working", "province")
        put(work, JUNE_2, KALIMANTAN_BARAT, "regional", "province")
        put(work, JUNE_1, SANGGAU, "regional", "regency")
        put(work, JUNE_2, SINTANG, "working", "regency")
        assert holidays_of(work, elsewhere) == {JUNE_1: "everywhere", JUNE_2: "everywhere"}
        assert holidays_of(work, balai_sebut) == {JUNE_1: "regency", JUNE_2: "province"}
        assert holidays_of(work, tanjung_puri) == {}


def test_a_library_opens_on_a_working_day_and_not_on_a_holiday(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        opening = work.openings.of([balai_sebut.id], JUNE)[balai_sebut.id]
        assert (opening.is_open(JUNE_1), opening.is_open(JUNE_2)) == (False, True)
        work.calendar.remove(JUNE_1, SANGGAU)
        work.calendar.add(JUNE_2, "Gawai Dayak", KALIMANTAN_BARAT)
        opening = work.openings.of([balai_sebut.id], JUNE)[balai_sebut.id]
        assert (opening.is_open(JUNE_1), opening.is_open(JUNE_2)) == (True, False)


def test_adding_twice_is_one_and_another_name_renames_ones_own(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        assert work.calendar.add(JUNE_2, "Gawai", SANGGAU)
        assert not work.calendar.add(JUNE_2, "Gawai", SANGGAU)
        assert work.calendar.add(JUNE_2, "Gawai Dayak", SANGGAU)
        assert holidays_of(work, balai_sebut) == {JUNE_2: "Gawai Dayak"}


def test_a_decreed_holiday_is_not_renamed(database: Database) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        assert not work.calendar.add(JUNE_1, "Lain")
        assert [row.name for row in work.calendar.rows(JUNE)] == ["Hari Lahir Pancasila"]


def test_removing_an_addition_takes_it_back_and_removing_again_makes_a_working_day(
    database: Database, balai_sebut: Library, tanjung_puri: Library
) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        work.calendar.add(JUNE_1, "Gawai Dayak", SANGGAU)
        assert holidays_of(work, balai_sebut) == {JUNE_1: "Gawai Dayak"}
        assert work.calendar.remove(JUNE_1, SANGGAU)
        assert holidays_of(work, balai_sebut) == {JUNE_1: "Hari Lahir Pancasila"}
        assert work.calendar.remove(JUNE_1, SANGGAU)
        assert holidays_of(work, balai_sebut) == {}
        assert not work.calendar.remove(JUNE_1, SANGGAU)
        assert holidays_of(work, tanjung_puri) == {JUNE_1: "Hari Lahir Pancasila"}
        assert work.calendar.add(JUNE_1, "Hari Lahir Pancasila", SANGGAU)
        assert holidays_of(work, balai_sebut) == {JUNE_1: "Hari Lahir Pancasila"}


def test_no_holiday_cannot_be_removed(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        assert not work.calendar.remove(JUNE_2, SANGGAU)
        assert not work.calendar.remove(JUNE_2)
        assert work.calendar.rows(JUNE) == []


def test_the_clockwork_looks_anew_at_the_libraries_of_the_region_alone(
    database: Database, balai_sebut: Library, tanjung_puri: Library
) -> None:
    with database.work() as work:
        elsewhere = add_library(work, village="Buntok", code="62.04.01.2001", region_code="62.04")
        for region, libraries in (
            (SANGGAU, {balai_sebut.id}),
            (KALIMANTAN_BARAT, {balai_sebut.id, tanjung_puri.id}),
            (None, {balai_sebut.id, tanjung_puri.id, elsewhere.id}),
        ):
            look_all_tomorrow(work)
            work.calendar.add(JUNE_2, "Gawai", region)
            assert looked_at_anew(work) == libraries
            look_all_tomorrow(work)
            work.calendar.remove(JUNE_2, region)
            assert looked_at_anew(work) == libraries


def test_a_refresh_that_changes_something_lets_the_clockwork_look_anew(
    database: Database, balai_sebut: Library
) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        look_all_tomorrow(work)
        work.calendar.refresh([PANCASILA])
        assert looked_at_anew(work) == set()
        work.calendar.refresh([NATAL])
        assert looked_at_anew(work) == {balai_sebut.id}
