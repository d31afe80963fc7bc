"""What was begun before things changed: old buttons, open questions, invitations to a library out of use."""

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.test_conversation_inviting import joins, start_of
from tests.e2e.town import Town, tap, tells
from tests.factories import SANGGAU


async def _out_of_use(town: Town, library: Library) -> None:
    with town.database.work() as work:
        work.directory.change_library(library.id, active=False)
        work.commit()


async def test_what_the_former_keeper_was_asked_ends_with_the_hand_over(
    town: Town, balai_sebut: Library, yohanes: Person, wati: Person, hendra: Person
) -> None:
    recorded = await tells(wati, "pengunjung 23")
    asked = await tells(wati, "pengunjung 15")
    await tells(yohanes, "/perpustakaan balai sebut")
    await tap(yohanes, "Balai Sebut")
    await tap(yohanes, "👤 Wati")
    await tap(yohanes, "Ganti")
    await joins(hendra, await yohanes.hears())
    assert "Hendra" in (await wati.hears()).text
    for message, button in ((recorded, "Batalkan"), (recorded, "Perbaiki"), (asked, "Tambahkan"), (asked, "Ganti")):
        await (await wati.taps(button, on=message)).answer()
        await town.settles()
    await tells(wati, "18")
    assert town.count(balai_sebut) == 23
    await tells(hendra, "pengunjung 15")
    await tap(hendra, "Tambahkan")
    assert town.count(balai_sebut) == 38


async def test_nobody_joins_a_library_out_of_use(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(yohanes, "/undang balai sebut")
    invitation = await tap(yohanes, "Balai Sebut")
    await tells(hendra, start_of(invitation))
    await _out_of_use(town, balai_sebut)
    assert "tidak berlaku" in (await tap(hendra, "Setuju")).text
    assert "tidak berlaku" in (await tells(hendra, start_of(invitation))).text


async def test_a_village_taken_out_of_use_while_it_was_offered_is_not_asked_for(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    await tells(hendra, "Balai Sebut")
    await _out_of_use(town, balai_sebut)
    assert "Ketik nama desa" in (await tap(hendra, "Balai Sebut")).text
    await town.says_nothing_to(yohanes)


async def test_whoever_waits_and_asks_hears_that_the_request_is_on_its_way(
    town: Town, balai_sebut: Library, yohanes: Person, hendra: Person
) -> None:
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    await tells(hendra, "Balai Sebut")
    await tap(hendra, "Balai Sebut")
    assert "sedang di fasilitator" in (await tells(hendra, "sudah diterima belum bu?")).text


async def test_an_admin_of_the_settings_agrees_first(town: Town, balai_sebut: Library, ratih: Person) -> None:
    for command in ("/undang", "/perpustakaan balai sebut"):
        assert "Setuju dan mulai" in str(await tells(ratih, command))
    await ratih.sends("document", b"code,name\n", name="daftar.csv", mime="text/csv")
    assert "Setuju dan mulai" in str(await ratih.hears())
    for data in (f"invite:{balai_sebut.id}:0:0", "gnew:6103:0:0"):
        await ratih.taps_stale(data)
    await town.settles()
    await ratih.skips_to_now()
    await tells(ratih, "/start")
    await tap(ratih, "Setuju")
    assert "Siapa yang diundang" in (await tells(ratih, "/undang")).text


async def test_an_admin_of_many_groups_sees_some_of_them(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    with town.database.work() as work:
        for number in range(60):
            work.chats.link(-1000 - number, f"Pustaka {number:02} {'x' * 110}", SANGGAU)
        work.commit()
    shown = await tells(yohanes, "/grup")
    assert len(shown.text) <= 4096
    assert "dan 40 lagi" in shown.text
    assert len(shown.rows) == 21
