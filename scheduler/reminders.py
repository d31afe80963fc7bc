"""Reminders: what falls due is planned into the outbox, with the question that an answer finds."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from domain.days import Period, local
from domain.reminding import USEFUL, reminder_time
from scheduler.pages import LATER, page_planned
from scheduler.planned import Planned, Window
from scheduler.reminder_days import TOLD_AFTER, Hours, LibraryDays, Occasion, lost_days, occasions
from scheduler.reminder_messages import Reminder, because, message, question
from storage.reminding import RemindedKeeper, RemindedLibrary
from storage.watermarks import Outage
from storage.work import Database, Work

logger = logging.getLogger(__name__)

PAGE = 100
READ_BACK, READ_AHEAD = timedelta(days=30), timedelta(days=8)
"""The days that are read around a moment: those of recent counts, and the rest of the week."""

OUTAGE_BACK = timedelta(days=14)
"""Of a longer outage only the last days are asked for again."""

SKIPPED_BACK = timedelta(days=7)
"""Of a longer downtime only the last days' reminders are counted as skipped."""


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """A library with those who keep it."""

    library: RemindedLibrary
    days: LibraryDays
    keepers: Sequence[RemindedKeeper]


def plan(database: Database, now: datetime) -> bool:
    """Plan the reminders of a page of libraries that are to be looked at; whether there may be more."""
    with database.look() as work:
        ids = work.reminding.to_look_at(now, PAGE)
    if not ids:
        return False
    return page_planned(ids, partial(_plan, database, now), partial(_put_off, database, now), "library {}".format)


def _plan(database: Database, now: datetime, ids: Sequence[int]) -> bool:
    with database.work() as work:
        libraries = work.reminding.claim(ids, now)
        page = _read(work, libraries, now)
        found = _due(work, page, Window(after=now - USEFUL, until=now))
        _put(work, _new(work, (one for one in found if now < one.occasion.until)), now)
        work.reminding.look_again({library.id: _hours(library).next_look(now) for library in libraries})
        work.commit()
    _tell_skipped(page, now)
    return bool(libraries)


def _put_off(database: Database, now: datetime, library_id: int) -> None:
    with database.work() as work:
        work.reminding.look_again({library_id: now + LATER})
        work.commit()


def due(work: Work, window: Window) -> Iterator[Planned]:
    """The reminders that fall due within the window and are not planned yet, by library."""
    last = 0
    while libraries := work.reminding.page(last, PAGE):
        last = libraries[-1].id
        page = _read(work, libraries, window.until)
        yield from map(_planned, _new(work, _due(work, page, window)))


def _read(work: Work, libraries: Sequence[RemindedLibrary], around: datetime) -> list[_Kept]:
    """What is to be known of the libraries that somebody keeps."""
    keepers = defaultdict(list)
    for keeper in work.reminding.keepers([library.id for library in libraries]):
        keepers[keeper.library_id].append(keeper)
    if not keepers:
        return []
    period = Period(first=(around - READ_BACK).date(), last=(around + READ_AHEAD).date())
    openings, counts = work.openings.of(keepers, period), work.reminding.counts(keepers, period)
    return [
        _Kept(
            library=library,
            days=LibraryDays(hours=_hours(library), opening=openings[library.id], counts=counts.get(library.id, {})),
            keepers=keepers[library.id],
        )
        for library in libraries
        if library.id in keepers
    ]


def _hours(library: RemindedLibrary) -> Hours:
    return Hours(
        reminder=reminder_time(library.id, library.reminder_at),
        opens_at=time.fromisoformat(library.opens_at),
        timezone=library.timezone,
    )


def _due(work: Work, page: Sequence[_Kept], window: Window) -> Iterator[Reminder]:
    outage = work.watermarks.outage(work.bot_id)
    for kept in page:
        for keeper in kept.keepers:
            for occasion in occasions(kept.days, keeper.terms, window):
                lost = _lost(kept.days, keeper, occasion, outage) if outage else ()
                yield Reminder(library=kept.library, days=kept.days, keeper=keeper, occasion=occasion, lost=lost)


def _lost(days: LibraryDays, keeper: RemindedKeeper, occasion: Occasion, outage: Outage) -> Sequence[date]:
    if not outage.until < occasion.at <= outage.until + TOLD_AFTER:
        return ()
    since = max(outage.since, outage.until - OUTAGE_BACK)
    first, last = (local(edge, days.hours.timezone).date() for edge in (since, outage.until))
    return lost_days(days, keeper.terms, occasion, Period(first=first, last=last))


def _new(work: Work, reminders: Iterable[Reminder]) -> list[Reminder]:
    """Those of them that are not planned yet."""
    found = list(reminders)
    used = work.outbox.used([key for reminder in found for key in reminder.keys])
    return [reminder for reminder in found if used.isdisjoint(reminder.keys)]


def _put(work: Work, reminders: Sequence[Reminder], now: datetime) -> None:
    if reminders:
        asked = work.questions.ask_days([question(reminder) for reminder in reminders])
        work.outbox.put(map(message, reminders, asked), now)


def _planned(reminder: Reminder) -> Planned:
    return Planned(
        kind="reminder",
        at=reminder.occasion.at,
        library=reminder.library.code,
        chat_id=reminder.keeper.chat_id,
        dedupe_key=reminder.keys[0],
        because=because(reminder),
        put=partial(_put_one, reminder),
    )


def _put_one(reminder: Reminder, work: Work) -> None:
    work.journal.lock(reminder.library.id)
    _put(work, _new(work, [reminder]), reminder.occasion.at)


def _tell_skipped(page: Sequence[_Kept], now: datetime) -> None:
    """What fell due while nobody looked, too long ago to be useful, is said in the log and to nobody else."""
    skipped = [
        kept.library.id
        for kept in page
        for keeper in kept.keepers
        for _ in occasions(kept.days, keeper.terms, _missed(kept.library, now))
    ]
    if skipped:
        number = len(set(skipped))
        logger.warning("%d reminders of %d libraries were missed for over 2 hours: skipped", len(skipped), number)


def _missed(library: RemindedLibrary, now: datetime) -> Window:
    """What is too old now, from when the library was to be looked at."""
    until = now - USEFUL
    since = until if library.look_at is None else library.look_at - timedelta.resolution
    return Window(after=max(since, now - SKIPPED_BACK), until=until)
