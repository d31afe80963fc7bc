"""Is everything well? Checks for the operator: names, figures and ids, never what somebody wrote."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.settings import Settings
from bot.whoami import NotReached, who_am_i
from domain.errors import PerpusbotError, StorageUnavailable, TokenRefused
from storage import backups, checks, migrating
from storage.engine import sqlite_path
from storage.work import Database, Work

PATIENCE_SECONDS = 5.0
SLOW = timedelta(minutes=5)
BACKUP_DUE = timedelta(days=2)
LITTLE_SPACE = 500 * 1024**2
NO_SPACE = 50 * 1024**2


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked at."""

    name: str
    status: Status
    detail: str


def examine(settings: Settings, now: datetime) -> list[Check]:
    """All checks, of which those that need the database stop where it can't be used."""
    return [*_database(settings, now), *_telegram(settings), _space(settings)]


def exit_status(found: Sequence[Check]) -> int:
    """0 all is well, 1 there are warnings, 2 there are errors."""
    return max((list(Status).index(check.status) for check in found), default=0)


def written(found: Sequence[Check], *, as_json: bool) -> str:
    """The checks as lines, or as one JSON object."""
    if as_json:
        return json.dumps({"checks": [asdict(check) for check in found]}, ensure_ascii=False)
    marks = {Status.OK: "ok     ", Status.WARNING: "WARNING", Status.ERROR: "ERROR  "}
    return "\n".join(f"{marks[check.status]} {check.name}: {check.detail}" for check in found)


def _database(settings: Settings, now: datetime) -> Iterator[Check]:
    path = sqlite_path(settings.database_url)
    if path is not None and not path.exists():
        yield _error("database", f"there is none at {path} yet (perpusbot migrate creates it)")
        return
    try:
        version = migrating.check(settings.database_url)
        yield _ok("database", "can be reached")
        yield _migrations(version)
        if version == migrating.newest_version():
            yield from _contents(settings, now)
    except StorageUnavailable as error:
        yield _error("database", str(error))


def _migrations(version: str | None) -> Check:
    newest = migrating.newest_version()
    if version == newest:
        return _ok("migrations", f"at {newest}, the newest")
    return _error("migrations", f"at {version or 'none'}, this program needs {newest} (perpusbot migrate)")


def _contents(settings: Settings, now: datetime) -> Iterator[Check]:
    database = Database(settings.database_url, bot_id=settings.bot_id)
    try:
        with database.look() as work:
            yield _tallies(work)
            yield _queue("inbox", checks.inbox_queue(work.connection), now)
            yield _failed_updates(work)
            yield _queue("outbox", checks.outbox_queue(work.connection, now), now)
            lost, people = checks.unreachable_people(work.connection)
            yield _ok("people", f"{people}, of whom {lost} can't be written to")
            if database.is_sqlite:
                yield _backups(settings, work, now)
    finally:
        database.close()


def _tallies(work: Work) -> Check:
    wrong = checks.wrong_tallies(work.connection)
    if not wrong:
        return _ok("tallies", "all equal their entries")
    days = ", ".join(f"library {library} on {day}" for library, day in wrong[:10])
    return _error("tallies", f"{len(wrong)} differ from their entries: {days}")


def _queue(name: str, queue: checks.Queue, now: datetime) -> Check:
    lengths = ", ".join(f"{number} {state}" for state, number in sorted(queue.lengths.items())) or "empty"
    age = now - queue.oldest if queue.oldest else timedelta()
    if age > SLOW:
        return _warning(name, f"{lengths}; the oldest waits since {queue.oldest:%Y-%m-%d %H:%M} UTC")
    troubled = name == "outbox" and {"failed", "unsure"} & queue.lengths.keys()
    return _warning(name, lengths) if troubled else _ok(name, lengths)


def _failed_updates(work: Work) -> Check:
    failed = checks.failed_updates(work.connection)
    if not failed:
        return _ok("failed updates", "none")
    # Of an error, only its kind: the rest may repeat what somebody wrote.
    shown = ", ".join(f"{id_} ({error.partition(':')[0][:60] or 'unknown'})" for id_, error in failed)
    return _warning("failed updates", f"{shown}; again: perpusbot doctor --retry ID")


def _backups(settings: Settings, work: Work, now: datetime) -> Check:
    newest = backups.newest(settings.data_dir)
    if newest is not None:
        age = now - newest
        detail = f"the newest is of {newest:%Y-%m-%d %H:%M} UTC"
        return _ok("backup", detail) if age < BACKUP_DUE else _warning("backup", detail)
    first = checks.first_report(work.connection)
    if first is None or now - first < BACKUP_DUE:
        return _ok("backup", "none yet")
    return _warning("backup", "none yet (perpusbot backup)")


def _telegram(settings: Settings) -> Iterator[Check]:
    if settings.bot_token is None:
        yield _warning("token", "not set (PERPUSBOT_TOKEN)")
        return
    yield _ok("token", f"set, of bot {settings.bot_id}")
    try:
        me = who_am_i(settings, patience=PATIENCE_SECONDS)
        yield _ok("telegram", f"answers, the bot is @{me.username}")
    except NotReached as error:
        yield _warning("telegram", str(error))
    except TokenRefused as error:
        yield _error("telegram", str(error))
    except PerpusbotError as error:
        yield _error("telegram", str(error))


def _space(settings: Settings) -> Check:
    folder = next(path for path in (settings.data_dir, *settings.data_dir.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    detail = f"{free // 1024**2} MB free for {settings.data_dir}"
    if free < NO_SPACE:
        return _error("disk", detail)
    return _warning("disk", detail) if free < LITTLE_SPACE else _ok("disk", detail)


def _ok(name: str, detail: str) -> Check:
    return Check(name=name, status=Status.OK, detail=detail)


def _warning(name: str, detail: str) -> Check:
    return Check(name=name, status=Status.WARNING, detail=detail)


def _error(name: str, detail: str) -> Check:
    return Check(name=name, status=Status.ERROR, detail=detail)
