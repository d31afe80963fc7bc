"""A keeper joins: by an invitation, or by the name of the village and a facilitator's word."""

from datetime import date

from domain.people import Library, Role
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import SANGGAU, TODAY

BALAI_SEBUT = "Perpustakaan Desa Balai Sebut, Kec. Jangkang, Kab. Sanggau"
NOT_VALID = (
    "Undangan ini sudah tidak berlaku. Mohon minta undangan baru, atau tulis /start untuk mencari perpustakaan Anda "
    "dengan nama desanya."
)


async def test_an_invitation_makes_a_keeper_with_one_tap(town: Town, balai_sebut: Library, hendra: Person) -> None:
    welcome = await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    assert welcome.text == (
        "Selamat datang! Saya asisten pencatatan perpustakaan desa.\n"
        f"Anda diundang menjadi pengelola {BALAI_SEBUT}.\n"
        "Yang saya simpan: nama dan ID Telegram Anda, serta laporan yang Anda kirim. Selengkapnya: /privasi"
    )
    assert welcome.rows == [["✅ Setuju dan mulai", "Bukan perpustakaan saya"]]
    ready = await tap(hendra, "Setuju")
    assert ready.text.startswith(f"Siap, terima kasih! Anda pengelola {BALAI_SEBUT}.")
    assert "pengunjung 23, laki-laki 10 perempuan 13" in ready.text
    assert "Pengunjung 12" in (await tells(hendra, "pengunjung 12")).text
    assert town.count(balai_sebut) == 12


async def test_an_invitation_is_used_up_by_agreeing_not_by_opening_it(
    town: Town, balai_sebut: Library, hendra: Person
) -> None:
    link = f"/start {town.invitation(balai_sebut)}"
    await tells(hendra, link)
    marta = await town.newcomer("Marta")
    await tells(marta, link)
    await tap(marta, "Setuju")
    assert (await tap(hendra, "Setuju")).text == NOT_VALID
    assert (await tells(await town.newcomer("Agus"), link)).text == NOT_VALID


async def test_tapping_agree_twice_changes_nothing(town: Town, balai_sebut: Library, hendra: Person) -> None:
    code = town.invitation(balai_sebut)
    welcome = await tells(hendra, f"/start {code}")
    data = welcome.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    await hendra.taps("Setuju")
    ready = await hendra.sees_edit()
    await hendra.taps_stale(data, welcome.id)
    await town.settles()
    assert (await hendra.messages())[-1].text == ready.text
    assert (await tells(hendra, f"/start {code}")).text == ready.text


async def test_an_invitation_expires_after_14_days(town: Town, balai_sebut: Library, hendra: Person) -> None:
    link = f"/start {town.invitation(balai_sebut)}"
    await tells(hendra, link)
    await town.passes(days=14)
    assert (await tap(hendra, "Setuju")).text == NOT_VALID
    assert (await tells(hendra, link)).text == NOT_VALID


async def test_an_invitation_for_another_library_stays_unused(town: Town, balai_sebut: Library, hendra: Person) -> None:
    link = f"/start {town.invitation(balai_sebut)}"
    await tells(hendra, link)
    assert "nama desanya" in (await tap(hendra, "Bukan perpustakaan saya")).text
    marta = await town.newcomer("Marta")
    await tells(marta, link)
    assert BALAI_SEBUT in (await tap(marta, "Setuju")).text


async def test_made_up_codes_are_no_invitations(town: Town, hendra: Person) -> None:
    assert (await tells(hendra, "/start i-AAAAAAAAAAAAAAAAAAAAAA")).text == NOT_VALID
    assert "Selamat datang" in (await tells(hendra, "/start something-else")).text
    await hendra.taps_stale(f"join:{2**128 + 5}:0:0")
    await town.settles()
    assert len(await hendra.messages()) == 5  # the last edit found no message of ours: it was sent anew


async def test_a_facilitator_joins_by_invitation(town: Town, balai_sebut: Library, hendra: Person) -> None:
    welcome = await tells(hendra, f"/start {town.invitation(role=Role.FACILITATOR, region_code=SANGGAU)}")
    assert "fasilitator Kabupaten Sanggau" in welcome.text
    assert welcome.rows == [["✅ Setuju dan mulai"]]
    assert "Anda fasilitator" in (await tap(hendra, "Setuju")).text
    assert "Anda fasilitator" in (await tells(hendra, "/start")).text
    assert "belum menjadi pengelola" in (await tells(hendra, "pengunjung 12")).text


async def test_without_a_link_the_village_is_found_although_misspelt(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(hendra, "/start")
    asked = await tap(hendra, "Setuju")
    assert asked.text == "✅ Terima kasih!\nKetik nama desa Anda, misalnya: Balai Sebut"
    found = await tells(hendra, "bale sebut")
    assert found.rows == [["Balai Sebut, Kec. Jangkang, Kab. Sanggau"], ["Bukan semuanya"]]
    requested = await tap(hendra, "Balai Sebut")
    assert BALAI_SEBUT in requested.text
    assert "fasilitator" in requested.text
    request = await yohanes.hears()
    assert request.text == f"Hendra ingin menjadi pengelola {BALAI_SEBUT}."
    assert request.rows == [["✅ Terima", "✖️ Tolak"]]
    accepted = await tap(yohanes, "Terima")
    assert accepted.text == "✅ Hendra sekarang pengelola Perpustakaan Desa Balai Sebut."
    assert (await hendra.hears()).text.startswith("Siap, terima kasih!")


async def test_five_villages_of_one_name_are_told_apart_by_their_place(town: Town, hendra: Person) -> None:
    from tests.factories import add_library

    with town.database.work() as work:
        for district in ("Kapuas", "Kembayan", "Meliau", "Mukok", "Parindu", "Tayan"):
            add_library(work, village="Sungai Mawang", district=district)
        work.commit()
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    found = await tells(hendra, "sungai mawang kec mukok")
    assert len(found.rows) == 6
    assert found.rows[0] == ["Sungai Mawang, Kec. Mukok, Kab. Sanggau"]
    assert found.rows[-1] == ["Bukan semuanya"]
    assert "Ketik nama desa" in (await tap(hendra, "Bukan semuanya")).text
    nothing = await tells(hendra, "zzzz qqqq")
    assert nothing.rows == []


async def test_the_first_facilitator_decides_and_the_second_is_told(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    lusia = await town.facilitator("Lusia")
    await _asks_for_balai_sebut(hendra)
    await yohanes.hears()
    await lusia.hears()
    await tap(yohanes, "Terima")
    late = await tap(lusia, "Tolak")
    assert late.text == "✅ Hendra sekarang pengelola Perpustakaan Desa Balai Sebut.\nDiputuskan oleh Yohanes."
    await hendra.hears()
    await town.says_nothing_to(hendra)


async def test_a_refusal_says_what_to_do_next(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await _asks_for_balai_sebut(hendra)
    await yohanes.hears()
    assert (await tap(yohanes, "Tolak")).text == "✖️ Hendra ditolak untuk Perpustakaan Desa Balai Sebut."
    told = await hendra.hears()
    assert "belum diterima" in told.text
    assert "/start" in told.text


async def test_where_there_is_no_facilitator_the_admins_of_the_settings_decide(
    town: Town, tanjung_puri: Library, yohanes: Person, ratih: Person, hendra: Person
) -> None:
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    await tells(hendra, "tanjung puri")
    await tap(hendra, "Tanjung Puri")
    assert "Tanjung Puri" in (await ratih.hears()).text
    assert "sekarang pengelola" in (await tap(ratih, "Terima")).text
    await town.says_nothing_to(yohanes)


async def test_asking_twice_bothers_the_facilitator_once(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    offered = await tells(hendra, "balai sebut")
    data = offered.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    await tap(hendra, "Balai Sebut")
    await hendra.taps_stale(data, offered.id)
    await yohanes.hears()
    await town.says_nothing_to(yohanes)


async def test_a_taken_back_request_can_no_longer_be_accepted(
    town: Town, balai_sebut: Library, tanjung_merpati: Library, yohanes: Person, hendra: Person
) -> None:
    await _asks_for_balai_sebut(hendra)
    first = await yohanes.hears()
    await tells(hendra, "/start")
    await tells(hendra, "tanjung merpati")
    await tap(hendra, "Tanjung Merpati")
    await yohanes.hears()
    late = await tap(yohanes, "Terima", on=first)
    assert late.text == "Hendra sudah menarik permintaan untuk Perpustakaan Desa Balai Sebut."


async def test_a_report_before_consent_waits_and_is_read_at_its_own_date(
    town: Town, balai_sebut: Library, hendra: Person
) -> None:
    asked = await tells(hendra, "pengunjung 9")
    assert asked.text.startswith("Terima kasih laporannya! Satu ketukan dulu, lalu saya catat")
    assert asked.rows == [["✅ Setuju dan mulai"]]
    await town.passes(days=2)
    await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    await tap(hendra, "Setuju dan mulai")
    assert (await hendra.hears()).text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026\nPengunjung 9")
    assert (town.count(balai_sebut, TODAY), town.count(balai_sebut)) == (9, None)


async def test_before_consent_nothing_but_the_message_itself_is_kept(
    town: Town, balai_sebut: Library, hendra: Person
) -> None:
    await tells(hendra, "pengunjung 9")
    with town.database.look() as work:
        assert work.directory.person(str(hendra.user_id)) is None
        assert work.journal.report_of(hendra.chat_id, 1) is None


async def test_reports_before_acceptance_are_counted_in_order_after_it(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(hendra, "pengunjung 5 kemarin")
    await _asks_for_balai_sebut(hendra)
    await yohanes.hears()
    kept = await tells(hendra, "pengunjung 7")
    assert kept.text == "📥 Disimpan. Dihitung begitu Anda diterima sebagai pengelola.\nSelasa, 12 Mei: Pengunjung 7"
    await hendra.says("tambah 2 lagi")
    assert (await hendra.hears()).text.startswith("📥 Disimpan.")
    await hendra.edits(await hendra.says("kegiatan mewarnai 8 anak"), "kegiatan mewarnai 9 anak")
    await town.settles()
    assert town.count(balai_sebut) is None
    await hendra.skips_to_now()
    await tap(yohanes, "Terima")
    assert "Siap, terima kasih!" in (await hendra.hears()).text
    assert "Senin, 11 Mei 2026\nPengunjung 5" in (await hendra.hears()).text
    assert "Selasa, 12 Mei 2026\nPengunjung 7" in (await hendra.hears()).text
    await town.settles()
    assert (town.count(balai_sebut, date(2026, 5, 11)), town.count(balai_sebut)) == (5, 9)
    assert town.activities(balai_sebut) == [("Mewarnai", 9)]


async def test_a_report_before_the_village_is_known_asks_for_it(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    kept = await tells(hendra, "pengunjung 7")
    assert kept.text.endswith("Ketik nama desa Anda, misalnya: Balai Sebut")
    assert (await tells(hendra, "balai sebut")).rows[0] == ["Balai Sebut, Kec. Jangkang, Kab. Sanggau"]


async def test_an_edit_of_a_waiting_report_waits_with_it(town: Town, balai_sebut: Library, hendra: Person) -> None:
    report = await hendra.says("pengunjung 9")
    await hendra.hears()
    await hendra.edits(report, "pengunjung 11")
    await town.says_nothing_to(hendra)
    await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    await tap(hendra, "Setuju")
    await hendra.hears()
    await town.settles()
    assert town.count(balai_sebut) == 11


async def test_a_stranger_is_answered_five_times_an_hour(town: Town, balai_sebut: Library, hendra: Person) -> None:
    for word in ("halo", "apa ini", "/bantuan", "/privasi", "halo"):
        await tells(hendra, word)
    await hendra.says("halo lagi")
    await hendra.says("/bantuan")
    await hendra.says("pengunjung 4")
    await town.says_nothing_to(hendra)
    await town.passes(hours=1)
    assert "Selamat datang" in (await tells(hendra, "halo")).text
    await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    await tap(hendra, "Setuju")
    assert "Pengunjung 4" in (await hendra.hears()).text
    await town.says_nothing_to(hendra)


async def test_an_invitation_is_always_answered(town: Town, balai_sebut: Library, hendra: Person) -> None:
    for word in "abcdefg":
        await hendra.says(word)
    await town.settles()
    await hendra.skips_to_now()
    assert "Anda diundang" in (await tells(hendra, f"/start {town.invitation(balai_sebut)}")).text


async def test_bahasa_indonesia_is_spoken_to_a_phone_set_to_english(town: Town, balai_sebut: Library) -> None:
    hendra = await town.newcomer("Hendra", language_code="en")
    assert "Selamat datang" in (await tells(hendra, f"/start {town.invitation(balai_sebut)}")).text
    assert "Siap, terima kasih" in (await tap(hendra, "Setuju")).text
    assert "Tercatat" in (await tells(hendra, "pengunjung 12")).text


async def test_a_second_invitation_adds_a_library(
    town: Town, tanjung_merpati: Library, wati: Person, balai_sebut: Library
) -> None:
    await tells(wati, f"/start {town.invitation(tanjung_merpati)}")
    await tap(wati, "Setuju")
    asked = await tells(wati, "pengunjung 4")
    assert asked.rows == [["Perpustakaan Desa Tanjung Merpati"], ["Perpustakaan Desa Balai Sebut"]]


async def _asks_for_balai_sebut(person: Person) -> None:
    await tells(person, "/start")
    await tap(person, "Setuju")
    await tells(person, "balai sebut")
    await tap(person, "Balai Sebut")
