"""/riwayat, /perpustakaan, /bantuan, /bahasa, and commands that don't exist."""

import pytest

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import make_activity, make_visits


async def test_riwayat_lists_the_newest_entries_each_to_correct(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    town.reported(balai_sebut, wati, make_visits(), make_activity(title="Mewarnai"))
    shown = await tells(darius, "/riwayat")
    assert shown.text == (
        "Catatan terakhir Perpustakaan Desa Balai Sebut. Ketuk untuk memperbaiki.\n"
        "• Selasa, 12 Mei: Pengunjung 23\n"
        "• Selasa, 12 Mei: Kegiatan: Mewarnai, 12 peserta"
    )
    await tap(darius, "Pengunjung 23")
    await tap(darius, "Pengunjung 23")
    await tells(darius, "20")
    assert town.count(balai_sebut) == 20


async def test_riwayat_of_nothing(town: Town, wati: Person) -> None:
    assert (await tells(wati, "/riwayat")).text == "Belum ada catatan untuk Perpustakaan Desa Balai Sebut."


async def test_perpustakaan_shows_the_library_and_changes_its_name(town: Town, wati: Person) -> None:
    shown = await tells(wati, "/perpustakaan")
    assert shown.text == (
        "🏡 Perpustakaan Desa Balai Sebut\n"
        "Balai Sebut, Kec. Jangkang, Kab. Sanggau\n"
        "Buka: Senin, Selasa, Rabu, Kamis, Jumat\n"
        "Jam: 08.00–15.30 WIB"
    )
    assert shown.rows == [["Nama", "Hari buka"], ["Jam buka", "Zona waktu"], ["👋 Bukan pengelola lagi"]]
    await tap(wati, "Nama")
    assert (await tells(wati, "  Pustaka   <b>Cerdas</b> ")).text.startswith("🏡 Pustaka <b>Cerdas</b>\n")


async def test_opening_days_are_tapped_on_and_off(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/perpustakaan")
    days = await tap(wati, "Hari buka")
    assert days.buttons[4:8] == ["✅ Jumat", "▫️ Sabtu", "▫️ Minggu", "⬅️ Kembali"]
    saturday = days.raw["markup"]["inline_keyboard"][2][1]["callback_data"]
    await tap(wati, "Sabtu")
    await wati.taps_stale(saturday, days.id)
    await town.settles()
    assert "Jumat, Sabtu" in (await tap(wati, "Kembali")).text


@pytest.mark.parametrize(
    ("said", "hours"),
    [("08.00-14.00", "08.00–14.00"), ("8-14", "08.00–14.00"), ("jam 7.30 sampai 12.00 WIB", "07.30–12.00")],
)
async def test_opening_hours_may_be_written_in_many_ways(town: Town, wati: Person, said: str, hours: str) -> None:
    await tells(wati, "/perpustakaan")
    await tap(wati, "Jam buka")
    assert hours in (await tells(wati, said)).text


async def test_opening_hours_that_make_no_sense(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/perpustakaan")
    await tap(wati, "Jam buka")
    assert "sesudah jam buka" in (await tells(wati, "15.00-08.00")).text
    assert "08.00-15.30" in (await tells(wati, "pagi sampai sore")).text
    await tells(wati, "pengunjung 12")
    assert town.count(balai_sebut) == 12


async def test_the_time_zone_decides_which_day_it_is(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/perpustakaan")
    await tap(wati, "Zona waktu")
    assert "WITA" in (await tap(wati, "WITA")).text
    await town.passes(hours=7.75)  # 23.15 WIB is 00.15 WITA
    assert "Rabu, 13 Mei 2026" in (await tells(wati, "hari ini pengunjung 3")).text


async def test_bantuan_says_what_deleting_a_message_does_not_do(town: Town, wati: Person) -> None:
    helped = await tells(wati, "/bantuan")
    assert "Menghapus pesan Anda tidak menghapus catatannya" in helped.text
    assert len(helped.text) < 4096
    assert (await tells(wati, "/help")).text == helped.text


async def test_an_unknown_command(town: Town, wati: Person) -> None:
    assert (await tells(wati, "/cuaca")).text == "Perintah itu belum saya kenal. Yang bisa saya lakukan: /bantuan"


async def test_bahasa_changes_the_language_of_the_answers(town: Town, wati: Person) -> None:
    assert (await tells(wati, "/bahasa")).rows == [["Bahasa Indonesia"], ["English"]]
    assert (await tap(wati, "English")).text == "✅ I will answer in English."
    assert "Recorded for" in (await tells(wati, "pengunjung 12")).text
    await tells(wati, "/bahasa")
    await tap(wati, "Bahasa Indonesia")
    assert "Tercatat" in (await tells(wati, "tambah 2 lagi")).text
