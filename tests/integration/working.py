"""The worker between an inbox and an outbox, with a handler that a test can make misbehave."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from markupsafe import escape
from sqlalchemy import select

from bot.intake.worker import Worker
from handlers.turn import Answer, Turn
from storage.inbox import Arrival
from storage.tables import Inbox, Outbox
from storage.work import Database
from tests.factories import NOW
from tests.integration.dispatching import Clocks, Shaky
from tests.unit.bot.intake.raw import message, update

SITI, WATI, DARIUS = 7101, 7102, 7103


class Died(BaseException):
    """Stands for the end of the process: nothing that the worker may catch."""


@dataclass
class Handler:
    """Echoes; `deeds` are done first for messages with a certain text."""

    deeds: dict[str, Callable[[Turn], None]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def __call__(self, turn: Turn) -> Answer:
        self.seen.append(turn.text)
        if deed := self.deeds.get(turn.text):
            deed(turn)
        return [turn.answer(escape(turn.text))]


class Workshop:
    """An inbox to fill, workers to start, an outbox to look into."""

    def __init__(self, database: Database) -> None:
        self.database = Shaky(database.url.render_as_string(hide_password=False), database.bot_id)
        self.handler = Handler()
        self.commits = 0
        self.worker = self.new_worker()
        self._numbers = count(1)

    def new_worker(self, parts: int = 1) -> Worker:
        """As after a start of the process."""
        return Worker(
            database=self.database,
            clock=Clocks(),
            username="perpusbot",
            on_commit=self._committed,
            parts=parts,
            handler=self.handler,
        )

    def receive(self, chat_id: int, *texts: str) -> None:
        """Messages that are safe in the inbox."""
        for text in texts:
            number = next(self._numbers)
            said = message(message_id=number, chat={"id": chat_id, "type": "private", "first_name": "Siti"}, text=text)
            self.keep(chat_id, json.dumps(update("message", said, number)), number)

    def keep(self, chat_id: int, raw: str, number: int = 0) -> None:
        """Anything as an update of a chat."""
        number = number or next(self._numbers)
        with self.database.work() as work:
            arrival = Arrival(update_id=number, raw=raw, sent_at=NOW, chat_id=chat_id, message_id=number)
            work.inbox.keep([arrival])
            work.commit()

    def work_off(self) -> None:
        """Work until there is nothing to do, as one thread does."""
        while self.worker.recover():
            pass
        while self.worker.one_step():
            pass

    def dies(self) -> None:
        """Work until the process ends, then start another."""
        try:
            self.work_off()
        except Died:
            self.worker = self.new_worker()
            return
        raise AssertionError("it survived")

    def rows(self) -> list[Any]:
        with self.database.look() as work:
            return list(work.connection.execute(select(Inbox.__table__).order_by(Inbox.id)))

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def attempts(self) -> list[int]:
        return [row.attempts for row in self.rows()]

    def answers(self, chat_id: int | None = None) -> list[str]:
        """What waits to be sent, in order."""
        query = select(Outbox.chat_id, Outbox.payload).order_by(Outbox.id)
        with self.database.look() as work:
            rows = list(work.connection.execute(query))
        return [row.payload["text"] for row in rows if chat_id in (None, row.chat_id)]

    def close(self) -> None:
        self.database.close()

    def _committed(self) -> None:
        self.commits += 1


def until(condition: Callable[[], object]) -> None:
    """Wait, in a thread, until it is so."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.001)
