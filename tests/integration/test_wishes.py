"""What a keeper wants of the reminders, said in words: done, said back, and taken back by "batal"."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.days import Period
from domain.entries import Visits
from domain.messages import Outgoing
from domain.people import Library
from domain.reminding import Frequency
from domain.understanding import Change, Correction, Understanding, Wish, WishKind
from handlers import wishes
from handlers.turn import Answer, Turn
from locales import texts_in
from storage import tables
from storage.directory import Keeping
from storage.work import Database, Work
from tests.factories import NOW, TODAY, Someone, add_keeper, add_report, make_incoming, make_visits

TWO_JUNE = date(2026, 6, 2)
AT_FOUR = Wish(kind=WishKind.HOUR, hour=time(16))
ON_LEAVE = Wish(kind=WishKind.PAUSE, until=TWO_JUNE)
BATAL = Understanding(change=Change(kind=Correction.WITHDRAW))


@pytest.fixture
def work(database: Database, wati: Someone, tanjung_merpati: Library) -> Iterator[Work]:
    """One transaction, opened once the others have ended: SQLite has one writer."""
    with database.work() as work:
        yield work


@pytest.fixture
def darius(work: Work, balai_sebut: Library) -> Someone:
    """The second keeper of Balai Sebut."""
    return add_keeper(work, balai_sebut, external_id="7002", name="Darius")


def turn(work: Work, who: Someone, *, now: datetime = NOW, **incoming: Any) -> Turn:
    person = work.directory.person(who.external_id)
    assert person is not None
    values = {"chat_id": who.chat_id, "sender": who.sender, "sent_at": now} | incoming
    return Turn(incoming=make_incoming(**values), work=work, now=now, texts=texts_in("id"), person=person)


def says(work: Work, who: Someone, wish: Wish, **how: Any) -> Answer:
    return wishes.in_words(turn(work, who, **how), wish)


def text(answer: Answer) -> str:
    return str(answer[0].text)


def buttons(outgoing: Outgoing) -> list[str]:
    return [button.text for row in outgoing.keyboard for button in row]


def keeping(work: Work, who: Someone, library: Library) -> Keeping:
    return work.directory.keeping(who.id, library.id)


def hour(work: Work, library: Library) -> str | None:
    found = work.directory.library(library.id)
    return found.reminder_at if found else None


def takes_back(work: Work, who: Someone, answer: Answer) -> Answer | None:
    question = work.questions.get(answer[0].question_id or 0)
    assert question is not None
    return wishes.typed(turn(work, who), question, BATAL)


def test_an_hour_still_to_come_holds_today(work: Work, wati: Someone, balai_sebut: Library) -> None:
    answer = says(work, wati, AT_FOUR)
    assert text(answer) == "⏰ Siap, mulai hari ini saya ingatkan pukul 16.00."
    assert buttons(answer[0]) == ["⏰ Ubah pengingat"]
    assert hour(work, balai_sebut) == "16:00"


def test_an_hour_that_has_passed_holds_from_the_next_open_day(work: Work, wati: Someone) -> None:
    assert text(says(work, wati, Wish(kind=WishKind.HOUR, hour=time(13)))) == (
        "⏰ Siap, mulai besok saya ingatkan pukul 13.00."
    )


def test_an_hour_still_to_come_waits_where_the_count_is_in(work: Work, wati: Someone, balai_sebut: Library) -> None:
    add_report(work, balai_sebut, wati)
    assert text(says(work, wati, AT_FOUR)) == "⏰ Siap, mulai besok saya ingatkan pukul 16.00."


@pytest.mark.parametrize("key", [f"{TODAY}:1", "2026-W20:weekly"])
def test_nobody_is_reminded_twice_of_a_day(work: Work, wati: Someone, balai_sebut: Library, key: str) -> None:
    sent = Outgoing(
        chat_id=wati.chat_id, text=texts_in("id").say("today"), dedupe_key=f"reminder:{balai_sebut.id}:{key}:7001"
    )
    work.outbox.put([sent], NOW)
    assert text(says(work, wati, AT_FOUR)) == "⏰ Siap, mulai besok saya ingatkan pukul 16.00."


def test_who_names_an_hour_wants_to_be_reminded(work: Work, wati: Someone, balai_sebut: Library) -> None:
    says(work, wati, Wish(kind=WishKind.FREQUENCY, frequency=Frequency.NEVER))
    says(work, wati, AT_FOUR)
    assert keeping(work, wati, balai_sebut).reminders is Frequency.DAILY


def test_the_other_keepers_are_told_the_hour_once_it_has_settled(
    work: Work, wati: Someone, darius: Someone, balai_sebut: Library
) -> None:
    first = says(work, wati, Wish(kind=WishKind.HOUR, hour=time(17)))
    work.outbox.put(first, NOW)
    _, told = says(work, wati, AT_FOUR)
    assert (told.chat_id, str(told.text), told.not_before) == (
        darius.chat_id,
        "Wati mengubah jam pengingat Perpustakaan Desa Balai Sebut menjadi 16.00.",
        NOW + timedelta(minutes=1),
    )
    before = select(tables.Outbox.state).where(tables.Outbox.chat_id == darius.chat_id)
    assert work.connection.execute(before).scalars().all() == ["cancelled"]
    assert len(says(work, wati, AT_FOUR)) == 1


def test_the_look_of_the_clockwork_is_due(work: Work, wati: Someone, balai_sebut: Library) -> None:
    looks = select(tables.Library.reminder_look_at).where(tables.Library.id == balai_sebut.id)
    for wish in (AT_FOUR, ON_LEAVE, Wish(kind=WishKind.RESUME)):
        work.connection.execute(tables.Library.__table__.update().values(reminder_look_at=NOW))
        says(work, wati, wish)
        assert work.connection.execute(looks).scalar_one() is None


def test_a_pause_is_the_keepers_own(work: Work, wati: Someone, darius: Someone, balai_sebut: Library) -> None:
    answer = says(work, wati, ON_LEAVE)
    assert text(answer) == "⏸ Pengingat dijeda sampai Selasa, 2 Juni. Mulai lagi Rabu, 3 Juni."
    assert buttons(answer[0]) == ["▶️ Lanjutkan", "🚪 Perpustakaan juga tutup"]
    assert len(answer) == 1
    assert keeping(work, wati, balai_sebut).paused_until == TWO_JUNE
    assert keeping(work, darius, balai_sebut).paused_until is None


def test_a_pause_ends_on_an_open_day(work: Work, wati: Someone, balai_sebut: Library) -> None:
    work.openings.close(balai_sebut.id, Period(first=date(2026, 6, 1), last=date(2026, 6, 4)), None)
    assert text(says(work, wati, ON_LEAVE)).endswith("Mulai lagi Jumat, 5 Juni.")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (TODAY - timedelta(days=1), "Tanggal itu sudah lewat, jadi belum ada yang saya ubah."),
        (TODAY + timedelta(days=367), "Itu lebih dari setahun, jadi belum ada yang saya ubah."),
    ],
)
def test_a_pause_that_cannot_be_changes_nothing(
    work: Work, wati: Someone, balai_sebut: Library, until: date, said: str
) -> None:
    assert text(says(work, wati, Wish(kind=WishKind.PAUSE, until=until))).startswith(said)
    assert keeping(work, wati, balai_sebut).paused_until is None


def test_a_pause_into_the_next_year_names_it(work: Work, wati: Someone) -> None:
    wish = Wish(kind=WishKind.PAUSE, until=date(2027, 1, 3))
    assert text(says(work, wati, wish)) == (
        "⏸ Pengingat dijeda sampai Minggu, 3 Januari 2027. Mulai lagi Senin, 4 Januari 2027."
    )


@pytest.mark.parametrize(
    ("sent", "first"),
    [("07:30", TODAY), ("15:30", TODAY + timedelta(days=1))],
)
def test_the_library_may_be_closed_too_from_when_it_would_next_open(
    work: Work, wati: Someone, sent: str, first: date
) -> None:
    now = datetime.fromisoformat(f"2026-05-12T{sent}+07:00")
    closing = says(work, wati, ON_LEAVE, now=now)[0].keyboard[1][0].data or ""
    assert closing.split(":")[2:] == [str(first.toordinal()), str(TWO_JUNE.toordinal())]


def test_once_a_week_is_on_its_last_open_day(work: Work, wati: Someone) -> None:
    assert text(says(work, wati, Wish(kind=WishKind.FREQUENCY, frequency=Frequency.WEEKLY))) == (
        "⏰ Siap, saya ingatkan seminggu sekali, pada hari buka terakhir.\nBerikutnya: Jumat, 15 Mei pukul 15.30"
    )


def test_never_and_again(work: Work, wati: Someone, balai_sebut: Library) -> None:
    assert text(says(work, wati, Wish(kind=WishKind.FREQUENCY, frequency=Frequency.NEVER))) == (
        "🔕 Baik, saya tidak akan mengingatkan lagi. Laporan tetap bisa dikirim kapan saja."
    )
    assert text(says(work, wati, Wish(kind=WishKind.RESUME))) == (
        "▶️ Siap, saya ingatkan lagi.\nBerikutnya: hari ini pukul 15.30"
    )
    assert keeping(work, wati, balai_sebut).reminders is Frequency.DAILY


def test_the_pause_ends_when_asked_for(work: Work, wati: Someone, balai_sebut: Library) -> None:
    says(work, wati, ON_LEAVE)
    says(work, wati, Wish(kind=WishKind.RESUME))
    assert keeping(work, wati, balai_sebut).paused_until is None


def test_leave_is_leave_from_all_libraries_but_the_hour_is_ones_own(
    work: Work, wati: Someone, balai_sebut: Library, tanjung_merpati: Library
) -> None:
    work.directory.join(wati.id, tanjung_merpati.id, NOW)
    answer = says(work, wati, ON_LEAVE)
    assert text(answer).endswith("\nIni berlaku untuk semua perpustakaan Anda.")
    assert buttons(answer[0])[1:] == [
        "🚪 Perpustakaan Desa Tanjung Merpati juga tutup",
        "🚪 Perpustakaan Desa Balai Sebut juga tutup",
    ]
    paused = [keeping(work, wati, library).paused_until for library in (balai_sebut, tanjung_merpati)]
    assert paused == [TWO_JUNE, TWO_JUNE]
    assert text(says(work, wati, AT_FOUR)) == (
        "⏰ Siap, mulai Rabu, 3 Juni saya ingatkan pukul 16.00.\nUntuk Perpustakaan Desa Tanjung Merpati."
    )
    assert (hour(work, balai_sebut), hour(work, tanjung_merpati)) == ("15:30", "16:00")


def test_batal_brings_back_what_was_set(work: Work, wati: Someone, darius: Someone, balai_sebut: Library) -> None:
    says(work, wati, Wish(kind=WishKind.FREQUENCY, frequency=Frequency.NEVER))
    answer = says(work, wati, AT_FOUR)
    back = takes_back(work, wati, answer)
    assert back is not None
    assert text(back) == "↩️ Baik, pengingat kembali seperti semula."
    assert hour(work, balai_sebut) == "15:30"
    assert keeping(work, wati, balai_sebut).reminders is Frequency.NEVER
    says(work, wati, ON_LEAVE)
    takes_back(work, wati, says(work, wati, Wish(kind=WishKind.RESUME)))
    assert keeping(work, wati, balai_sebut).paused_until == TWO_JUNE


def test_what_is_no_batal_is_left_to_others(work: Work, wati: Someone) -> None:
    question = work.questions.get(says(work, wati, AT_FOUR)[0].question_id or 0)
    assert question is not None
    said = Understanding(entries=(make_visits(),))
    assert wishes.typed(turn(work, wati), question, said) is None


def test_a_wish_that_names_nothing_shows_what_is_set(work: Work, wati: Someone) -> None:
    assert text(says(work, wati, Wish(kind=WishKind.PAUSE))).startswith("⏰ Pengingat · Perpustakaan Desa Balai Sebut")


def test_reminders_are_nothing_for_a_group(work: Work, wati: Someone, balai_sebut: Library) -> None:
    answer = says(work, wati, ON_LEAVE, is_group=True, chat_id=-100)
    assert text(answer) == "Mohon tulis itu kepada saya di chat pribadi: ketuk nama saya, lalu Mulai."
    assert keeping(work, wati, balai_sebut).paused_until is None


def test_a_day_told_closed_is_no_day_to_be_reminded_of(work: Work, wati: Someone, balai_sebut: Library) -> None:
    add_report(work, balai_sebut, wati, Visits(date=TODAY, closed=True))
    work.openings.close(balai_sebut.id, Period(first=date(2026, 5, 13), last=date(2026, 5, 14)), "hajatan")
    assert text(says(work, wati, AT_FOUR)) == "⏰ Siap, mulai Jumat, 15 Mei saya ingatkan pukul 16.00."


def test_a_weekly_reminder_is_needed_until_the_week_is_complete(
    work: Work, wati: Someone, balai_sebut: Library
) -> None:
    friday = datetime.fromisoformat("2026-05-15T15:00+07:00")
    weekly = Wish(kind=WishKind.FREQUENCY, frequency=Frequency.WEEKLY)
    add_report(work, balai_sebut, wati, make_visits(date=friday.date()))
    assert text(says(work, wati, weekly, now=friday)).endswith("\nBerikutnya: hari ini pukul 15.30")
    monday_to_thursday = [make_visits(date=date(2026, 5, day)) for day in range(11, 15)]
    add_report(work, balai_sebut, wati, *monday_to_thursday)
    assert text(says(work, wati, weekly, now=friday)).endswith("\nBerikutnya: Jumat, 22 Mei pukul 15.30")
