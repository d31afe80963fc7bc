"""The sheets of a library's week or month."""

from datetime import date

from domain.counting import DayCount
from domain.days import Span
from domain.entries import Band, Books, Source
from locales import texts_in
from reports.recorded import Recorded
from reports.sheet import sheet
from reports.workbook import LONGEST, written
from tests.factories import make_activity, make_books
from tests.unit.reports.recording import MONDAY, make_opening, make_recorded
from tests.xlsx import Xlsx

MAY = date(2026, 5, 1)
FIRST_OF_MAY = 46143.0
"""1 May 2026 as sheets count days."""
COMPARISON = "Pengunjung 51, naik 12% dari pekan lalu (45)"
HOSTILE = ("=1+1", "+62 811", "-5", "@SUM(A1)", "https://x.id", "<b>&amp;", "a\x00b\x07c", "\ufffe\uffff", "'", "\t=2")


def made(recorded: Recorded, language: str = "id") -> Xlsx:
    return Xlsx(sheet(texts_in(language), recorded, COMPARISON))


def table(file: Xlsx, number: int, first: str = "Tanggal") -> list[dict[str, str | float]]:
    """The rows of the table with this first heading, by their headings."""
    rows = file.rows(number)
    start = next(place for place, row in enumerate(rows) if row.get("A") == first)
    headings = rows[start]
    end = next(place for place, row in enumerate(rows) if row.get("A") == "Jumlah")
    return [
        {str(name): row[column] for column, name in headings.items() if column in row}
        for row in rows[start + 1 : end + 1]
    ]


def test_a_month_is_the_form_that_is_handed_in() -> None:
    days = {
        date(2026, 5, 4): DayCount(total=23, male=10, female=13, groups={Band.CHILDREN: 5, Band.SD: 3}, companions=2),
        date(2026, 5, 5): DayCount(total=0, male=0, female=0),
        date(2026, 5, 6): DayCount(closed=True, reason="ada hajatan"),
    }
    opening = make_opening("0111110", holidays={date(2026, 5, 14): "Kenaikan Yesus Kristus"})
    file = made(make_recorded(span=Span.MONTH, first=MAY, days=days, opening=opening))
    assert file.names == ["Kunjungan", "Kegiatan", "Buku baru"]
    head = file.rows()[:6]
    assert [list(row.values()) for row in head] == [
        ["Laporan perpustakaan desa · Mei 2026"],
        ["Perpustakaan", "Perpustakaan Desa Balai Sebut"],
        ["Desa/Kelurahan", "Balai Sebut"],
        ["Kecamatan", "Jangkang"],
        ["Kabupaten/Kota", "Kabupaten Sanggau"],
        ["Hari buka", "21 hari, tercatat 2 hari"],
    ]
    rows = table(file, 1)
    assert rows[3:6] == [
        {"Tanggal": FIRST_OF_MAY + 3, "L": 10, "P": 13, "Jumlah": 23, "SD": 3, "Anak": 5, "Pendamping": 2},
        {"Tanggal": FIRST_OF_MAY + 4, "L": 0, "P": 0, "Jumlah": 0},
        {"Tanggal": FIRST_OF_MAY + 5, "Keterangan": "Tutup (ada hajatan)"},
    ]
    assert [rows[day]["Keterangan"] for day in (0, 2, 13)] == [
        "Belum dilaporkan",
        "Tutup",
        "Libur: Kenaikan Yesus Kristus",
    ]
    assert rows[-1] == {"Tanggal": "Jumlah", "L": 10, "P": 13, "Jumlah": 23, "SD": 3, "Anak": 5, "Pendamping": 2}
    assert len(rows) == 32
    assert [row.get("A") for row in file.rows()[-4:]] == [
        COMPARISON,
        "Rata-rata per hari tercatat: 11,5",
        "Mengetahui, Kepala Desa/Lurah",
        "." * 40,
    ]


def test_a_week_has_seven_days_and_nothing_to_sign() -> None:
    file = made(make_recorded(21, 30), "en")
    assert file.names == ["Visits", "Activities", "New books"]
    assert file.rows()[-1] == {"A": "Mean of a recorded day: 25.5"}
    assert sum("A" in row and isinstance(row["A"], float) for row in file.rows()) == 7


def test_days_to_come_are_no_missing_reports() -> None:
    rows = table(made(make_recorded(21, today=date(2026, 5, 6))), 1)
    assert [row.get("Keterangan") for row in rows[:4]] == [None, "Belum dilaporkan", None, None]


def test_columns_of_which_nothing_is_recorded_are_left_out() -> None:
    rows = made(make_recorded(21)).rows()
    heading = next(row for row in rows if row.get("A") == "Tanggal")
    assert list(heading.values()) == ["Tanggal", "L", "P", "Jumlah", "Keterangan"]


def test_activities_are_listed_with_their_sums() -> None:
    told = (
        make_activity(date=MONDAY, male=5, female=7, partner="PKK", place="Balai desa"),
        make_activity(date=MONDAY, title="Mewarnai", participants=8),
    )
    first, second, total = table(made(make_recorded(activities=told)), 2)
    assert first == {
        "Tanggal": FIRST_OF_MAY + 3, "Nama kegiatan": "Membaca nyaring", "Bidang": "Pelibatan masyarakat",
        "L": 5, "P": 7, "Peserta": 12, "Mitra": "PKK", "Tempat": "Balai desa",
    }  # fmt: skip
    assert second["Nama kegiatan"] == "Mewarnai"
    assert total == {"Tanggal": "Jumlah", "Peserta": 20}


def test_books_are_listed_with_where_they_came_from() -> None:
    told = (
        make_books(date=MONDAY, source=Source.DONATION, giver="Dinas", copies=None),
        Books(date=MONDAY, count_titles=30, copies=60),
    )
    first, second, total = table(made(make_recorded(books=told)), 3)
    assert first == {
        "Tanggal": FIRST_OF_MAY + 3, "Judul buku": "Laskar Pelangi", "Pengarang": "Andrea Hirata",
        "Jumlah judul": 1, "Eksemplar": 1, "Sumber": "sumbangan", "Pemberi": "Dinas",
    }  # fmt: skip
    assert second == {"Tanggal": FIRST_OF_MAY + 3, "Jumlah judul": 30, "Eksemplar": 60}
    assert total == {"Tanggal": "Jumlah", "Jumlah judul": 31, "Eksemplar": 61}


def test_lists_that_are_empty_say_so() -> None:
    file = made(make_recorded(21))
    assert file.rows(2)[-1] == {"A": "Belum ada kegiatan tercatat."}
    assert file.rows(3)[-1] == {"A": "Belum ada buku baru tercatat."}


def test_what_people_wrote_stays_text() -> None:
    activities = tuple(make_activity(date=MONDAY, title=text, place=text) for text in HOSTILE)
    books = tuple(make_books(date=MONDAY, title=text, giver=text) for text in HOSTILE)
    file = made(make_recorded(21, activities=activities, books=books, name="=HYPERLINK(1)", village="@x"))
    assert [row.get("Nama kegiatan", "") for row in table(file, 2)[:-1]] == [written(text) for text in HOSTILE]
    assert [row.get("Pemberi", "") for row in table(file, 3)[:-1]] == [written(text) for text in HOSTILE]
    assert file.rows()[1]["B"] == "=HYPERLINK(1)"
    assert "hyperlink" not in file.part("xl/worksheets/sheet2.xml")


def test_a_cell_holds_only_what_xml_can() -> None:
    assert written("a\x00b\ud800c\ufffe") == "abc"
    assert len(written("x" * 40_000)) == LONGEST


def test_it_prints_on_a4_with_its_headings_on_every_page() -> None:
    file = made(make_recorded(21))
    page = file.part("xl/worksheets/sheet1.xml")
    assert 'paperSize="9" fitToHeight="0" orientation="portrait"' in page
    assert "<pageSetUpPr fitToPage=" in page
    assert "Kunjungan!$8:$8" in file.part("xl/workbook.xml")


def test_the_same_figures_make_the_same_bytes() -> None:
    texts = texts_in("id")
    assert sheet(texts, make_recorded(21), COMPARISON) == sheet(texts, make_recorded(21), COMPARISON)
