"""When it isn't clear the bot asks only about what isn't clear: a tap or a few words answer."""

from datetime import date

import pytest

from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import make_visits

MONDAY = date(2026, 5, 11)


async def test_the_clear_part_is_recorded_and_the_question_proposes(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    asked = await tells(wati, "pengunjung 23, kegiatan mewarnai sekitar 20an anak")
    assert asked.text.splitlines()[1:] == [
        "Pengunjung 23",
        "Pekan ini 23",
        "Kegiatan: Mewarnai. Pesertanya saya catat 20?",
    ]
    assert asked.rows[:2] == [["Ya, 20"], ["Jumlah lain", "Tanpa jumlah"]]
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (23, [])


@pytest.mark.parametrize(("button", "participants"), [("Ya, 20", 20), ("Tanpa jumlah", None)])
async def test_an_about_number_by_tap(
    town: Town, balai_sebut: Library, wati: Person, button: str, participants: int | None
) -> None:
    asked = await tells(wati, "sekitar 20an anak tadi, kegiatan mewarnai")
    assert asked.text == "Kegiatan: Mewarnai. Pesertanya saya catat 20?"
    await tap(wati, button)
    assert town.activities(balai_sebut) == [("Mewarnai", participants)]


@pytest.mark.parametrize(
    ("said", "participants"),
    [("ya", 20), ("ya 20", 20), ("18", 18), ("18 anak", 18), ("eh salah, 18", 18), ("tanpa jumlah", None)],
)
async def test_an_about_number_by_typing(
    town: Town, balai_sebut: Library, wati: Person, said: str, participants: int | None
) -> None:
    await tells(wati, "sekitar 20an anak tadi, kegiatan mewarnai")
    await tells(wati, said)
    assert town.activities(balai_sebut) == [("Mewarnai", participants)]


async def test_another_number_is_asked_for(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "pengunjung sekitar 30")
    assert (await tap(wati, "Jumlah lain")).text == "Silakan tulis angkanya."
    await tells(wati, "27")
    assert town.count(balai_sebut) == 27


@pytest.mark.parametrize(("said", "total"), [("12", 12), ("11", 11), ("10", 10)])
async def test_a_range(town: Town, balai_sebut: Library, wati: Person, said: str, total: int) -> None:
    asked = await tells(wati, "pengunjung 10-12")
    assert asked.text == "Jumlahnya berapa, 10 atau 12?"
    assert asked.rows == [["10", "12"], ["Jumlah lain"]]
    await tells(wati, said)
    assert town.count(balai_sebut) == total


async def test_contradicting_totals(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "L 10 P 12 total 25")
    assert "22" in asked.text
    assert "totalnya ditulis 25. Mana yang benar?" in asked.text
    assert asked.buttons == ["22", "25 tanpa rincian", "✏️ Tulis ulang"]
    await tap(wati, "25 tanpa rincian")
    assert town.count(balai_sebut) == 25


@pytest.mark.parametrize(
    ("said", "total"), [("22", 22), ("25", 25), ("10 laki 15 perempuan", 25), ("pengunjung 24", 24)]
)
async def test_contradicting_totals_written_again(
    town: Town, balai_sebut: Library, wati: Person, said: str, total: int
) -> None:
    await tells(wati, "pengunjung L 10 P 12 total 25")
    assert "tulis ulang" in (await tap(wati, "Tulis ulang")).text
    await tells(wati, said)
    assert town.count(balai_sebut) == total


async def test_a_number_alone_is_proposed_as_todays_visitors(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "15")
    assert asked.text == "15 itu jumlah pengunjung hari ini?"
    assert asked.rows == [["Ya, 15 pengunjung"], ["Bukan"]]
    assert town.count(balai_sebut) is None
    await tap(wati, "Ya, 15")
    assert town.count(balai_sebut) == 15


@pytest.mark.parametrize("no", ["bukan", "tidak", "Bukan"])
async def test_a_number_that_is_no_count(town: Town, balai_sebut: Library, wati: Person, no: str) -> None:
    await tells(wati, "15")
    assert (await tells(wati, no)).text == "Tidak ada yang dicatat dari pesan ini."
    assert town.count(balai_sebut) is None


async def test_people_without_a_noun(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "L 5 P 6")
    assert asked.text == "Itu jumlah pengunjung hari ini? Pengunjung 11 (L 5 · P 6)"
    answered = await tap(wati, "Ya, 11 pengunjung")
    assert "Pengunjung 11 (L 5 · P 6)" in answered.text


async def test_an_invalid_isbn(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "buku baru Hujan isbn 9786020324780")
    assert "ISBN-nya sepertinya keliru" in asked.text
    assert asked.buttons == ["Ya, tanpa ISBN", "✖️ Jangan dicatat"]
    await tap(wati, "tanpa ISBN")
    assert town.books(balai_sebut) == [("Hujan", 1)]


async def test_an_isbn_typed_again(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "buku baru Hujan isbn 9786020324780")
    assert "ISBN 9786020324784" in (await tells(wati, "9786020324784")).text


async def test_books_without_a_title(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert (await tells(wati, "buku baru")).text.startswith("Buku apa, dan berapa eksemplar?")
    await tells(wati, "Laskar Pelangi 2 eks")
    assert town.books(balai_sebut) == [("Laskar Pelangi", 2)]


@pytest.mark.parametrize(("said", "total"), [("benar", 5000), ("ya", 5000), ("50", 50)])
async def test_a_number_that_can_hardly_be(
    town: Town, balai_sebut: Library, wati: Person, said: str, total: int
) -> None:
    asked = await tells(wati, "pengunjung 5000")
    assert asked.text == "Pengunjung 5.000: sudah benar?"
    await tells(wati, said)
    assert town.count(balai_sebut) == total


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("pengunjung 31 april 12", "tidak ada"),
        ("pengunjung besok 12", "belum terjadi"),
        ("pengunjung 3 januari 12", "60 hari"),
        ("senin 13 mei pengunjung 12", "tidak cocok"),
        ("pengunjung minggu ini 60", "per hari"),
    ],
)
async def test_days_that_can_not_be_are_asked_about(
    town: Town, balai_sebut: Library, wati: Person, said: str, about: str
) -> None:
    assert about in (await tells(wati, said)).text
    assert town.count(balai_sebut) is None


@pytest.mark.parametrize(
    ("said", "button", "day"),
    [
        ("pengunjung 31 april 12", "Kamis, 30 April", date(2026, 4, 30)),
        ("senin 13 mei pengunjung 12", "Kemarin", MONDAY),
        ("pengunjung 3 januari 12", "Ya, benar", date(2026, 1, 3)),
    ],
)
async def test_a_doubtful_day_is_settled_by_a_tap(
    town: Town, balai_sebut: Library, wati: Person, said: str, button: str, day: date
) -> None:
    await tells(wati, said)
    await tap(wati, button)
    assert town.count(balai_sebut, day) == 12


@pytest.mark.parametrize("said", ["pengunjung 31 april 12", "senin 13 mei pengunjung 12", "pengunjung 3 januari 12"])
@pytest.mark.parametrize(("answer", "day"), [("kemarin", MONDAY), ("tgl 3", date(2026, 5, 3))])
async def test_a_doubtful_day_is_settled_by_naming_it(
    town: Town, balai_sebut: Library, wati: Person, said: str, answer: str, day: date
) -> None:
    await tells(wati, said)
    await tells(wati, answer)
    assert town.count(balai_sebut, day) == 12


async def test_copies_fewer_than_titles(town: Town, balai_sebut: Library, wati: Person) -> None:
    assert "sudah benar?" in (await tells(wati, "buku baru 3 judul 2 eks")).text
    await tap(wati, "Ya, benar")
    assert town.books(balai_sebut) == [(None, 2)]


async def test_a_full_report_is_a_report_even_while_something_is_asked(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "sekitar 20an anak tadi, kegiatan mewarnai")
    assert "Pengunjung 23" in (await tells(wati, "pengunjung 23")).text
    await tap(wati, "Ya, 20")
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (23, [("Mewarnai", 20)])


async def test_what_is_written_anew_is_no_longer_asked(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "kegiatan mewarnai sekitar 20an anak")
    await tells(wati, "kegiatan mewarnai 18 anak")
    await wati.taps("Ya, 20", on=asked)
    await town.settles()
    assert town.activities(balai_sebut) == [("Mewarnai", 18)]


async def test_a_number_answers_the_newest_question_even_after_other_words(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "sekitar 20an anak tadi, kegiatan mewarnai")
    await tells(wati, "makasih bu")
    await tells(wati, "18")
    assert town.activities(balai_sebut) == [("Mewarnai", 18)]


async def test_a_number_answers_no_question_of_more_than_six_hours(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "sekitar 20an anak tadi, kegiatan mewarnai")
    await town.passes(hours=6, minutes=1)
    assert "18 itu jumlah pengunjung" in (await tells(wati, "18")).text


async def test_other_words_answer_only_what_was_said_last(town: Town, balai_sebut: Library, wati: Person) -> None:
    await tells(wati, "sekitar 20an anak tadi, kegiatan mewarnai")
    await tells(wati, "makasih bu")
    await tells(wati, "ya")
    assert town.activities(balai_sebut) == []


async def test_a_reply_answers_the_question_of_its_message(town: Town, balai_sebut: Library, wati: Person) -> None:
    first = await tells(wati, "kegiatan mewarnai sekitar 20an anak")
    await tells(wati, "kegiatan mendongeng sekitar 30an anak")
    await tells(wati, "18", reply_to=first)
    assert town.activities(balai_sebut) == [("Mewarnai", 18)]
    await tells(wati, "33")
    assert town.activities(balai_sebut) == [("Mendongeng", 33), ("Mewarnai", 18)]


async def test_two_questions_about_one_message_come_one_after_the_other(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    asked = await tells(wati, "pengunjung sekitar 30\nkegiatan mewarnai sekitar 20an anak")
    assert "Pengunjungnya saya catat 30?" in asked.text
    after = await tells(wati, "28")
    assert "Pesertanya saya catat 20?" in after.text
    await tells(wati, "19")
    assert (town.count(balai_sebut), town.activities(balai_sebut)) == (28, [("Mewarnai", 19)])


async def test_a_question_closes_after_two_days(town: Town, balai_sebut: Library, wati: Person) -> None:
    asked = await tells(wati, "kegiatan mewarnai sekitar 20an anak")
    await town.passes(days=2)
    assert (await tap(wati, "Ya, 20", on=asked)).text == "Tidak ada yang dicatat dari pesan ini."
    assert town.activities(balai_sebut) == []


async def test_a_question_survives_a_restart(town: Town, balai_sebut: Library, wati: Person) -> None:
    with town.database.look() as work:
        assert work.questions.open_for(town.known(wati).id, wati.chat_id, town.calendar.now()) == []
    await tells(wati, "kegiatan mewarnai sekitar 20an anak")
    with town.database.look() as work:  # a handler remembers nothing: it is in the database
        (question,) = work.questions.open_for(town.known(wati).id, wati.chat_id, town.calendar.now())
    assert question.takes_number


class TestASecondCountForADay:
    """It is a question, never a guess."""

    async def test_it_offers_to_add_or_to_replace(self, town: Town, balai_sebut: Library, wati: Person) -> None:
        await tells(wati, "pengunjung 23")
        asked = await tells(wati, "pengunjung 15")
        assert asked.text == "Untuk hari ini sudah tercatat 23 pengunjung. Angka 15 ini…"
        assert asked.rows == [["➕ Tambahkan, jadi 38"], ["🔁 Ganti jadi 15"], ["✖️ Abaikan"]]
        assert town.count(balai_sebut) == 23

    @pytest.mark.parametrize(("button", "total"), [("Tambahkan", 38), ("Ganti", 15), ("Abaikan", 23)])
    async def test_by_tap(self, town: Town, balai_sebut: Library, wati: Person, button: str, total: int) -> None:
        await tells(wati, "pengunjung 23")
        await tells(wati, "pengunjung 15")
        await tap(wati, button)
        assert town.count(balai_sebut) == total

    @pytest.mark.parametrize(
        ("said", "total"), [("tambah", 38), ("tambahkan", 38), ("ganti", 15), ("abaikan", 23), ("15", 15), ("17", 17)]
    )
    async def test_by_typing(self, town: Town, balai_sebut: Library, wati: Person, said: str, total: int) -> None:
        await tells(wati, "pengunjung 23")
        await tells(wati, "pengunjung 15")
        await tells(wati, said)
        assert town.count(balai_sebut) == total

    async def test_withdrawing_a_replacement_brings_back_what_was_there(
        self, town: Town, balai_sebut: Library, wati: Person
    ) -> None:
        await tells(wati, "pengunjung 23")
        await tells(wati, "pengunjung 15")
        await tap(wati, "Ganti")
        assert (await tap(wati, "Batalkan")).text.endswith("Hari ini kembali 23 pengunjung.")
        assert town.count(balai_sebut) == 23

    async def test_the_same_number_again_may_be_more_people(
        self, town: Town, balai_sebut: Library, wati: Person
    ) -> None:
        await tells(wati, "pengunjung 23")
        asked = await tells(wati, "pengunjung 23")
        assert asked.rows == [["➕ Tambahkan, jadi 46"], ["✖️ Abaikan"]]

    async def test_the_same_number_of_the_second_keeper_is_the_same_visit(
        self, town: Town, balai_sebut: Library, wati: Person, darius: Person
    ) -> None:
        await tells(wati, "pengunjung 23")
        answer = await tells(darius, "pengunjung 23")
        assert answer.text == "Itu sudah dicatat oleh Wati, terima kasih."
        assert answer.rows == []
        assert town.count(balai_sebut) == 23

    async def test_after_twelve_hours_the_same_number_is_a_question(
        self, town: Town, balai_sebut: Library, wati: Person, darius: Person
    ) -> None:
        await tells(wati, "kemarin 23 pengunjung")
        await town.passes(hours=13)
        assert "Tambahkan, jadi 46" in (await tells(darius, "senin 23 pengunjung")).buttons[0]

    async def test_another_number_of_the_second_keeper_says_who_wrote_the_first(
        self, town: Town, balai_sebut: Library, wati: Person, darius: Person
    ) -> None:
        await tells(wati, "pengunjung 23")
        asked = await tells(darius, "pengunjung 30")
        assert asked.text == "Wati sudah mencatat 23 pengunjung untuk hari ini. Angka 30 ini…"
        await tap(darius, "Ganti")
        assert town.count(balai_sebut) == 30

    async def test_a_question_answered_after_the_second_keepers_count_comes_after_it(
        self, town: Town, balai_sebut: Library, wati: Person, darius: Person
    ) -> None:
        await tells(wati, "pengunjung sekitar 20")
        await town.passes(minutes=5)
        await tells(darius, "pengunjung 30")
        asked = await tap(wati, "Ya, 20")
        assert asked.text == "Darius sudah mencatat 30 pengunjung untuk hari ini. Angka 20 ini…"
        added = await tap(wati, "Tambahkan")
        assert "Jumlahnya jadi 50 pengunjung" in added.text
        assert town.count(balai_sebut) == 50
        await tap(wati, "Batalkan")
        assert town.count(balai_sebut) == 30

    async def test_closed_against_a_count_and_a_count_against_closed(
        self, town: Town, balai_sebut: Library, wati: Person
    ) -> None:
        await tells(wati, "pengunjung 23")
        closed = await tells(wati, "tutup, ada hajatan")
        assert closed.text == "Untuk hari ini sudah tercatat 23 pengunjung. Apakah perpustakaan tutup?"
        await tap(wati, "Ya, tutup")
        assert town.count(balai_sebut) == "closed"
        counted = await tells(wati, "pengunjung 8")
        assert counted.text == "Untuk hari ini tercatat tutup. Apakah ada 8 pengunjung?"
        await tap(wati, "Ganti jadi 8")
        assert town.count(balai_sebut) == 8

    async def test_a_count_after_zero_needs_no_question(self, town: Town, balai_sebut: Library, wati: Person) -> None:
        await tells(wati, "tidak ada pengunjung")
        await tells(wati, "pengunjung 3")
        assert town.count(balai_sebut) == 3

    async def test_zero_after_a_count_can_only_replace_it(self, town: Town, balai_sebut: Library, wati: Person) -> None:
        town.reported(balai_sebut, wati, make_visits(date=MONDAY, total=9))
        asked = await tells(wati, "kemarin tidak ada pengunjung")
        assert asked.rows == [["🔁 Ganti jadi 0"], ["✖️ Abaikan"]]


async def test_two_further_counts_of_a_day_are_two_questions_and_both_can_be_answered(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await tells(wati, "pengunjung 5")
    first, second = await tells(wati, "pengunjung 3"), await tells(wati, "pengunjung 9")
    await tap(wati, "Tambahkan", on=first)
    await tap(wati, "Tambahkan", on=second)
    assert town.count(balai_sebut) == 17
