"""The sheets of a region's week or month."""

from domain.counting import DayCount
from locales import texts_in
from reports.recorded import RecordedRegion
from reports.region_sheet import region_sheet
from reports.totals import Visiting
from tests.unit.reports.recording import MONDAY, make_line, make_region
from tests.xlsx import Xlsx


def made(region: RecordedRegion) -> Xlsx:
    return Xlsx(region_sheet(texts_in("id"), region))


def test_every_library_has_its_row() -> None:
    file = made(make_region(make_line(), make_line("Semoncol", 12, visits=Visiting(total=12, male=None, counted=1))))
    title, region, number, headings, first, second, total = (list(row.values()) for row in file.rows())
    assert title == ["Rekap laporan perpustakaan desa · Pekan 4–10 Mei 2026"]
    assert (region, number) == (["Wilayah", "Kabupaten Sanggau"], ["Perpustakaan", "2 perpustakaan"])
    assert headings == [
        "Perpustakaan", "Desa/Kelurahan", "Kecamatan", "Hari buka", "Hari tercatat", "Kunjungan", "L", "P", "Kegiatan",
        "Peserta", "Jumlah judul", "Eksemplar",
    ]  # fmt: skip
    assert first == ["Perpustakaan Desa Balai Sebut", "Balai Sebut", "Jangkang", 6, 5, 20, 8, 12, 2, 27, 3, 5]
    assert second == ["Perpustakaan Desa Semoncol", "Semoncol", "Jangkang", 0, 1, 12, 0, 2, 27, 3, 5]
    assert total == ["Jumlah", 6, 6, 32, 12, 4, 54, 6, 10]


def test_of_a_province_the_regencies_are_named() -> None:
    file = made(make_region(make_line(), code="61", name="Kalimantan Barat"))
    assert [list(row.values())[3] for row in file.rows()[3:5]] == ["Kabupaten/Kota", "Kabupaten Sanggau"]


def test_few_libraries_show_their_days() -> None:
    counted = make_line(days={MONDAY: DayCount(total=9), MONDAY.replace(day=6): DayCount(closed=True)})
    file = made(make_region(counted, make_line("Semoncol")))
    assert file.names == ["Perpustakaan", "Kunjungan per hari"]
    headings, first, second, total = (list(row.values()) for row in file.rows(2)[-4:])
    assert headings == [
        "Perpustakaan", "Desa/Kelurahan", "Sen 4", "Sel 5", "Rab 6", "Kam 7", "Jum 8", "Sab 9", "Min 10",
    ]  # fmt: skip
    assert first == ["Perpustakaan Desa Balai Sebut", "Balai Sebut", 9, "tutup"]
    assert second == ["Perpustakaan Desa Semoncol", "Semoncol"]
    assert total == ["Jumlah", 9, 0, 0, 0, 0, 0, 0]


def test_many_libraries_have_one_sheet_and_names_stay_text() -> None:
    file = made(make_region(*[make_line(f"=DESA({n})") for n in range(900)]))
    assert file.names == ["Perpustakaan"]
    assert file.rows()[-2]["B"] == "=DESA(899)"


def test_a_region_without_libraries_has_an_empty_table() -> None:
    assert made(make_region()).rows()[-1]["A"] == "Jumlah"
