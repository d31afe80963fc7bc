"""What is done once a night: a backup, the calendar of holidays refreshed, what has become needless removed.

Nothing of it is said to anybody. It falls due at 02.00 of the operator's zone, and once after downtime, however long
that was; each chore fails alone, and what there is to remove goes in pages, so that replies never wait for it.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from domain.days import local
from domain.errors import PerpusbotError, in_short
from domain.holidays import Holiday
from domain.reminding import moment
from storage import backups, retention
from storage.tidying import RULES, Rule
from storage.work import Database

log = logging.getLogger(__name__)

DONE = "housekeeping"
"""The watermark: the newest night (a local date of the operator) whose chores are done."""

AT, NIGHTLY = time(2), timedelta(days=1)
AGAIN_AFTER = timedelta(hours=1)
"""When the holidays are asked for again where that failed and nothing is known of this year."""

AskHolidays = Callable[[Sequence[int]], Sequence[Holiday]]
"""The holidays of these years; raises where they can't be told."""

Steps = Iterator[None]


class Housekeeping:
    """Bound to its surroundings once; `plan` then looks like that of every planner."""

    def __init__(self, *, data_dir: Path, timezone: str, ask_holidays: AskHolidays, retention_months: int) -> None:
        self._data_dir = data_dir
        self._timezone = timezone
        self._rules = (*RULES, *retention.rules(retention_months))
        self._ask_holidays = ask_holidays
        self._look_at: datetime | None = None
        self._steps: Steps | None = None

    def plan(self, database: Database, now: datetime) -> bool:
        """Do one step of what is due; whether there may be more.

        A next night that is further away was noted before the machine's clock was put right.
        """
        if self._steps is None:
            if self._look_at is not None and now < self._look_at <= now + NIGHTLY:
                return False
            self._steps = self._due(database, now)
        for _ in self._steps:
            return True
        self._steps = None
        return False

    def _due(self, database: Database, now: datetime) -> Steps:
        """All that is due, step by step. A database that is new has nothing to tidy, but wants to know the holidays."""
        night, year = self._night(now), local(now, self._timezone).year
        with database.look() as work:
            done, asked = work.watermarks.get(DONE), work.calendar.asked(year)
        if done is not None and done < night.isoformat():
            yield from self._chores(database, now, night)
        elif not asked:
            yield from _alone("calendar", self._calendar(database, year))
        with database.work() as work:
            work.watermarks.set(DONE, night.isoformat())
            asked = work.calendar.asked(year)
            work.commit()
        tomorrow = moment(night + timedelta(days=1), AT, self._timezone)
        self._look_at = tomorrow if asked else min(tomorrow, now + AGAIN_AFTER)

    def _chores(self, database: Database, now: datetime, night: date) -> Steps:
        # First of all: after a downtime over New Year the reminders of this very minute need it.
        yield from _alone("calendar", self._calendar(database, local(now, self._timezone).year))
        if database.is_sqlite:
            yield from _alone("backup", self._backup(database, night))
        for rule in self._rules:
            yield from _alone(rule.what, _tidy(database, rule, now))

    def _backup(self, database: Database, night: date) -> Steps:
        backups.nightly(str(database.url), self._data_dir, night)
        yield

    def _calendar(self, database: Database, year: int) -> Steps:
        holidays = self._ask_holidays((year - 1, year, year + 1))
        with database.work() as work:
            changed = work.calendar.refresh(holidays)
            work.commit()
        log.info("housekeeping: the calendar is refreshed, %d days changed", changed)
        yield

    def _night(self, now: datetime) -> date:
        """The date of the newest 02.00 that has passed."""
        return (local(now, self._timezone) - timedelta(hours=AT.hour)).date()


def _tidy(database: Database, rule: Rule, now: datetime) -> Steps:
    done, after = 0, None
    while True:
        with database.look() as work:
            page = rule.page(work.connection, now, after)
        if not page:
            break
        with database.work() as work:
            done += rule.apply(work.connection, now, page)
            work.commit()
        after = page[-1]
        yield
    if done:
        log.info("housekeeping: %s tidied, %d", rule.what, done)


def _alone(what: str, steps: Steps) -> Steps:
    """The steps of one chore; what goes wrong with it is told and doesn't keep the others from theirs."""
    try:
        yield from steps
    except Exception as error:
        reason = str(error) if isinstance(error, PerpusbotError) else in_short(error)
        log.error("housekeeping: %s failed: %s", what, reason)  # noqa: TRY400 - kinds, never words
