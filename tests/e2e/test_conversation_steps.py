"""/lapor and /tutup: the same with buttons, step by step."""

from datetime import date

import pytest

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import make_visits

MONDAY = date(2026, 5, 11)


async def test_visitors_by_taps(town: Town, balai_sebut: Library, wati: Person) -> None:
    for day, total in ((4, 8), (5, 12), (6, 15), (7, 20), (8, 12)):
        town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, day), total=total))
    menu = await tells(wati, "/lapor")
    assert menu.rows == [["👥 Pengunjung", "🎨 Kegiatan"], ["📚 Buku baru", "🚪 Tutup"]]
    assert (await tap(wati, "Pengunjung")).rows == [["Hari ini", "Kemarin"]]
    asked = await tap(wati, "Hari ini")
    assert asked.text == "Berapa pengunjung hari ini? Ketuk atau tulis angkanya."
    assert asked.rows == [["0", "8", "12"], ["15", "20", "🚪 Tutup"]]
    answer = await tap(wati, "15")
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 15")
    assert answer.rows == [["↩️ Batalkan", "✏️ Perbaiki"]]
    assert len(await wati.messages()) == 2


async def test_visitors_of_yesterday_by_a_typed_number(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Pengunjung")
    await tap(wati, "Kemarin")
    assert "Senin, 11 Mei 2026\nPengunjung 17" in (await tells(wati, "17")).text
    assert town.count(balai_sebut, MONDAY) == 17


async def test_a_missed_day_of_the_last_week_by_taps(town: Town, balai_sebut: Library, wati: Person) -> None:
    for day in (5, 7):
        town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, day), total=12))
    await tells(wati, "/lapor")
    days = await tap(wati, "Pengunjung")
    assert days.rows == [["Hari ini", "Kemarin"], ["Jumat, 8 Mei", "Rabu, 6 Mei"]]
    assert (await tap(wati, "Rabu")).text == "Berapa pengunjung Rabu, 6 Mei? Ketuk atau tulis angkanya."
    assert (await tap(wati, "12")).text.startswith("✅ Tercatat untuk Rabu, 6 Mei 2026\nPengunjung 12")
    assert (await tells(wati, "/tutup")).text == "Perpustakaan tutup hari apa?"
    assert "Tercatat untuk Jumat, 8 Mei 2026\nTutup" in (await tap(wati, "Jumat")).text


async def test_days_that_are_to_come_or_too_long_ago_are_not_taken(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    menu = await tells(wati, "/tutup")
    for day in (date(2026, 5, 13), date(2026, 3, 12)):
        await wati.taps_stale(f"day:{balai_sebut.id}:1:{day.toordinal()}", menu.id)
        await town.settles()
        assert town.count(balai_sebut, day) is None


@pytest.mark.parametrize(
    ("said", "total"), [("7 laki 5 perempuan", 12), ("nihil", 0), ("tutup", "closed"), ("12 orang", 12)]
)
async def test_the_number_of_visitors_may_be_typed_in_many_ways(
    town: Town, balai_sebut: Library, wati: Person, said: str, total: int | str
) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Pengunjung")
    await tap(wati, "Hari ini")
    await tells(wati, said)
    assert town.count(balai_sebut) == total


async def test_an_activity_step_by_step(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    assert (await tap(wati, "Kegiatan")).text == "Apa kegiatannya? Misalnya: lomba mewarnai"
    asked = await tells(wati, "lomba mewarnai")
    assert asked.text == "Lomba mewarnai: berapa peserta? Ketuk atau tulis angkanya."
    assert asked.rows == [["5", "10", "15"], ["20", "30", "Tanpa jumlah"]]
    await tap(wati, "Tanpa jumlah")
    assert town.activities(balai_sebut) == [("Lomba mewarnai", None)]


@pytest.mark.parametrize("said", ["18", "18 anak"])
async def test_the_participants_may_be_typed(town: Town, balai_sebut: Library, wati: Person, said: str) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Kegiatan")
    await tells(wati, "mendongeng")
    await tells(wati, said)
    assert town.activities(balai_sebut) == [("Mendongeng", 18)]


async def test_a_title_with_its_number_needs_no_further_step(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Kegiatan")
    await tells(wati, "lomba mewarnai 18 anak")
    assert town.activities(balai_sebut) == [("Lomba mewarnai", 18)]


async def test_a_book_step_by_step(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    assert (await tap(wati, "Buku baru")).text == "Apa judul bukunya?"
    assert (await tells(wati, "Laskar Pelangi")).text.startswith("Laskar Pelangi: berapa eksemplar?")
    await tap(wati, "3")
    assert town.books(balai_sebut) == [("Laskar Pelangi", 3)]


async def test_a_closed_day_by_taps(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    assert (await tap(wati, "Tutup")).text == "Perpustakaan tutup hari apa?"
    assert "Senin, 11 Mei 2026\nTutup" in (await tap(wati, "Kemarin")).text
    assert town.count(balai_sebut, MONDAY) == "closed"


async def test_tapping_twice_records_once(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "/tutup")
    data = asked.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    answer = await tap(wati, "Hari ini")
    await wati.taps_stale(data, asked.id)
    await town.settles()
    assert (await wati.messages())[-1].text == answer.text
    assert town.count(balai_sebut) == "closed"


async def test_tutup_with_its_reason(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "Tutup (ada hajatan)" in (await tells(wati, "/tutup ada hajatan")).text


async def test_lapor_with_a_report_is_that_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "Pengunjung 12" in (await tells(wati, "/lapor pengunjung 12")).text
    assert "Pengunjung 13" in (await tells(wati, "/lapor ralat pengunjung 13")).text
    assert town.count(balai_sebut) == 13


async def test_a_report_in_between_is_a_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Kegiatan")
    await tells(wati, "pengunjung 12")
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (12, [])


async def test_batal_ends_the_steps(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    await tells(wati, "/lapor")
    await tap(wati, "Kegiatan")
    assert (await tells(wati, "batal")).text == "Baik, tidak ada yang diubah."
    assert town.count(balai_sebut) == 12


async def test_a_count_by_taps_for_a_day_that_has_one_is_a_question(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 12")
    await tells(wati, "/lapor")
    await tap(wati, "Pengunjung")
    await tap(wati, "Hari ini")
    assert (await tap(wati, "5")).rows[0] == ["➕ Tambahkan, jadi 17"]
    await tap(wati, "Tambahkan")
    assert town.count(balai_sebut) == 17


async def test_somebody_without_a_library_is_told_how_to_get_one(town: Town, yohanes: Person) -> None:
    for command in ("/lapor", "/tutup", "/riwayat"):
        assert (await tells(yohanes, command)).text == (
            "Anda belum menjadi pengelola perpustakaan. Tulis /start untuk memilih."
        )
