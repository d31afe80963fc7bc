"""Logging, the whole point: one message, one answer."""

from datetime import date

import pytest

from domain.entries import Activity, Books, Visits
from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import make_visits

UNDO_AND_FIX = ["↩️ Batalkan", "✏️ Perbaiki"]
MONDAY = date(2026, 5, 11)


async def test_a_clear_count_is_recorded_at_once_and_repeated_back(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    answer = await tells(wati, "pengunjung 23, 10 laki 13 perempuan")
    assert answer.text == "✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 23 (L 10 · P 13)\nPekan ini 23"
    assert answer.rows[-1] == UNDO_AND_FIX
    assert town.count(balai_sebut) == 23


async def test_all_three_kinds_in_one_message(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(
        wati, "Selamat sore, lapor bu. pgnjg 16 (7L 9P), kgtn read aloud 12 ank, bk baru 3 eks Si Kancil"
    )
    assert answer.text == (
        "✅ Tercatat untuk Selasa, 12 Mei 2026\n"
        "Pengunjung 16 (L 7 · P 9)\n"
        "Kegiatan: Read aloud, 12 peserta\n"
        "Buku baru: Si Kancil, 3 eks\n"
        "Pekan ini 16"
    )
    assert answer.rows == [UNDO_AND_FIX]
    assert town.activities(balai_sebut) == [("Read aloud", 12)]
    assert town.books(balai_sebut) == [("Si Kancil", 3)]


async def test_this_week_stands_beside_the_last_up_to_the_same_day(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    for day, total in ((4, 20), (5, 31), (6, 99), (11, 38)):
        town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, day), total=total))
    answer = await tells(wati, "pengunjung 23")
    assert answer.text.endswith("Pengunjung 23\nPekan ini 61 (pekan lalu s.d. Selasa 51) 📈")


async def test_large_numbers_are_written_as_indonesians_do(town: Town, balai_sebut: Library, wati: Person) -> None:
    town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, 11), total=900))
    assert "Pengunjung 1.250" in (await tells(wati, "pengunjung 1.250")).text


@pytest.mark.parametrize(
    ("said", "day", "heading", "total"),
    [
        ("kemarin 12 orang", MONDAY, "Senin, 11 Mei 2026", 12),
        ("tgl 3 mei 20 pengunjung", date(2026, 5, 3), "Minggu, 3 Mei 2026", 20),
        ("tidak ada pengunjung", date(2026, 5, 12), "Selasa, 12 Mei 2026", 0),
        ("tutup, ada hajatan", date(2026, 5, 12), "Selasa, 12 Mei 2026", "closed"),
    ],
)
async def test_late_zero_and_closed_are_reports(
    town: Town, balai_sebut: Library, wati: Person, said: str, day: date, heading: str, total: int | str
) -> None:
    assert (await tells(wati, said)).text.startswith(f"✅ Tercatat untuk {heading}\n")
    assert town.count(balai_sebut, day) == total


async def test_a_closed_day_keeps_its_reason(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "Tutup (ada hajatan)" in (await tells(wati, "tutup, ada hajatan")).text


async def test_several_days_in_one_message(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(wati, "senin 9, selasa 14")
    assert answer.text == (
        "✅ Tercatat untuk Senin, 11 Mei 2026\nPengunjung 9\nSelasa, 12 Mei 2026\nPengunjung 14\nPekan ini 23"
    )
    assert (town.count(balai_sebut, MONDAY), town.count(balai_sebut)) == (9, 14)


async def test_a_message_that_telegram_delivers_twice_counts_once(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "kegiatan mewarnai 12 anak")
    await town.simulator.repeats_updates(last=1, times=3)
    await town.says_nothing_to(wati)
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]


async def test_today_is_the_librarys_day_of_sending(town: Town, balai_sebut: Library, wati: Person) -> None:
    await town.passes(hours=8)  # 23.30
    await tells(wati, "pengunjung 4")
    await town.passes(hours=12)
    assert town.count(balai_sebut, date(2026, 5, 12)) == 4


async def test_nothing_is_recorded_from_plans_thanks_loans_and_prices(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    assert (await tells(wati, "besok ada lomba mewarnai")).text.startswith("Semoga lancar!")
    assert (await tells(wati, "makasih bu")).text.startswith("Sama-sama!")
    assert "peminjaman belum bisa" in (await tells(wati, "12 buku dipinjam")).text
    assert "keanggotaan belum bisa" in (await tells(wati, "anggota baru 3")).text
    assert "Belum ada yang saya catat" in (await tells(wati, "harga rak 350 ribu")).text
    assert (town.count(balai_sebut), town.activities(balai_sebut), town.books(balai_sebut)) == (None, [], [])


@pytest.mark.parametrize(
    ("local_hour", "greeting"),
    [(7, "Selamat pagi"), (12, "Selamat siang"), (15, "Selamat sore"), (19, "Selamat malam")],
)
async def test_a_greeting_is_answered_by_the_local_hour_and_asks(
    town: Town, balai_sebut: Library, wati: Person, local_hour: int, greeting: str
) -> None:
    await town.passes(hours=24 + local_hour - 15.5)
    answer = await tells(wati, "halo")
    assert answer.text.startswith(greeting)
    assert "Berapa pengunjung hari ini?" in answer.text
    await wati.says("12")
    assert "Tercatat untuk Rabu, 13 Mei 2026" in (await wati.hears()).text


async def test_a_greeting_after_the_report_asks_nothing(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 23")
    greeted = await tells(wati, "selamat sore")
    assert greeted.text == "Selamat sore 🌤️ Hari ini sudah tercatat 23 pengunjung."
    assert greeted.rows == []


async def test_queries_about_ones_own_figures(town: Town, balai_sebut: Library, wati: Person) -> None:
    town.reported(balai_sebut, wati, make_visits(date=date(2026, 5, 4), total=20))
    town.reported(balai_sebut, wati, Activity(date=date(2026, 5, 5), title="Mewarnai", participants=12))
    town.reported(balai_sebut, wati, Books(date=date(2026, 5, 6), title="Si Kancil", copies=3))
    town.reported(balai_sebut, wati, Visits(date=date(2026, 5, 7), closed=True))
    month = await tells(wati, "berapa pengunjung bulan ini?")
    assert month.text == (
        "📊 1–12 Mei 2026 · Perpustakaan Desa Balai Sebut\nPengunjung 20, 1 hari tercatat\n1 hari tutup"
    )
    last_week = await tells(wati, "kegiatan minggu lalu apa saja?")
    assert last_week.text == (
        "📊 4–10 Mei 2026 · Perpustakaan Desa Balai Sebut\n"
        "1 kegiatan, 12 peserta\n"
        "• Mewarnai, 12 peserta (Selasa, 5 Mei)"
    )
    assert "Buku baru: 1 judul, 3 eks" in (await tells(wati, "rekap bulan ini")).text
    assert "Belum ada pengunjung tercatat" in (await tells(wati, "rekap pekan ini")).text


async def test_a_question_about_the_bot_gets_the_matching_piece_of_help(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    assert (await tells(wati, "gimana cara lapor tutup?")).text.startswith("Tulis: tutup")


async def test_english_is_answered_in_english_to_who_chose_it(town: Town, balai_sebut: Library) -> None:
    emma = await town.keeper("Emma", balai_sebut, language="en")
    answer = await tells(emma, "visitors 23")
    assert answer.text == "✅ Recorded for Tuesday, 12 May 2026\n23 visitors\nThis week 23"
    assert answer.rows[-1] == ["↩️ Undo", "✏️ Correct"]
    again = await tells(emma, "visitors 15")
    assert again.text == "23 visitors are already recorded for today. The number 15 is…"
    assert again.rows == [["➕ Add, makes 38"], ["🔁 Replace by 15"], ["✖️ Ignore"]]
    assert "38" in (await tap(emma, "Add")).text
