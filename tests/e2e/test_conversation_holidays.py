"""/libur: a facilitator sees, adds and removes holidays of their own regions; others are told kindly."""

from datetime import date

import pytest

from bot.holidays_source import ask_holidays
from domain.days import Period
from domain.people import Library, Role
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import KALIMANTAN_BARAT, NOW, SANGGAU, SINTANG

JUNE_1, JUNE_2, JUNE_3 = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


@pytest.fixture
def calendar(town: Town) -> None:
    """The holidays of this year and the next."""
    with town.database.work() as work:
        work.calendar.refresh(ask_holidays([2026, 2027]))
        work.commit()


def closed(town: Town, library: Library) -> dict[date, str]:
    """The holidays of a library in the first days of June."""
    with town.database.look() as work:
        return dict(work.openings.of([library.id], Period(first=JUNE_1, last=JUNE_3))[library.id].holidays)


async def test_the_next_ten_holidays_with_where_they_come_from(town: Town, calendar: None, yohanes: Person) -> None:
    with town.database.work() as work:
        work.calendar.add(JUNE_2, "Gawai Dayak", SANGGAU)
        work.calendar.add(JUNE_3, "Hari jadi provinsi", KALIMANTAN_BARAT)
        work.calendar.add(date(2026, 6, 4), "Pemilihan umum")
        work.calendar.remove(date(2026, 5, 15), SANGGAU)
        work.commit()
    shown = await tells(yohanes, "/libur")
    assert shown.text == (
        "📅 Hari libur berikutnya di Kab. Sanggau\n"
        "Kamis, 14 Mei: Kenaikan Yesus Kristus (nasional)\n"
        "Jumat, 15 Mei: hari kerja, bukan libur (Cuti Bersama Kenaikan Yesus Kristus)\n"
        "Rabu, 27 Mei: Hari Raya Idul Adha (nasional)\n"
        "Kamis, 28 Mei: Cuti Bersama Hari Raya Idul Adha (nasional)\n"
        "Minggu, 31 Mei: Hari Raya Waisak (nasional)\n"
        "Senin, 1 Juni: Hari Lahir Pancasila (nasional)\n"
        "Selasa, 2 Juni: Gawai Dayak (Kab. Sanggau)\n"
        "Rabu, 3 Juni: Hari jadi provinsi (provinsi)\n"
        "Kamis, 4 Juni: Pemilihan umum (ditambahkan admin)\n"
        "Selasa, 16 Juni: Tahun Baru Islam (nasional)\n"
        "\n"
        "Tambah: /libur 2 Juni Gawai Dayak\n"
        "Hapus: /libur hapus 2 Juni"
    )
    assert shown.rows == []


async def test_nothing_known_is_said_so(town: Town, yohanes: Person) -> None:
    assert "\nBelum ada yang tercatat.\n" in (await tells(yohanes, "/libur")).text


async def test_a_holiday_is_added_with_one_tap_and_taken_back(
    town: Town, calendar: None, balai_sebut: Library, tanjung_puri: Library, yohanes: Person
) -> None:
    asked = await tells(yohanes, "/libur 2-3 Juni Gawai Dayak")
    assert asked.text == (
        "2–3 Juni 2026: Gawai Dayak\n"
        "Pada hari libur saya tidak mengirim pengingat, dan hari itu tidak dihitung sebagai hari buka."
    )
    assert asked.rows == [["Ya, libur di Kab. Sanggau"], ["✖️ Batal"]]
    assert closed(town, balai_sebut).keys() == {JUNE_1}
    assert (await tap(yohanes, "Ya, libur")).text == "✅ Libur di Kab. Sanggau: Gawai Dayak, 2–3 Juni 2026"
    assert closed(town, balai_sebut) == {JUNE_1: "Hari Lahir Pancasila", JUNE_2: "Gawai Dayak", JUNE_3: "Gawai Dayak"}
    assert closed(town, tanjung_puri).keys() == {JUNE_1}
    asked = await tells(yohanes, "/libur hapus 2026-06-02")
    assert asked.text == (
        "Selasa, 2 Juni 2026: Gawai Dayak\n"
        "Jadikan hari kerja? Perpustakaan yang biasanya buka pada hari itu akan saya ingatkan."
    )
    assert asked.rows == [["Ya, hari kerja di Kab. Sanggau"], ["✖️ Batal"]]
    assert (await tap(yohanes, "Ya, hari kerja")).text == "✅ Selasa, 2 Juni 2026: hari kerja di Kab. Sanggau"
    assert closed(town, balai_sebut).keys() == {JUNE_1, JUNE_3}


async def test_on_a_national_holiday_too_and_removing_goes_step_by_step(
    town: Town, calendar: None, balai_sebut: Library, tanjung_puri: Library, yohanes: Person
) -> None:
    await tells(yohanes, "/libur 1 Juni 2026 Gawai Dayak")
    await tap(yohanes, "Ya, libur")
    assert closed(town, balai_sebut) == {JUNE_1: "Gawai Dayak"}
    await tells(yohanes, "/libur hapus 1 Juni")
    assert (await tap(yohanes, "Ya, hari kerja")).text == (
        "Senin, 1 Juni 2026: tambahan dihapus, tetapi masih hari libur (Hari Lahir Pancasila)."
        " Untuk menghapusnya juga, tulis sekali lagi."
    )
    await tells(yohanes, "/libur hapus 1 Juni")
    await tap(yohanes, "Ya, hari kerja")
    assert (closed(town, balai_sebut), closed(town, tanjung_puri).keys()) == ({}, {JUNE_1})
    answer = await tells(yohanes, "/libur hapus 1 Juni")
    assert (answer.text, answer.rows) == ("Senin, 1 Juni 2026 bukan hari libur di Kab. Sanggau.", [])


async def test_batal_changes_nothing(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    asked = await tells(yohanes, "/libur 2 Juni Gawai Dayak")
    yes = asked.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    assert (await tap(yohanes, "Batal")).text == "Baik, tidak ada yang diubah."
    await yohanes.taps_stale(yes, asked.id)
    await town.settles()
    assert closed(town, balai_sebut) == {}


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Gawai Dayak", "Tanggalnya belum terbaca."),
        ("31 Juni Gawai Dayak", "Tanggalnya belum terbaca."),
        ("hapus", "Tanggalnya belum terbaca."),
        ("2 Juni", "Libur apa pada Selasa, 2 Juni 2026?"),
        ("11 Mei 2026 Gawai", "Senin, 11 Mei 2026 sudah lewat."),
        ("hapus 1 Mei 2026", "Jumat, 1 Mei 2026 sudah lewat."),
    ],
)
async def test_what_is_not_clear_is_told_with_an_example(town: Town, yohanes: Person, words: str, start: str) -> None:
    answer = await tells(yohanes, f"/libur {words}")
    assert answer.text.startswith(start)
    assert answer.rows == []


async def test_of_several_offices_one_is_chosen_with_the_tap(
    town: Town, calendar: None, balai_sebut: Library, tanjung_puri: Library, yohanes: Person
) -> None:
    with town.database.work() as work:
        work.directory.appoint(town.known(yohanes).id, Role.FACILITATOR, SINTANG, NOW)
        work.commit()
    shown = await tells(yohanes, "/libur")
    assert shown.rows == [["➡️ Kab. Sintang"]]
    shown = await tap(yohanes, "Sintang")
    assert (shown.text.splitlines()[0], shown.rows) == (
        "📅 Hari libur berikutnya di Kab. Sintang",
        [["➡️ Kab. Sanggau"]],
    )
    asked = await tells(yohanes, "/libur 2 Juni Gawai Dayak")
    assert asked.rows == [["Ya, libur di Kab. Sanggau"], ["Ya, libur di Kab. Sintang"], ["✖️ Batal"]]
    await tap(yohanes, "Sintang")
    assert (JUNE_2 in closed(town, tanjung_puri), JUNE_2 in closed(town, balai_sebut)) == (True, False)
    assert (await tells(yohanes, "/libur hapus 2 Juni")).rows == [["Ya, hari kerja di Kab. Sintang"], ["✖️ Batal"]]


async def test_a_region_within_ones_own_may_be_named_and_others_are_words_of_the_name(
    town: Town, balai_sebut: Library, tanjung_puri: Library
) -> None:
    lestari = await town.facilitator("Lestari", KALIMANTAN_BARAT)
    asked = await tells(lestari, "/libur 2 Juni Gawai Dayak di Sanggau")
    assert (asked.text.splitlines()[0], asked.rows[0]) == (
        "Selasa, 2 Juni 2026: Gawai Dayak",
        ["Ya, libur di Kab. Sanggau"],
    )
    assert (await tells(lestari, "/libur di Kab. Sintang")).text.startswith(
        "📅 Hari libur berikutnya di Kab. Sintang\n"
    )
    yohanes = await town.facilitator("Yohanes")
    asked = await tells(yohanes, "/libur 2 Juni Gawai Dayak di Sintang")
    assert (asked.text.splitlines()[0], asked.rows[0]) == (
        "Selasa, 2 Juni 2026: Gawai Dayak di Sintang",
        ["Ya, libur di Kab. Sanggau"],
    )


async def test_an_admin_decides_everywhere(
    town: Town, balai_sebut: Library, tanjung_puri: Library, wati: Person, yohanes: Person
) -> None:
    with town.database.work() as work:
        work.directory.appoint(town.known(wati).id, Role.ADMIN, None, NOW)
        work.commit()
    assert (await tells(wati, "/libur")).text.startswith("📅 Hari libur berikutnya di semua wilayah\n")
    await tells(wati, "/libur 2 Juni Pemilihan umum")
    await tap(wati, "semua wilayah")
    assert closed(town, balai_sebut) == closed(town, tanjung_puri) == {JUNE_2: "Pemilihan umum"}
    await tells(wati, "/libur hapus 2 Juni di 61.05")
    await tap(wati, "Kab. Sintang")
    assert (closed(town, balai_sebut), closed(town, tanjung_puri)) == ({JUNE_2: "Pemilihan umum"}, {})


async def test_nobody_decides_or_looks_beyond_their_own_regions(
    town: Town, balai_sebut: Library, tanjung_puri: Library, yohanes: Person
) -> None:
    asked = await tells(yohanes, "/libur 2 Juni Gawai Dayak")
    yes = asked.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    other = await town.facilitator("Lestari", SINTANG)
    seen = await tells(other, "/libur")
    for data in (yes, "holidays:6103:0:0", "holidays:0:0:0", "holiday:999:0:0"):
        await other.taps_stale(data, seen.id)
    await yohanes.taps_stale(yes.rpartition(":")[0] + ":7", asked.id)
    await town.settles()
    await town.says_nothing_to(other)
    assert closed(town, balai_sebut) == {}
    with town.database.work() as work:
        work.erasing.erase(str(yohanes.user_id), NOW)
        work.commit()
    await yohanes.taps_stale(yes, asked.id)
    await town.settles()
    assert closed(town, balai_sebut) == {}


async def test_a_keeper_is_told_who_keeps_holidays_and_what_to_do(town: Town, wati: Person) -> None:
    assert (await tells(wati, "/libur")).text == (
        "Hari libur diatur oleh fasilitator Anda, dan pada hari itu saya tidak mengirim pengingat."
        " Perpustakaan Anda tutup di hari lain? Cukup tulis /tutup."
    )


async def test_a_hostile_name_is_shown_as_it_is(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    await tells(yohanes, "/libur 2 Juni <b>Gawai & {days}</b>")
    assert (await tap(yohanes, "Ya, libur")).text.endswith(": <b>Gawai & {days}</b>, Selasa, 2 Juni 2026")
    assert "Selasa, 2 Juni: <b>Gawai & {days}</b> (Kab. Sanggau)" in (await tells(yohanes, "/libur")).text
