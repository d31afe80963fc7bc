"""Library summaries planned into the outbox, on both databases."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from domain.days import Period
from domain.entries import Activity, Visits
from domain.people import Library
from scheduler import library_summaries
from scheduler.planned import Planned, Window
from storage import tables
from storage.work import Database
from tests.factories import SINTANG, Someone, add_keeper, add_library, add_report, make_activity, make_visits

MONDAY = datetime(2026, 5, 11, tzinfo=UTC)
"""07.00 in western Indonesia; the week of 4 May is over."""

WEEK = [date(2026, 5, day) for day in range(4, 9)]
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def plan(database: Database, now: datetime) -> None:
    while library_summaries.plan(database, now):
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
        return list(library_summaries.due(work, window))


def minute_of(moment: datetime) -> Window:
    just_before = moment - timedelta(microseconds=1)
    return Window(after=just_before, until=just_before + timedelta(minutes=1))


def keep(database: Database, library: Library, since: datetime = LONG_AGO, **about: Any) -> Someone:
    """A keeper, since long ago."""
    with database.work() as work:
        keeper = add_keeper(work, library, **about)
        begun = update(tables.Membership).where(tables.Membership.person_id == keeper.id).values(since=since)
        work.connection.execute(begun)
        work.commit()
    return keeper


def report(database: Database, library: Library, keeper: Someone, *entries: Any) -> None:
    with database.work() as work:
        add_report(work, library, keeper, *entries)
        work.commit()


def report_days(database: Database, library: Library, keeper: Someone, days: list[date], total: int = 10) -> None:
    report(database, library, keeper, *(Visits(date=day, total=total) for day in days))


def settle(database: Database, library: Library, **values: Any) -> None:
    with database.work() as work:
        work.connection.execute(update(tables.Library).where(tables.Library.id == library.id).values(**values))
        work.commit()


@pytest.fixture
def wati(database: Database, balai_sebut: Library) -> Someone:
    """The keeper of Balai Sebut."""
    return keep(database, balai_sebut, name="Wati")


def test_on_monday_at_seven_the_week_goes_to_its_keeper(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    report_days(database, balai_sebut, wati, WEEK)
    plan(database, MONDAY - timedelta(seconds=1))
    assert outbox(database) == []
    plan(database, MONDAY)
    (row,) = outbox(database)
    assert (row.chat_id, row.dedupe_key) == (wati.chat_id, f"summary:{wati.chat_id}:{balai_sebut.id}:2026-W19")
    assert (row.not_before, row.not_after) == (MONDAY, MONDAY + timedelta(hours=24))
    assert row.priority == 2
    assert row.payload["text"] == (
        "📊 Pekan 4–10 Mei 2026 · Perpustakaan Desa Balai Sebut\n"
        "Pengunjung 50\n"
        "Sen 10 · Sel 10 · Rab 10 · Kam 10 · Jum 10 · Sab tutup · Min tutup    █████\n"
        "Laporan masuk 5 dari 5 hari buka\n"
        "Terima kasih, laporan sepekan ini lengkap! 🌟"
    )
    assert [button["text"] for button in row.payload["keyboard"][0]] == ["🖼️ Grafik", "📄 Excel"]


def test_it_is_planned_once(database: Database, balai_sebut: Library, wati: Someone) -> None:
    plan(database, MONDAY)
    plan(database, MONDAY + timedelta(hours=1))
    with database.work() as work:
        work.openings.open_on(balai_sebut.id, "1111111", date(2026, 5, 11))
        work.commit()
    plan(database, MONDAY + timedelta(hours=2))
    assert len(keys(database)) == 1


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Pontianak", "2026-05-11T00:00:00+00:00"),
        ("Asia/Makassar", "2026-05-10T23:00:00+00:00"),
        ("Asia/Jayapura", "2026-05-10T22:00:00+00:00"),
    ],
)
def test_seven_is_seven_on_the_librarys_own_clock(
    database: Database, balai_sebut: Library, wati: Someone, zone: str, moment: str
) -> None:
    settle(database, balai_sebut, timezone=zone)
    plan(database, at(moment) - timedelta(seconds=1))
    assert keys(database) == []
    plan(database, at(moment))
    assert len(keys(database)) == 1


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-06-01T07:00:00+07:00", ["2026-W22", "2026-05"]),
        ("2026-05-01T07:00:00+07:00", ["2026-04"]),
        ("2028-03-01T07:00:00+07:00", ["2028-02"]),
        ("2027-01-01T07:00:00+07:00", ["2026-12"]),
        ("2027-01-04T07:00:00+07:00", ["2026-W53"]),
    ],
)
def test_months_leap_days_and_years_ends(
    database: Database, balai_sebut: Library, wati: Someone, moment: str, expected: list[str]
) -> None:
    plan(database, at(moment))
    assert keys(database) == [f"summary:{wati.chat_id}:{balai_sebut.id}:{name}" for name in expected]


def test_a_leap_day_counts_in_its_month(database: Database, balai_sebut: Library, wati: Someone) -> None:
    report(database, balai_sebut, wati, Visits(date=date(2028, 2, 29), total=7))
    plan(database, at("2028-03-01T07:00:00+07:00"))
    (text,) = texts(database)
    assert text.startswith("📊 Februari 2028 · Perpustakaan Desa Balai Sebut\nPengunjung 7\n")
    assert "28–29: 7" in text


def test_after_a_day_of_downtime_nothing_stale_goes(
    database: Database, balai_sebut: Library, wati: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    plan(database, MONDAY - timedelta(hours=1))
    plan(database, MONDAY + timedelta(hours=25))
    assert keys(database) == []
    assert [record.getMessage() for record in caplog.records] == [
        f"the summaries of 1 libraries were not planned in time and are skipped: [{balai_sebut.id}]"
    ]


def test_on_monday_afternoon_it_still_goes(database: Database, balai_sebut: Library, wati: Someone) -> None:
    plan(database, MONDAY - timedelta(hours=1))
    plan(database, MONDAY + timedelta(hours=9))
    (row,) = outbox(database)
    assert row.not_after == MONDAY + timedelta(hours=24)


@pytest.mark.parametrize(("before", "after"), [("Asia/Jayapura", "Asia/Jakarta"), ("Asia/Jakarta", "Asia/Jayapura")])
@pytest.mark.parametrize("moved_at", range(-3, 4))
def test_a_library_that_moves_zone_gets_it_once(
    database: Database, balai_sebut: Library, wati: Someone, before: str, after: str, moved_at: int
) -> None:
    settle(database, balai_sebut, timezone=before)
    for hour in range(-6, 7):
        plan(database, MONDAY + timedelta(hours=hour))
        if hour == moved_at:
            with database.work() as work:
                work.directory.change_library(balai_sebut.id, timezone=after)
                work.commit()
    assert len(keys(database)) == 1


def test_each_keeper_reads_it_in_their_own_language(database: Database, balai_sebut: Library, wati: Someone) -> None:
    john = keep(database, balai_sebut, name="John", language="en")
    report_days(database, balai_sebut, wati, WEEK)
    plan(database, MONDAY)
    titles = {row.chat_id: row.payload["text"].split(" · ")[0] for row in outbox(database)}
    assert titles == {wati.chat_id: "📊 Pekan 4–10 Mei 2026", john.chat_id: "📊 Week 4–10 May 2026"}


def test_who_cannot_be_reached_or_has_left_gets_nothing(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    gone = keep(database, balai_sebut, name="Darius")
    with database.work() as work:
        work.directory.reachable(wati.external_id, since=LONG_AGO)
        left = update(tables.Membership).where(tables.Membership.person_id == gone.id).values(until=LONG_AGO)
        work.connection.execute(left)
        work.commit()
    plan(database, MONDAY)
    assert keys(database) == []


def test_a_library_that_is_not_active_is_left_in_peace(database: Database, balai_sebut: Library, wati: Someone) -> None:
    settle(database, balai_sebut, active=False)
    plan(database, MONDAY)
    assert keys(database) == []


def test_nothing_recorded_is_one_kind_line(database: Database, balai_sebut: Library, wati: Someone) -> None:
    plan(database, MONDAY)
    (row,) = outbox(database)
    assert row.payload["text"].split("\n")[1:] == [
        "Belum ada pengunjung tercatat. "
        "Tidak apa-apa, hari yang terlewat masih bisa ditulis, misalnya: tgl 8 Mei 12 orang"
    ]
    assert [button["text"] for button in row.payload["keyboard"][0]] == ["✍️ Catat sekarang", "⏰ Pengingat"]


def test_a_week_of_holidays_and_closed_days(database: Database, balai_sebut: Library, wati: Someone) -> None:
    with database.work() as work:
        for day in WEEK[:2]:
            holiday = {"day": day, "kind": "public", "source": "holidays", "name": "Idulfitri"}
            work.connection.execute(insert(tables.CalendarDay).values(holiday))
        work.openings.close(balai_sebut.id, Period(first=WEEK[2], last=WEEK[3]), "cuti")
        work.commit()
    report(database, balai_sebut, wati, Visits(date=WEEK[4], closed=True, reason="hajatan"))
    plan(database, MONDAY)
    assert texts(database)[0].split("\n")[1:] == ["Perpustakaan tutup sepekan penuh. Sampai jumpa saat buka kembali!"]


def test_who_joined_after_a_week_of_nothing_hears_nothing_of_it(database: Database, balai_sebut: Library) -> None:
    new = keep(database, balai_sebut, since=MONDAY - timedelta(hours=1))
    report(database, balai_sebut, new, Visits(date=MONDAY.date(), total=5))
    plan(database, MONDAY)
    assert keys(database) == []


def test_who_joined_after_a_week_that_others_reported_reads_it(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    report_days(database, balai_sebut, wati, WEEK)
    new = keep(database, balai_sebut, since=MONDAY - timedelta(hours=1))
    plan(database, MONDAY)
    assert {row.chat_id for row in outbox(database)} == {wati.chat_id, new.chat_id}


def test_a_late_report_corrects_the_next_summary(database: Database, balai_sebut: Library, wati: Someone) -> None:
    report_days(database, balai_sebut, wati, WEEK[:4])
    plan(database, MONDAY)
    report_days(database, balai_sebut, wati, WEEK[4:], total=8)
    plan(database, MONDAY + timedelta(days=7))
    plan(database, MONDAY + timedelta(days=14))
    updated = [[line for line in text.split("\n") if "diperbarui" in line] for text in texts(database)]
    assert updated == [[], ["Pekan lalu diperbarui: 40 → 48"], []]


def test_months_are_corrected_too(database: Database, balai_sebut: Library, wati: Someone) -> None:
    report(database, balai_sebut, wati, Visits(date=date(2026, 4, 2), total=10))
    plan(database, at("2026-05-01T07:00:00+07:00"))
    report(database, balai_sebut, wati, Visits(date=date(2026, 4, 3), total=5), Visits(date=date(2026, 5, 4), total=1))
    plan(database, at("2026-06-01T08:00:00+07:00"))
    assert "Bulan lalu diperbarui: 10 → 15" in texts(database)[-1]


def test_complete_weeks_in_a_row_are_counted_far_back(database: Database, balai_sebut: Library, wati: Someone) -> None:
    first = WEEK[0] - timedelta(weeks=7)
    days = [first + timedelta(days=n) for n in range(54) if (first + timedelta(days=n)).weekday() < 5]
    report_days(database, balai_sebut, wati, days)
    plan(database, MONDAY)
    assert texts(database)[0].endswith("Delapan pekan berturut-turut lengkap!")


@pytest.fixture
def neighbours(database: Database, tanjung_merpati: Library, tanjung_puri: Library) -> list[Library]:
    """Two libraries of the same province that had activities in the week."""
    keeper = keep(database, tanjung_merpati, name="Ningsih")
    other = keep(database, tanjung_puri, name="Siti")
    told = [
        make_activity(date=WEEK[1], title="Lomba bercerita", participants=40),
        make_activity(date=WEEK[2], title="Hubungi 0812345", participants=90),
        make_activity(date=WEEK[2], title="Senam bersama", participants=None),
    ]
    report(database, tanjung_merpati, keeper, *told)
    report(database, tanjung_puri, other, make_activity(date=WEEK[3], title="Panen sayur", participants=25))
    return [tanjung_merpati, tanjung_puri]


def ideas_to(database: Database, keeper: Someone) -> list[str]:
    rows = [row.payload["text"] for row in outbox(database) if row.chat_id == keeper.chat_id]
    return [line for text in rows for line in text.split("\n") if line.startswith("💡")]


def test_an_idea_of_a_neighbour_is_never_told_twice(
    database: Database, balai_sebut: Library, wati: Someone, neighbours: list[Library]
) -> None:
    report_days(database, balai_sebut, wati, WEEK)
    plan(database, MONDAY)
    assert ideas_to(database, wati) == [
        "💡 Ide dari Perpustakaan Desa Tanjung Merpati, Kab. Sanggau: Lomba bercerita, 40 peserta"
    ]
    next_week = [day + timedelta(days=7) for day in WEEK]
    again = make_activity(date=next_week[0], title="LOMBA  bercerita", participants=60)
    fresh = make_activity(date=next_week[0], title="Menenun", participants=6)
    report(database, neighbours[0], wati, again, fresh)
    report_days(database, balai_sebut, wati, next_week)
    plan(database, MONDAY + timedelta(days=7))
    assert ideas_to(database, wati)[1:] == [
        "💡 Ide dari Perpustakaan Desa Tanjung Merpati, Kab. Sanggau: Menenun, 6 peserta"
    ]


def test_what_it_did_itself_in_the_last_weeks_is_no_idea(
    database: Database, balai_sebut: Library, wati: Someone, neighbours: list[Library]
) -> None:
    own = Activity(date=WEEK[0] - timedelta(weeks=6), title="lomba Bercerita", participants=5)
    report(database, balai_sebut, wati, make_visits(date=WEEK[0]), own)
    plan(database, MONDAY)
    assert ideas_to(database, wati) == [
        "💡 Ide dari Perpustakaan Desa Tanjung Puri, Kab. Sintang: Panen sayur, 25 peserta"
    ]


def test_who_wants_no_ideas_gets_the_message_without(
    database: Database, balai_sebut: Library, wati: Someone, neighbours: list[Library]
) -> None:
    darius = keep(database, balai_sebut, name="Darius")
    with database.work() as work:
        work.directory.change_keeping(darius.id, balai_sebut.id, ideas=False)
        work.commit()
    report_days(database, balai_sebut, wati, WEEK)
    plan(database, MONDAY)
    assert (len(ideas_to(database, wati)), len(ideas_to(database, darius))) == (1, 0)
    assert {row.chat_id for row in outbox(database)} >= {wati.chat_id, darius.chat_id}


def test_another_provinces_activities_are_no_ideas(
    database: Database, balai_sebut: Library, wati: Someone, neighbours: list[Library]
) -> None:
    with database.work() as work:
        far = add_library(work, village="Jauh", region_code="62.01")
        work.commit()
    keeper = keep(database, far)
    report_days(database, far, keeper, WEEK)
    plan(database, MONDAY)
    assert ideas_to(database, keeper) == []


def test_many_libraries_of_several_provinces_are_planned_page_by_page(database: Database) -> None:
    with database.work() as work:
        for number in range(230):
            library = add_library(work, region_code=("61.03", SINTANG, "62.01")[number % 3], code=f"x{number}")
            add_keeper(work, library)
        work.connection.execute(update(tables.Membership).values(since=LONG_AGO))
        work.commit()
    plan(database, MONDAY)
    assert len(set(keys(database))) == 230


def test_two_processes_plan_once(database: Database, balai_sebut: Library, tanjung_puri: Library) -> None:
    for library in (balai_sebut, tanjung_puri):
        keep(database, library)
    others = [Database(database.url.render_as_string(hide_password=False), database.bot_id) for _ in range(2)]
    threads = [threading.Thread(target=plan, args=(other, MONDAY)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    plan(database, MONDAY)
    assert len(keys(database)) == len(set(keys(database))) == 2


def test_due_names_what_would_be_planned_and_puts_the_same(
    database: Database, balai_sebut: Library, wati: Someone, neighbours: list[Library]
) -> None:
    report_days(database, balai_sebut, wati, WEEK)
    found = due(database, minute_of(MONDAY))
    mine = next(planned for planned in found if planned.chat_id == wati.chat_id)
    assert (mine.kind, mine.at, mine.library) == ("library_week", MONDAY, "61.03.04.2001")
    assert mine.because == "week 2026-W19 is over; summaries go at 07:00 Asia/Pontianak"
    with database.work() as work:
        for planned in found:
            planned.put(work)
        work.commit()
    put = keys(database)
    assert put == [planned.dedupe_key for planned in found]
    assert len(ideas_to(database, wati)) == 1
    assert due(database, minute_of(MONDAY)) == []
    plan(database, MONDAY)
    assert keys(database) == put


@pytest.mark.parametrize(
    "moment", ["2026-05-11T07:01:00+07:00", "2026-05-12T07:00:00+07:00", "2026-05-11T06:59:00+07:00"]
)
def test_at_other_minutes_nothing_is_due(database: Database, balai_sebut: Library, wati: Someone, moment: str) -> None:
    assert due(database, minute_of(at(moment))) == []


def test_a_library_that_changes_while_it_is_planned_is_looked_at_again(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.look() as work:
        page = work.periods.due(MONDAY, 10)
    with database.work() as work:
        work.directory.change_library(balai_sebut.id, name="Pustaka Baru")
        work.commit()
    with database.work() as work:
        assert [library in page for library in work.periods.claim([balai_sebut.id], MONDAY)] == [False]
    plan(database, MONDAY)
    assert "Pustaka Baru" in texts(database)[0]


def test_what_was_withdrawn_is_neither_told_nor_an_idea(
    database: Database, balai_sebut: Library, wati: Someone, tanjung_merpati: Library
) -> None:
    ningsih = keep(database, tanjung_merpati, name="Ningsih")
    with database.work() as work:
        told = add_report(work, tanjung_merpati, ningsih, make_visits(date=WEEK[0]), make_activity(date=WEEK[0]))
        work.journal.withdraw(told, at=MONDAY - timedelta(days=2))
        work.journal.retally(tanjung_merpati.id, [WEEK[0]])
        work.commit()
    report_days(database, balai_sebut, wati, WEEK)
    plan(database, MONDAY)
    assert ideas_to(database, wati) == []
    (text,) = (row.payload["text"] for row in outbox(database) if row.chat_id == ningsih.chat_id)
    assert "Belum ada pengunjung tercatat" in text
    with database.look() as work:
        assert work.periods.first_days([tanjung_merpati.id, balai_sebut.id]) == {balai_sebut.id: WEEK[0]}
