"""/pekan and /bulan: the weeks and months of one's library."""

from datetime import date, timedelta

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import make_activity, make_visits

MONDAY = date(2026, 5, 11)
"""Of the running week; today is Tuesday."""


def report(town: Town, library: Library, keeper: Person, first: date, *totals: int) -> None:
    visits = (make_visits(date=first + timedelta(days=n), total=total) for n, total in enumerate(totals))
    town.reported(library, keeper, *visits)


async def test_pekan_is_this_week_so_far(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, MONDAY - timedelta(days=7), 20, 31, 25, 22, 30)
    report(town, balai_sebut, wati, MONDAY, 38, 23)
    town.reported(balai_sebut, wati, make_activity(title="<b>Mewarnai</b>"))
    shown = await tells(wati, "/pekan")
    assert shown.text == (
        "📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut\n"
        "Pengunjung 61, naik 20% dari pekan lalu s.d. Selasa (51)\n"
        "Sen 38 · Sel 23    █▂\n"
        "Laporan masuk 2 dari 2 hari buka\n"
        "Kegiatan 1, peserta 12: <b>Mewarnai</b> (12)"
    )
    assert shown.rows == [["🖼️ Grafik", "📄 Excel"], ["◀", "📈 12 pekan"]]


async def test_older_and_newer_weeks_take_the_place_of_the_message(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    report(town, balai_sebut, wati, MONDAY - timedelta(days=7), 20, 31, 25, 22, 30)
    shown = await tells(wati, "/pekan")
    older = await tap(wati, "◀")
    assert older.id == shown.id
    assert older.text == (
        "📊 Pekan 4–10 Mei 2026 · Perpustakaan Desa Balai Sebut\n"
        "Pengunjung 128\n"
        "Sen 20 · Sel 31 · Rab 25 · Kam 22 · Jum 30 · Sab tutup · Min tutup    ▃█▅▃▇\n"
        "Laporan masuk 5 dari 5 hari buka\n"
        "Terima kasih, laporan sepekan ini lengkap! 🌟"
    )
    assert older.rows[-1] == ["📈 12 pekan", "▶"]
    assert (await tap(wati, "▶")).text == (
        "📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut\n"
        "Belum ada pengunjung tercatat. "
        "Tidak apa-apa, hari yang terlewat masih bisa ditulis, misalnya: tgl 11 Mei 12 orang"
    )


async def test_the_trend_and_back(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, MONDAY - timedelta(days=14), 10, 10, 10, 10, 10)
    report(town, balai_sebut, wati, MONDAY - timedelta(days=7), 20, 31, 25)
    report(town, balai_sebut, wati, MONDAY, 38)
    week = await tells(wati, "/pekan")
    trend = await tap(wati, "📈 12 pekan")
    assert trend.text == (
        "📈 12 pekan · Perpustakaan Desa Balai Sebut\n"
        "27 Apr–3 Mei: 50 ▇▇▇▇▇▇▇\n"
        "4–10 Mei: 76 ▇▇▇▇▇▇▇▇▇▇ (3 dari 5 hari)\n"
        "11–17 Mei: 38 ▇▇▇▇▇ sejauh ini\n"
        "Rata-rata 63 sepekan"
    )
    assert (await tap(wati, "Kembali")).text == week.text


async def test_bulan_is_this_month_so_far(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, date(2026, 4, 1), 10)
    report(town, balai_sebut, wati, date(2026, 5, 4), 20, 31, 25, 22, 30)
    shown = await tells(wati, "/bulan")
    assert shown.text == (
        "📊 Mei 2026 · Perpustakaan Desa Balai Sebut\n"
        "Pengunjung 128 (bulan lalu s.d. 11 April baru 1 hari tercatat: 10)\n"
        "Tgl 1–3: – · 4–10: 128 · 11: –    ·█·\n"
        "Laporan masuk 5 dari 7 hari buka\n"
        "Belum tercatat: 1, 11 Mei (masih bisa ditulis, misalnya: tgl 1 Mei 12 orang)"
    )
    assert (await tap(wati, "📈 12 bulan")).text.split("\n")[1:] == [
        "April 2026: 10 ▇ (1 dari 22 hari)",
        "Mei 2026: 128 ▇▇▇▇▇▇▇▇▇▇ sejauh ini",
    ]
    await tap(wati, "Kembali")
    assert (await tap(wati, "◀")).text.startswith("📊 April 2026 · Perpustakaan Desa Balai Sebut\nPengunjung 10\n")


async def test_a_library_without_any_report_offers_to_record(town: Town, wati: Person) -> None:
    shown = await tells(wati, "/pekan")
    assert shown.rows == [["✍️ Catat sekarang", "⏰ Pengingat"]]
    assert (await tap(wati, "Catat sekarang")).text == "Apa yang saya catat?"


async def test_the_reminders_are_a_tap_away(town: Town, wati: Person) -> None:
    await tells(wati, "/bulan")
    assert (await tap(wati, "⏰ Pengingat")).text.startswith("⏰ Pengingat · Perpustakaan Desa Balai Sebut")


async def test_a_keeper_of_several_switches_between_them(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, ningsih: Person
) -> None:
    report(town, tanjung_merpati, ningsih, MONDAY, 7)
    shown = await tells(ningsih, "/pekan")
    assert shown.text.startswith("📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut\n")
    other = await tap(ningsih, "Tanjung Merpati")
    assert other.text.split("\n")[:2] == [
        "📊 Pekan 11–17 Mei 2026 · Perpustakaan Desa Tanjung Merpati",
        "Pengunjung 7",
    ]
    assert other.rows[-1] == ["➡️ Perpustakaan Desa Balai Sebut"]


async def test_only_its_keepers_leaf_through_a_librarys_figures(
    town: Town, balai_sebut: Library, tanjung_puri: Library, wati: Person
) -> None:
    siti = await town.keeper("Siti", tanjung_puri)
    shown = await tells(siti, "/pekan")
    for route in ("period", "trend"):
        await siti.taps_stale(f"{route}:{balai_sebut.id}:0:{MONDAY.toordinal()}", shown.id)
    await town.settles()
    await siti.hears_nothing(0)


async def test_a_forged_day_leads_to_this_week(town: Town, balai_sebut: Library, wati: Person) -> None:
    report(town, balai_sebut, wati, MONDAY - timedelta(days=7), 20)
    shown = await tells(wati, "/pekan")
    await tap(wati, "◀")
    await wati.taps_stale(f"period:{balai_sebut.id}:0:999999999", shown.id)
    assert (await wati.sees_edit()).text.startswith("📊 Pekan 11–17 Mei 2026")
    await wati.taps_stale(f"period:{balai_sebut.id}:1:0", shown.id)
    assert (await wati.sees_edit()).text.startswith("📊 Mei 2026")
