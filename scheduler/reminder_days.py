"""Which reminders fall due for a keeper: arithmetic with a library's days and hours, and with what the keeper wants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.days import Period, Span, local, week_of
from domain.opening import Opening
from domain.reminding import USEFUL, Frequency, Round, Terms, dedupe_key, is_reminded, moment, nudge_key
from scheduler.planned import Window

ONCE_MORE_WITHIN = 3
"""A day is reminded of once more on the next open day, if that is at most so many days later."""

TOLD_AFTER = timedelta(days=3)
"""So long after an outage reminders ask for what may have been lost in it."""

MORNING = time(8)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When a library is reminded and opens, by the clock of its zone."""

    reminder: time
    opens_at: time
    timezone: str

    def asked(self, day: date) -> datetime:
        """When it is asked about `day`."""
        return moment(day, self.reminder, self.timezone)

    def asked_again(self, day: date) -> datetime:
        """When it is asked, on `day`, about the open day before."""
        return moment(day, MORNING if self.opens_at > self.reminder else self.opens_at, self.timezone)

    def next_look(self, now: datetime) -> datetime:
        """The next moment at which anything can fall due, whatever the calendar and the reports say by then."""
        today = local(now, self.timezone).date()
        days = (today, today + timedelta(days=1))
        return min(at for day in days for at in (self.asked(day), self.asked_again(day)) if at > now)


@dataclass(frozen=True, kw_only=True)
class LibraryDays:
    """A library as reminders see it. `counts` are the reported days: the visitors, or None for a day told closed."""

    hours: Hours
    opening: Opening
    counts: Mapping[date, int | None]

    def is_open(self, day: date) -> bool:
        """Whether it is open, for all that was told ahead or on the day."""
        return self.opening.is_open(day) and self.counts.get(day, 0) is not None

    def open_day_before(self, day: date) -> date | None:
        """The last open day before `day`, if it is near enough to be reminded of once more."""
        days = (day - timedelta(days=n) for n in range(1, ONCE_MORE_WITHIN + 1))
        return next((before for before in days if self.is_open(before)), None)

    def is_missing(self, day: date) -> bool:
        """Whether it is open on `day` and nothing is reported."""
        return self.opening.is_open(day) and day not in self.counts

    def missing(self, period: Period, terms: Terms) -> tuple[date, ...]:
        """The open days without a report, since this keeper keeps the library."""
        first = max(period.first, local(terms.since, self.hours.timezone).date())
        days = (first + timedelta(days=n) for n in range((period.last - first).days + 1))
        return tuple(day for day in days if self.is_missing(day))


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A reminder that falls due at `at` (on the local day `on`), is useful until `until` and asks about `day`.

    `listed` are the days of the week without a report that a weekly one tells, `day` among them.
    """

    round: Round
    at: datetime
    until: datetime
    on: date
    day: date
    listed: tuple[date, ...] = ()


def occasions(library: LibraryDays, terms: Terms, window: Window) -> Iterator[Occasion]:
    """The reminders that fall due for a keeper within the window, in order."""
    if window.after >= window.until:
        return
    first, last = (local(edge, library.hours.timezone).date() for edge in (window.after, window.until))
    for n in range((last - first).days + 1):
        on = first + timedelta(days=n)
        if library.is_open(on):
            found = [one for one in _on_a_day(library, terms, on) if one.at in window]
            yield from sorted(found, key=lambda one: one.at)


def keys(library_id: int, chat_id: int, occasion: Occasion) -> tuple[str, str]:
    """The dedupe key of a reminder, and that of what may have taken its place: another kind of reminder, where a keeper
    has changed how often, or what a facilitator has asked on the same morning."""
    week = Span.WEEK.name_of(week_of(occasion.on))
    weekly = dedupe_key(library_id, week, Round.WEEKLY, chat_id)
    if occasion.round is Round.WEEKLY:
        return weekly, dedupe_key(library_id, occasion.on, Round.FIRST, chat_id)
    daily = dedupe_key(library_id, occasion.day, occasion.round, chat_id)
    return daily, weekly if occasion.round is Round.FIRST else nudge_key(library_id, occasion.on, chat_id)


def lost_days(library: LibraryDays, terms: Terms, occasion: Occasion, outage: Period) -> tuple[date, ...]:
    """The days of an outage that have no report and that the reminder doesn't ask for anyway."""
    asked = {occasion.day, *occasion.listed}
    until = min(outage.last, occasion.on - timedelta(days=1))
    missing = library.missing(Period(first=outage.first, last=until), terms)
    return tuple(day for day in missing if day not in asked)


def _on_a_day(library: LibraryDays, terms: Terms, on: date) -> Iterator[Occasion]:
    match terms.frequency:
        case Frequency.DAILY:
            yield from _daily(library, terms, on)
        case Frequency.WEEKLY if is_reminded(library.opening, on, Frequency.WEEKLY):
            yield from _weekly(library, terms, on)


def _daily(library: LibraryDays, terms: Terms, on: date) -> Iterator[Occasion]:
    before = library.open_day_before(on)
    if before is not None and library.is_missing(before) and _wants(library, terms, before):
        yield _occasion(library, Round.AGAIN, on, day=before)
    if library.is_missing(on) and _wants(library, terms, on):
        yield _occasion(library, Round.FIRST, on, day=on)


def _weekly(library: LibraryDays, terms: Terms, on: date) -> Iterator[Occasion]:
    missing = library.missing(Period(first=week_of(on).first, last=on), terms)
    if missing and _wants(library, terms, on):
        yield _occasion(library, Round.WEEKLY, on, day=missing[-1], listed=missing)


def _occasion(library: LibraryDays, which: Round, on: date, *, day: date, listed: tuple[date, ...] = ()) -> Occasion:
    """Useful for two hours, and no longer than that day: "today" would be another."""
    hours = library.hours
    at = hours.asked_again(on) if which is Round.AGAIN else hours.asked(on)
    midnight = moment(on + timedelta(days=1), time(), hours.timezone)
    return Occasion(round=which, at=at, until=min(at + USEFUL, midnight), on=on, day=day, listed=listed)


def _wants(library: LibraryDays, terms: Terms, day: date) -> bool:
    """Whether this keeper was there, and not on leave, when the library was first asked about `day`."""
    on_leave = terms.paused_until is not None and day <= terms.paused_until
    return terms.since <= library.hours.asked(day) and not on_leave
