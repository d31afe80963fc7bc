"""Batalkan, Perbaiki, and corrections in words."""

from datetime import date

import pytest

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells

MONDAY = date(2026, 5, 11)


async def test_batalkan_takes_everything_back_and_catat_lagi_brings_it_back(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23, kegiatan mewarnai 12 anak")
    undone = await tap(wati, "Batalkan")
    assert undone.text == "↩️ Dibatalkan. Tidak dihitung lagi.\nPengunjung 23\nKegiatan: Mewarnai, 12 peserta"
    assert undone.rows == [["🔁 Catat lagi"]]
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (None, [])
    assert (await tap(wati, "Catat lagi")).text.startswith("✅ Tercatat")
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (23, [("Mewarnai", 12)])


async def test_an_open_question_rests_while_its_report_is_withdrawn(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23, kegiatan mewarnai sekitar 20an anak")
    await tap(wati, "Batalkan")
    assert "15 itu jumlah pengunjung" in (await tells(wati, "15")).text
    await tap(wati, "Bukan")
    again = await tap(wati, "Catat lagi")
    assert again.buttons[0] == "Ya, 20"
    await tap(wati, "Ya, 20")
    assert town.activities(balai_sebut) == [("Mewarnai", 20)]


async def test_perbaiki_lists_the_entries_and_takes_a_number(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 23, 10 laki 13 perempuan, kegiatan mewarnai 12 anak")
    listed = await tap(wati, "Perbaiki")
    assert listed.rows == [["Pengunjung 23 (L 10 · P 13)"], ["Mewarnai, 12 peserta"], ["⬅️ Kembali"]]
    asked = await tap(wati, "Pengunjung 23")
    assert asked.rows == [["🗑️ Hapus", "⬅️ Kembali"]]
    fixed = await tells(wati, "18")
    assert fixed.text.startswith("✏️ Diperbarui untuk Selasa, 12 Mei 2026\nPengunjung 18\n")
    assert town.count(balai_sebut) == 18


@pytest.mark.parametrize(
    ("entry", "said", "shown"),
    [
        ("Pengunjung", "18, laki 8 perempuan 10", "Pengunjung 18 (L 8 · P 10)"),
        ("Pengunjung", "pengunjung 19", "Pengunjung 19"),
        ("Pengunjung", "jadi 20", "Pengunjung 20"),
        ("Mewarnai", "14", "Mewarnai, 14 peserta"),
        ("Mewarnai", "14 anak", "Mewarnai, 14 peserta"),
        ("Mewarnai", "lomba menggambar", "Lomba menggambar, 12 peserta"),
        ("Si Kancil", "4", "Si Kancil, 4 eks"),
        ("Si Kancil", "Si Kancil dan Buaya", "Si Kancil dan Buaya, 3 eks"),
    ],
)
async def test_a_new_value_may_be_written_in_many_ways(
    town: Town, balai_sebut: Library, wati: Person, entry: str, said: str, shown: str
) -> None:
    await tells(wati, "pengunjung 16, kegiatan mewarnai 12 anak, buku baru Si Kancil 3 eks")
    await tap(wati, "Perbaiki")
    await tap(wati, entry)
    fixed = await tells(wati, said)
    assert fixed.text.startswith("✏️ Diperbarui")
    assert shown in fixed.text
    assert len(fixed.text.splitlines()) == 5


async def test_perbaiki_removes_one_entry(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 16, kegiatan mewarnai 12 anak")
    await tap(wati, "Perbaiki")
    await tap(wati, "Mewarnai")
    assert "Mewarnai" not in (await tap(wati, "Hapus")).text
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (16, [])


async def test_perbaiki_sets_the_class_of_an_activity(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "kegiatan mewarnai 12 anak")
    await tap(wati, "Perbaiki")
    assert "Jenis: Pelibatan masyarakat" in (await tap(wati, "12 peserta")).buttons
    offered = await tap(wati, "Jenis")
    assert offered.buttons == [
        "Pelibatan masyarakat",
        "Advokasi",
        "Peningkatan layanan informasi",
        "Publikasi",
        "⬅️ Kembali",
    ]
    assert "12 peserta" in (await tap(wati, "Advokasi")).text
    with town.database.look() as work:
        (shown,) = work.views.newest(balai_sebut.id, 5)
    assert getattr(shown.entry, "activity_class", None) == "advokasi"


async def test_kembali_leads_back_to_the_answer(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(wati, "pengunjung 23")
    await tap(wati, "Perbaiki")
    await tap(wati, "Pengunjung 23")
    assert (await tap(wati, "Kembali")).text == answer.text
    assert "15 itu jumlah pengunjung" in (await tells(wati, "15")).text


async def test_batal_while_a_new_value_is_asked_for_changes_nothing(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23")
    await tap(wati, "Perbaiki")
    await tap(wati, "Pengunjung 23")
    assert (await tells(wati, "batal")).text == "Baik, tidak ada yang diubah."
    assert town.count(balai_sebut) == 23


async def test_old_buttons_only_draw_the_answer_anew(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(wati, "pengunjung 23, kegiatan mewarnai 12 anak")
    undo = answer.raw["markup"]["inline_keyboard"][-1][0]["callback_data"]
    await tap(wati, "Perbaiki")
    remove = (await tap(wati, "Pengunjung 23")).raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    await tells(wati, "18")
    for old in (undo, remove):
        await wati.taps_stale(old, answer.id)
        await town.settles()
        assert (town.count(balai_sebut), town.activities(balai_sebut)) == (18, [("Mewarnai", 12)])
    redrawn = next(message for message in await wati.messages() if message.id == answer.id)
    assert "Pengunjung 18" in redrawn.text


@pytest.mark.parametrize(("said", "total"), [("eh salah, 18", 18), ("jadi 20", 20), ("tambah 5 lagi", 28)])
async def test_a_correction_in_words_means_what_was_said_last(
    town: Town, balai_sebut: Library, wati: Person, said: str, total: int
) -> None:
    await tells(wati, "pengunjung 23")
    await tells(wati, said)
    assert town.count(balai_sebut) == total
    undone = await tap(wati, "Batalkan")
    assert undone.text.endswith("Hari ini kembali 23 pengunjung.")
    assert town.count(balai_sebut) == 23


@pytest.mark.parametrize("said", ["batal", "hapus yang tadi", "salah kirim"])
async def test_batal_in_words(town: Town, balai_sebut: Library, wati: Person, said: str) -> None:
    await tells(wati, "pengunjung 23")
    undone = await tells(wati, said)
    assert undone.text == "↩️ Dibatalkan. Tidak dihitung lagi.\nPengunjung 23"
    assert undone.rows == [["🔁 Catat lagi"]]
    assert town.count(balai_sebut) is None


async def test_what_is_added_says_what_it_comes_to(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 23")
    added = await tells(wati, "tambah 5 lagi")
    assert added.text.splitlines()[1:] == ["Pengunjung +5", "Jumlahnya jadi 28 pengunjung", "Pekan ini 28"]


async def test_a_correction_of_what_was_added_leaves_what_was_there(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23")
    await tells(wati, "tambah 5 lagi")
    await tells(wati, "eh salah, 3")
    assert town.count(balai_sebut) == 26


async def test_a_correction_that_names_its_day(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "kemarin 12 orang")
    answer = await tells(wati, "ralat pengunjung kemarin 15 bukan 12")
    assert "Senin, 11 Mei 2026\nPengunjung 15" in answer.text
    assert town.count(balai_sebut, MONDAY) == 15


async def test_a_correction_of_an_activity_changes_it_in_its_place(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "kegiatan mewarnai 12 anak")
    fixed = await tells(wati, "eh salah, 15")
    assert fixed.text == "✏️ Diperbarui untuk Selasa, 12 Mei 2026\nKegiatan: Mewarnai, 15 peserta"
    await tells(wati, "tambah 2 lagi")
    assert town.activities(balai_sebut) == [("Mewarnai", 17)]
    await tap(wati, "Batalkan")
    assert town.activities(balai_sebut) == []


async def test_a_correction_of_new_books(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "buku baru Si Kancil 3 eks")
    await tells(wati, "jadi 4")
    assert town.books(balai_sebut) == [("Si Kancil", 4)]


async def test_a_correction_that_may_be_about_several_things_is_asked(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23, kegiatan mewarnai 12 anak")
    asked = await tells(wati, "eh salah, 18")
    assert asked.text == "Mana yang menjadi 18?"
    assert asked.rows == [["Pengunjung 18"], ["Mewarnai, 18 peserta"], ["✖️ Jangan dicatat"]]
    await tap(wati, "Mewarnai")
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (23, [("Mewarnai", 18)])
    await tells(wati, "pengunjung kemarin 5, kegiatan dongeng 9 anak")
    await tells(wati, "eh salah, 6")
    await tap(wati, "Pengunjung 6")
    assert town.count(balai_sebut, MONDAY) == 6


async def test_a_reply_says_which_report_a_correction_means(town: Town, balai_sebut: Library, wati: Person) -> None:
    first = await tells(wati, "pengunjung kemarin 9")
    await tells(wati, "pengunjung 23")
    await tells(wati, "eh salah, 10", reply_to=first)
    assert (town.count(balai_sebut, MONDAY), town.count(balai_sebut)) == (10, 23)
    await tells(wati, "batal", reply_to=first)
    assert (town.count(balai_sebut, MONDAY), town.count(balai_sebut)) == (10, 23)


async def test_without_a_report_of_the_last_hours_there_is_nothing_to_correct(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23")
    await town.passes(hours=13)
    for said in ("eh salah, 18", "batal"):
        assert "/riwayat" in (await tells(wati, said)).text
    assert town.count(balai_sebut, date(2026, 5, 12)) == 23


async def test_somebody_elses_report_is_not_what_i_said_last(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await tells(wati, "pengunjung 23")
    assert "/riwayat" in (await tells(darius, "batal")).text
    assert town.count(balai_sebut) == 23


async def test_an_activity_told_as_a_correction_takes_the_place_of_the_one_it_names(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await tells(wati, "kegiatan mewarnai 12 anak, kegiatan dongeng 9 anak")
    fixed = await tells(darius, "ralat kegiatan mewarnai 15 anak")
    assert fixed.text.startswith("✏️ Diperbarui")
    assert town.activities(balai_sebut) == [("Dongeng", 9), ("Mewarnai", 15)]


async def test_a_correction_that_names_another_day_asks_and_leaves_today_alone(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 5")
    asked = await tells(wati, "ganti yg kemarin jadi 20")
    assert asked.buttons[0] == "Ya, 20 pengunjung"
    assert (town.count(balai_sebut), town.count(balai_sebut, MONDAY)) == (5, None)
    await tap(wati, "Ya, 20")
    assert (town.count(balai_sebut), town.count(balai_sebut, MONDAY)) == (5, 20)
