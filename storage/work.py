"""One transaction of work: everything in it happens, or nothing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property

from sqlalchemy import Connection, Engine

from storage.directory import Directory
from storage.engine import database_url, reading_engine, translated, writing_engine
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.journal import Journal
from storage.openings import Openings
from storage.outbox import Outbox
from storage.questions import Questions
from storage.views import Views
from storage.watermarks import Watermarks


class Work:
    """What can be done within one transaction; rolled back unless `commit` is called."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self.connection = connection
        self.bot_id = bot_id

    @cached_property
    def inbox(self) -> Inbox:
        """What came in."""
        return Inbox(self.connection, self.bot_id)

    @cached_property
    def outbox(self) -> Outbox:
        """What goes out."""
        return Outbox(self.connection, self.bot_id)

    @cached_property
    def journal(self) -> Journal:
        """What was reported."""
        return Journal(self.connection, self.bot_id)

    @cached_property
    def directory(self) -> Directory:
        """People and libraries."""
        return Directory(self.connection)

    @cached_property
    def invitations(self) -> Invitations:
        """Invitations and requests to join."""
        return Invitations(self.connection)

    @cached_property
    def questions(self) -> Questions:
        """What was asked and is open."""
        return Questions(self.connection)

    @cached_property
    def openings(self) -> Openings:
        """When libraries are open."""
        return Openings(self.connection)

    @cached_property
    def views(self) -> Views:
        """Figures and lists to show."""
        return Views(self.connection)

    @cached_property
    def watermarks(self) -> Watermarks:
        """How far things have got."""
        return Watermarks(self.connection)

    def commit(self) -> None:
        """Make it happen; nothing may be done with this work afterwards."""
        try:
            self.connection.commit()
        except BaseException:
            # SQLite leaves the transaction open, and SQLAlchemy would give the connection back to its pool like that.
            self.connection.invalidate()
            raise

    @contextmanager
    def step(self) -> Iterator[None]:
        """A part that can fail alone: an exception undoes just what was done inside."""
        with translated(), self.connection.begin_nested():
            yield


class Database:
    """The engines of one database. `bot_id` marks the rows of the queues, which several bots may share."""

    def __init__(self, url: str, bot_id: int = 0) -> None:
        self.url = database_url(url)
        self.bot_id = bot_id
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # SQLite has one writer: threads that wait here wait in order, where its own lock would make them poll.
        self._turn = threading.Lock() if self.is_sqlite else None

    @cached_property
    def _writing(self) -> Engine:
        return writing_engine(self.url)

    @cached_property
    def _durable(self) -> Engine:
        return writing_engine(self.url, durable=True) if self.is_sqlite else self._writing

    @cached_property
    def _reading(self) -> Engine:
        return reading_engine(self.url)

    @contextmanager
    def work(self, *, durable: bool = False) -> Iterator[Work]:
        """A transaction that writes; raises StorageUnavailable when the database itself fails."""
        engine = self._durable if durable else self._writing
        with self._turn or nullcontext(), translated(), engine.connect() as connection:
            connection.begin()
            yield Work(connection, self.bot_id)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """A transaction that only reads."""
        with translated(), self._reading.connect() as connection, connection.begin():
            yield Work(connection, self.bot_id)

    def close(self) -> None:
        """Let go of all connections."""
        for name in ("_writing", "_durable", "_reading"):
            if name in self.__dict__:
                self.__dict__[name].dispose()
