"""From inbox to outbox: one row, one transaction; what was understood, the answer and "done" happen together.

On SQLite up to some dozens of rows share one commit, each in a savepoint. A row whose handling fails is tried three
times, then kept as failed; trouble of the database itself never counts as an attempt.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError, OperationalError

from bot.backoff import Backoff
from bot.intake.reading import incoming
from bot.intake.routes import handle
from domain.clock import Clock
from domain.errors import StorageUnavailable
from domain.messages import Incoming, Outgoing
from handlers.turn import Turn
from locales import texts_in
from replies.small_talk import apology
from storage.inbox import Waiting
from storage.work import Database, Work

ATTEMPTS = 3
BATCH = 32

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Worker:
    """Works on the inbox in threads; `on_commit` is called after every commit that may have put something out."""

    database: Database
    clock: Clock
    username: str
    on_commit: Callable[[], None]
    admins: frozenset[str] = frozenset()
    timezone: str = "Asia/Jakarta"
    parts: int = 1
    _suspects: set[int] = field(default_factory=set)
    _stopping: bool = False
    _one_by_one: bool = False
    _wakes: list[threading.Event] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Look for rows that a crash left begun, then start working."""
        with self.database.look() as work:
            self._suspects = {row.id for row in work.inbox.waiting(1000) if row.begun}
        for part in range(self.parts):
            wake = threading.Event()
            thread = threading.Thread(target=self._run, args=(part, wake), name=f"worker-{part}", daemon=True)
            self._wakes.append(wake)
            self._threads.append(thread)
            thread.start()

    def wake(self) -> None:
        """There may be something new; may be called from any thread."""
        for wake in self._wakes:
            wake.set()

    def stop(self) -> None:
        """Finish what is begun, then stop."""
        self._stopping = True
        self.wake()
        for thread in self._threads:
            thread.join()

    @property
    def alive(self) -> bool:
        """Whether all threads still run."""
        return all(thread.is_alive() for thread in self._threads)

    def one_step(self, part: int = 0) -> bool:
        """Work on the next rows; False when there is nothing to do."""
        rows = self._claim(part)
        if rows is None:
            return False
        if rows:
            self._work_on(rows)
            self.on_commit()
        return True

    def _run(self, part: int, wake: threading.Event) -> None:
        backoff = Backoff(what="the worker", logger=log, elapsed=time.monotonic)
        while not self._stopping:
            wake.clear()
            try:
                while not self._stopping and self.one_step(part):
                    backoff.worked()
                wake.wait()
            except StorageUnavailable as error:
                wake.wait(backoff.failed(str(error)))
            except Exception as error:
                wake.wait(backoff.failed(_reason(error)))

    def _claim(self, part: int) -> Sequence[Waiting] | None:
        """The next rows, marked as begun in a commit of their own; None when nothing waits."""
        limit = BATCH if self.database.is_sqlite and not self._one_by_one else 1
        with self.database.work() as work:
            rows = work.inbox.waiting(limit, part=part, parts=self.parts)
            suspect = next((row for row in rows if row.id in self._suspects), None)
            if suspect is not None:
                return self._claim_alone(work, suspect)
            if any(not row.begun for row in rows):
                work.inbox.begin(row.id for row in rows)
                work.commit()
        return rows or None

    def _claim_alone(self, work: Work, row: Waiting) -> Sequence[Waiting]:
        """A row that was begun when the process ended comes alone, its attempt committed first."""
        final = row.attempts + 1 >= ATTEMPTS
        work.inbox.attempted(row.id, "the process ended while this was worked on", final=final)
        if final:
            self._apologise(work, row)
        work.commit()
        self._suspects.discard(row.id)
        return () if final else (row,)

    def _work_on(self, rows: Sequence[Waiting]) -> None:
        with self.database.work() as work:
            self._handle_all(work, rows)
            try:
                work.commit()
            except IntegrityError:
                self._one_by_one = True
                raise
        self._one_by_one = False

    def _handle_all(self, work: Work, rows: Sequence[Waiting]) -> None:
        troubled: set[int | None] = set()
        for row in rows:
            if row.chat_id in troubled:
                continue  # what its chat sent before it must come first
            try:
                with work.step():
                    self._handle(work, row)
            except (OperationalError, StorageUnavailable, MemoryError):
                raise
            except Exception as error:
                troubled.add(row.chat_id)
                self._failed(work, row, error)

    def _handle(self, work: Work, row: Waiting) -> None:
        update = incoming(row.raw, row.sent_at, self.username)
        turn = self._turn(work, update)
        work.outbox.put(handle(turn), turn.now)
        if turn.held:
            work.inbox.hold(row.id)
        else:
            work.inbox.done(row.id)

    def _turn(self, work: Work, update: Incoming) -> Turn:
        person = work.directory.person(update.sender.external_id) if update.sender else None
        language = person.language if person else (update.sender and update.sender.language) or "id"
        return Turn(
            incoming=update,
            work=work,
            now=self.clock.now(),
            texts=texts_in(language[:2]),
            person=person,
            admins=self.admins,
            timezone=self.timezone,
        )

    def _failed(self, work: Work, row: Waiting, error: Exception) -> None:
        final = row.attempts + 1 >= ATTEMPTS
        log.error("inbox %d failed, attempt %d: %s", row.id, row.attempts + 1, _reason(error))
        work.inbox.attempted(row.id, _reason(error), final=final)
        if final:
            self._apologise(work, row)

    def _apologise(self, work: Work, row: Waiting) -> None:
        if row.chat_id is not None and row.chat_id > 0:
            work.outbox.put([Outgoing(chat_id=row.chat_id, text=apology(texts_in("id")))], self.clock.now())


def _reason(error: Exception) -> str:
    """What went wrong, without anything that a person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"
