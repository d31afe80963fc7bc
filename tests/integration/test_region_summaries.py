"""Summaries of regions planned into the outbox, on both databases."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from domain.people import Library, Role
from scheduler import region_summaries
from scheduler.planned import Planned, Window
from storage import tables
from storage.work import Database
from tests.conftest import BOT_ID
from tests.factories import (
    KALIMANTAN_BARAT,
    SANGGAU,
    SINTANG,
    Someone,
    add_facilitator,
    add_keeper,
    add_library,
    add_region,
    add_report,
    make_activity,
    make_visits,
)

MONDAY = datetime(2026, 5, 18, tzinfo=UTC)
"""07.00 in western Indonesia; the week of 11 May is over."""

WEEK = [date(2026, 5, day) for day in range(11, 16)]
GROUP = -1_007_001


def plan(database: Database, now: datetime = MONDAY) -> None:
    while region_summaries.plan(database, now):
        pass


def outbox(database: Database) -> list[Any]:
    with database.look() as work:
        return list(work.connection.execute(select(tables.Outbox.__table__).order_by(tables.Outbox.id)))


def keys(database: Database) -> list[str]:
    return [row.dedupe_key for row in outbox(database)]


def texts(database: Database) -> list[str]:
    return [row.payload["text"] for row in outbox(database)]


def due(database: Database, window: Window) -> list[Planned]:
    with database.look() as work:
        return list(region_summaries.due(work, window))


def minute_of(moment: datetime) -> Window:
    just_before = moment - timedelta(microseconds=1)
    return Window(after=just_before, until=just_before + timedelta(minutes=1))


def facilitator(database: Database, region: str = SANGGAU, **about: Any) -> Someone:
    with database.work() as work:
        found = add_facilitator(work, region, **about)
        work.commit()
    return found


def group(database: Database, region: str = SANGGAU, **about: Any) -> None:
    values = {"bot_id": BOT_ID, "external_id": GROUP, "title": "Pustaka", "region_code": region, "active": True}
    with database.work() as work:
        work.connection.execute(insert(tables.Chat).values(values | about))
        work.commit()


def report(database: Database, library: Library, keeper: Someone, *entries: Any) -> None:
    with database.work() as work:
        add_report(work, library, keeper, *entries)
        work.commit()


def report_week(database: Database, library: Library, keeper: Someone, total: int = 10) -> None:
    report(database, library, keeper, *(make_visits(date=day, total=total) for day in WEEK))


def test_a_clock_that_was_years_ahead_and_is_put_right_costs_nobody_the_week(
    database: Database, balai_sebut: Library, yohanes: Someone
) -> None:
    group(database)
    for now in (MONDAY + timedelta(days=3650), MONDAY - timedelta(days=1), MONDAY + timedelta(hours=1)):
        plan(database, now)
    week = [f"summary:{chat}:{SANGGAU}:2026-W20" for chat in (yohanes.chat_id, GROUP)]
    assert [key for key in keys(database) if "2026" in key] == week


def test_a_facilitator_gets_the_week_at_seven(
    database: Database, balai_sebut: Library, wati: Someone, yohanes: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    plan(database, MONDAY - timedelta(seconds=1))
    assert outbox(database) == []
    plan(database)
    (row,) = outbox(database)
    assert row.dedupe_key == f"summary:{yohanes.chat_id}:61.03:2026-W20"
    assert (row.chat_id, row.not_before, row.not_after) == (yohanes.chat_id, MONDAY, MONDAY + timedelta(hours=24))
    assert row.payload["text"].splitlines() == [
        "📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau, 1 perpustakaan",
        "Melapor 1 dari 1 · laporan harian masuk 5 dari 5 hari buka (100%)",
        "Pengunjung 50",
        "Semua laporan lengkap. Terima kasih! 🌟",
        "Lengkap: Balai Sebut",
    ]


def test_a_library_out_of_use_is_not_counted_among_those_that_should_report(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, wati: Someone, yohanes: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    with database.work() as work:
        work.directory.change_library(tanjung_merpati.id, active=False)
        work.commit()
    plan(database)
    (told,) = texts(database)
    assert "Kabupaten Sanggau, 1 perpustakaan" in told
    assert "Melapor 1 dari 1 · laporan harian masuk 5 dari 5 hari buka" in told


def test_the_month_comes_on_the_first_with_its_sheet(
    database: Database, balai_sebut: Library, wati: Someone, yohanes: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    plan(database, datetime(2026, 6, 1, tzinfo=UTC))
    chat = yohanes.chat_id
    month = f"summary:{chat}:61.03:2026-05"
    assert sorted(keys(database)) == [month, f"{month}:sheet", f"summary:{chat}:61.03:2026-W22"]
    assert any(text.startswith("📊 Mei 2026 · Kabupaten Sanggau") for text in texts(database))
    sheets = [row for row in outbox(database) if "drawing" in row.payload]
    assert [sheet.payload["drawing"]["parameters"]["region"] for sheet in sheets] == ["61.03"]


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Jakarta", "2026-05-18T07:00+07:00"),
        ("Asia/Makassar", "2026-05-18T07:00+08:00"),
        ("Asia/Jayapura", "2026-05-18T07:00+09:00"),
    ],
)
def test_seven_is_by_the_regions_own_clock(database: Database, zone: str, moment: str) -> None:
    at = datetime.fromisoformat(moment)
    with database.work() as work:
        add_region(work, code="91.01", timezone=zone)
        add_library(work, region_code="91.01", timezone=zone)
        work.commit()
    facilitator(database, "91.01")
    plan(database, at - timedelta(seconds=1))
    assert outbox(database) == []
    plan(database, at)
    assert [row.not_before for row in outbox(database)] == [at]


def test_a_province_gets_its_regencies(
    database: Database, balai_sebut: Library, tanjung_puri: Library, wati: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    facilitator(database, KALIMANTAN_BARAT)
    plan(database)
    (text,) = texts(database)
    assert text.splitlines()[0] == "📊 Pekan 11–17 Mei 2026 · Kalimantan Barat, 2 perpustakaan"
    assert text.splitlines()[-2:] == [
        "• Kab. Sintang: melapor 0 dari 1, pengunjung 0",
        "• Kab. Sanggau: melapor 1 dari 1, pengunjung 50",
    ]
    assert "Balai Sebut" not in text


def test_two_offices_are_two_messages(
    database: Database, balai_sebut: Library, tanjung_puri: Library, yohanes: Someone
) -> None:
    with database.work() as work:
        work.directory.appoint(yohanes.id, Role.FACILITATOR, SINTANG, MONDAY - timedelta(days=5))
        work.commit()
    plan(database)
    chat = yohanes.chat_id
    assert keys(database) == [f"summary:{chat}:61.03:2026-W20", f"summary:{chat}:61.05:2026-W20"]


def test_in_the_facilitators_language(database: Database, balai_sebut: Library) -> None:
    facilitator(database, language="en")
    plan(database)
    assert texts(database)[0].startswith("📊 Week 11–17 May 2026 · Kabupaten Sanggau, 1 library")


def test_nobody_else_gets_it(database: Database, balai_sebut: Library, wati: Someone, ratih: Someone) -> None:
    facilitator(database, SINTANG)  # a region without libraries
    blocked = facilitator(database)
    facilitator(database, name="Baru")
    with database.work() as work:
        work.directory.reachable(blocked.external_id, since=MONDAY)
        late = select(tables.Person.id).where(tables.Person.name == "Baru").scalar_subquery()
        came = update(tables.Appointment).where(tables.Appointment.person_id == late)
        work.connection.execute(came.values(since=MONDAY + timedelta(hours=1)))
        work.commit()
    plan(database, MONDAY + timedelta(hours=2))
    assert outbox(database) == []


def test_the_group_an_hour_later_without_the_silent(
    database: Database, balai_sebut: Library, tanjung_merpati: Library, wati: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    report(database, balai_sebut, wati, make_activity(date=WEEK[0], title="Read <aloud>", participants=12))
    group(database, topic_id=7)
    group(database, external_id=GROUP - 1, active=False)
    group(database, external_id=GROUP - 2, region_code=None)
    plan(database, MONDAY + timedelta(minutes=59))
    assert outbox(database) == []
    plan(database, MONDAY + timedelta(hours=1))
    (row,) = outbox(database)
    assert (row.chat_id, row.topic_id, row.dedupe_key) == (GROUP, 7, f"summary:{GROUP}:61.03:2026-W20")
    assert row.payload["text"].splitlines() == [
        "📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau, 2 perpustakaan",
        "Pengunjung 50 · Kegiatan 1, peserta 12",
        "Terima kasih, laporan lengkap dari Balai Sebut 🌟",
        "💡 Ide dari Balai Sebut: Read &lt;aloud&gt;, 12 peserta",
    ]


def test_the_groups_of_other_bots_are_theirs(database: Database, balai_sebut: Library) -> None:
    group(database, bot_id=BOT_ID + 1)
    plan(database, MONDAY + timedelta(hours=1))
    assert outbox(database) == []


def test_planning_again_changes_nothing(database: Database, balai_sebut: Library, yohanes: Someone) -> None:
    plan(database)
    with database.work() as work:
        work.connection.execute(update(tables.Appointment).values(summary_look_at=None))
        work.commit()
    plan(database, MONDAY + timedelta(hours=3))
    assert len(outbox(database)) == 1


def test_what_downtime_kept_is_still_sent_within_a_day(
    database: Database, balai_sebut: Library, yohanes: Someone
) -> None:
    plan(database, MONDAY - timedelta(days=2))
    plan(database, MONDAY + timedelta(hours=23))
    assert keys(database) == [f"summary:{yohanes.chat_id}:61.03:2026-W20"]


def test_what_is_older_is_skipped_and_logged(
    database: Database, balai_sebut: Library, yohanes: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    plan(database, MONDAY - timedelta(days=2))
    plan(database, MONDAY + timedelta(hours=24))
    assert outbox(database) == []
    assert "the summaries of 1 regions were not planned in time and are skipped" in caplog.text
    plan(database, MONDAY + timedelta(days=7))
    assert keys(database) == [f"summary:{yohanes.chat_id}:61.03:2026-W21"]


def test_a_late_report_corrects_the_week_before(
    database: Database, balai_sebut: Library, wati: Someone, yohanes: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    plan(database)
    report(database, balai_sebut, wati, make_visits(date=WEEK[-1] + timedelta(days=1), total=19))
    plan(database, MONDAY + timedelta(days=7))
    assert "Pekan lalu diperbarui: 50 → 69" in texts(database)[-1].splitlines()


def test_what_the_group_was_told_corrects_nothing(database: Database, balai_sebut: Library, wati: Someone) -> None:
    group(database)
    report_week(database, balai_sebut, wati)
    plan(database, MONDAY + timedelta(hours=1))
    with database.look() as work:
        assert work.connection.execute(select(tables.ToldTotal)).all() == []


def test_due_says_what_plan_will_write(
    database: Database, balai_sebut: Library, wati: Someone, yohanes: Someone
) -> None:
    report_week(database, balai_sebut, wati)
    (planned,) = due(database, minute_of(MONDAY))
    assert (planned.kind, planned.at, planned.library) == ("facilitator_week", MONDAY, None)
    assert planned.because == "week 2026-W20 of region 61.03 is over at 07:00 in Asia/Pontianak"
    assert due(database, minute_of(MONDAY + timedelta(minutes=1))) == []
    with database.work() as work:
        planned.put(work)
        planned.put(work)
        work.commit()
    assert keys(database) == [planned.dedupe_key]
    assert due(database, minute_of(MONDAY)) == []
    before = texts(database)
    plan(database)
    assert texts(database) == before


def test_two_processes_plan_once(database: Database, balai_sebut: Library, tanjung_puri: Library) -> None:
    for region in (SANGGAU, SINTANG, KALIMANTAN_BARAT):
        facilitator(database, region)
    other = Database(database.url.render_as_string(hide_password=False), bot_id=BOT_ID)
    together = threading.Barrier(2)

    def at_once(mine: Database) -> None:
        together.wait()
        plan(mine)

    threads = [threading.Thread(target=at_once, args=[one]) for one in (database, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert len(outbox(database)) == len(set(keys(database))) == 3


def test_more_than_a_page_of_facilitators_are_all_reached(database: Database, balai_sebut: Library) -> None:
    with database.work() as work:
        for _ in range(region_summaries.PAGE + 1):
            add_facilitator(work)
        work.commit()
    plan(database)
    assert len(outbox(database)) == region_summaries.PAGE + 1


def test_a_new_keeper_is_no_reporter(database: Database, balai_sebut: Library, yohanes: Someone) -> None:
    with database.work() as work:
        add_keeper(work, balai_sebut)
        work.commit()
    plan(database)
    assert texts(database)[0].splitlines()[-1] == "Belum: Balai Sebut, sejak Rabu, 13 Mei (3 hari buka)"
