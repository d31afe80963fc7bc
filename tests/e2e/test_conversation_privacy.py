"""Personal data: /privasi, /hapusdata, and consent that is asked again when its text changes."""

from sqlalchemy import func, select

from domain.people import CONSENT_VERSION, Library
from simulator.conversation import Person
from storage import tables
from tests.e2e.town import Town, tap, tells

CHANGED = "Pemberitahuan tentang data Anda ada yang berubah."


def agreed_to_an_older_text(town: Town, person: Person) -> None:
    with town.database.work() as work:
        work.directory.change_person(town.known(person).id, consent_version=CONSENT_VERSION - 1)
        work.commit()


async def test_privasi_tells_all_that_is_kept(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    await wati.sends_photo(b"gambar", caption="kegiatan mewarnai 20 anak")
    await wati.hears()
    await tap(wati, "Simpan foto")
    told = await tells(wati, "/privasi")
    assert told.text.splitlines()[2:] == [
        "Tentang Anda:",
        "• Nama: Wati",
        f"• ID Telegram: {wati.user_id}",
        "• Bahasa: Bahasa Indonesia",
        "• Setuju: 12 Mei 2026, 15.30 (pemberitahuan ke-1)",
        "• Pengelola Perpustakaan Desa Balai Sebut, sejak 12 Mei 2026",
        "• Laporan: 2, yang teksnya masih ada 2, foto 1",
        "• Pesan terakhir kita: 4 dari Anda, 3 dari saya, 0 pertanyaan",
        "",
        "Teks laporan dihapus setelah 12 bulan, pesan lain setelah 30 hari; angkanya tetap.",
        "Hapus semuanya sekarang: /hapusdata",
    ]


async def test_privasi_names_offices_too(town: Town, yohanes: Person, balai_sebut: Library) -> None:
    assert "• Fasilitator Kabupaten Sanggau, sejak 12 Mei 2026" in (await tells(yohanes, "/privasi")).text


async def test_privasi_of_a_stranger(town: Town, hendra: Person) -> None:
    assert "Tentang Anda hanya pesan terakhir kita yang saya simpan (1)" in (await tells(hendra, "/privasi")).text


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
    assert all("Data Anda sudah dihapus" in row for row in _left_of(town, wati))
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
    return found


def _photos(town: Town) -> int:
    with town.database.look() as work:
        return int(work.connection.execute(select(func.count()).select_from(tables.Photo)).scalar_one())


async def test_a_person_without_consent_to_the_new_text_is_asked_again_and_nothing_is_lost(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    agreed_to_an_older_text(town, wati)
    asked = await tells(wati, "pengunjung 23")
    assert asked.text.startswith(CHANGED)
    assert asked.rows == [["✅ Setuju", "🗑️ Hapus data saya"]]
    await wati.says("kegiatan mewarnai 12 anak")
    await town.says_nothing_to(wati)
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (None, [])
    assert (await tap(wati, "Setuju")).text == "✅ Terima kasih! Pesan Anda saya kerjakan sekarang."
    assert "Pengunjung 23" in (await wati.hears()).text
    assert "Mewarnai" in (await wati.hears()).text
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (23, [("Mewarnai", 12)])
    with town.database.look() as work:
        kept = work.people_data.of(str(wati.user_id))
    assert kept is not None
    assert (kept.consent_version, kept.consented_at) == (CONSENT_VERSION, town.calendar.now())


async def test_a_report_counts_for_the_day_on_which_it_was_sent_however_late_they_agree(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    agreed_to_an_older_text(town, wati)
    await tells(wati, "pengunjung 23")
    day = town.today()
    await town.passes(days=3)
    await tap(wati, "Setuju")
    await wati.hears()
    assert (town.count(balai_sebut, day), town.count(balai_sebut)) == (23, None)


async def test_an_edit_waits_for_the_new_consent_too(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("pengunjung 23")
    await wati.hears()
    agreed_to_an_older_text(town, wati)
    await wati.edits(report, "pengunjung 24")
    asked = await wati.hears()
    assert town.count(balai_sebut) == 23
    await wati.taps("Setuju", on=asked)
    await town.settles()
    assert town.count(balai_sebut) == 24


async def test_a_tap_waits_for_the_new_consent_too(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(wati, "pengunjung 23")
    agreed_to_an_older_text(town, wati)
    await wati.taps("Batalkan", on=answer)
    asked = await wati.hears()
    assert town.count(balai_sebut) == 23
    await wati.taps("Setuju", on=asked)
    await town.settles()
    assert town.count(balai_sebut) is None


async def test_a_report_in_a_group_waits_for_the_new_consent_in_the_private_chat(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    agreed_to_an_older_text(town, wati)
    group = await town.simulator.group("Sanggau", wati, darius)
    there = wati.in_group(group)
    assert "chat pribadi" in (await tells(there, "/lapor pengunjung 12")).text
    assert CHANGED in (await tells(wati, "/start")).text
    assert town.count(balai_sebut) is None
    await tap(wati, "Setuju")
    assert "Pengunjung 12" in (await there.hears()).text
    assert town.count(balai_sebut) == 12


async def test_an_old_button_agrees_to_nothing_new(town: Town, balai_sebut: Library, wati: Person) -> None:
    agreed_to_an_older_text(town, wati)
    asked = await tells(wati, "pengunjung 23")
    await wati.taps_stale(f"agree:0:{CONSENT_VERSION - 1}:0", asked.id)
    await town.settles()
    assert town.count(balai_sebut) is None
    await tap(wati, "Setuju")
    await town.settles()
    assert town.count(balai_sebut) == 23


async def test_an_old_invitation_shows_the_new_text_first(town: Town, balai_sebut: Library, hendra: Person) -> None:
    invited = await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    data = invited.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    older = data.split(":")
    older[2] = str(CONSENT_VERSION - 1)
    await hendra.taps_stale(":".join(older), invited.id)
    await town.settles()
    with town.database.look() as work:
        assert work.directory.person(str(hendra.user_id)) is None
    assert "Siap, terima kasih" in (await tap(hendra, "Setuju")).text


async def test_an_invitation_renews_consent(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, wati: Person
) -> None:
    agreed_to_an_older_text(town, wati)
    await tells(wati, "pengunjung balai sebut 23")
    await tells(wati, f"/start {town.invitation(tanjung_merpati)}")
    await tap(wati, "Setuju")
    await wati.hears()
    assert CHANGED not in (await tells(wati, "/pekan")).text


async def test_what_is_kept_can_be_removed_instead_of_agreeing_again(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    agreed_to_an_older_text(town, wati)
    await tells(wati, "pengunjung 23")
    assert (await tap(wati, "Hapus data saya")).rows == [["🗑️ Ya, hapus", "Tidak jadi"]]
    await tap(wati, "Ya, hapus")
    await town.settles()
    assert all("Data Anda sudah dihapus" in row for row in _left_of(town, wati))
    assert town.count(balai_sebut) is None


async def test_help_and_privacy_are_told_without_the_new_consent(town: Town, wati: Person) -> None:
    agreed_to_an_older_text(town, wati)
    assert CHANGED not in (await tells(wati, "/bantuan")).text
    assert "(pemberitahuan ke-0)" in (await tells(wati, "/privasi")).text
