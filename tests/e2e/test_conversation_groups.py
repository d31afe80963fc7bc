"""In a group the bot answers only commands and replies to itself."""

from domain.people import Library
from simulator.conversation import Group, Person
from tests.e2e.town import Town, tap, tells

PRIVATE = "Mohon tulis dulu kepada saya di chat pribadi: ketuk nama saya, lalu Mulai."


async def _group(town: Town, *people: Person, **about: object) -> Group:
    return await town.simulator.group("Pengelola Sanggau", *people, **about)


async def test_a_keeper_reports_in_a_group(town: Town, balai_sebut: Library, wati: Person, darius: Person) -> None:
    group = await _group(town, wati, darius)
    there = wati.in_group(group)
    report = await there.says("/lapor pengunjung 12")
    answer = await there.hears()
    assert "Pengunjung 12" in answer.text
    assert answer.raw["reply_to_message"]["message_id"] == report.id
    assert town.count(balai_sebut) == 12
    await there.edits(report, "/lapor pengunjung 13")
    assert "Pengunjung 13" in (await there.sees_edit()).text
    await town.says_nothing_to(wati)


async def test_the_name_of_the_bot_may_follow_the_command(town: Town, balai_sebut: Library, wati: Person) -> None:
    there = wati.in_group(await _group(town, wati))
    await tells(there, "/lapor@perpusbot pengunjung 12")
    await there.says("/lapor@botlain pengunjung 13")
    await town.says_nothing_to(there)
    assert town.count(balai_sebut) == 12


async def test_a_reply_to_the_bot_is_a_message_to_it(town: Town, balai_sebut: Library, wati: Person) -> None:
    there = wati.in_group(await _group(town, wati))
    answer = await tells(there, "/lapor pengunjung 12")
    assert "Pengunjung 14" in (await tells(there, "eh salah, 14", reply_to=answer)).text
    asked = await tells(there, "/lapor kegiatan mewarnai sekitar 20an anak")
    await tells(there, "18", reply_to=asked)
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (14, [("Mewarnai", 18)])
    await there.says("makasih", reply_to=answer)
    await town.says_nothing_to(there)


async def test_what_is_not_meant_for_the_bot_is_not_even_kept(town: Town, balai_sebut: Library, wati: Person) -> None:
    group = await _group(town, wati, bot_status="administrator")
    there = wati.in_group(group)
    await there.says("pengunjung 12")
    await town.says_nothing_to(there)
    with town.database.look() as work:
        assert work.inbox.lengths() == {}
    assert town.count(balai_sebut) is None


async def test_only_who_was_asked_may_answer(
    town: Town, balai_sebut: Library, wati: Person, darius: Person, hendra: Person
) -> None:
    group = await _group(town, wati, darius, hendra)
    there = wati.in_group(group)
    await tells(there, "/lapor kegiatan mewarnai sekitar 20an anak")
    for other in (darius, hendra):
        await other.in_group(group).taps("Ya, 20")
        await town.settles()
    assert town.activities(balai_sebut) == []
    await tap(there, "Ya, 20")
    assert town.activities(balai_sebut) == [("Mewarnai", 20)]


async def test_somebody_elses_buttons_do_nothing_for_others(
    town: Town, balai_sebut: Library, wati: Person, hendra: Person, yohanes: Person
) -> None:
    group = await _group(town, wati, hendra, yohanes)
    await tells(wati.in_group(group), "/lapor pengunjung 12")
    for other in (hendra, yohanes):
        await other.in_group(group).taps("Batalkan")
        await town.settles()
        assert town.count(balai_sebut) == 12


async def test_what_is_private_is_not_answered_before_a_group(town: Town, wati: Person) -> None:
    there = wati.in_group(await _group(town, wati))
    for command in ("/privasi", "/riwayat", "/hapusdata", "/start", "/perpustakaan", "/bahasa"):
        assert "chat pribadi" in (await tells(there, command)).text
    assert "/lapor pengunjung 12" in (await tells(there, "/lapor")).text
    assert "Perpustakaan Desa Balai Sebut" in (await tells(there, "/pekan")).text
    await there.says("/cuaca")
    await town.says_nothing_to(there)


async def test_a_stranger_in_a_group_is_sent_to_a_private_chat(town: Town, wati: Person, hendra: Person) -> None:
    group = await _group(town, wati, hendra)
    answer = await tells(wati.in_group(group), "/lapor pengunjung 12")
    there = hendra.in_group(group)
    await there.skips_to_now()
    assert (await tells(there, "/lapor pengunjung 9")).text == PRIVATE
    assert "pengunjung 23" in (await tells(there, "/bantuan")).text
    await there.says("pengunjung 9", reply_to=answer)
    await town.says_nothing_to(there)
    with town.database.look() as work:
        assert work.inbox.lengths() == {}


async def test_somebody_not_accepted_yet_reports_in_private(town: Town, balai_sebut: Library, hendra: Person) -> None:
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    there = hendra.in_group(await _group(town, hendra))
    assert "belum menjadi pengelola" in (await tells(there, "/lapor pengunjung 12")).text


async def test_an_anonymous_admin_is_asked_to_write_as_themselves(town: Town, wati: Person) -> None:
    there = wati.in_group(await _group(town, wati))
    await there.says("/lapor pengunjung 12", anonymous=True)
    assert "akun sendiri" in (await there.hears()).text
    await town.settles()
    with town.database.look() as work:
        assert work.inbox.lengths() == {}


async def test_added_to_a_group_the_bot_says_in_one_message_what_it_does(town: Town, wati: Person) -> None:
    group = await _group(town, wati, bot_status="left")
    await group.adds_the_bot(wati)
    there = wati.in_group(group)
    assert "/lapor pengunjung 12" in (await there.hears()).text
    await town.says_nothing_to(there)
    await group.removes_the_bot(wati)
    await town.settles()
    with town.database.look() as work:
        assert work.outbox.lengths() == {}


async def test_a_group_that_becomes_a_supergroup_keeps_working(town: Town, balai_sebut: Library, wati: Person) -> None:
    group = await _group(town, wati)
    await tells(wati.in_group(group), "/lapor pengunjung 12")
    grown = await group.becomes_supergroup(wati)
    there = wati.in_group(grown)
    assert "Tambahkan, jadi 17" in (await tells(there, "/lapor pengunjung 5")).buttons[0]
    await tap(there, "Tambahkan")
    assert town.count(balai_sebut) == 17
