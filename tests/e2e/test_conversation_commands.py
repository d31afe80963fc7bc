"""/riwayat, /perpustakaan, /bantuan, /privasi, /bahasa, /hapusdata, and commands that don't exist."""

import pytest
from sqlalchemy import func, select

from domain.people import Library
from simulator.conversation import Person
from storage import tables
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
    assert shown.rows == [["Nama", "Hari buka"], ["Jam buka", "Zona waktu"]]
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


async def test_privasi_tells_what_is_kept(town: Town, wati: Person, hendra: Person) -> None:
    await tells(wati, "pengunjung 12")
    told = await tells(wati, "/privasi")
    assert "Tentang Anda: nama Wati; persetujuan diberikan Selasa, 12 Mei 2026" in told.text
    assert "laporan: 1." in told.text
    assert "Tentang Anda belum ada yang saya simpan." in (await tells(hendra, "/privasi")).text


async def test_hapusdata_asks_first(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert (await tells(wati, "/hapusdata")).rows == [["🗑️ Ya, hapus", "Tidak jadi"]]
    assert (await tap(wati, "Tidak jadi")).text == "Baik, tidak ada yang dihapus."
    assert town.known(wati).name == "Wati"


async def test_hapusdata_removes_the_person_and_keeps_the_figures(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await tells(wati, "pengunjung 23")
    await tells(wati, "tambah 2 lagi")
    await wati.sends_photo(b"gambar", caption="kegiatan mewarnai sekitar 20an anak")
    await wati.hears()
    await tap(wati, "Ya, 20")
    await tap(wati, "Simpan foto")
    group = await town.simulator.group("Sanggau", wati, darius)
    await wati.in_group(group).says("/lapor pengunjung kemarin 9")
    await town.settles()
    await tells(wati, "/hapusdata")
    gone = await tap(wati, "Ya, hapus")
    assert gone.text.startswith("Data Anda sudah dihapus")
    assert town.count(balai_sebut) == 25
    assert town.activities(balai_sebut) == [("Mewarnai", 20)]
    await town.settles()
    assert _left_of(town, wati) == []
    assert _photos(town) == 0
    assert "Selamat datang" in (await tells(wati, "/start")).text


async def test_after_hapusdata_one_can_begin_anew(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 23")
    await tells(wati, "/hapusdata")
    await tap(wati, "Ya, hapus")
    await tells(wati, f"/start {town.invitation(balai_sebut)}")
    assert "Siap, terima kasih" in (await tap(wati, "Setuju")).text
    assert "Tambahkan, jadi 28" in (await tells(wati, "pengunjung 5")).buttons[0]


async def test_a_stranger_who_removes_their_data_leaves_nothing_waiting(
    town: Town, balai_sebut: Library, hendra: Person
) -> None:
    await tells(hendra, "pengunjung 9")
    await tells(hendra, "/hapusdata")
    await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    await tap(hendra, "Setuju")
    await town.says_nothing_to(hendra)
    assert town.count(balai_sebut) is None


def _left_of(town: Town, person: Person) -> list[str]:
    """Where the person's number or words are still to be found."""
    found = []
    with town.database.look() as work:
        for table in tables.Base.metadata.sorted_tables:
            for row in work.connection.execute(select(table)):
                text = " ".join(str(value) for value in row)
                if str(person.user_id) in text or "sekitar 20an" in text:
                    found.append(f"{table.name}: {text}")
    return [line for line in found if "Data Anda sudah dihapus" not in line]


def _photos(town: Town) -> int:
    with town.database.look() as work:
        return int(work.connection.execute(select(func.count()).select_from(tables.Photo)).scalar_one())
