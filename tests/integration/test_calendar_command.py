"""perpusbot calendar: list, add, remove."""

from datetime import date

from domain.days import Period
from domain.holidays import DayKind, Holiday
from domain.people import Library
from storage.work import Database
from tests.integration.conftest import Perpusbot

PANCASILA = Holiday(day=date(2026, 6, 1), kind=DayKind.PUBLIC, name="Hari Lahir Pancasila")


def said(perpusbot: Perpusbot, url: str, *args: str) -> tuple[int, str, str]:
    result = perpusbot("calendar", *args, database_url=url)
    return result.exit_code, result.stdout, result.stderr


def test_a_regional_holiday_is_added_listed_and_taken_back(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library
) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        work.commit()
    told = said(perpusbot, database_url, "add", "2026-06-02", "Gawai Dayak", "--region", "61")
    assert told == (0, "2026-06-02 is a holiday in Kalimantan Barat (61): Gawai Dayak\n", "")
    told = said(perpusbot, database_url, "add", "2026-06-02", "Gawai Dayak", "--region", "61")
    assert told == (0, "2026-06-02 is a holiday in Kalimantan Barat (61) already: Gawai Dayak\n", "")
    assert said(perpusbot, database_url, "list", "--year", "2026", "--region", "61.03") == (
        0,
        "2026-06-01  public      everywhere  holidays  Hari Lahir Pancasila\n"
        "2026-06-02  regional    61          admin     Gawai Dayak\n",
        "",
    )
    told = said(perpusbot, database_url, "remove", "2026-06-02", "--region", "61")
    assert told == (0, "2026-06-02 is a working day in Kalimantan Barat (61)\n", "")
    assert said(perpusbot, database_url, "list", "--year", "2026")[1].count("\n") == 1


def test_an_addition_taken_back_may_leave_a_holiday(
    perpusbot: Perpusbot, database: Database, database_url: str, balai_sebut: Library
) -> None:
    with database.work() as work:
        work.calendar.refresh([PANCASILA])
        work.commit()
    said(perpusbot, database_url, "add", "2026-06-01", "Gawai Dayak", "--region", "61.03")
    status, told, _ = said(perpusbot, database_url, "remove", "2026-06-01", "--region", "61.03")
    assert (status, told) == (
        0,
        "the addition is taken back; 2026-06-01 is a holiday in Kabupaten Sanggau (61.03) all the same:"
        " Hari Lahir Pancasila\n",
    )
    status, told, _ = said(perpusbot, database_url, "remove", "2026-06-01", "--region", "61.03")
    assert (status, told) == (0, "2026-06-01 is a working day in Kabupaten Sanggau (61.03)\n")
    listed = said(perpusbot, database_url, "list", "--year", "2026", "--region", "61.03")[1]
    assert listed == "2026-06-01  working     61.03       admin     Hari Lahir Pancasila\n"


def test_everywhere_without_a_region_and_cuti_bersama_by_its_name(
    perpusbot: Perpusbot, database: Database, database_url: str
) -> None:
    assert said(perpusbot, database_url, "add", "2028-03-01", "Cuti Bersama Idul Fitri")[0] == 0
    assert said(perpusbot, database_url, "add", "2028-02-14", "Pemilihan umum")[0] == 0
    with database.look() as work:
        rows = work.calendar.rows(Period(first=date(2028, 1, 1), last=date(2028, 12, 31)))
        assert [row.kind for row in rows] == [DayKind.PUBLIC, DayKind.GOVERNMENT]
        assert work.calendar.knows(2028)


def test_an_empty_calendar_says_who_fills_it(perpusbot: Perpusbot, database_url: str) -> None:
    told = said(perpusbot, database_url, "list", "--year", "2026")
    assert told == (0, "", "the calendar names no day of 2026; the bot fills it in when it starts\n")


def test_what_cannot_be_is_told_with_what_to_do(perpusbot: Perpusbot, database_url: str, balai_sebut: Library) -> None:
    status, _, told = said(perpusbot, database_url, "add", "2026-06-02", "Gawai", "--region", "99")
    assert (status, told) == (1, "no region has the code '99'; regions come with the libraries that are imported\n")
    assert said(perpusbot, database_url, "list", "--region", "99")[0] == 1
    status, _, told = said(perpusbot, database_url, "remove", "2026-06-02", "--region", "61.03")
    assert (status, told) == (
        1,
        "2026-06-02 is no holiday in Kabupaten Sanggau (61.03) (perpusbot calendar list --year 2026 shows them)\n",
    )
    status, _, told = said(perpusbot, database_url, "add", "2026-06-02", " ")
    assert (status, told) == (1, 'a holiday needs a name, like "Gawai Dayak"\n')
    status, _, told = said(perpusbot, database_url, "add", "2 Juni", "Gawai")
    assert status == 2
    assert "'2 Juni' is not a day like 2026-05-12" in told
    assert said(perpusbot, database_url, "list", "--year", "26")[0] == 2
