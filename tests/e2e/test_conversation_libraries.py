"""A keeper of several libraries is asked once per message, with the last choice first."""

from datetime import date

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells

BALAI_SEBUT, TANJUNG_MERPATI = ["Perpustakaan Desa Balai Sebut"], ["Perpustakaan Desa Tanjung Merpati"]


async def test_the_last_choice_comes_first(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    asked = await tells(ningsih, "pengunjung 5, kegiatan mewarnai sekitar 20an anak")
    assert asked.text == "Ini untuk perpustakaan yang mana?"
    assert asked.rows == [BALAI_SEBUT, TANJUNG_MERPATI]
    answer = await tap(ningsih, "Merpati")
    assert answer.text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026 · Perpustakaan Desa Tanjung Merpati\n")
    assert answer.buttons[0] == "Ya, 20"
    await tap(ningsih, "Ya, 20")
    assert town.activities(tanjung_merpati) == [("Mewarnai", 20)]
    assert (town.count(balai_sebut), town.count(tanjung_merpati)) == (None, 5)
    assert (await tells(ningsih, "kemarin 4 pengunjung")).rows == [TANJUNG_MERPATI, BALAI_SEBUT]


async def test_an_edit_before_the_choice_is_what_is_recorded(town: Town, balai_sebut: Library, ningsih: Person) -> None:
    report = await ningsih.says("pengunjung 5")
    await ningsih.hears()
    await ningsih.edits(report, "pengunjung 6")
    await town.settles()
    await tap(ningsih, "Balai Sebut")
    assert town.count(balai_sebut) == 6


async def test_a_choice_tapped_twice_changes_nothing(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    asked = await tells(ningsih, "pengunjung 5")
    other = asked.raw["markup"]["inline_keyboard"][1][0]["callback_data"]
    await tap(ningsih, "Balai Sebut")
    await ningsih.taps_stale(other, asked.id)
    await town.settles()
    assert (town.count(balai_sebut), town.count(tanjung_merpati)) == (5, None)


async def test_the_steps_begin_with_the_library(town: Town, tanjung_merpati: Library, ningsih: Person) -> None:
    assert (await tells(ningsih, "/lapor")).rows == [BALAI_SEBUT, TANJUNG_MERPATI]
    await tap(ningsih, "Merpati")
    await tap(ningsih, "Pengunjung")
    await tap(ningsih, "Hari ini")
    await tells(ningsih, "7")
    assert town.count(tanjung_merpati) == 7
    await tells(ningsih, "/lapor")
    await tap(ningsih, "Merpati")
    await tap(ningsih, "Kegiatan")
    await tells(ningsih, "dongeng")
    await tells(ningsih, "9")
    assert town.activities(tanjung_merpati) == [("Dongeng", 9)]


async def test_a_closed_day_of_one_of_them(town: Town, tanjung_merpati: Library, ningsih: Person) -> None:
    assert (await tells(ningsih, "/tutup")).rows == [BALAI_SEBUT, TANJUNG_MERPATI]
    await tap(ningsih, "Merpati")
    await tap(ningsih, "Kemarin")
    assert town.count(tanjung_merpati, date(2026, 5, 11)) == "closed"


async def test_a_correction_in_words_is_for_the_library_reported_last(
    town: Town, tanjung_merpati: Library, ningsih: Person
) -> None:
    await tells(ningsih, "pengunjung 5")
    await tap(ningsih, "Merpati")
    assert "Pengunjung 6" in (await tells(ningsih, "eh salah, 6")).text
    assert town.count(tanjung_merpati) == 6


async def test_a_greeting_asks_about_the_library_written_for_last(
    town: Town, balai_sebut: Library, ningsih: Person
) -> None:
    await tells(ningsih, "halo")
    await tells(ningsih, "9")
    assert town.count(balai_sebut) == 9


async def test_perpustakaan_switches_between_them(town: Town, ningsih: Person) -> None:
    shown = await tells(ningsih, "/perpustakaan")
    assert shown.text.startswith("🏡 Perpustakaan Desa Balai Sebut")
    assert (await tap(ningsih, "Tanjung Merpati")).text.startswith("🏡 Perpustakaan Desa Tanjung Merpati")
    week = await tells(ningsih, "/pekan")
    assert week.text.startswith("📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Tanjung Merpati")
