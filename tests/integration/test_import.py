"""perpusbot libraries import: all or nothing, every problem told with line and column."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from domain.people import Library
from storage import tables
from storage.work import Database
from tests.factories import NOW
from tests.integration.conftest import Perpusbot

HEADER = "code,name,village,district,regency,province"
BALAI_SEBUT = "61.03.04.2001,Perpustakaan Desa Balai Sebut,Balai Sebut,Jangkang,Kabupaten Sanggau,Kalimantan Barat"
TANGGUNG = "61.03.04.2003,Perpustakaan Desa Tanggung,Tanggung,Jangkang,Kabupaten Sanggau,Kalimantan Barat"


def file(folder: Path, *lines: str, header: str = HEADER) -> str:
    path = folder / "libraries.csv"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return str(path)


def reminder_at(database: Database) -> str | None:
    with database.look() as work:
        return work.connection.execute(select(tables.Library.reminder_at)).scalar_one()


def test_libraries_are_added_with_their_regions(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    result = perpusbot("libraries", "import", file(tmp_path, BALAI_SEBUT, TANGGUNG), database_url=database_url)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "added=2 changed=0 unchanged=0\n"
    with database.look() as work:
        library = work.directory.library_by_code("61.03.04.2001")
        assert library == Library(
            id=library.id if library else 0,
            code="61.03.04.2001",
            name="Perpustakaan Desa Balai Sebut",
            village="Balai Sebut",
            district="Jangkang",
            regency="Kabupaten Sanggau",
            region_code="61.03",
            timezone="Asia/Pontianak",
            opening_days="1111100",
            opens_at="08:00",
            closes_at="15:30",
        )
        regions = work.connection.execute(tables.Region.__table__.select().order_by("code")).all()
    assert [tuple(region) for region in regions] == [
        ("61", "Kalimantan Barat", "province", None, "Asia/Pontianak"),
        ("61.03", "Kabupaten Sanggau", "regency", "61", "Asia/Pontianak"),
    ]


def test_optional_columns_in_any_order_say_what_differs(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    path = file(
        tmp_path,
        f"sen-sab,WITA,16.00,09:00-16:00,53.01,{BALAI_SEBUT}",
        header=f"opening_days,timezone,Reminder_Time,opening_hours,region_code,{HEADER}",
    )
    result = perpusbot("libraries", "import", path, database_url=database_url)
    assert result.stdout == "added=1 changed=0 unchanged=0\n"
    with database.look() as work:
        (library,) = work.directory.libraries_in()
    assert (library.opening_days, library.timezone, library.region_code) == ("1111110", "Asia/Makassar", "53.01")
    assert (library.opens_at, library.closes_at, reminder_at(database)) == ("09:00", "16:00", "16:00")


def test_the_same_code_again_updates_and_keeps_what_isnt_told(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    rich = file(tmp_path, f"{BALAI_SEBUT},15:30", header=f"{HEADER},reminder_time")
    perpusbot("libraries", "import", rich, database_url=database_url)
    plain = file(tmp_path, BALAI_SEBUT.replace("Desa Balai", "Desa Maju Balai"), TANGGUNG)
    result = perpusbot("libraries", "import", plain, database_url=database_url)
    assert result.stdout == "added=1 changed=1 unchanged=0\n"
    result = perpusbot("libraries", "import", plain, database_url=database_url)
    assert result.stdout == "added=0 changed=0 unchanged=2\n"
    with database.look() as work:
        library = work.directory.library_by_code("61.03.04.2001")
        at = select(tables.Library.reminder_at).where(tables.Library.code == "61.03.04.2001")
        assert work.connection.execute(at).scalar_one() == "15:30"
    assert library is not None
    assert library.name == "Perpustakaan Desa Maju Balai Sebut"


def test_other_opening_days_hold_from_the_day_of_the_import_on(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    for days in ("sen-jum", "sen-sab"):
        path = file(tmp_path, f"{BALAI_SEBUT},{days}", header=f"{HEADER},opening_days")
        result = perpusbot("libraries", "import", path, database_url=database_url)
    assert result.stdout == "added=0 changed=1 unchanged=0\n"
    with database.look() as work:
        weeks = work.connection.execute(tables.OpeningDays.__table__.select().order_by("valid_from")).all()
    assert [week.days for week in weeks] == ["1111100", "1111110"]
    assert [week.valid_from > date(2026, 1, 1) for week in weeks] == [False, True]


def test_the_clockwork_looks_at_once_at_what_an_import_changes(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    looks = tables.Library.reminder_look_at, tables.Library.summary_look_at
    for given in ("sen-jum,15:30", "sen-sab,15:30", "sen-sab,16:00"):
        path = file(tmp_path, f"{BALAI_SEBUT},{given}", header=f"{HEADER},opening_days,reminder_time")
        perpusbot("libraries", "import", path, database_url=database_url)
        with database.work() as work:
            assert tuple(work.connection.execute(select(*looks)).one()) == (None, None), given
            work.connection.execute(update(tables.Library).values(dict.fromkeys(looks, NOW)))
            work.commit()


def test_an_empty_reminder_time_means_the_usual_minute(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    for time in ("15:30", ""):
        path = file(tmp_path, f"{BALAI_SEBUT},{time}", header=f"{HEADER},reminder_time")
        perpusbot("libraries", "import", path, database_url=database_url)
    assert reminder_at(database) is None


def test_a_dry_run_changes_nothing(perpusbot: Perpusbot, database_url: str, tmp_path: Path) -> None:
    path = file(tmp_path, BALAI_SEBUT)
    for _ in range(2):
        result = perpusbot("libraries", "import", path, "--dry-run", database_url=database_url)
        assert result.stdout == "added=1 changed=0 unchanged=0\n"


def test_all_problems_are_told_at_once_and_nothing_is_imported(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path
) -> None:
    path = file(
        tmp_path,
        f"{BALAI_SEBUT},sen-sab,08:00-15:30,15:30,WIB",
        "6103042003,,=HYPERLINK(1),Jangkang,Kabupaten Sanggau,Kalimantan Barat,senen,16:00-08:00,25:00,Mars",
        f"{BALAI_SEBUT},,,,",
        "99.03.04.2009,Perpus A,A,Jangkang,Kabupaten Sanggau,Kalimantan Barat,,,,",
        "61.03.04.2004,Perpus B,B,Jangkang,Kab. Sanggau,Kalimantan Barat,,,,",
        "61.03.04.2005,Perpus C",
        header=f"{HEADER},opening_days,opening_hours,reminder_time,timezone",
    )
    result = perpusbot("libraries", "import", path, database_url=database_url)
    assert (result.exit_code, result.stdout) == (1, "")
    with database.look() as work:
        assert work.directory.libraries_in() == []
    assert result.stderr.splitlines() == [
        "line 3, code: write it with dots: 61.03.04.2003",
        "line 3, name: is empty",
        "line 3, village: begins with =, which a spreadsheet takes for a formula",
        "line 3, timezone: 'Mars' is no time zone: WIB, WITA, WIT, or like Asia/Jakarta",
        "line 3, opening_days: 'senen' are no days: like sen-sab or sen,rab,jum",
        "line 3, opening_hours: '16:00-08:00': it closes before it opens",
        "line 3, reminder_time: '25:00' is no time of day like 15:30",
        "line 4, code: 61.03.04.2001 stands in line 2 already",
        "line 5, code: 99 is no province",
        "line 6, regency: 61.03 is called 'Kab. Sanggau' here and 'Kabupaten Sanggau' in line 2",
        "line 7: 2 cells under 10 columns",
        "nothing was imported",
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_columns_may_be_separated_as_excel_saves_them(
    perpusbot: Perpusbot, database: Database, database_url: str, tmp_path: Path, separator: str
) -> None:
    days = '"sen,rab,jum"' if separator == "\t" else "sen,rab,jum"
    header, line = (text.replace(",", separator) for text in (f"{HEADER},opening_days", BALAI_SEBUT))
    path = tmp_path / "excel.csv"
    path.write_bytes(f"\ufeff{header}{separator * 2}\r\n{line}{separator}{days}{separator * 2}\r\n".encode())
    result = perpusbot("libraries", "import", str(path), database_url=database_url)
    assert (result.exit_code, result.stdout) == (0, "added=1 changed=0 unchanged=0\n")
    with database.look() as work:
        library = work.directory.library_by_code("61.03.04.2001")
    assert library is not None and (library.village, library.opening_days) == ("Balai Sebut", "1010100")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: the file is empty; it begins with a line " + HEADER),
        (HEADER.replace(",", ";").replace("village", "desa").encode(), "line 1: no column village"),
        (f"{HEADER}\n{BALAI_SEBUT}\0".encode(), "line 2: holds a NUL byte: that is no text"),
        (f"{HEADER}\nDésa".encode("latin-1"), "line 2: the file is not UTF-8; save it as CSV UTF-8"),
        (HEADER.encode("utf-16"), "line 1: the file is UTF-16; save it as CSV UTF-8"),
        (
            f"{HEADER},reminder_tme\n".encode(),
            "line 1: no column is called 'reminder_tme'; did you mean reminder_time?",
        ),
        (HEADER.replace("village", "desa").encode(), "line 1: no column village"),
        (f"{HEADER},code\n".encode(), "line 1: column code stands there twice"),
        (f"{HEADER}\n".encode(), "line 2: no library below the header"),
        (f'{HEADER}\n"61.03'.encode(), "line 2: not CSV: unexpected end of data"),
        (f"{HEADER}\n{'x' * 200_000}".encode(), "line 2: not CSV: field larger than field limit (131072)"),
        (f"{HEADER}\n{BALAI_SEBUT}\x1b[31m".encode(), "line 2, province: holds the invisible character U+001B"),
    ],
)
def test_a_file_that_is_no_list_of_libraries_is_refused_with_a_hint(
    perpusbot: Perpusbot, tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    result = perpusbot("libraries", "import", str(path), database_url=f"sqlite:///{tmp_path}/x.db")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith(told)
    assert not (tmp_path / "x.db").exists()


def test_a_byte_order_mark_windows_line_ends_and_extra_columns_are_harmless(
    perpusbot: Perpusbot, tmp_path: Path
) -> None:
    path = tmp_path / "windows.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEADER},kepala_desa\r\n{BALAI_SEBUT},Budi\r\n\r\n".encode())
    result = perpusbot("libraries", "import", str(path))
    assert (result.exit_code, result.stdout) == (0, "added=1 changed=0 unchanged=0\n")
    assert result.stderr == "note: column 'kepala_desa' is not used\n"


def test_a_file_that_isnt_there_is_a_sentence(perpusbot: Perpusbot) -> None:
    result = perpusbot("libraries", "import", "nowhere.csv")
    assert (result.exit_code, result.stderr) == (1, "nowhere.csv: No such file or directory\n")
