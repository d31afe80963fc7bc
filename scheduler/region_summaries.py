"""A region's week on Monday morning, its month on the 1st, to its facilitators and groups."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from scheduler.pages import LATER, page_planned
from scheduler.period_ends import STALE, next_end
from scheduler.planned import Planned, Window
from scheduler.region_messages import Due, Message, clock_of, dues, messages, note
from storage.recipients import Recipient
from storage.work import Database, Work

log = logging.getLogger(__name__)

PAGE = 50


def plan(database: Database, now: datetime) -> bool:
    """Plan the summaries of a page of facilitators and groups; whether there may be more.

    They are written in a transaction that only reads, which holds up nobody; those whom another process has looked at
    meanwhile are left alone.
    """
    with database.look() as work:
        page = work.recipients.to_look_at(now, PAGE)
    if not page:
        return False
    return page_planned(page, partial(_plan, database, now), partial(_put_off, database, now), _name)


def _plan(database: Database, now: datetime, page: Sequence[Recipient]) -> bool:
    with database.look() as work:
        new = _new(work, dues(page, Window(after=now - STALE, until=now)))
        found = list(messages(work, new, now))
    with database.work() as work:
        mine = work.recipients.claim(page, now)
        _put(work, [message for message in found if message.due.recipient in mine], now)
        work.recipients.look_next({one: next_end(one.region.timezone, clock_of(one), now) for one in mine})
        work.commit()
    _tell_skipped(mine, now)
    return bool(mine)


def _put_off(database: Database, now: datetime, one: Recipient) -> None:
    with database.work() as work:
        work.recipients.look_next({one: now + LATER})
        work.commit()


def _name(one: Recipient) -> str:
    return f"{'group' if one.is_group else 'appointment'} {one.id}"


def due(work: Work, window: Window) -> Iterator[Planned]:
    """The summaries that fall due within the window and are not planned yet, region by region."""
    new = _new(work, dues(work.recipients.all(), window))
    yield from map(_planned, messages(work, new, window.until))


def _new(work: Work, found: Iterator[Due]) -> list[Due]:
    """What has not been planned before, each once, region by region."""
    by_key = {one.dedupe_key: one for one in found}
    used = work.outbox.used(list(by_key))
    new = (one for key, one in by_key.items() if key not in used)
    return sorted(new, key=lambda one: one.recipient.region.code)


def _put(work: Work, found: Sequence[Message], now: datetime) -> None:
    used = work.outbox.used([message.due.dedupe_key for message in found])
    new = [message for message in found if message.due.dedupe_key not in used]
    work.outbox.put((outgoing for message in new for outgoing in message.outgoing), now)
    note(work, new)


def _tell_skipped(recipients: Sequence[Recipient], now: datetime) -> None:
    skipped = [one.region.code for one in recipients if one.look_at and one.look_at <= now - STALE]
    if skipped:
        log.warning("the summaries of %d regions were not planned in time and are skipped: %s", len(skipped), skipped)


def _planned(message: Message) -> Planned:
    one, end = message.due.recipient, message.due.end
    name, clock, whom = end.span.name_of(end.period), clock_of(one), "group" if one.is_group else "facilitator"
    return Planned(
        kind=f"{whom}_{end.span}",
        at=end.at,
        library=None,
        chat_id=one.chat_id,
        dedupe_key=message.due.dedupe_key,
        because=f"{end.span} {name} of region {one.region.code} is over at {clock:%H:%M} in {one.region.timezone}",
        put=partial(_put_one, message),
    )


def _put_one(message: Message, work: Work) -> None:
    _put(work, [message], message.due.end.at)
