"""A keeper's reminders of a library as they are now, and what changes them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from domain.days import Period, Span, local, week_of
from domain.messages import Outgoing
from domain.opening import FAR, Opening
from domain.people import Library
from domain.reminding import USEFUL, Frequency, Round, dedupe_key, moment, next_reminded, reminder_time
from handlers.colleagues import tell_colleagues
from handlers.turn import Turn
from replies.reminder_settings import Reminders
from replies.wishes import hour_changed_by
from storage.directory import Keeping

LONGEST = timedelta(days=366)
"""How long a pause may be, and how far ahead days may be told closed."""


def reminders(turn: Turn, library: Library) -> Reminders:
    """What is set for this keeper and library, and when the next reminder comes."""
    library = turn.work.directory.library(library.id) or library
    keeping = turn.work.directory.keeping(turn.me.id, library.id)
    clock = reminder_time(library.id, library.reminder_at)
    now = local(turn.now, library.timezone)
    return Reminders(
        library=library,
        clock=clock,
        frequency=keeping.reminders,
        paused_until=_running(keeping.paused_until, now.date()),
        ideas=keeping.ideas,
        today=now.date(),
        next=_next(turn, library, keeping, clock, now),
        shared=len(turn.work.directory.keepers(library.id)) > 1,
        others=tuple(other for other in turn.me.libraries if other.id != library.id),
    )


def change_hour(turn: Turn, library: Library, hour: str | None) -> list[Outgoing]:
    """The library is reminded at another hour (None: the usual minute), which its other keepers are told."""
    if hour == library.reminder_at:
        return []
    turn.work.directory.change_library(library.id, reminder_at=hour)
    clock = reminder_time(library.id, hour)
    said = partial(hour_changed_by, name=turn.name, library=library, clock=clock)
    return tell_colleagues(turn, library, "hour", said)


def change_keeping(turn: Turn, libraries: Iterable[Library], **values: Any) -> None:
    """This keeper wants to hear of these libraries otherwise: `reminders`, `paused_until`, `ideas`."""
    for library in libraries:
        turn.work.directory.change_keeping(turn.me.id, library.id, **values)


def _running(paused_until: date | None, today: date) -> date | None:
    return paused_until if paused_until is not None and paused_until >= today else None


def _next(turn: Turn, library: Library, keeping: Keeping, clock: time, now: datetime) -> date | None:
    today = now.date()
    since = max(today, keeping.paused_until + timedelta(days=1)) if keeping.paused_until else today
    period = Period(first=week_of(today).first, last=since + timedelta(days=FAR + 7))
    opening = turn.work.openings.of([library.id], period)[library.id]
    # One whose time has just passed still comes: the clockwork looks back as far as a reminder is useful.
    over = turn.now >= moment(today, clock, library.timezone) + USEFUL
    if since == today and (over or _is_done(turn, library, opening, keeping.reminders, today)):
        since = today + timedelta(days=1)
    return next_reminded(opening, since, keeping.reminders)


def _is_done(turn: Turn, library: Library, opening: Opening, often: Frequency, today: date) -> bool:
    """Whether today's reminder has come, or none is needed: what it would ask for is in."""
    rounds = ((today, Round.FIRST), (Span.WEEK.name_of(week_of(today)), Round.WEEKLY))
    keys = [dedupe_key(library.id, about, which, turn.external_id) for about, which in rounds]
    asked = Period(first=week_of(today).first if often is Frequency.WEEKLY else today, last=today)
    reported = turn.work.views.days(library.id, asked)
    return bool(turn.work.outbox.used(keys)) or all(day in reported for day in opening.days(asked))
