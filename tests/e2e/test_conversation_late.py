"""Late deliveries (no signal at closing time), and counts far above what is usual."""

from datetime import date, timedelta

import pytest

from domain.entries import Visits
from domain.people import Library
from simulator.conversation import Person
from tests.e2e.town import Town, tap, tells
from tests.factories import TODAY, make_visits

MONDAY = date(2026, 5, 11)


async def _at(town: Town, hour: float, days: int = 1) -> None:
    """It is that hour, that many days after Tuesday."""
    await town.passes(hours=24 * days + hour - 15.5)


async def test_an_undated_count_before_opening_is_asked_about_while_the_last_open_day_is_empty(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    await _at(town, 6.5)
    asked = await tells(wati, "pengunjung 12")
    assert asked.text == "Pengunjung 12: untuk hari apa?"
    assert asked.rows == [["Kemarin", "Hari ini"]]
    assert (await tap(wati, "Kemarin")).text.startswith("✅ Tercatat untuk Selasa, 12 Mei 2026")
    assert (town.count(balai_sebut, TODAY), town.count(balai_sebut)) == (12, None)


@pytest.mark.parametrize(
    ("said", "yesterday", "today"), [("kemarin", 12, None), ("hari ini", None, 12), ("selasa", 12, None)]
)
async def test_the_day_may_be_typed(
    town: Town, balai_sebut: Library, wati: Person, said: str, yesterday: int | None, today: int | None
) -> None:
    await _at(town, 6.5)
    await tells(wati, "pengunjung 12")
    await tells(wati, said)
    assert (town.count(balai_sebut, TODAY), town.count(balai_sebut)) == (yesterday, today)


async def test_what_came_with_the_late_count_moves_with_it(town: Town, balai_sebut: Library, wati: Person) -> None:
    await _at(town, 6.5)
    await tells(wati, "pengunjung 12, kegiatan mewarnai 5 anak")
    moved = await tap(wati, "Kemarin")
    assert moved.text.splitlines()[:3] == [
        "✅ Tercatat untuk Selasa, 12 Mei 2026",
        "Pengunjung 12",
        "Kegiatan: Mewarnai, 5 peserta",
    ]


async def test_on_a_monday_morning_the_last_open_day_is_friday(town: Town, balai_sebut: Library, wati: Person) -> None:
    await _at(town, 6.5, days=6)
    assert (await tells(wati, "pengunjung 12")).buttons == ["Jumat, 15 Mei", "Hari ini"]


@pytest.mark.parametrize("said", ["hari ini pengunjung 12", "pengunjung 12 tgl 13"])
async def test_a_count_that_names_its_day_is_not_asked_about(
    town: Town, balai_sebut: Library, wati: Person, said: str
) -> None:
    await _at(town, 6.5)
    await tells(wati, said)
    assert town.count(balai_sebut) == 12


async def test_with_the_last_open_day_told_an_early_count_is_todays(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    town.reported(balai_sebut, wati, make_visits(total=9))
    await _at(town, 6.5)
    await tells(wati, "pengunjung 12")
    assert town.count(balai_sebut) == 12


async def test_a_day_that_was_asked_for_is_not_asked_again(town: Town, balai_sebut: Library, wati: Person) -> None:
    await _at(town, 6.5)
    await tells(wati, "/lapor")
    await tap(wati, "Pengunjung")
    await tap(wati, "Hari ini")
    await tells(wati, "12")
    assert town.count(balai_sebut) == 12


async def test_later_in_the_day_the_answer_offers_yesterday(town: Town, balai_sebut: Library, wati: Person) -> None:
    answer = await tells(wati, "pengunjung 12")
    assert answer.rows[0] == ["📅 Untuk kemarin"]
    moved = await tap(wati, "Untuk kemarin")
    assert moved.text.startswith("✏️ Diperbarui untuk Senin, 11 Mei 2026\nPengunjung 12")
    assert moved.rows == [["↩️ Batalkan", "✏️ Perbaiki"]]
    assert (town.count(balai_sebut, MONDAY), town.count(balai_sebut)) == (12, None)


@pytest.mark.parametrize("said", ["hari ini 12 pengunjung", "kemarin 12 pengunjung", "tutup"])
async def test_yesterday_is_not_offered_where_the_day_is_clear(
    town: Town, balai_sebut: Library, wati: Person, said: str
) -> None:
    assert "📅 Untuk kemarin" not in (await tells(wati, said)).buttons


async def test_yesterday_is_not_offered_when_it_has_a_count_or_was_no_open_day(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    town.reported(balai_sebut, wati, make_visits(date=MONDAY, total=9))
    assert "📅 Untuk kemarin" not in (await tells(wati, "pengunjung 12")).buttons
    await _at(town, 15.5, days=6)  # a Monday: the library is closed on Sundays
    assert "📅 Untuk kemarin" not in (await tells(wati, "pengunjung 12")).buttons


async def test_a_count_moved_to_a_day_that_has_one_by_now_is_asked_about(
    town: Town, balai_sebut: Library, wati: Person, darius: Person
) -> None:
    await tells(wati, "pengunjung 12")
    await tells(darius, "pengunjung kemarin 20")
    asked = await tap(wati, "Untuk kemarin")
    assert asked.text == "Darius sudah mencatat 20 pengunjung untuk kemarin. Angka 12 ini…"
    assert (town.count(balai_sebut, MONDAY), town.count(balai_sebut)) == (20, None)


class TestAnUnusualCount:
    """Over five times the median of the last twenty days, and over fifty: recorded, and asked about."""

    async def test_it_is_recorded_and_asked_about(self, town: Town, balai_sebut: Library, wati: Person) -> None:
        self._usually_ten(town, balai_sebut, wati)
        answer = await tells(wati, "pengunjung 120")
        assert "Jauh lebih banyak dari biasanya. Sudah benar?" in answer.text
        assert ["✅ Benar", "✏️ Ubah"] in answer.rows
        assert town.count(balai_sebut) == 120
        assert self._unconfirmed(town)

    async def test_benar_confirms_it(self, town: Town, balai_sebut: Library, wati: Person) -> None:
        self._usually_ten(town, balai_sebut, wati)
        await tells(wati, "pengunjung 120")
        confirmed = await tap(wati, "Benar")
        assert "Sudah benar?" not in confirmed.text
        assert not self._unconfirmed(town)

    async def test_ubah_leads_to_the_right_number(self, town: Town, balai_sebut: Library, wati: Person) -> None:
        self._usually_ten(town, balai_sebut, wati)
        await tells(wati, "pengunjung 120")
        await tap(wati, "Ubah")
        await tap(wati, "Pengunjung 120")
        assert "Sudah benar?" not in (await tells(wati, "12")).text
        assert (town.count(balai_sebut), self._unconfirmed(town)) == (12, False)

    @pytest.mark.parametrize("total", [50, 51])
    async def test_fifty_or_five_times_the_median_is_usual(
        self, town: Town, balai_sebut: Library, wati: Person, total: int
    ) -> None:
        self._usually_ten(town, balai_sebut, wati, counted=11)
        assert "Sudah benar?" not in (await tells(wati, f"pengunjung {total}")).text

    @staticmethod
    def _usually_ten(town: Town, balai_sebut: Library, wati: Person, counted: int = 10) -> None:
        days = (MONDAY - timedelta(days=n) for n in range(5))
        town.reported(balai_sebut, wati, *(Visits(date=day, total=counted) for day in days))

    @staticmethod
    def _unconfirmed(town: Town) -> bool:
        with town.database.look() as work:
            exported = work.views.export_entries(period=None, region_code=None, library_code=None)
            return any(entry.unconfirmed for entry in exported)
