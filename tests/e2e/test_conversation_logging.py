"""Logging, the whole point: one message, one answer."""

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells

UNDO_AND_FIX = ["↩️ Batalkan", "✏️ Perbaiki"]


async def test_a_clear_count_is_recorded_at_once(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(wati, "pengunjung 23, 10 laki 13 perempuan")
    assert answer.text == ("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 23 (L 10 · P 13)\nPekan ini 23")
    assert answer.rows == [["📅 Untuk kemarin"], UNDO_AND_FIX]
    assert town.count(balai_sebut) == 23


async def test_a_tap_takes_it_back_and_another_lets_it_count_again(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23")
    assert "Dibatalkan" in (await tap(wati, "Batalkan")).text
    assert town.count(balai_sebut) is None
    assert "Pengunjung 23" in (await tap(wati, "Catat lagi")).text
    assert town.count(balai_sebut) == 23
