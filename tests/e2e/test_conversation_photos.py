"""Photos: the caption is the report; the picture itself is kept only when its keeper says so."""

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells

WHAT = "Terima kasih fotonya! Apa yang saya catat? Misalnya: kegiatan mewarnai 12 anak"


def _kept(town: Town) -> list[bool]:
    from sqlalchemy import select

    from storage.tables import Photo

    with town.database.look() as work:
        return [kept is not None for kept in work.connection.execute(select(Photo.kept_at)).scalars()]


async def test_the_caption_is_recorded_and_the_photo_kept_by_a_tap(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await wati.sends_photo(b"gambar", caption="kegiatan mewarnai 12 anak")
    answer = await wati.hears()
    assert answer.rows == [["🖼️ Simpan foto"], ["↩️ Batalkan", "✏️ Perbaiki"]]
    assert _kept(town) == [False]
    kept = await tap(wati, "Simpan foto")
    assert "wajah anaknya tidak bisa dikenali" in kept.text
    assert kept.rows == [["↩️ Batalkan", "✏️ Perbaiki"]]
    assert _kept(town) == [True]


async def test_a_photo_without_a_caption_is_asked_about(town: Town, balai_sebut: Library, wati: Person) -> None:
    photo = (await wati.sends_photo(b"gambar"))[0]
    assert (await wati.hears()).text == WHAT
    answer = await tells(wati, "kegiatan mewarnai 12 anak")
    assert answer.rows[0] == ["🖼️ Simpan foto"]
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]
    with town.database.look() as work:
        report = work.journal.report_of(wati.chat_id, photo.id)
    assert report is not None
    assert report.text == "kegiatan mewarnai 12 anak"


async def test_the_words_that_described_a_photo_may_be_edited(town: Town, balai_sebut: Library, wati: Person) -> None:
    await wati.sends_photo(b"gambar")
    await wati.hears()
    words = await wati.says("kegiatan mewarnai 12 anak")
    await wati.hears()
    await wati.edits(words, "kegiatan mewarnai 14 anak")
    await town.settles()
    assert town.activities(balai_sebut) == [("Mewarnai", 14)]


async def test_a_caption_that_reports_nothing_is_asked_about(town: Town, wati: Person) -> None:
    await wati.sends_photo(b"gambar", caption="mantap")
    assert (await wati.hears()).text == WHAT


async def test_batal_leaves_a_photo_undescribed(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung 12")
    await wati.sends_photo(b"gambar")
    await wati.hears()
    assert (await tells(wati, "batal")).text == "Baik, tidak ada yang diubah."
    assert town.count(balai_sebut) == 12


async def test_an_album_with_a_caption_is_one_report_with_one_answer(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await wati.sends_photo(b"satu", b"dua", b"tiga", caption="kegiatan mewarnai 12 anak")
    await wati.hears()
    await town.passes(seconds=3)
    await town.says_nothing_to(wati)
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]
    await tap(wati, "Simpan foto")
    assert _kept(town) == [True, True, True]


async def test_the_caption_counts_from_whichever_picture_has_it(town: Town, balai_sebut: Library, wati: Person) -> None:
    await _album(town, wati, "", "kegiatan mewarnai 12 anak", "")
    assert "Mewarnai, 12 peserta" in (await wati.hears()).text
    await town.passes(seconds=3)
    await town.says_nothing_to(wati)
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]


async def test_an_album_without_any_caption_is_asked_about_once_after_two_seconds(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await wati.sends_photo(b"satu", b"dua", b"tiga")
    await town.says_nothing_to(wati)
    await town.passes(seconds=1.9)
    await town.says_nothing_to(wati)
    await town.passes(seconds=0.1)
    assert (await wati.hears()).text == WHAT
    await town.says_nothing_to(wati)
    await tells(wati, "kegiatan mewarnai 12 anak")
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]


async def test_words_within_the_two_seconds_are_the_caption(town: Town, balai_sebut: Library, wati: Person) -> None:
    await wati.sends_photo(b"satu", b"dua")
    assert "Simpan foto" in (await tells(wati, "kegiatan mewarnai 12 anak")).buttons[0]
    await town.passes(seconds=3)
    await town.says_nothing_to(wati)
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]


async def test_a_caption_that_comes_after_the_question_answers_it(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await _album(town, wati, "")
    await town.passes(seconds=3)
    assert (await wati.hears()).text == WHAT
    await _album(town, wati, "kegiatan mewarnai 12 anak", first=901)
    assert "12 peserta" in (await wati.hears()).text
    assert town.activities(balai_sebut) == [("Mewarnai", 12)]


async def test_an_album_for_one_of_several_libraries(town: Town, tanjung_merpati: Library, ningsih: Person) -> None:
    await ningsih.sends_photo(b"satu", b"dua", caption="kegiatan mewarnai 12 anak")
    await ningsih.hears()
    assert "🖼️ Simpan foto" in (await tap(ningsih, "Merpati")).buttons
    await town.says_nothing_to(ningsih)
    assert town.activities(tanjung_merpati) == [("Mewarnai", 12)]


async def test_an_album_of_a_newcomer_waits_whole(town: Town, balai_sebut: Library, hendra: Person) -> None:
    await hendra.sends_photo(b"satu", b"dua", caption="kegiatan mewarnai 12 anak")
    assert "Satu ketukan dulu" in (await hendra.hears()).text
    await town.says_nothing_to(hendra)
    await tells(hendra, f"/start {town.invitation(balai_sebut)}")
    await tap(hendra, "Setuju")
    assert "🖼️ Simpan foto" in (await hendra.hears()).buttons
    await town.says_nothing_to(hendra)
    await tap(hendra, "Simpan foto")
    assert _kept(town) == [True, True]


async def _album(town: Town, person: Person, *captions: str, first: int = 900) -> None:
    """Pictures of one album, each with its own caption, as Telegram may deliver them."""
    for number, caption in enumerate(captions, first):
        photo = {"file_id": f"file-{number}", "file_unique_id": f"f{number}", "width": 90, "height": 90}
        message = {
            "message_id": number,
            "date": int(town.calendar.now().timestamp()),
            "chat": {"id": person.chat_id, "type": "private", "first_name": person.name},
            "from": {"id": person.user_id, "is_bot": False, "first_name": person.name},
            "media_group_id": "77",
            "photo": [photo],
        }
        await town.simulator.sends_update({"message": message | ({"caption": caption} if caption else {})})
    await town.settles()
