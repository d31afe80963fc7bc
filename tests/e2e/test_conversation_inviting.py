"""Facilitators invite keepers and facilitators, hand libraries over, and look after their libraries."""

import re

from domain.people import Library
from simulator.conversation import Person, Seen
from tests.e2e.town import Town, tap, tells
from tests.factories import KALIMANTAN_BARAT, SANGGAU, SINTANG, make_visits

BALAI_SEBUT = "Perpustakaan Desa Balai Sebut"


def start_of(invitation: Seen) -> str:
    """What tapping the link of an invitation writes."""
    found = re.search(r"https://t\.me/perpusbot\?start=(i-[\w-]{22})", invitation.text)
    assert found, invitation.text
    return f"/start {found[1]}"


async def joins(person: Person, invitation: Seen) -> Seen:
    await tells(person, start_of(invitation))
    return await tap(person, "Setuju")


async def test_a_facilitator_invites_a_keeper_with_a_message_to_forward(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    asked = await tells(yohanes, "/undang")
    assert asked.rows == [["🕳️ Tanpa pengelola (1)"]]
    found = await tells(yohanes, "bale sebut")
    assert found.rows == [["Balai Sebut, Kec. Jangkang, Kab. Sanggau"]]
    invitation = await tap(yohanes, "Balai Sebut")
    lines = invitation.text.splitlines()
    assert lines[0] == (
        "Bapak/Ibu diundang menjadi pengelola Perpustakaan Desa Balai Sebut, Kec. Jangkang, Kab. Sanggau, untuk "
        "mencatat kegiatannya bersama saya, asisten perpustakaan desa di Telegram."
    )
    assert lines[1] == "Silakan buka tautan ini, lalu ketuk Mulai:"
    assert lines[3] == "Berlaku untuk satu orang, sampai Selasa, 26 Mei 2026."
    assert invitation.rows == [["🔳 QR"]]
    assert (await joins(hendra, invitation)).text.startswith(f"Siap, terima kasih! Anda pengelola {BALAI_SEBUT}")
    await town.says_nothing_to(yohanes)
    late = await town.newcomer("Marta")
    assert "tidak berlaku" in (await tells(late, start_of(invitation))).text


async def test_the_link_comes_as_a_picture_too(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    await tells(yohanes, "/undang balai sebut")
    invitation = await tap(yohanes, "Balai Sebut")
    await yohanes.taps("QR")
    picture = await yohanes.hears()
    assert picture.attachment == "photo"
    assert picture.text == invitation.text


async def test_the_libraries_without_a_keeper_are_listed(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, tanjung_puri: Library, yohanes: Person, wati: Person
) -> None:
    await tells(yohanes, "/undang")
    listed = await tap(yohanes, "Tanpa pengelola")
    assert listed.text == "Perpustakaan tanpa pengelola: 1"
    assert listed.rows == [["Tanjung Merpati, Kec. Kembayan, Kab. Sanggau"]]
    assert "Tanjung Merpati" in (await tap(yohanes, "Tanjung Merpati")).text


async def test_nobody_invites_beyond_their_region(
    town: Town, balai_sebut: Library, tanjung_puri: Library, yohanes: Person, wati: Person
) -> None:
    await tells(yohanes, "/undang")
    nothing = await tells(yohanes, "tanjung puri")
    assert nothing.rows == []
    for person in (yohanes, wati):
        for data in (f"invite:{tanjung_puri.id}:0:0", "inviteof:6105:0:0", "inviteof:6103:0:0", "invitepick:61:0:0"):
            await person.taps_stale(data, nothing.id)
            await town.says_nothing_to(person)
    assert "fasilitator" in (await tells(wati, "/undang")).text


async def test_a_provinces_facilitator_invites_those_of_its_regencies(
    town: Town, balai_sebut: Library, tanjung_puri: Library, hendra: Person
) -> None:
    dedi = await town.facilitator("Dedi", KALIMANTAN_BARAT)
    await tells(dedi, "/undang")
    assert (await tap(dedi, "Undang fasilitator")).buttons == ["Kab. Sanggau", "Kab. Sintang"]
    invitation = await tap(dedi, "Kab. Sintang")
    assert invitation.text.startswith("Bapak/Ibu diundang menjadi fasilitator Kabupaten Sintang ")
    await joins(hendra, invitation)
    with town.database.look() as work:
        assert [office.region_code for office in work.directory.offices(town.known(hendra).id)] == [SINTANG]


async def test_an_admin_invites_facilitators_everywhere(town: Town, balai_sebut: Library, ratih: Person) -> None:
    await tells(ratih, "/start")
    await tap(ratih, "Setuju")
    await tells(ratih, "/undang")
    assert (await tap(ratih, "Undang fasilitator")).buttons == ["Kalimantan Barat", "Kab. Sanggau"]
    assert "fasilitator Kalimantan Barat" in (await tap(ratih, "Kalimantan Barat")).text


async def test_a_library_goes_to_a_new_keeper_in_one_step(
    town: Town, balai_sebut: Library, yohanes: Person, wati: Person, hendra: Person
) -> None:
    await tells(wati, "pengunjung 12")
    await tells(yohanes, "/perpustakaan balai sebut")
    card = await tap(yohanes, "Balai Sebut")
    assert "👤 Wati: laporan terakhir Selasa, 12 Mei 2026" in card.text
    await tap(yohanes, "👤 Wati")
    explained = await tap(yohanes, "Ganti pengelola")
    assert "Wati tetap pengelola" in explained.text
    invitation = await yohanes.hears()
    assert "Pengunjung 13" in (await tells(wati, "ralat pengunjung 13")).text

    await joins(hendra, invitation)
    ended = await wati.hears()
    assert ended.text == (
        f"Terima kasih atas semua laporannya! Mulai sekarang {BALAI_SEBUT} dikelola oleh Hendra. Laporan Anda tetap "
        "tersimpan."
    )
    assert (await yohanes.hears()).text == f"✅ Hendra sekarang pengelola {BALAI_SEBUT}, menggantikan Wati."
    assert town.count(balai_sebut) == 13
    await tells(wati, "pengunjung 99")
    assert "Tambahkan, jadi 14" in (await tells(hendra, "pengunjung 1")).buttons[0]


async def test_a_keeper_is_ended_after_asking(town: Town, balai_sebut: Library, yohanes: Person, wati: Person) -> None:
    await tells(yohanes, "/perpustakaan balai sebut")
    await tap(yohanes, "Balai Sebut")
    await tap(yohanes, "👤 Wati")
    asked = await tap(yohanes, "Berhentikan")
    assert asked.text == f"Wati tidak lagi menjadi pengelola {BALAI_SEBUT}? Semua laporan tetap tersimpan."
    assert "Belum ada pengelolanya." in (await tap(yohanes, "Ya")).text
    assert "tidak lagi menjadi pengelola" in (await wati.hears()).text
    with town.database.look() as work:
        assert work.keepers.of(balai_sebut.id) == []


async def test_a_keeper_leaves_and_the_facilitator_hears_of_it(
    town: Town, balai_sebut: Library, yohanes: Person, wati: Person
) -> None:
    town.reported(balai_sebut, wati, make_visits())
    mine = await tells(wati, "/perpustakaan")
    assert mine.rows[-1] == ["👋 Bukan pengelola lagi"]
    asked = await tap(wati, "Bukan pengelola lagi")
    assert asked.rows == [["Ya", "Tidak, saya lanjut"]]
    assert "Jam: 08.00" in (await tap(wati, "Tidak")).text
    await tap(wati, "Bukan pengelola lagi")
    assert "Terima kasih atas semua laporannya!" in (await tap(wati, "Ya")).text
    assert (await yohanes.hears()).text == (f"Wati bukan lagi pengelola {BALAI_SEBUT}. Undang pengelola baru: /undang")
    assert town.count(balai_sebut) == 23
    assert "belum menjadi pengelola" in (await tells(wati, "/lapor")).text


async def test_a_facilitator_corrects_what_is_known_of_a_library(
    town: Town, balai_sebut: Library, yohanes: Person, wati: Person
) -> None:
    await tells(yohanes, "/perpustakaan balai sebut")
    card = await tap(yohanes, "Balai Sebut")
    assert card.text.splitlines() == [
        f"🏡 {BALAI_SEBUT}",
        "Balai Sebut, Kec. Jangkang, Kab. Sanggau",
        "Buka: Senin, Selasa, Rabu, Kamis, Jumat",
        "Jam: 08.00–15.30 WIB",
        "Kode 61.03.04.2001 · NPP –",
        "👤 Wati: belum pernah melapor",
    ]
    for button, words in (
        ("Desa", "Balai Sebut Hulu"),
        ("Kecamatan", "Kembayan"),
        ("NPP", "6103041D1000001"),
        ("Nama", "Pustaka Ceria"),
        ("Jam", "09.00-14.00"),
    ):
        await tap(yohanes, button)
        card = await tells(yohanes, words)
    assert card.text.splitlines()[:2] == ["🏡 Pustaka Ceria", "Balai Sebut Hulu, Kec. Kembayan, Kab. Sanggau"]
    assert "Jam: 09.00–14.00 WIB" in card.text
    assert "NPP 6103041D1000001" in card.text
    mine = await tells(wati, "/perpustakaan")
    for choice in (5, 6, 7):
        await wati.taps_stale(f"library:{balai_sebut.id}:0:{choice}", mine.id)
        await town.says_nothing_to(wati)


async def test_a_library_is_added_after_a_preview(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    overview = await tells(yohanes, "/perpustakaan")
    assert overview.rows == [["📚 Semua (1)"], ["🕳️ Tanpa pengelola (1)"], ["➕ Tambah perpustakaan"]]
    await tap(yohanes, "Tambah perpustakaan")
    assert "dipisahkan koma" in (await tells(yohanes, "Semoncol")).text
    preview = await tells(yohanes, "Desa Balai Sebut, Kec. Balai")
    assert preview.text.splitlines() == [
        "🏡 Perpustakaan Desa Balai Sebut",
        "Balai Sebut, Kec. Balai, Kab. Sanggau",
        "⚠️ Di Balai Sebut sudah ada: Kec. Jangkang",
        "Tambahkan seperti ini? Untuk mengubah, tulis ulang.",
    ]
    await tells(yohanes, "Pustaka Ceria, Semoncol, Balai")
    card = await tap(yohanes, "Tambahkan")
    assert card.text.splitlines()[:2] == ["🏡 Pustaka Ceria", "Semoncol, Kec. Balai, Kab. Sanggau"]
    assert "Kode 61.03.x.1" in card.text
    with town.database.look() as work:
        added = work.directory.library_by_code("61.03.x.1")
        assert added is not None
        assert (added.region_code, added.timezone, added.opening_days) == (SANGGAU, "Asia/Pontianak", "1111100")


async def test_a_library_out_of_use_comes_back(town: Town, balai_sebut: Library, yohanes: Person, wati: Person) -> None:
    await tells(yohanes, "/perpustakaan balai sebut")
    await tap(yohanes, "Balai Sebut")
    await tap(yohanes, "Nonaktifkan")
    card = await tap(yohanes, "Ya, nonaktifkan")
    assert card.text.endswith("⏸️ Nonaktif: tidak diingatkan dan tidak masuk ringkasan. Laporan lama tetap tersimpan.")
    assert "dinonaktifkan oleh fasilitator" in (await wati.hears()).text
    assert (await tells(yohanes, "/perpustakaan")).rows[0] == ["⏸️ Nonaktif (1)"]
    await tap(yohanes, "Nonaktif (1)")
    await tap(yohanes, "Balai Sebut")
    assert "Nonaktif" not in (await tap(yohanes, "Aktifkan lagi")).text
    assert "aktif lagi" in (await wati.hears()).text


async def test_who_keeps_a_library_and_is_facilitator_gets_to_both(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, wati: Person
) -> None:
    with town.database.work() as work:
        from domain.people import Role

        work.directory.appoint(town.known(wati).id, Role.FACILITATOR, SANGGAU, town.calendar.now())
        work.commit()
    mine = await tells(wati, "/perpustakaan")
    assert mine.rows[-1] == ["📚 Perpustakaan di wilayah saya"]
    assert "📚 Semua (2)" in (await tap(wati, "Perpustakaan di wilayah")).buttons
    assert "Pengunjung 12" in (await tells(wati, "pengunjung 12")).text
