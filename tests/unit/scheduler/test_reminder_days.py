"""Which reminders fall due: played over days and weeks, with whatever calendars, hours and reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.days import Period, local, week_of
from domain.opening import Closure, Opening
from domain.reminding import USEFUL, Frequency, Round, Terms, moment
from scheduler.planned import Window
from scheduler.reminder_days import Hours, LibraryDays, Occasion, keys, lost_days, occasions

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PONTIANAK, MAKASSAR, JAYAPURA = "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 5, day) for day in range(11, 17))
FIRST, DAYS = date(2028, 2, 21), 16
"""Two weeks and a bit, with a leap day."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report of a day (None: closed) that comes in at a moment."""

    at: datetime
    day: date
    total: int | None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was planned at a moment."""

    now: datetime
    key: str
    occasion: Occasion


def library(**overrides: object) -> LibraryDays:
    """Open Monday to Friday from 08.00, reminded at 15.30 WIB, nothing reported."""
    hours = {"reminder": time(15, 30), "opens_at": time(8), "timezone": PONTIANAK}
    hours |= {name: overrides.pop(name) for name in list(overrides) if name in hours}
    opening = Opening(weeks=((date.min, str(overrides.pop("week", "1111100"))),), **overrides)  # type: ignore[arg-type]
    return LibraryDays(hours=Hours(**hours), opening=opening, counts={})  # type: ignore[arg-type]


def knowing(days: LibraryDays, told: Sequence[Told], now: datetime) -> LibraryDays:
    return replace(days, counts={one.day: one.total for one in told if one.at <= now})


def play(days: LibraryDays, terms: Terms, moments: Sequence[datetime], told: Sequence[Told] = ()) -> list[Sent]:
    """What a clock that looks at these moments plans; each key once."""
    sent: list[Sent] = []
    used: set[str] = set()
    for now in moments:
        for occasion in occasions(knowing(days, told, now), terms, Window(after=now - USEFUL, until=now)):
            key, rival = keys(1, 7001, occasion)
            if now < occasion.until and used.isdisjoint((key, rival)):
                used.add(key)
                sent.append(Sent(now=now, key=key, occasion=occasion))
    return sent


def every(minutes: int, first: date = FIRST, days: int = DAYS) -> list[datetime]:
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    return [start + timedelta(minutes=minutes * n) for n in range((days + 2) * 24 * 60 // minutes)]


def daily(**overrides: object) -> Terms:
    return Terms(**{"frequency": Frequency.DAILY, "since": LONG_AGO} | overrides)  # type: ignore[arg-type]


def weekly(**overrides: object) -> Terms:
    return daily(frequency=Frequency.WEEKLY, **overrides)


def wib(day: date, clock: str) -> datetime:
    return moment(day, time.fromisoformat(clock), PONTIANAK)


def said(sent: Sequence[Sent]) -> list[tuple[str, date, date]]:
    return [(str(one.occasion.round), one.occasion.on, one.occasion.day) for one in sent]


# --- examples


def test_a_day_without_a_report_is_reminded_of_at_its_hour_and_once_more_when_the_library_next_opens() -> None:
    sent = play(library(), daily(), every(1, FRIDAY, 4))
    assert [one for one in said(sent) if one[2] == FRIDAY] == [
        ("1", FRIDAY, FRIDAY),
        ("2", FRIDAY + timedelta(days=3), FRIDAY),
    ]
    assert [local(one.now, PONTIANAK).time() for one in sent if one.occasion.day == FRIDAY] == [time(15, 30), time(8)]


def test_after_a_longer_holiday_the_day_before_it_is_left_in_peace() -> None:
    holiday = {MONDAY + timedelta(days=7): "Cuti bersama"}
    sent = play(library(holidays=holiday), daily(), every(30, FRIDAY, 6))
    assert [one for one in said(sent) if one[2] == FRIDAY] == [("1", FRIDAY, FRIDAY)]


def test_a_library_that_opens_after_its_reminder_is_asked_again_in_the_morning() -> None:
    evenings = library(opens_at=time(16), reminder=time(15, 30))
    sent = play(evenings, daily(), every(1, TUESDAY, 2))
    again = next(one for one in sent if one.occasion.round is Round.AGAIN)
    assert local(again.now, PONTIANAK).time() == time(8)


def test_a_day_told_closed_on_the_day_itself_hears_nothing_and_passes_the_second_reminder_on() -> None:
    closed = Told(at=wib(WEDNESDAY, "07:00"), day=WEDNESDAY, total=None)
    sent = play(library(), daily(), every(30, TUESDAY, 3), [closed])
    assert [one for one in said(sent) if one[2] in (TUESDAY, WEDNESDAY)] == [
        ("1", TUESDAY, TUESDAY),
        ("2", THURSDAY, TUESDAY),
    ]


def test_a_weekly_keeper_hears_of_all_missing_days_on_the_weeks_last_open_day() -> None:
    told = [Told(at=wib(MONDAY, "15:00"), day=MONDAY, total=9), Told(at=wib(FRIDAY, "12:00"), day=FRIDAY, total=4)]
    (sent,) = play(library(), weekly(), every(30, MONDAY, 6), told)
    assert sent.occasion.listed == (TUESDAY, WEDNESDAY, THURSDAY)
    assert (sent.occasion.on, sent.occasion.day) == (FRIDAY, THURSDAY)
    assert sent.key == "reminder:1:2026-W20:weekly:7001"


def test_a_weekly_keeper_whose_friday_is_a_holiday_hears_on_thursday() -> None:
    (sent,) = play(library(holidays={FRIDAY: "Kenaikan Isa Al Masih"}), weekly(), every(30, MONDAY, 6))
    assert sent.occasion.on == THURSDAY


def test_a_weekly_keeper_is_asked_only_for_days_since_they_are_one() -> None:
    (sent,) = play(library(), weekly(since=wib(WEDNESDAY, "10:00")), every(30, MONDAY, 6))
    assert sent.occasion.listed == (WEDNESDAY, THURSDAY, FRIDAY)


def test_a_keeper_who_changes_to_weekly_after_todays_reminder_is_not_reminded_twice_of_it() -> None:
    day = Occasion(round=Round.FIRST, at=wib(FRIDAY, "15:30"), until=wib(FRIDAY, "17:30"), on=FRIDAY, day=FRIDAY)
    week = replace(day, round=Round.WEEKLY, day=THURSDAY, listed=(TUESDAY, THURSDAY))
    assert keys(1, 7001, day) == keys(1, 7001, week)[::-1]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (daily(paused_until=WEDNESDAY), [("1", THURSDAY, THURSDAY), ("2", FRIDAY, THURSDAY)]),
        (daily(since=wib(THURSDAY, "15:31")), []),
        (daily(since=wib(THURSDAY, "15:30")), [("1", THURSDAY, THURSDAY), ("2", FRIDAY, THURSDAY)]),
        (daily(frequency=Frequency.NEVER), []),
    ],
)
def test_a_pause_and_the_time_before_somebody_kept_the_library_are_silent(
    terms: Terms, expected: list[tuple[str, date, date]]
) -> None:
    moments = [now for now in every(30, TUESDAY, 4) if now < wib(FRIDAY, "12:00")]
    assert said(play(library(), terms, moments)) == expected


def test_an_hour_moved_later_counts_today() -> None:
    before = play(library(reminder=time(15)), daily(), [wib(TUESDAY, "14:00")])
    after = play(library(reminder=time(17)), daily(), [wib(TUESDAY, "16:59"), wib(TUESDAY, "17:00")])
    assert (before, said(after)) == ([], [("1", TUESDAY, TUESDAY)])


@pytest.mark.parametrize(("moved_at", "reminded"), [("15:59", True), ("16:00", False)])
def test_an_hour_moved_to_one_that_has_passed_counts_at_once_or_from_the_next_day(
    moved_at: str, reminded: bool
) -> None:
    sent = play(library(reminder=time(14)), daily(), [wib(TUESDAY, moved_at)])
    assert said(sent) == ([("1", TUESDAY, TUESDAY)] if reminded else [])


def test_a_library_that_moves_to_another_zone_is_not_reminded_twice_of_a_day() -> None:
    western, eastern = library(), library(timezone=JAYAPURA)
    used = {one.key for one in play(eastern, daily(), [wib(TUESDAY, "13:30")])}
    assert {one.key for one in play(western, daily(), [wib(TUESDAY, "15:30")])} == used


def test_a_reminder_late_at_night_is_not_sent_on_the_next_day() -> None:
    late = library(reminder=time(23, 30))
    assert said(play(late, daily(), [wib(TUESDAY, "23:59")])) == [("1", TUESDAY, TUESDAY)]
    assert play(late, daily(), [wib(WEDNESDAY, "00:01")]) == []


def test_weeks_are_named_as_iso_names_them_at_the_turn_of_a_year() -> None:
    friday = date(2027, 1, 1)
    (sent,) = play(library(), weekly(), [wib(friday, "15:30")])
    assert sent.key == "reminder:1:2026-W53:weekly:7001"


def test_after_an_outage_its_open_days_without_a_report_are_asked_for_too() -> None:
    days = replace(library(), counts={THURSDAY: 7})
    (sent,) = play(library(), daily(), [wib(FRIDAY, "15:30")])
    outage = Period(first=TUESDAY, last=SATURDAY)
    assert lost_days(days, daily(), sent.occasion, outage) == (TUESDAY, WEDNESDAY)
    assert lost_days(days, daily(since=wib(WEDNESDAY, "09:00")), sent.occasion, outage) == (WEDNESDAY,)


# --- whatever comes

clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days_of_it = st.integers(0, DAYS - 1).map(lambda n: FIRST + timedelta(days=n))
moments = st.integers(0, DAYS * 24 * 60).map(
    lambda minutes: datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + timedelta(minutes=minutes)
)
weeks = st.text("01", min_size=7, max_size=7)
terms_of_a_keeper = st.builds(
    Terms,
    frequency=st.sampled_from(Frequency),
    since=st.just(LONG_AGO) | moments,
    paused_until=st.none() | days_of_it,
)


@st.composite
def libraries(draw: st.DrawFn) -> LibraryDays:
    changed = draw(st.none() | st.tuples(days_of_it, weeks))
    first, last = sorted((draw(days_of_it), draw(days_of_it)))
    closure = Closure(period=Period(first=first, last=min(last, first + timedelta(days=4))))
    return LibraryDays(
        hours=Hours(
            reminder=draw(clocks),
            opens_at=draw(clocks),
            timezone=draw(st.sampled_from((PONTIANAK, "Asia/Jakarta", MAKASSAR, JAYAPURA))),
        ),
        opening=Opening(
            weeks=((date.min, draw(weeks)), *([changed] if changed else [])),
            holidays=dict.fromkeys(draw(st.sets(days_of_it, max_size=4)), "libur"),
            closures=(closure,) if draw(st.booleans()) else (),
        ),
        counts={},
    )


@st.composite
def reports(draw: st.DrawFn) -> list[Told]:
    """Some days are told, on the day or up to two days later, some of them closed."""
    told = draw(st.dictionaries(days_of_it, st.tuples(st.integers(0, 60), st.none() | st.integers(0, 40))))
    return [
        Told(at=datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hours), day=day, total=total)
        for day, (hours, total) in told.items()
    ]


gaps = st.lists(st.integers(1, 40 * 60), min_size=1, max_size=60)


def looks(gaps_in_minutes: list[int]) -> Iterator[datetime]:
    now = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    for gap in gaps_in_minutes:
        now += timedelta(minutes=gap)
        yield now


@settings(deadline=None)
@given(libraries(), terms_of_a_keeper, reports(), gaps)
def test_whenever_the_clock_looks_nothing_wrong_is_sent(
    days: LibraryDays, terms: Terms, told: list[Told], minutes: list[int]
) -> None:
    zone = days.hours.timezone
    for one in play(days, terms, list(looks(minutes)), told):
        occasion, known = one.occasion, knowing(days, told, one.now)
        today = local(one.now, zone).date()
        assert days.opening.is_open(occasion.day) and known.is_open(today)
        assert occasion.day not in known.counts
        assert occasion.on == today
        assert occasion.at <= one.now < occasion.at + USEFUL
        assert terms.since <= occasion.at
        assert terms.paused_until is None or terms.paused_until < today
        assert occasion.at in (days.hours.asked(today), days.hours.asked_again(today))


@settings(deadline=None)
@given(libraries(), terms_of_a_keeper, reports(), gaps)
def test_no_day_is_asked_about_more_than_twice_and_no_key_used_twice(
    days: LibraryDays, terms: Terms, told: list[Told], minutes: list[int]
) -> None:
    sent = play(days, terms, sorted([*looks(minutes), *every(97)]), told)
    assert len({one.key for one in sent}) == len(sent)
    for day in {one.occasion.day for one in sent if one.occasion.round is not Round.WEEKLY}:
        rounds = [one.occasion.round for one in sent if one.occasion.day == day]
        assert rounds in ([Round.FIRST], [Round.AGAIN], [Round.FIRST, Round.AGAIN])


@settings(deadline=None)
@given(libraries(), reports())
def test_a_clock_that_ticks_misses_no_open_day_without_a_report(days: LibraryDays, told: list[Told]) -> None:
    moments = every(29)
    asked = {(one.occasion.round, one.occasion.day) for one in play(days, daily(), moments, told)}
    closed = {one.day for one in told if one.total is None}
    soon = timedelta(minutes=29)
    for n in range(DAYS - 4):
        day = FIRST + timedelta(days=n)
        at = days.hours.asked(day)
        hours = days.hours
        before_midnight = local(at + soon, hours.timezone).date() == day
        silent = not any(one.day == day and one.at <= at + soon for one in told)
        if days.opening.is_open(day) and silent and before_midnight:
            assert (Round.FIRST, day) in asked
        following = next((d for k in (1, 2, 3) if days.opening.is_open(d := day + timedelta(days=k))), None)
        if following is None or not days.opening.is_open(day) or any(one.day == day for one in told):
            continue
        again = hours.asked_again(following)
        if following not in closed and local(again + soon, hours.timezone).date() == following:
            assert (Round.AGAIN, day) in asked


@settings(deadline=None)
@given(libraries(), reports())
def test_a_clock_that_ticks_misses_no_week_with_a_day_without_a_report(days: LibraryDays, told: list[Told]) -> None:
    sent = play(days, weekly(), every(29), told)
    for monday in (FIRST, FIRST + timedelta(days=7)):
        open_days = days.opening.days(week_of(monday))
        silent = [day for day in open_days if not any(one.day == day for one in told)]
        of_week = [one for one in sent if one.occasion.on in week_of(monday)]
        assert len(of_week) <= 1
        if not silent or silent[-1] != open_days[-1]:
            continue
        last = open_days[-1]
        if local(days.hours.asked(last) + timedelta(minutes=29), days.hours.timezone).date() == last:
            assert [(one.occasion.on, one.occasion.day) for one in of_week] == [(last, last)]
            assert set(silent) <= set(of_week[0].occasion.listed)


@settings(deadline=None)
@given(libraries(), moments)
def test_looking_only_when_it_says_misses_nothing(days: LibraryDays, now: datetime) -> None:
    then = days.hours.next_look(now)
    between = Window(after=now, until=then - timedelta.resolution)
    assert now < then < days.hours.next_look(then) <= then + timedelta(days=1)
    for frequency in Frequency:
        assert list(occasions(days, daily(frequency=frequency), between)) == []
