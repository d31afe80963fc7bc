"""Editing the sent message changes the record, and the bot edits its answer to match."""

from datetime import date

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells


async def test_an_edit_replaces_all_that_the_message_recorded(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("pengunjung 23, kegiatan mewarnai 12 anak")
    await wati.hears()
    await wati.edits(report, "pengunjung 25, buku baru Si Kancil 2 eks")
    seen = await wati.sees_edit()
    assert seen.text == (
        "✏️ Diperbarui untuk Selasa, 12 Mei 2026\nPengunjung 25\nBuku baru: Si Kancil, 2 eks\nPekan ini 25"
    )
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (25, [])
    assert town.books(balai_sebut) == [("Si Kancil", 2)]


async def test_an_edit_that_changes_no_letter_changes_nothing(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("pengunjung 23")
    await wati.hears()
    await wati.edits(report, "pengunjung 23")
    await town.says_nothing_to(wati)


async def test_an_edit_before_the_answer_was_sent_changes_the_answer_itself(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await town.simulator.fails("sendMessage", status=500, times=1)
    report = await wati.says("pengunjung 23")
    await wati.edits(report, "pengunjung 25")
    await town.settles()
    answers = [message for message in await wati.messages() if message.raw["by_bot"]]
    assert "Pengunjung 25" in answers[-1].text
    assert len(answers) == 1
    assert town.count(balai_sebut) == 25


async def test_an_edit_replaces_corrections_too(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("pengunjung 23, kegiatan mewarnai 12 anak")
    await wati.hears()
    await tap(wati, "Perbaiki")
    await tap(wati, "Mewarnai")
    await tells(wati, "14")
    await wati.edits(report, "pengunjung 24, kegiatan mewarnai 12 anak")
    await town.settles()
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (24, [("Mewarnai", 12)])


async def test_what_was_withdrawn_stays_withdrawn_when_it_is_edited(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    report = await wati.says("pengunjung 23")
    await wati.hears()
    await tap(wati, "Batalkan")
    await wati.edits(report, "pengunjung 25")
    assert "Dibatalkan" in (await wati.sees_edit()).text
    assert town.count(balai_sebut) is None
    assert "Pengunjung 25" in (await tap(wati, "Catat lagi")).text
    assert town.count(balai_sebut) == 25


async def test_an_edit_closes_the_questions_and_asks_anew(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("kegiatan mewarnai sekitar 20an anak")
    asked = await wati.hears()
    old = asked.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
    await wati.edits(report, "kegiatan mewarnai sekitar 30an anak")
    assert (await wati.sees_edit()).buttons[0] == "Ya, 30"
    await wati.taps_stale(old, asked.id)
    await town.settles()
    assert town.activities(balai_sebut) == []
    await tap(wati, "Ya, 30")
    assert town.activities(balai_sebut) == [("Mewarnai", 30)]


async def test_an_edited_answer_to_a_question_replaces_the_old_answer(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "kegiatan mewarnai sekitar 20an anak")
    answer = await wati.says("18")
    await wati.hears()
    await wati.edits(answer, "19")
    assert "19 peserta" in (await wati.hears()).text
    assert town.activities(balai_sebut) == [("Mewarnai", 19)]


async def test_an_edited_new_value_of_perbaiki_replaces_the_old_one(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 23")
    await tap(wati, "Perbaiki")
    await tap(wati, "Pengunjung 23")
    value = await wati.says("18")
    await wati.hears()
    for edited in (19, 20):
        await wati.edits(value, str(edited))
        await wati.hears()
        assert town.count(balai_sebut) == edited


async def test_an_edit_of_a_message_that_was_no_report_is_read_as_new(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    message = await wati.says("sip pak")
    await wati.hears()
    await wati.edits(message, "pengunjung 12")
    assert "Pengunjung 12" in (await wati.hears()).text
    assert town.count(balai_sebut) == 12


async def test_an_edit_to_something_else_takes_the_report_back(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("pengunjung 23")
    await wati.hears()
    await wati.edits(report, "halo semua")
    assert (await wati.sees_edit()).text == "Tidak ada yang dicatat dari pesan ini."
    assert town.count(balai_sebut) is None


async def test_an_edit_is_read_at_its_original_moment(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("pengunjung 23")
    await wati.hears()
    await town.passes(days=1)
    await wati.edits(report, "pengunjung 25")
    await wati.sees_edit()
    assert (town.count(balai_sebut, date(2026, 5, 12)), town.count(balai_sebut)) == (25, None)


async def test_an_edited_count_keeps_its_place_in_the_day(town: Town, balai_sebut: Library, wati: Person) -> None:
    first = await wati.says("pengunjung 10")
    await wati.hears()
    await town.passes(minutes=5)
    await tells(wati, "tambah 5 lagi")
    await wati.edits(first, "pengunjung 12")
    await wati.sees_edit()
    assert town.count(balai_sebut) == 17


async def test_an_edited_correction_in_words_is_corrected(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 23")
    correction = await wati.says("eh salah, 18")
    await wati.hears()
    await wati.edits(correction, "eh salah, 19")
    await wati.sees_edit()
    assert town.count(balai_sebut) == 19


async def test_an_edited_command_with_a_report(town: Town, balai_sebut: Library, wati: Person) -> None:
    report = await wati.says("/lapor pengunjung 12")
    await wati.hears()
    await wati.edits(report, "/lapor pengunjung 13")
    assert "Pengunjung 13" in (await wati.sees_edit()).text
    closed = await wati.says("/tutup kemarin, listrik padam")
    await wati.hears()
    await wati.edits(closed, "/tutup kemarin, banjir")
    assert "banjir" in (await wati.sees_edit()).text
    assert town.count(balai_sebut, date(2026, 5, 11)) == "closed"


async def test_an_edited_title_of_a_step(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "/lapor")
    await tap(wati, "Kegiatan")
    title = await wati.says("mendngeng")
    await wati.hears()
    await wati.edits(title, "mendongeng")
    assert "Mendongeng: berapa peserta?" in (await wati.hears()).text
    number = await wati.says("12")
    await wati.hears()
    await wati.edits(number, "13")
    assert "13 peserta" in (await wati.sees()).text
    assert town.activities(balai_sebut) == [("Mendongeng", 13)]
