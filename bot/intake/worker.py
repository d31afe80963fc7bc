"""From inbox to outbox: one row, one transaction; what was understood, the answer and "done" happen together.

On SQLite up to some dozens of rows share one commit, each in a savepoint. A row whose handling fails is tried three
times, then kept as failed; trouble of the database or the machine never counts as an attempt.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial

from bot.intake.handling import handle
from bot.intake.reading import incoming
from domain.backoff import Backoff
from domain.clock import Clock
from domain.errors import StorageUnavailable, in_short
from domain.messages import Document, Incoming, Outgoing
from handlers.turn import Answer, Turn
from locales import LANGUAGES, texts_in
from replies.small_talk import apology
from storage.inbox import Waiting
from storage.work import Database, Work

ATTEMPTS = 3
BATCH = 32
LOOK_AGAIN = 30.0
"""Seconds after which an idle worker looks by itself: another process may have put a failed row back."""
TROUBLE = (StorageUnavailable, MemoryError, OSError)
"""No message can be blamed for these."""
DIED = "the process ended while this was worked on"

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Worker:
    """Works on the inbox in threads, one for each of `parts` (each takes its share of the chats).

    `on_commit` is called, from any of them, after a commit that may have put something out. `shelf` has the documents
    that were fetched, `want` gets an update that rests until one is.
    """

    database: Database
    clock: Clock
    username: str
    on_commit: Callable[[], None]
    admins: frozenset[str] = frozenset()
    timezone: str = "Asia/Jakarta"
    reads_groups: bool = False
    shelf: Callable[[str], Document | None] = lambda _file_id: None
    want: Callable[[int, str], None] = lambda _row_id, _file_id: None
    retention_months: int = 12
    parts: int = 1
    handler: Callable[[Turn], Answer] = handle
    trouble: str | None = None
    """What keeps it from working now."""
    errors: int = 0
    """How often something failed so far: an attempt of a message, or the database under it."""

    _stopping: bool = False
    _one_by_one: int = 0
    _blamed: int = 0

    async def run(self) -> None:
        """Work until `stop`, and come back when all that was begun is finished."""
        pool = ThreadPoolExecutor(self.parts, thread_name_prefix="worker")
        submit = asyncio.get_running_loop().run_in_executor
        threads = [submit(pool, self._recover_all)]
        try:
            await asyncio.wait(threads)
            threads += [submit(pool, self._work, part) for part in range(self.parts)]
            await asyncio.wait(threads, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            self.stop()
            await asyncio.wait(threads)
            pool.shutdown()
        for thread in threads:
            thread.result()

    def wake(self) -> None:
        """There may be something new; from any thread."""
        for wake in self._wakes:
            wake.set()

    def stop(self) -> None:
        """Begin nothing more; `run` comes back when the rest is finished."""
        self._stopping = True
        self.wake()

    def one_step(self, part: int = 0) -> bool:
        """Work on the next rows; False when there is nothing to do."""
        rows = self._claim(part)
        if rows:
            self._work_on(rows)
            self.on_commit()
        return bool(rows)

    def recover(self) -> bool:
        """Work on one of the rows that were begun when the last process ended; False when none is left.

        It may be what ended that process: so it runs alone, and its attempt is committed first.
        """
        if not self._suspects:
            return False
        if self._suspects[0].id != self._blamed:
            self._suspects[0] = self._blame(self._suspects[0])
            self._blamed = self._suspects[0].id
        if self._suspects[0].attempts < ATTEMPTS:
            self._work_on([self._suspects[0]])
        self._suspects.popleft()
        self.on_commit()
        return True

    @cached_property
    def _suspects(self) -> deque[Waiting]:
        with self.database.look() as work:
            return deque(work.inbox.begun())

    @cached_property
    def _wakes(self) -> list[threading.Event]:
        return [threading.Event() for _ in range(self.parts)]

    def _recover_all(self) -> None:
        self._persevere(self.recover, self._wakes[0])

    def _work(self, part: int) -> None:
        wake = self._wakes[part]
        while not self._stopping:
            wake.clear()
            self._persevere(partial(self.one_step, part), wake)
            wake.wait(0 if self._stopping else LOOK_AGAIN)

    def _persevere(self, step: Callable[[], bool], wake: threading.Event) -> None:
        """Step until there is nothing to do, waiting longer and longer while something fails."""
        backoff = Backoff(what="the worker", logger=log, elapsed=time.monotonic)
        busy = True
        while busy and not self._stopping:
            try:
                busy = step()
            except Exception as error:
                self.errors += 1
                self.trouble = in_short(error)
                wake.clear()
                wake.wait(0 if self._stopping else backoff.failed(self.trouble))
            else:
                self.trouble = None
                backoff.worked()

    def _claim(self, part: int) -> Sequence[Waiting]:
        """The next rows, marked as begun in a commit of their own."""
        limit = BATCH if self.database.is_sqlite and not self._one_by_one else 1
        with self.database.work() as work:
            rows = work.inbox.waiting(limit, part=part, parts=self.parts)
            if any(not row.begun for row in rows):
                work.inbox.begin(row.id for row in rows)
                work.commit()
        return rows

    def _work_on(self, rows: Sequence[Waiting]) -> None:
        try:
            with self.database.work() as work:
                self._handle_all(work, rows)
                work.commit()
            for row_id, file_id in work.inbox.wanted:
                self.want(row_id, file_id)
            if work.inbox.stirred:
                self.wake()
        except TROUBLE:
            raise
        except Exception as error:  # the commit itself
            self._not_committed(rows, in_short(error))
        else:
            self._one_by_one = max(0, self._one_by_one - 1)

    def _handle_all(self, work: Work, rows: Sequence[Waiting]) -> None:
        troubled: set[int | None] = set()
        for row in rows:
            if row.chat_id in troubled:
                continue  # what its chat sent before it must come first
            try:
                with work.step():
                    self._handle(work, row)
            except TROUBLE:
                raise
            except Exception as error:
                troubled.add(row.chat_id)
                self._count(work, row, in_short(error))

    def _handle(self, work: Work, row: Waiting) -> None:
        update = incoming(row.raw, row.sent_at, self.username)
        turn = self._turn(work, update)
        work.outbox.put(self.handler(turn), turn.now)
        if turn.wanted is not None:
            work.inbox.rest(row.id, turn.wanted)
        elif turn.held:
            work.inbox.hold(row.id)
        else:
            work.inbox.done(row.id)

    def _turn(self, work: Work, update: Incoming) -> Turn:
        person = work.directory.person(update.sender.external_id) if update.sender else None
        return Turn(
            incoming=update,
            work=work,
            now=self.clock.now(),
            texts=texts_in(person.language if person else LANGUAGES[0]),
            person=person,
            admins=self.admins,
            timezone=self.timezone,
            retention_months=self.retention_months,
            username=self.username,
            reads_groups=self.reads_groups,
            shelf=self.shelf,
        )

    def _not_committed(self, rows: Sequence[Waiting], reason: str) -> None:
        if len(rows) > 1:
            log.warning("%d messages can't be committed together (%s): one by one", len(rows), reason)
            self._one_by_one = len(rows)
            return
        with self.database.work() as work:
            self._count(work, rows[0], reason)
            work.commit()

    def _blame(self, row: Waiting) -> Waiting:
        """Count an attempt of a row that was found begun; it stays so until it is finished."""
        with self.database.work() as work:
            self._count(work, row, DIED)
            if row.attempts + 1 < ATTEMPTS:
                work.inbox.begin([row.id])
            work.commit()
        return replace(row, attempts=row.attempts + 1)

    def _count(self, work: Work, row: Waiting, reason: str) -> None:
        """One attempt more; after the last the row is kept as failed, and its sender told."""
        self.errors += 1
        attempts = row.attempts + 1
        log.error("inbox %d failed, attempt %d: %s", row.id, attempts, reason)
        work.inbox.attempted(row.id, reason, final=attempts >= ATTEMPTS)
        if attempts >= ATTEMPTS and row.chat_id is not None and row.chat_id > 0:
            work.outbox.put([Outgoing(chat_id=row.chat_id, text=apology(texts_in(LANGUAGES[0])))], self.clock.now())
