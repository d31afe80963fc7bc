"""One transaction of work: everything in it happens, or nothing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property

from sqlalchemy import Connection, Engine

from storage.announcement_answers import Answers
from storage.announcement_runs import Runs
from storage.announcements import Announcements
from storage.audiences import Audiences
from storage.calendar import Calendar
from storage.chats import Chats
from storage.directory import Directory
from storage.drawings import Drawings
from storage.engine import database_url, reading_engine, translated, writing_engine
from storage.erasing import Erasing
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.journal import Journal
from storage.keepers import Keepers
from storage.libraries import Libraries
from storage.menus import Menus
from storage.nudges import Nudges
from storage.openings import Openings
from storage.outbox import Outbox
from storage.people_data import PeopleData
from storage.periods import Periods
from storage.questions import Questions
from storage.recipients import Recipients
from storage.regions import Regions
from storage.reminding import Reminding
from storage.told import Told
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
    def erasing(self) -> Erasing:
        """The end of what is kept of people."""
        return Erasing(self.connection)

    @cached_property
    def people_data(self) -> PeopleData:
        """What is kept of people."""
        return PeopleData(self.connection)

    @cached_property
    def menus(self) -> Menus:
        """Which command menu each account is shown."""
        return Menus(self.connection)

    @cached_property
    def invitations(self) -> Invitations:
        """Invitations and requests to join."""
        return Invitations(self.connection)

    @cached_property
    def keepers(self) -> Keepers:
        """Who keeps which library."""
        return Keepers(self.connection)

    @cached_property
    def libraries(self) -> Libraries:
        """The libraries of one's regions."""
        return Libraries(self.connection)

    @cached_property
    def chats(self) -> Chats:
        """Groups."""
        return Chats(self.connection, self.bot_id)

    @cached_property
    def questions(self) -> Questions:
        """What was asked and is open."""
        return Questions(self.connection)

    @cached_property
    def nudges(self) -> Nudges:
        """Silent libraries that were reminded."""
        return Nudges(self.connection)

    @cached_property
    def openings(self) -> Openings:
        """When libraries are open."""
        return Openings(self.connection)

    @cached_property
    def periods(self) -> Periods:
        """What many libraries reported."""
        return Periods(self.connection)

    @cached_property
    def told(self) -> Told:
        """What summaries have told."""
        return Told(self.connection)

    @cached_property
    def calendar(self) -> Calendar:
        """Holidays."""
        return Calendar(self.connection)

    @cached_property
    def recipients(self) -> Recipients:
        """Who gets the summaries of regions."""
        return Recipients(self.connection, self.bot_id)

    @cached_property
    def regions(self) -> Regions:
        """Regions and what their libraries report."""
        return Regions(self.connection)

    @cached_property
    def reminding(self) -> Reminding:
        """Whom to remind of what."""
        return Reminding(self.connection)

    @cached_property
    def announcements(self) -> Announcements:
        """What is announced."""
        return Announcements(self.connection)

    @cached_property
    def audiences(self) -> Audiences:
        """Who can be told."""
        return Audiences(self.connection, self.bot_id)

    @cached_property
    def runs(self) -> Runs:
        """Who is told."""
        return Runs(self.connection, self.bot_id)

    @cached_property
    def answers(self) -> Answers:
        """What they answer."""
        return Answers(self.connection)

    @cached_property
    def drawings(self) -> Drawings:
        """Pictures and sheets that the platform has."""
        return Drawings(self.connection, self.bot_id)

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
