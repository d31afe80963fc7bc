"""Days told closed ahead: recorded at once, taken back, shown and removed in /perpustakaan."""

from datetime import date, timedelta

import pytest

from domain.days import Period
from domain.people import Library
from simulator.conversation import Person
from tests.e2e.test_conversation_reminder_settings import data_of
from tests.e2e.town import Town, tap, tells
from tests.factories import SINTANG

TOMORROW = Period(first=date(2026, 5, 13), last=date(2026, 5, 13))
THREE_DAYS = Period(first=date(2026, 5, 13), last=date(2026, 5, 15))


def closed(town: Town, library: Library) -> list[tuple[Period, str | None]]:
    with town.database.look() as work:
        told = work.openings.told_closed(library.id, date(2026, 1, 1))
    return [(closure.period, closure.reason) for closure in told]


async def test_days_to_come_are_recorded_at_once(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    answer = await tells(wati, "tutup 13-15 mei hajatan")
    assert answer.text == (
        "🚪 Dicatat: tutup Rabu, 13 Mei – Jumat, 15 Mei (hajatan). Saya tidak akan mengingatkan pada hari-hari itu."
    )
    assert answer.rows == [["↩️ Batalkan"]]
    assert closed(town, balai_sebut) == [(THREE_DAYS, "hajatan")]
    assert town.count(balai_sebut, TOMORROW.first) is None
    assert "Berikutnya: Senin, 18 Mei pukul 15.30" in (await tells(wati, "/pengingat")).text


async def test_one_day_is_said_shorter(town: Town, wati: Person) -> None:
    assert (await tells(wati, "besok tutup, ada <hajatan> & pesta")).text == (
        "🚪 Dicatat: tutup Rabu, 13 Mei (ada <hajatan> & pesta). Saya tidak akan mengingatkan pada hari itu."
    )


async def test_batalkan_removes_it_and_catat_lagi_brings_it_back(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "tutup 13-15 mei hajatan")
    undone = await tap(wati, "Batalkan")
    assert undone.text == "↩️ Dibatalkan: Rabu, 13 Mei – Jumat, 15 Mei kembali seperti biasa."
    assert closed(town, balai_sebut) == []
    again = await tap(wati, "Catat lagi")
    assert again.text.startswith("🚪 Dicatat: tutup Rabu, 13 Mei – Jumat, 15 Mei (hajatan).")
    assert closed(town, balai_sebut) == [(THREE_DAYS, "hajatan")]


async def test_batal_takes_back_the_closing_and_not_the_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    await tells(wati, "besok tutup")
    assert (await tells(wati, "batal")).text == "↩️ Dibatalkan: Rabu, 13 Mei kembali seperti biasa."
    assert (await tells(wati, "batal")).text.startswith("↩️ Dibatalkan: Rabu")
    assert (closed(town, balai_sebut), town.count(balai_sebut)) == ([], 12)


@pytest.mark.parametrize("again", ["besok tutup", "tutup 13-15 mei", "tutup 13-15 mei hajatan"])
async def test_what_is_known_is_not_recorded_twice(
    town: Town, balai_sebut: Library, wati: Person, darius: Person, again: str
) -> None:
    await tells(wati, "tutup 13-15 mei hajatan")
    assert (await tells(darius, again)).text == "🚪 Sudah tercatat: tutup Rabu, 13 Mei – Jumat, 15 Mei (hajatan)."
    assert closed(town, balai_sebut) == [(THREE_DAYS, "hajatan")]


async def test_a_reason_told_later_is_added(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "besok tutup")
    await tells(wati, "besok tutup karena rapat desa")
    assert closed(town, balai_sebut) == [(TOMORROW, "rapat desa")]


async def test_what_is_taken_back_may_still_be_closed(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "tutup 13-15 mei hajatan")
    await tells(wati, "tutup besok karena rapat desa")
    assert (await tap(wati, "Batalkan")).text == (
        "↩️ Dibatalkan. Masih tercatat: tutup Rabu, 13 Mei – Jumat, 15 Mei (hajatan)."
    )
    assert closed(town, balai_sebut) == [(THREE_DAYS, "hajatan")]


async def test_an_edited_message_tells_other_days(town: Town, balai_sebut: Library, wati: Person) -> None:
    said = await wati.says("besok tutup")
    await wati.hears()
    await wati.edits(said, "lusa tutup")
    assert "Kamis, 14 Mei" in (await wati.hears()).text
    thursday = date(2026, 5, 14)
    assert closed(town, balai_sebut) == [(Period(first=thursday, last=thursday), None)]
    await wati.edits(said, "lusa tutup")
    await town.says_nothing_to(wati)
    await wati.edits(said, "pengunjung 12")
    await wati.hears()
    assert (closed(town, balai_sebut), town.count(balai_sebut)) == ([], 12)


async def test_today_is_a_report_and_the_rest_is_told_ahead(town: Town, balai_sebut: Library, wati: Person) -> None:
    said = await wati.says("tutup sampai jumat karena rapat desa")
    assert (await wati.hears()).text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nTutup (rapat desa)")
    assert (await wati.hears()).text.startswith("🚪 Dicatat: tutup Rabu, 13 Mei – Jumat, 15 Mei (rapat desa).")
    assert town.count(balai_sebut) == "closed"
    await wati.edits(said, "tutup sampai kamis karena rapat desa")
    await town.settles()
    assert closed(town, balai_sebut) == [(Period(first=TOMORROW.first, last=date(2026, 5, 14)), "rapat desa")]


async def test_a_report_and_a_closing_go_to_the_library_that_was_chosen(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    await tells(ningsih, "pengunjung 12, besok tutup")
    assert closed(town, tanjung_merpati) == []
    await tap(ningsih, "Merpati")
    assert (await ningsih.hears()).text.endswith("\nUntuk Perpustakaan Desa Tanjung Merpati.")
    assert (closed(town, balai_sebut), closed(town, tanjung_merpati)) == ([], [(TOMORROW, None)])


async def test_a_keeper_of_several_may_mean_another_one(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    answer = await tells(ningsih, "besok tutup")
    assert answer.text.endswith("\nUntuk Perpustakaan Desa Balai Sebut.")
    assert answer.rows == [["↩️ Batalkan"], ["➡️ Perpustakaan Desa Tanjung Merpati"]]
    assert (await tap(ningsih, "Merpati")).text.endswith("\nUntuk Perpustakaan Desa Tanjung Merpati.")
    assert (closed(town, balai_sebut), closed(town, tanjung_merpati)) == ([], [(TOMORROW, None)])
    await tells(ningsih, "batal")
    assert closed(town, tanjung_merpati) == []


@pytest.mark.parametrize("said", ["/tutup besok ada hajatan", "/lapor besok tutup, ada hajatan"])
async def test_commands_tell_days_to_come_too(town: Town, balai_sebut: Library, wati: Person, said: str) -> None:
    assert "tutup Rabu, 13 Mei (ada hajatan)" in (await tells(wati, said)).text
    assert closed(town, balai_sebut) == [(TOMORROW, "ada hajatan")]


async def test_in_a_group_only_keepers_of_the_library_take_it_back(
    town: Town, balai_sebut: Library, wati: Person, darius: Person, yohanes: Person
) -> None:
    group = await town.simulator.group("Sanggau", wati, darius, yohanes)
    await wati.in_group(group).says("/lapor besok tutup")
    answer = await wati.in_group(group).hears()
    undo = data_of(answer, "Batalkan")
    await yohanes.in_group(group).taps_stale(undo, answer.id)
    await town.settles()
    assert closed(town, balai_sebut) == [(TOMORROW, None)]
    await darius.in_group(group).taps_stale(undo, answer.id)
    await town.settles()
    assert closed(town, balai_sebut) == []


async def test_a_pause_closes_the_library_too(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "cuti sampai 2 Juni")
    too = data_of(asked, "juga tutup")
    answer = await tap(wati, "juga tutup")
    assert answer.text == (
        "⏸ Pengingat dijeda sampai Selasa, 2 Juni.\n"
        "🚪 Dicatat: tutup Rabu, 13 Mei – Selasa, 2 Juni. Saya tidak akan mengingatkan pada hari-hari itu."
    )
    assert answer.rows == [["↩️ Batalkan"], ["▶️ Lanjutkan"]]
    days = Period(first=TOMORROW.first, last=date(2026, 6, 2))
    await wati.taps_stale(too, asked.id)
    assert "🚪 Sudah tercatat: tutup" in (await wati.sees_edit()).text
    assert closed(town, balai_sebut) == [(days, None)]
    await tap(wati, "Batalkan")
    assert closed(town, balai_sebut) == []


async def test_an_old_or_forged_button_closes_nothing_that_has_passed(
    town: Town, balai_sebut: Library, wati: Person, yohanes: Person
) -> None:
    asked = await tells(wati, "cuti sampai 14 mei")
    too = data_of(asked, "juga tutup")
    await yohanes.taps_stale(too, asked.id)
    library, today = balai_sebut.id, date(2026, 5, 12)
    ends = (999_999_999, (today + timedelta(days=400)).toordinal(), (today - timedelta(days=1)).toordinal())
    for end in ends:
        await wati.taps_stale(f"closetoo:{library}:{today.toordinal()}:{end}", asked.id)
    await town.settles()
    assert closed(town, balai_sebut) == []
    await town.passes(days=2)
    await wati.taps_stale(too, asked.id)
    await town.settles()
    assert closed(town, balai_sebut) == [(Period(first=date(2026, 5, 14), last=date(2026, 5, 14)), None)]


async def test_perpustakaan_shows_closings_to_come_and_removes_them(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    lusia = await town.facilitator("Lusia", SINTANG)
    await tells(wati, "tutup 13-15 mei hajatan")
    shown = await tells(darius, "/perpustakaan")
    assert shown.text.endswith("\n🚪 Tutup: Rabu, 13 Mei – Jumat, 15 Mei (hajatan)")
    assert shown.rows[2] == ["✖️ Batal tutup 13–15 Mei 2026"]
    await lusia.taps_stale(data_of(shown, "Batal tutup"), shown.id)
    await town.settles()
    assert closed(town, balai_sebut) == [(THREE_DAYS, "hajatan")]
    assert "Tutup:" not in (await tap(darius, "Batal tutup")).text
    assert closed(town, balai_sebut) == []
    assert (await tap(wati, "Batalkan")).text.startswith("↩️ Dibatalkan")


async def test_what_has_passed_stays_closed(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "tutup 13-15 mei hajatan")
    await town.passes(days=2)
    assert (await tap(wati, "Batalkan")).text == "↩️ Dibatalkan: Kamis, 14 Mei – Jumat, 15 Mei kembali seperti biasa."
    assert closed(town, balai_sebut) == [(TOMORROW, "hajatan")]
    assert "Tutup:" not in (await tells(wati, "/perpustakaan")).text


async def test_what_has_passed_altogether_is_not_taken_back(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "besok tutup")
    await town.passes(days=2)
    assert (await tap(wati, "Batalkan")).text == "🚪 Sudah tercatat: tutup Rabu, 13 Mei."
    assert closed(town, balai_sebut) == [(TOMORROW, None)]


async def test_a_report_of_a_day_told_closed_counts(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "besok tutup")
    await town.passes(days=1)
    await tells(wati, "pengunjung 12")
    assert town.count(balai_sebut, TOMORROW.first) == 12
    assert closed(town, balai_sebut) == [(TOMORROW, None)]


async def test_opening_days_are_told_to_the_others_once(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await tells(wati, "/perpustakaan")
    await tap(wati, "Hari buka")
    await tap(wati, "Sabtu")
    await tap(wati, "Senin")
    await town.says_nothing_to(darius)
    await town.passes(minutes=1)
    assert (await darius.hears()).text == (
        "Wati mengubah hari buka Perpustakaan Desa Balai Sebut menjadi Selasa, Rabu, Kamis, Jumat, Sabtu."
    )
    await town.says_nothing_to(darius)


async def test_one_day_of_a_closing_is_called_off_in_words(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    await tells(wati, "tutup 13-15 mei hajatan")
    assert (
        await tells(wati, "tgl 14 mei tidak jadi tutup")
    ).text == "↩️ Baik, Kamis, 14 Mei kembali seperti hari biasa."
    friday = Period(first=date(2026, 5, 15), last=date(2026, 5, 15))
    assert closed(town, balai_sebut) == [(TOMORROW, "hajatan"), (friday, "hajatan")]
    assert (await tells(wati, "lusa tidak jadi tutup")).text.startswith("Baik. Yang ini memang tidak tercatat tutup")
    assert town.count(balai_sebut) == 12
