"""/pengingat, and wishes about reminders in words."""

from datetime import date

import pytest

from domain.people import Library
from domain.reminding import Frequency
from simulator.conversation import Person, Seen
from storage.directory import Keeping
from tests.e2e.town import Town, tap, tells
from tests.factories import make_visits

TANJUNG_MERPATI = "Perpustakaan Desa Tanjung Merpati"


def keeping(town: Town, who: Person, library: Library) -> Keeping:
    with town.database.look() as work:
        return work.directory.keeping(town.known(who).id, library.id)


def hour(town: Town, library: Library) -> str | None:
    with town.database.look() as work:
        found = work.directory.library(library.id)
    return found.reminder_at if found else None


def data_of(seen: Seen, label: str) -> str:
    rows = seen.raw["markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if label in button["text"])


async def test_pengingat_shows_what_is_set(town: Town, wati: Person) -> None:
    shown = await tells(wati, "/pengingat")
    assert shown.text == (
        "⏰ Pengingat · Perpustakaan Desa Balai Sebut\n"
        "Setiap hari buka pukul 15.30 WIB\n"
        "Berikutnya: hari ini pukul 15.30\n"
        "💡 Ide dari perpustakaan lain di ringkasan pekan: nyala"
    )
    assert shown.rows == [
        ["14.00", "15.00", "✅ 15.30"],
        ["16.00", "17.00", "Jam lain…"],
        ["✅ Setiap hari buka", "Seminggu sekali"],
        ["Jangan ingatkan"],
        ["⏸ Jeda…", "💡 Matikan ide"],
    ]


async def test_the_hour_is_tapped_and_the_others_are_told(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    assert "semua pengelola perpustakaan ini" in (await tells(wati, "/pengingat")).text
    await tap(wati, "17.00")
    shown = await tap(wati, "16.00")
    assert "✅ 16.00" in shown.buttons
    assert "Berikutnya: hari ini pukul 16.00" in shown.text
    assert hour(town, balai_sebut) == "16:00"
    await town.says_nothing_to(darius)
    await town.passes(minutes=1)
    assert (await darius.hears()).text == "Wati mengubah jam pengingat Perpustakaan Desa Balai Sebut menjadi 16.00."
    await town.says_nothing_to(darius)


@pytest.mark.parametrize("typed", ["16.30", "jam setengah 5 sore", "pukul 16:30 ya"])
async def test_another_hour_is_typed(town: Town, balai_sebut: Library, wati: Person, typed: str) -> None:
    await tells(wati, "/pengingat")
    assert (await tap(wati, "Jam lain")).text == "Pukul berapa Anda ingin diingatkan? Tulis misalnya: 16.30"
    assert (await tells(wati, typed)).text == "⏰ Siap, mulai hari ini saya ingatkan pukul 16.30."
    assert hour(town, balai_sebut) == "16:30"


async def test_a_bare_number_is_the_hour_that_was_asked_for_last(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "halo")
    await tells(wati, "/pengingat")
    await tap(wati, "Jam lain")
    await tells(wati, "16")
    assert (hour(town, balai_sebut), town.count(balai_sebut)) == ("16:00", None)
    await tells(wati, "23")
    assert (hour(town, balai_sebut), town.count(balai_sebut)) == ("16:00", 23)


async def test_what_is_no_hour_is_asked_again_and_a_report_is_a_report(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "/pengingat")
    asked = await tap(wati, "Jam lain")
    assert (await tells(wati, "yang biasa saja")).text == asked.text
    await tells(wati, "pengunjung 12")
    assert (hour(town, balai_sebut), town.count(balai_sebut)) == ("15:30", 12)


async def test_the_typed_hour_is_edited(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/pengingat")
    await tap(wati, "Jam lain")
    typed = await wati.says("16.30")
    await wati.hears()
    await wati.edits(typed, "16.45")
    assert (await wati.sees()).text == "⏰ Siap, mulai hari ini saya ingatkan pukul 16.45."
    assert hour(town, balai_sebut) == "16:45"


async def test_batal_ends_the_question_for_an_hour(town: Town, balai_sebut: Library, wati: Person) -> None:
    town.reported(balai_sebut, wati)
    await tells(wati, "/pengingat")
    await tap(wati, "Jam lain")
    assert (await tells(wati, "batal")).text == "Baik, tidak ada yang diubah."
    assert (hour(town, balai_sebut), town.count(balai_sebut)) == ("15:30", 23)


async def test_how_often_is_each_keepers_own(town: Town, balai_sebut: Library, wati: Person, darius: Person) -> None:
    await tells(wati, "/pengingat")
    weekly = await tap(wati, "Seminggu sekali")
    assert "Seminggu sekali, pada hari buka terakhir, pukul 15.30 WIB" in weekly.text
    assert "Berikutnya: Jumat, 15 Mei pukul 15.30" in weekly.text
    never = await tap(wati, "Jangan ingatkan")
    assert "Anda tidak diingatkan (jam pengingat perpustakaan: 15.30 WIB)" in never.text
    assert "Berikutnya" not in never.text
    assert keeping(town, wati, balai_sebut).reminders is Frequency.NEVER
    assert keeping(town, darius, balai_sebut).reminders is Frequency.DAILY
    assert "✅ Setiap hari buka" in (await tap(wati, "Setiap hari buka")).buttons


async def test_a_pause_is_tapped_and_ended(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/pengingat")
    choices = await tap(wati, "Jeda")
    assert choices.buttons == ["Sampai besok", "Sampai Selasa, 19 Mei", "Sampai tanggal…", "⬅️ Kembali"]
    assert (await tap(wati, "Kembali")).text.startswith("⏰ Pengingat")
    await tap(wati, "Jeda")
    paused = await tap(wati, "Sampai besok")
    assert "⏸ Pengingat dijeda sampai Rabu, 13 Mei\nBerikutnya: Kamis, 14 Mei pukul 15.30" in paused.text
    assert keeping(town, wati, balai_sebut).paused_until == date(2026, 5, 13)
    assert "dijeda" not in (await tap(wati, "Lanjutkan")).text
    assert keeping(town, wati, balai_sebut).paused_until is None


@pytest.mark.parametrize("typed", ["2 juni", "sampai 2 Juni", "cuti sampai tgl 2 juni"])
async def test_the_last_day_of_a_pause_is_typed(town: Town, balai_sebut: Library, wati: Person, typed: str) -> None:
    await tells(wati, "/pengingat")
    await tap(wati, "Jeda")
    await tap(wati, "Sampai tanggal")
    answer = await tells(wati, typed)
    assert answer.text == "⏸ Pengingat dijeda sampai Selasa, 2 Juni. Mulai lagi Rabu, 3 Juni."
    assert keeping(town, wati, balai_sebut).paused_until == date(2026, 6, 2)


async def test_a_pause_that_is_over_is_not_shown(town: Town, wati: Person) -> None:
    await tells(wati, "jeda pengingat sampai besok")
    await town.passes(days=2)
    shown = await tells(wati, "/pengingat")
    assert "dijeda" not in shown.text
    assert "⏸ Jeda…" in shown.buttons


async def test_ideas_are_switched_off_and_on(town: Town, balai_sebut: Library, wati: Person) -> None:
    shown = await tells(wati, "/pengingat")
    off = data_of(shown, "Matikan ide")
    assert "ringkasan pekan: mati" in (await tap(wati, "Matikan ide")).text
    await wati.taps_stale(off, shown.id)
    await town.settles()
    assert not keeping(town, wati, balai_sebut).ideas
    assert "ringkasan pekan: nyala" in (await tap(wati, "Nyalakan ide")).text


async def test_what_follows_the_command_is_done(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert (await tells(wati, "/pengingat jam 4 sore")).text == "⏰ Siap, mulai hari ini saya ingatkan pukul 16.00."
    assert (await tells(wati, "/pengingat jangan")).text.startswith("🔕 Baik")
    assert (await tells(wati, "/pengingat apa ini")).text.startswith("⏰ Pengingat · ")


async def test_wishes_in_words(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    asked = await tells(wati, "ingatkan jam 4 sore")
    assert asked.text == "⏰ Siap, mulai besok saya ingatkan pukul 16.00."
    assert (await tap(wati, "Ubah pengingat")).text.startswith("⏰ Pengingat · ")
    paused = await tells(wati, "cuti sampai 2 Juni")
    assert paused.rows == [["▶️ Lanjutkan"], ["🚪 Perpustakaan juga tutup"]]
    assert (await tells(wati, "ingatkan lagi")).text == "▶️ Siap, saya ingatkan lagi.\nBerikutnya: besok pukul 16.00"
    assert (await tells(wati, "jangan ingatkan lagi")).text.startswith("🔕 Baik")
    assert town.count(balai_sebut) == 12


async def test_batal_takes_back_the_wish_and_not_the_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    await tells(wati, "cuti sampai 2 Juni")
    assert (await tells(wati, "batal")).text == "↩️ Baik, pengingat kembali seperti semula."
    assert keeping(town, wati, balai_sebut).paused_until is None
    assert (await tells(wati, "batal")).text == "↩️ Baik, pengingat kembali seperti semula."
    assert town.count(balai_sebut) == 12


async def test_a_report_and_a_wish_in_one_message(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert (await tells(wati, "pengunjung 12, ingatkan jam 4 sore ya")).text.startswith("✅ Tercatat")
    assert (await wati.hears()).text == "⏰ Siap, mulai besok saya ingatkan pukul 16.00."
    assert (town.count(balai_sebut), hour(town, balai_sebut)) == (12, "16:00")


async def test_a_keeper_of_several_switches_between_them(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    shown = await tells(ningsih, "/pengingat")
    assert shown.rows[-1] == [f"➡️ {TANJUNG_MERPATI}"]
    other = await tap(ningsih, "Merpati")
    assert other.text.startswith(f"⏰ Pengingat · {TANJUNG_MERPATI}")
    await tap(ningsih, "Seminggu sekali")
    assert keeping(town, ningsih, tanjung_merpati).reminders is Frequency.WEEKLY
    assert keeping(town, ningsih, balai_sebut).reminders is Frequency.DAILY
    assert (await tells(ningsih, "ingatkan jam 4 sore")).text.endswith(f"\nUntuk {TANJUNG_MERPATI}.")
    assert (hour(town, tanjung_merpati), hour(town, balai_sebut)) == ("16:00", "15:30")


async def test_a_pause_of_all_libraries_ends_for_all(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    await tells(ningsih, "cuti sampai 2 Juni")
    await tap(ningsih, "Lanjutkan")
    paused = [keeping(town, ningsih, library).paused_until for library in (balai_sebut, tanjung_merpati)]
    assert paused == [None, None]


async def test_a_typed_pause_is_of_the_library_it_was_asked_for(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    await tells(ningsih, "/pengingat")
    await tap(ningsih, "Jeda")
    await tap(ningsih, "Sampai tanggal")
    assert (await tells(ningsih, "2 juni")).text.endswith("\nUntuk Perpustakaan Desa Balai Sebut.")
    assert keeping(town, ningsih, tanjung_merpati).paused_until is None


async def test_who_keeps_no_library_has_no_reminders(town: Town, yohanes: Person) -> None:
    assert (await tells(yohanes, "/pengingat")).text.startswith("Anda belum menjadi pengelola perpustakaan")


async def test_before_others_reminders_are_neither_shown_nor_changed(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    shown = await tells(wati, "/pengingat")
    group = await town.simulator.group("Sanggau", wati, darius)
    await wati.in_group(group).says("/pengingat")
    in_group = await wati.in_group(group).hears()
    assert "chat pribadi" in in_group.text
    await darius.in_group(group).taps_stale(data_of(shown, "Jangan"), in_group.id)
    await town.settles()
    assert keeping(town, darius, balai_sebut).reminders is Frequency.DAILY


async def test_buttons_in_the_wrong_hands_and_of_another_day_change_nothing(
    town: Town, balai_sebut: Library, wati: Person, yohanes: Person
) -> None:
    shown = await tells(wati, "/pengingat")
    for data in (data_of(shown, "16.00"), data_of(shown, "Jangan"), data_of(shown, "Matikan")):
        await yohanes.taps_stale(data, shown.id)
    choices = await tap(wati, "Jeda")
    tomorrow = data_of(choices, "Sampai besok")
    await town.passes(days=3)
    await wati.taps_stale(tomorrow, shown.id)
    library = balai_sebut.id
    for data in (f"rhour:{library}:0:1440", f"roften:{library}:0:3", f"rpause:{library}:0:999999999"):
        await wati.taps_stale(data, shown.id)
    await town.settles()
    assert hour(town, balai_sebut) == "15:30"
    assert keeping(town, wati, balai_sebut) == Keeping(reminders=Frequency.DAILY, paused_until=None, ideas=True)


async def test_in_english(town: Town, balai_sebut: Library) -> None:
    keeper = await town.keeper("Wati", balai_sebut, language="en")
    assert (await tells(keeper, "/pengingat")).text == (
        "⏰ Reminders · Perpustakaan Desa Balai Sebut\n"
        "Every open day at 15:30 WIB\n"
        "Next: today at 15:30\n"
        "💡 Ideas of other libraries in the weekly summary: on"
    )
    assert (await tells(keeper, "cuti sampai 2 Juni")).text == (
        "⏸ Reminders are paused until Tuesday, 2 June. They begin again on Wednesday, 3 June."
    )


async def test_start_and_bantuan_tell_of_reminders(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "ingatkan jam 4 sore")
    assert "Setiap hari buka, saya ingatkan pukul 16.00. Ubah: /pengingat\n" in (await tells(wati, "/start")).text
    await tells(wati, "jangan ingatkan lagi")
    assert "\nPengingat: /pengingat\n" in (await tells(wati, "/start")).text
    assert "/pengingat jam, frekuensi, dan jeda pengingat" in (await tells(wati, "/bantuan")).text
    assert "cuti sampai 2 Juni" in (await tells(wati, "gimana cara ubah jam pengingat?")).text


async def test_today_needs_no_reminder_once_the_count_is_in(town: Town, balai_sebut: Library, wati: Person) -> None:
    town.reported(balai_sebut, wati, make_visits())
    await tells(wati, "/pengingat")
    assert "Berikutnya: besok pukul 17.00" in (await tap(wati, "17.00")).text
