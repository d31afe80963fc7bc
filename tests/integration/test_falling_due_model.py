"""Whatever people do and whatever the clock does: what is planned is what a simple reckoning expects.

A library and its two keepers live through histories of reports, closings, holidays, other hours and zones, pauses,
leaving and coming back, while the bot looks now and then, is away for hours or days, and its clock is put right.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.days import Period
from domain.people import Library
from domain.reminding import Frequency
from scheduler import library_summaries, reminders
from storage.journal import ReportRow
from storage.tables import Outbox
from storage.work import Database, Work
from tests.conftest import BOT_ID
from tests.factories import SANGGAU, Someone, add_library, add_person, add_report, make_visits

WEEK = "1111100"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(minutes=41)
BEGINNINGS = (date(2026, 4, 27), date(2026, 12, 28), date(2028, 2, 24))
"""A month that ends on a Thursday with a holiday after it, ISO week 53 with the end of a year, a leap day."""


@dataclass(kw_only=True)
class Keeper:
    """What the reckoning knows of a keeper."""

    who: Someone
    since: datetime
    frequency: Frequency = Frequency.DAILY
    paused_until: date = date.min
    reachable: bool = True
    here: bool = True


@dataclass(kw_only=True)
class World:
    """The real database, and beside it the plain truth; `planned` are the keys that came so far."""

    database: Database
    library: Library
    keepers: list[Keeper]
    now: datetime
    zone: str = "Asia/Pontianak"
    hour: time = time(15, 30)
    opens: time = time(8)
    active: bool = True
    weeks: list[tuple[date, str]] = field(default_factory=lambda: [(date.min, WEEK)])
    told: dict[date, tuple[int | None, ReportRow]] = field(default_factory=dict)
    closed_ahead: list[Period] = field(default_factory=list)
    calendar: dict[tuple[str | None, date], bool] = field(default_factory=dict)
    planned: set[str] = field(default_factory=set)
    last_row: int = 0
    looked: dict[str, datetime] = field(default_factory=dict)

    def changes(self, *whose: str) -> None:
        """What these planners had looked at before counts no longer: it takes effect at once."""
        for name in whose or PLANNERS:
            self.looked.pop(name, None)

    @property
    def today(self) -> date:
        """By the library's own clock."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)

    def holiday(self, day: date) -> bool:
        regions = (SANGGAU, "61", None)
        return next((self.calendar[region, day] for region in regions if (region, day) in self.calendar), False)

    def open_ahead(self, day: date) -> bool:
        """Whether it should open, for all that was known before the day."""
        week = [days for since, days in sorted(self.weeks) if since <= day][-1]
        told_closed = any(period.first <= day <= period.last for period in self.closed_ahead)
        return week[day.weekday()] == "1" and not self.holiday(day) and not told_closed

    def open(self, day: date) -> bool:
        return self.open_ahead(day) and not (day in self.told and self.told[day][0] is None)


# --- the reckoning: key -> its moment, for what may be planned now


def reminders_now(world: World) -> Iterator[tuple[str, datetime]]:
    today = world.today
    if not world.active or not world.open(today):
        return
    for keeper in world.keepers:
        if keeper.here and keeper.reachable:
            for key, at in (*daily_now(world, keeper, today), *weekly_now(world, keeper, today)):
                if at <= world.now < at + 2 * HOUR:
                    yield key, at


def daily_now(world: World, keeper: Keeper, today: date) -> Iterator[tuple[str, datetime]]:
    if keeper.frequency is not Frequency.DAILY:
        return
    at = world.at(today, world.hour)
    this_week = week_key(world, keeper, today)
    if today not in world.told and there(keeper, at, today) and this_week not in world.planned:
        yield day_key(world, keeper, today, "1"), at
    before = [today - n * DAY for n in (1, 2, 3) if world.open(today - n * DAY)][:1]
    for day in before:
        again_at = world.at(today, world.opens if world.opens <= world.hour else time(8))
        if day not in world.told and there(keeper, world.at(day, world.hour), day):
            yield day_key(world, keeper, day, "2"), again_at


def weekly_now(world: World, keeper: Keeper, today: date) -> Iterator[tuple[str, datetime]]:
    week = [today + n * DAY for n in range(-today.weekday(), 7 - today.weekday())]
    since = keeper.since.astimezone(ZoneInfo(world.zone)).date()
    is_last = [day for day in week if world.open_ahead(day)][-1:] == [today]
    missing = [day for day in week if since <= day <= today and world.open_ahead(day) and day not in world.told]
    at = world.at(today, world.hour)
    asked_today = day_key(world, keeper, today, "1") in world.planned
    wants = keeper.frequency is Frequency.WEEKLY and there(keeper, at, today)
    if wants and is_last and missing and not asked_today:
        yield week_key(world, keeper, today), at


def there(keeper: Keeper, at: datetime, day: date) -> bool:
    return keeper.since <= at and keeper.paused_until < day


def day_key(world: World, keeper: Keeper, day: date, which: str) -> str:
    return f"reminder:{world.library.id}:{day}:{which}:{keeper.who.chat_id}"


def week_key(world: World, keeper: Keeper, day: date) -> str:
    return f"reminder:{world.library.id}:{day:%G-W%V}:weekly:{keeper.who.chat_id}"


def summaries_now(world: World) -> Iterator[tuple[str, datetime]]:
    for keeper in world.keepers:
        for day in (world.today - DAY, world.today):
            at, last = world.at(day, time(7)), day - DAY
            if not (world.active and keeper.here and keeper.reachable and at <= world.now < at + DAY):
                continue
            since = keeper.since.astimezone(ZoneInfo(world.zone)).date()
            if since > last and not any(told <= last for told in world.told):
                continue
            subject = f"summary:{keeper.who.chat_id}:{world.library.id}"
            if day.weekday() == 0:
                yield f"{subject}:{last:%G-W%V}", at
            if day.day == 1:
                yield f"{subject}:{last:%Y-%m}", at


PLANNERS: dict[str, tuple[Any, Callable[[World], Iterator[tuple[str, datetime]]], timedelta]] = {
    "reminders": (reminders.plan, reminders_now, DAY),
    "summaries": (library_summaries.plan, summaries_now, 7 * DAY),
}
"""How each is planned and reckoned, and from which step back on of its clock it notices."""


def look(world: World) -> None:
    """The clockwork looks: what it plans may be planned, and what has fallen due since it last looked is there."""
    for name, (plan, reckoned, noticed) in PLANNERS.items():
        may = {key: at for key, at in reckoned(world) if key not in world.planned}
        if world.now <= world.looked.get(name, world.now) - noticed:
            del world.looked[name]
        looked = world.looked.get(name, datetime.min.replace(tzinfo=UTC))
        must = {key for key, at in may.items() if at > looked}
        while plan(world.database, world.now):
            pass
        new = rows_since(world)
        keys = [row.dedupe_key for row in new]
        assert len(set(keys)) == len(keys)
        assert must <= set(keys) <= may.keys(), (world.now, world.zone)
        for row in new:
            assert row.not_before == may[row.dedupe_key] <= world.now < row.not_after
        world.planned |= set(keys)
        world.looked[name] = max(looked, world.now)


def rows_since(world: World) -> list[Any]:
    with world.database.look() as work:
        rows = work.connection.execute(select(Outbox.__table__).where(Outbox.id > world.last_row).order_by(Outbox.id))
        found = list(rows)
    world.last_row = max((row.id for row in found), default=world.last_row)
    return found


# --- what may happen

Happening = Callable[[World, Work], None]


def report(days_ago: int, total: int | None, by: int) -> Happening:
    def happens(world: World, work: Work) -> None:
        day = world.today - days_ago * DAY
        if day not in world.told:
            entry = make_visits(date=day, total=total, closed=total is None)
            row = add_report(work, world.library, world.keepers[by].who, entry, sent_at=world.now)
            world.told[day] = total, row

    return happens


def withdraw(which: int) -> Happening:
    def happens(world: World, work: Work) -> None:
        if world.told:
            day = sorted(world.told)[which % len(world.told)]
            work.journal.retally(world.library.id, work.journal.withdraw(world.told.pop(day)[1], world.now))

    return happens


def close(ahead: int, length: int) -> Happening:
    def happens(world: World, work: Work) -> None:
        first = world.today + ahead * DAY
        period = Period(first=first, last=first + length * DAY)
        if period not in world.closed_ahead:
            world.closed_ahead.append(period)
        work.openings.close(world.library.id, period, "hajatan")
        world.changes()

    return happens


def reopen() -> Happening:
    def happens(world: World, work: Work) -> None:
        if world.closed_ahead:
            period = world.closed_ahead.pop()
            work.openings.reopen(world.library.id, period, period.first)
            world.changes()

    return happens


def open_on(week: str) -> Happening:
    def happens(world: World, work: Work) -> None:
        world.weeks = [one for one in world.weeks if one[0] != world.today] + [(world.today, week)]
        work.openings.open_on(world.library.id, week, world.today)
        world.changes()

    return happens


def change(**values: Any) -> Happening:
    def happens(world: World, work: Work) -> None:
        world.zone = values.get("timezone", world.zone)
        world.hour = time.fromisoformat(values["reminder_at"]) if "reminder_at" in values else world.hour
        world.opens = time.fromisoformat(values["opens_at"]) if "opens_at" in values else world.opens
        world.active = values.get("active", world.active)
        work.directory.change_library(world.library.id, **values)
        world.changes()

    return happens


def holiday(ahead: int, region: str | None, *, added: bool) -> Happening:
    def happens(world: World, work: Work) -> None:
        day = world.today + ahead * DAY
        was, own = world.holiday(day), world.calendar.get((region, day))
        if added:
            world.calendar[region, day] = True
            work.calendar.add(day, "Libur", region)
        elif work.calendar.remove(day, region):
            if own:
                del world.calendar[region, day]
            else:
                world.calendar[region, day] = False
        if world.holiday(day) != was:
            world.changes("reminders")

    return happens


def wish(by: int, frequency: Frequency, pause: int) -> Happening:
    def happens(world: World, work: Work) -> None:
        keeper = world.keepers[by]
        if keeper.here:
            keeper.frequency, keeper.paused_until = frequency, world.today + pause * DAY
            values = {"reminders": frequency, "paused_until": keeper.paused_until}
            work.directory.change_keeping(keeper.who.id, world.library.id, **values)
            world.changes()

    return happens


def blocks(by: int) -> Happening:
    def happens(world: World, work: Work) -> None:
        keeper = world.keepers[by]
        keeper.reachable = not keeper.reachable
        work.directory.reachable(keeper.who.external_id, since=None if keeper.reachable else world.now)

    return happens


def goes_or_comes(by: int) -> Happening:
    def happens(world: World, work: Work) -> None:
        keeper = world.keepers[by]
        keeper.here = not keeper.here
        if keeper.here:
            keeper.since, keeper.frequency, keeper.paused_until = world.now, Frequency.DAILY, date.min
            work.directory.join(keeper.who.id, world.library.id, world.now)
        else:
            work.keepers.leave(keeper.who.id, world.library.id, world.now)

    return happens


KEEPERS = st.integers(0, 1)
CLOCKS = st.builds("{:02}:{:02}".format, st.integers(6, 23), st.sampled_from((0, 20, 59)))
ZONES = st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
REGIONS = st.sampled_from((None, "61", SANGGAU))
WEEKS = st.sampled_from((WEEK, "1111110", "1010101", "0111111")) | st.text("01", min_size=7, max_size=7)
FREQUENCIES = st.just(Frequency.DAILY) | st.sampled_from(Frequency)
HAPPENINGS: st.SearchStrategy[Happening] = st.one_of(
    st.builds(report, st.integers(0, 3), st.none() | st.integers(0, 50), KEEPERS),
    st.builds(withdraw, st.integers(0, 9)),
    st.builds(close, st.integers(0, 4), st.integers(0, 2)),
    st.builds(reopen),
    st.builds(open_on, WEEKS),
    st.builds(lambda clock: change(reminder_at=clock), CLOCKS),
    st.builds(lambda clock: change(opens_at=clock), CLOCKS),
    st.builds(lambda zone: change(timezone=zone), ZONES),
    st.builds(lambda active: change(active=active), st.sampled_from((True, True, False))),
    st.builds(lambda ahead, region: holiday(ahead, region, added=True), st.integers(0, 3), REGIONS),
    st.builds(lambda region: holiday(0, region, added=False), REGIONS),
    st.builds(wish, KEEPERS, FREQUENCIES, st.integers(-1, 2)),
    st.builds(blocks, st.just(1)),
    st.builds(goes_or_comes, st.just(1)),
)
GAPS = st.one_of(
    st.tuples(st.just("works"), st.integers(1, 26 * 60)),
    st.tuples(st.just("is away"), st.integers(1, 4 * 24 * 60)),
    st.tuples(st.just("is set back"), st.integers(1, 3 * 24 * 60)),
)


@settings(deadline=None, max_examples=50, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    beginning=st.sampled_from(BEGINNINGS),
    history=st.lists(st.tuples(GAPS, HAPPENINGS), min_size=8, max_size=20),
)
def test_what_is_planned_is_what_is_expected(
    sqlite_file: Path, tmp_path: Path, beginning: date, history: list[tuple[tuple[str, int], Happening]]
) -> None:
    with closing(database_in(tmp_path, sqlite_file)) as database:
        world = new_world(database, beginning)
        for (clock, minutes), happens in history:
            passes(world, clock, timedelta(minutes=minutes))
            with database.work() as work:
                happens(world, work)
                work.commit()
        passes(world, "works", 2 * DAY)


@pytest.mark.parametrize("ahead", [4 * DAY, 3650 * DAY])
def test_a_clock_that_was_far_ahead_when_the_bot_started_and_is_put_right_misses_nothing(
    sqlite_file: Path, tmp_path: Path, ahead: timedelta
) -> None:
    with closing(database_in(tmp_path, sqlite_file)) as database:
        world = new_world(database, BEGINNINGS[0])
        passes(world, "is away", ahead)
        passes(world, "works", TICK)
        passes(world, "is set back", ahead)
        passes(world, "works", 8 * DAY)
        for keeper in world.keepers:
            assert len([key for key in world.planned if f":{keeper.who.chat_id}" in key]) >= 12


def passes(world: World, clock: str, length: timedelta) -> None:
    """Time passes, while the bot works or is away; or its clock is put right."""
    if clock == "works":
        end = world.now + length
        while world.now < end:
            look(world)
            world.now = min(world.now + TICK, end)
    else:
        world.now += length if clock == "is away" else -length


def new_world(database: Database, beginning: date) -> World:
    now = datetime.combine(beginning, time(1), UTC)
    with database.work() as work:
        library = add_library(work)
        keepers = [Keeper(who=add_person(work), since=now) for _ in range(2)]
        for keeper in keepers:
            work.directory.join(keeper.who.id, library.id, now)
        work.commit()
    return World(database=database, library=library, keepers=keepers, now=now)


_copies = count()


def database_in(folder: Path, template: Path) -> Database:
    file = folder / f"{next(_copies)}.db"
    shutil.copy(template, file)
    return Database(f"sqlite:///{file}", bot_id=BOT_ID)
