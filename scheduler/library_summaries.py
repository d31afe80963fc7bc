"""A library's week on Monday morning, its month on the 1st, to each of its keepers."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from scheduler.library_messages import CLOCK, Message, messages, note
from scheduler.pages import LATER, page_planned
from scheduler.period_ends import STALE, ended, next_end
from scheduler.planned import Planned, Window
from storage.periods import LibraryToLook
from storage.work import Database, Work

log = logging.getLogger(__name__)

PAGE = 100


def plan(database: Database, now: datetime) -> bool:
    """Plan the summaries of a page of libraries; whether there may be more.

    They are written in a transaction that only reads, which holds up nobody; libraries that have changed meanwhile, or
    that another process plans, are left alone.
    """
    with database.look() as work:
        page = work.periods.due(now, PAGE)
    if not page:
        return False
    return page_planned(page, partial(_plan, database, now), partial(_put_off, database, now), _name)


def _plan(database: Database, now: datetime, page: Sequence[LibraryToLook]) -> bool:
    with database.look() as work:
        found = list(messages(work, page, Window(after=now - STALE, until=now)))
    with database.work() as work:
        claimed = work.periods.claim([library.id for library in page], now)
        mine = [library for library in page if library in claimed]
        _write(work, [message for message in found if message.library in mine], now)
        _look_again(work, mine, now)
        work.commit()
    _tell_skipped(mine, now)
    return bool(claimed)


def _put_off(database: Database, now: datetime, library: LibraryToLook) -> None:
    with database.work() as work:
        work.periods.looked([library.id], now + LATER)
        work.commit()


def _name(library: LibraryToLook) -> str:
    return f"library {library.id}"


def due(work: Work, window: Window) -> Iterator[Planned]:
    """The summaries that fall due within the window and are not planned yet, in the order of libraries."""
    zones = {zone for zone in work.periods.zones() if any(ended(zone, CLOCK, window))}
    last, more = 0, bool(zones)
    while more:
        page = work.periods.active(last, PAGE)
        found = list(messages(work, [library for library in page if library.timezone in zones], window))
        used = work.outbox.used([message.dedupe_key for message in found])
        yield from (_planned(message) for message in found if message.dedupe_key not in used)
        last, more = (page[-1].id, True) if page else (last, False)


def _write(work: Work, found: Sequence[Message], now: datetime) -> None:
    """Put out what has not been planned before, to those who are still to be written to."""
    used = work.outbox.used([message.dedupe_key for message in found])
    keepers = {(k.library_id, k.chat_id) for k in work.periods.recipients({message.library.id for message in found})}
    new = [
        message
        for message in found
        if message.dedupe_key not in used and (message.library.id, message.outgoing.chat_id) in keepers
    ]
    work.outbox.put((message.outgoing for message in new), now)
    note(work, new, now)


def _look_again(work: Work, libraries: Sequence[LibraryToLook], now: datetime) -> None:
    in_zones: dict[str, list[int]] = defaultdict(list)
    for library in libraries:
        in_zones[library.timezone].append(library.id)
    for zone, ids in in_zones.items():
        work.periods.looked(ids, next_end(zone, CLOCK, now))


def _tell_skipped(libraries: Sequence[LibraryToLook], now: datetime) -> None:
    skipped = [library.id for library in libraries if library.look_at and library.look_at <= now - STALE]
    if skipped:
        log.warning("the summaries of %d libraries were not planned in time and are skipped: %s", len(skipped), skipped)


def _planned(message: Message) -> Planned:
    span, library = message.end.span, message.library
    return Planned(
        kind=f"library_{span}",
        at=message.end.at,
        library=library.code,
        chat_id=message.outgoing.chat_id,
        dedupe_key=message.dedupe_key,
        because=f"{span} {span.name_of(message.end.period)} is over; summaries go at {CLOCK:%H:%M} {library.timezone}",
        put=partial(_put, message),
    )


def _put(message: Message, work: Work) -> None:
    work.outbox.put([message.outgoing], message.end.at)
    note(work, [message], message.end.at)
