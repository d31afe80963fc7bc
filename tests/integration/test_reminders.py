"""Reminders are planned from the tables into the outbox, with a question each."""

import logging
import threading
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import select, update

from domain.days import Period
from domain.messages import Outgoing, Priority
from domain.people import Library
from domain.reminding import Frequency, nudge_key
from scheduler import reminders
from scheduler.planned import Planned, Window
from storage.outbox import Delivered
from storage.tables import CalendarDay, Membership, Outbox, Question
from storage.tables import Library as LibraryTable
from storage.watermarks import Outage
from storage.work import Database, Work
from tests.conftest import BOT_ID
from tests.factories import NOW, TODAY, Someone, add_keeper, add_library, add_report, make_visits

LONG_AGO = NOW - timedelta(days=90)
MONDAY, WEDNESDAY, FRIDAY = date(2026, 5, 11), date(2026, 5, 13), date(2026, 5, 15)


@pytest.fixture(autouse=True)
def reminded_at_half_past_three(database: Database, balai_sebut: Library, wati: Someone) -> None:
    """Balai Sebut is reminded at 15.30, which is now; Wati has kept it for long."""
    with database.work() as work:
        work.directory.change_library(balai_sebut.id, reminder_at="15:30")
        keeps_since(work, LONG_AGO)
        work.commit()


def keeps_since(work: Work, since: datetime, **values: Any) -> None:
    work.connection.execute(update(Membership).values(since=since, **values))


def plan(database: Database, now: datetime = NOW) -> list[Any]:
    """What is planned at this moment, however many pages it takes."""
    before = {row.id for row in planned(database)}
    while reminders.plan(database, now):
        pass
    return [row for row in planned(database) if row.id not in before]


def planned(database: Database) -> list[Any]:
    with database.look() as work:
        return list(work.connection.execute(select(Outbox.__table__).order_by(Outbox.id)))


def keys(rows: Iterable[Any]) -> list[str]:
    return [row.dedupe_key for row in rows]


def keep_for_long(database: Database, library: Library) -> Someone:
    """A second keeper."""
    with database.work() as work:
        keeper = add_keeper(work, library, name="Darius")
        keeps_since(work, LONG_AGO)
        work.commit()
    return keeper


def report(database: Database, library: Library, keeper: Someone, day: date = TODAY, **overrides: Any) -> None:
    with database.work() as work:
        add_report(work, library, keeper, make_visits(date=day, **overrides))
        work.commit()


def at(day: date, clock: str) -> datetime:
    """A moment by the clocks of western Kalimantan."""
    return datetime.fromisoformat(f"{day}T{clock}:00+07:00").astimezone(UTC)


def test_a_reminder_has_its_key_its_time_and_a_question(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    (row,) = plan(database)
    assert (row.chat_id, row.priority) == (wati.chat_id, Priority.REMINDER)
    assert row.dedupe_key == f"reminder:{balai_sebut.id}:2026-05-12:1:{wati.chat_id}"
    assert row.cancel_key == f"reminder:{balai_sebut.id}:2026-05-12"
    assert (row.not_before, row.not_after) == (NOW, NOW + timedelta(hours=2))
    with database.look() as work:
        question = work.questions.get(row.question_id)
    assert question is not None
    assert (question.kind, question.payload, question.takes_number) == ("visits", {"date": "2026-05-12"}, True)
    assert (question.person_id, question.library_id, question.asked_at) == (wati.id, balai_sebut.id, NOW)


def test_numbers_are_near_the_librarys_own_recent_days(database: Database, balai_sebut: Library, wati: Someone) -> None:
    for day, total in ((4, 8), (5, 12), (6, 15), (7, 20), (8, 12)):
        report(database, balai_sebut, wati, date(2026, 5, day), total=total)
    (row,) = plan(database)
    assert [[button["text"] for button in line] for line in row.payload["keyboard"]] == [
        ["0", "8", "12", "15", "20"],
        ["🚪 Tutup"],
    ]


def test_looking_again_plans_nothing_twice(database: Database, balai_sebut: Library) -> None:
    assert len(plan(database)) == 1
    with database.work() as work:
        work.directory.change_library(balai_sebut.id, reminder_at="15:31")
        work.commit()
    assert plan(database, NOW + timedelta(minutes=5)) == []


def test_what_a_facilitator_has_asked_in_the_morning_is_not_asked_again(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    darius = keep_for_long(database, balai_sebut)
    nudge = Outgoing(
        chat_id=wati.chat_id, text=Markup("?"), dedupe_key=nudge_key(balai_sebut.id, WEDNESDAY, wati.chat_id)
    )
    with database.work() as work:
        work.outbox.put([nudge], at(WEDNESDAY, "07:30"))
        work.commit()
    assert [row.chat_id for row in plan(database, at(WEDNESDAY, "08:00"))] == [darius.chat_id]
    assert [row.chat_id for row in plan(database, at(WEDNESDAY, "15:30"))] == [wati.chat_id, darius.chat_id]


def test_it_looks_again_at_the_next_moment_at_which_anything_can_fall_due(
    database: Database, balai_sebut: Library
) -> None:
    plan(database)
    with database.look() as work:
        look_at = work.connection.execute(select(LibraryTable.reminder_look_at)).scalar_one()
    assert look_at == at(WEDNESDAY, "08:00")
    assert plan(database, look_at - timedelta(seconds=1)) == []
    assert [row.dedupe_key.split(":")[3] for row in plan(database, look_at)] == ["2"]


def test_a_reported_a_closed_and_a_free_day_are_left_in_peace(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        closed = Period(first=WEDNESDAY, last=WEDNESDAY)
        work.openings.close(balai_sebut.id, closed, "hajatan")
        holiday = {"day": date(2026, 5, 14), "kind": "public", "source": "holidays", "name": "Kenaikan Isa Al Masih"}
        work.connection.execute(CalendarDay.__table__.insert().values(holiday))
        work.commit()
    report(database, balai_sebut, wati, TODAY)
    report(database, balai_sebut, wati, MONDAY)
    moments = [NOW + timedelta(hours=n) for n in range(5 * 24)]
    assert [(row.dedupe_key, row.not_before) for now in moments for row in plan(database, now)] == [
        (f"reminder:{balai_sebut.id}:2026-05-15:1:{wati.chat_id}", at(FRIDAY, "15:30"))
    ]


def test_both_keepers_are_reminded_and_a_report_takes_back_what_has_not_been_sent(
    database: Database, balai_sebut: Library, wati: Someone, darius: Someone
) -> None:
    with database.work() as work:
        keeps_since(work, LONG_AGO)
        work.commit()
    assert [row.chat_id for row in plan(database)] == [wati.chat_id, darius.chat_id]
    with database.work() as work:
        assert work.outbox.cancel(f"reminder:{balai_sebut.id}:2026-05-12") == 2


def test_whoever_cant_be_reached_or_keeps_it_no_longer_or_asked_for_silence_gets_none(
    database: Database, balai_sebut: Library, wati: Someone, darius: Someone
) -> None:
    with database.work() as work:
        ningsih = add_keeper(work, balai_sebut, external_id="7011", name="Ningsih")
        tekla = add_keeper(work, balai_sebut, external_id="7012", name="Tekla")
        keeps_since(work, LONG_AGO)
        work.directory.reachable(wati.external_id, since=NOW)
        left = update(Membership).where(Membership.person_id == darius.id)
        work.connection.execute(left.values(until=NOW - timedelta(days=1)))
        work.directory.change_keeping(ningsih.id, balai_sebut.id, reminders=Frequency.NEVER)
        work.directory.change_keeping(tekla.id, balai_sebut.id, paused_until=TODAY)
        work.commit()
    assert plan(database) == []
    assert [row.chat_id for row in plan(database, at(WEDNESDAY, "15:30"))] == [tekla.chat_id]


def test_a_weekly_keeper_is_told_all_days_of_the_week(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        work.directory.change_keeping(wati.id, balai_sebut.id, reminders=Frequency.WEEKLY)
        work.commit()
    report(database, balai_sebut, wati, WEDNESDAY)
    assert plan(database) == []
    (row,) = plan(database, at(FRIDAY, "15:30"))
    assert row.dedupe_key == f"reminder:{balai_sebut.id}:2026-W20:weekly:{wati.chat_id}"
    assert row.payload["text"].splitlines() == [
        "Selamat sore 🌤️ Pekan ini belum tercatat: Sen 11, Sel 12, Kam 14, Jum 15.",
        "Tulis misalnya: senin 9, selasa 14",
        "Berapa pengunjung hari ini, Jumat 15 Mei?",
    ]


def test_after_a_day_of_downtime_what_is_stale_is_skipped_and_said_once(
    database: Database, balai_sebut: Library, caplog: pytest.LogCaptureFixture
) -> None:
    plan(database)
    with caplog.at_level(logging.WARNING):
        back = plan(database, at(date(2026, 5, 14), "11:00"))
        again = plan(database, at(date(2026, 5, 14), "11:01"))
    assert (back, again) == ([], [])
    skipped = [record.getMessage() for record in caplog.records]
    assert skipped == ["3 reminders of 1 libraries were missed for over 2 hours: skipped"]
    assert len(plan(database, at(date(2026, 5, 14), "15:30"))) == 1


def test_a_late_look_within_two_hours_still_reminds(database: Database) -> None:
    assert plan(database, NOW + timedelta(hours=2)) == []
    with database.work() as work:
        work.connection.execute(update(LibraryTable).values(reminder_look_at=None))
        work.commit()
    (row,) = plan(database, NOW + timedelta(hours=1, minutes=59))
    assert row.not_after == NOW + timedelta(hours=2)


def test_a_library_that_moves_to_another_zone_is_reminded_at_its_new_hour(
    database: Database, balai_sebut: Library
) -> None:
    assert plan(database, NOW - timedelta(hours=2, minutes=1)) == []
    with database.work() as work:
        work.directory.change_library(balai_sebut.id, timezone="Asia/Jayapura")
        work.commit()
    (row,) = plan(database, NOW - timedelta(hours=2))
    assert row.not_before == NOW - timedelta(hours=2)


def test_a_library_without_keepers_is_looked_at_all_the_same(database: Database, tanjung_puri: Library) -> None:
    plan(database)
    with database.look() as work:
        look = select(LibraryTable.reminder_look_at).where(LibraryTable.id == tanjung_puri.id)
        assert work.connection.execute(look).scalar_one() is not None


def test_many_libraries_are_planned_page_by_page(database: Database) -> None:
    with database.work() as work:
        for number in range(reminders.PAGE):
            library = add_library(work, code=f"61.03.09.{number:04}", reminder_at="15:30")
            add_keeper(work, library, external_id=str(8000 + number), name=f"Pengelola {number}")
        keeps_since(work, LONG_AGO)
        work.commit()
    assert [reminders.plan(database, NOW) for _ in range(3)] == [True, True, False]
    assert len(set(keys(planned(database)))) == len(planned(database)) == reminders.PAGE + 1


def test_planners_at_the_same_time_plan_once(database: Database) -> None:
    with database.work() as work:
        for number in range(120):
            library = add_library(work, code=f"61.03.09.{number:04}", reminder_at="15:30")
            add_keeper(work, library, external_id=str(8000 + number), name=f"Pengelola {number}")
        keeps_since(work, LONG_AGO)
        work.commit()
    errors: list[BaseException] = []
    start = threading.Barrier(3)

    def planner() -> None:
        try:
            start.wait()
            plan(database)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=planner) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    plan(database)
    rows = planned(database)
    with database.look() as work:
        questions = len(list(work.connection.execute(select(Question.id))))
    assert (errors, len(rows), len(set(keys(rows))), questions) == ([], 121, 121, 121)


def test_what_a_reminder_that_was_never_sent_would_have_asked_is_not_open(database: Database, wati: Someone) -> None:
    plan(database)
    with database.work() as work:
        assert len(work.questions.open_for(wati.id, wati.chat_id, NOW)) == 1
        work.outbox.expire(NOW + timedelta(hours=2))
        assert work.questions.open_for(wati.id, wati.chat_id, NOW) == []


def due(database: Database, window: Window) -> list[Planned]:
    with database.look() as work:
        return list(reminders.due(work, window))


def a_minute(moment: datetime) -> Window:
    return Window(after=moment - timedelta(microseconds=1), until=moment + timedelta(seconds=59))


def test_what_will_fall_due_is_listed_with_its_reason_and_can_be_put_out_once(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    (found,) = due(database, a_minute(at(WEDNESDAY, "08:00")))
    assert (found.kind, found.library, found.chat_id, found.at) == (
        "reminder",
        balai_sebut.code,
        wati.chat_id,
        at(WEDNESDAY, "08:00"),
    )
    assert found.because == ("2026-05-12 still has no report; once more on the next open day at 08:00 Asia/Pontianak")
    for _ in range(2):
        with database.work() as work:
            found.put(work)
            work.commit()
    assert keys(planned(database)) == [found.dedupe_key]
    assert plan(database, at(WEDNESDAY, "08:00")) == []
    assert due(database, a_minute(at(WEDNESDAY, "08:00"))) == []


def test_after_an_outage_reminders_ask_to_send_again_for_three_days(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        outage = Outage(since=at(date(2026, 5, 7), "12:00"), until=at(TODAY, "06:00"))
        work.watermarks.note_outage(BOT_ID, outage)
        work.commit()
    report(database, balai_sebut, wati, date(2026, 5, 8))
    (row,) = plan(database)
    assert row.payload["text"].splitlines() == [
        "Selamat sore 🌤️ Berapa pengunjung hari ini, Selasa 12 Mei?",
        "Maaf, saya sempat tidak aktif, dan laporan Kam 7, Sen 11 belum saya terima. Kalau sudah Anda kirim, "
        "mohon dikirim sekali lagi 🙏",
    ]
    (row,) = plan(database, at(FRIDAY, "15:30"))
    assert "sempat tidak aktif" not in row.payload["text"]


def unanswered(database: Database, library: Library) -> list[tuple[int, date, int | None]]:
    with database.look() as work:
        return [(one.person_id, one.day, one.message_id) for one in work.reminding.unanswered(library.id)]


def test_open_reminders_are_found_with_the_message_that_can_be_edited(
    database: Database, balai_sebut: Library, wati: Someone, darius: Someone
) -> None:
    with database.work() as work:
        keeps_since(work, LONG_AGO)
        work.commit()
    rows = plan(database)
    with database.work() as work:
        letters = [Delivered(id=row.id, state="sent", message_id=50 + n) for n, row in enumerate(rows)]
        work.outbox.settle(letters[:1], NOW)
        work.commit()
    assert unanswered(database, balai_sebut) == [(wati.id, TODAY, 50), (darius.id, TODAY, None)]
    with database.work() as work:
        work.directory.reachable(wati.external_id, since=NOW)
        work.connection.execute(update(Membership).where(Membership.person_id == darius.id).values(until=NOW))
        work.commit()
    assert unanswered(database, balai_sebut) == [(wati.id, TODAY, None)]
    with database.work() as work:
        work.questions.answer(rows[0].question_id)
        work.commit()
    assert unanswered(database, balai_sebut) == []


def test_a_library_out_of_use_is_not_reminded_of_until_it_is_used_again(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    for active, reminded in ((False, 0), (True, 1)):
        with database.work() as work:
            work.directory.change_library(balai_sebut.id, active=active)
            work.commit()
        assert len(plan(database)) == reminded
