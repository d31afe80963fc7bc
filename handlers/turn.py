"""What a handler is given: who did what, when, and the transaction to do it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.days import local
from domain.messages import Document, Incoming, Keyboard, Outgoing
from domain.people import Library, Office, Person, Role
from domain.plain import plain, plain_line
from locales import Texts
from storage.journal import ReportRow
from storage.questions import QuestionRow
from storage.work import Work


@dataclass(kw_only=True)
class Turn:
    """One update being handled.

    `now` is the calendar's moment, aware UTC; what a message says is dated by `incoming.sent_at`. `admins` are the
    external ids named in the settings, `timezone` is for people without a library. `username` is the bot's;
    `reads_groups` tells whether it hears its name in groups. `retention_months` is how long the words of reports stay.
    """

    incoming: Incoming
    work: Work
    now: datetime
    texts: Texts
    person: Person | None
    admins: frozenset[str] = frozenset()
    timezone: str = "Asia/Jakarta"
    username: str = ""
    reads_groups: bool = False
    retention_months: int = 12
    held: bool = False
    wanted: str | None = None
    shelf: Callable[[str], Document | None] = lambda _file_id: None

    @property
    def me(self) -> Person:
        """The person, where the route makes sure that there is one."""
        assert self.person is not None  # noqa: S101 - routes.py lets nobody else in
        return self.person

    @property
    def person_id(self) -> int | None:
        """The person's id; an admin of the settings may not have agreed yet."""
        return self.person.id if self.person else None

    @property
    def chat_id(self) -> int:
        """The chat it happened in."""
        return self.incoming.chat_id

    @cached_property
    def text(self) -> str:
        """What was written, without what only machines see."""
        return plain(self.incoming.text)

    @property
    def name(self) -> str:
        """What whoever did it is called."""
        return plain_line(self.incoming.sender.name if self.incoming.sender else "") or "–"

    @property
    def external_id(self) -> str:
        """The platform's id of whoever did it; empty for an anonymous one."""
        return self.incoming.sender.external_id if self.incoming.sender else ""

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """What this person is appointed to, by the settings too."""
        appointed = self.work.directory.offices(self.person.id) if self.person else ()
        if self.external_id in self.admins:
            return (*appointed, Office(role=Role.ADMIN, region_code=None))
        return appointed

    @cached_property
    def replied_question(self) -> QuestionRow | None:
        """The question of the message that this one replies to, if it was put to this person."""
        if self.incoming.reply_to is None:
            return None
        question = self.work.questions.of_message(self.chat_id, self.incoming.reply_to)
        return question if question and question.person_id == self.me.id else None

    @cached_property
    def open_questions(self) -> list[QuestionRow]:
        """What this person was asked here and has not answered, the newest first."""
        return self.work.questions.open_for(self.me.id, self.chat_id, self.now)

    @property
    def reach(self) -> frozenset[str | None]:
        """The regions of this person's offices; None among them is everywhere."""
        return frozenset(office.region_code for office in self.offices)

    def answers_for(self, region_code: str) -> bool:
        """Whether an office of this person covers a region."""
        return any(office.covers(region_code) for office in self.offices)

    def kept(self, library_id: int | None) -> Library | None:
        """The library with this id, if this person keeps it."""
        return next((library for library in self.me.libraries if library.id == library_id), None)

    def library_of(self, report: ReportRow | None) -> Library | None:
        """The library of a report, if this person keeps it."""
        return self.kept(report.library_id) if report else None

    def library(self) -> Library | None:
        """The library this person keeps; of several the one written for last."""
        return self.person.libraries[0] if self.person and self.person.libraries else None

    def wall_clock(self, library: Library | None = None) -> datetime:
        """When it was sent, as the clock on the library's wall shows it."""
        at = library or self.library()
        return self.incoming.sent_at.astimezone(ZoneInfo(at.timezone if at else self.timezone))

    def today(self, library: Library) -> date:
        """The library's day now; what a message says is of the day on which it was sent."""
        return local(self.now, library.timezone).date()

    def document(self, file_id: str) -> Document | None:
        """What is in a file; None while it is not here: the update then rests, and is handled anew once it is."""
        found = self.shelf(file_id)
        self.wanted = file_id if found is None else None
        return found

    def hold(self) -> None:
        """Don't finish this update: it is handled again, as if new, when its chat is released."""
        self.held = True

    def answer(
        self, text: Markup, keyboard: Keyboard = (), *, question_id: int | None = None, report_id: int | None = None
    ) -> Outgoing:
        """A message to where this came from; in a group as a reply to it."""
        in_group = self.incoming.is_group
        return Outgoing(
            chat_id=self.chat_id,
            topic_id=self.incoming.topic_id,
            reply_to=self.incoming.message_id if in_group and not self.incoming.data else None,
            text=text,
            keyboard=keyboard,
            question_id=question_id,
            report_id=report_id,
        )

    def redraw(
        self, text: Markup, keyboard: Keyboard = (), *, question_id: int | None = None, report_id: int | None = None
    ) -> Outgoing:
        """The tapped message, changed; a new message where nothing was tapped."""
        if self.incoming.data is None:
            return self.answer(text, keyboard, question_id=question_id, report_id=report_id)
        return Outgoing(
            chat_id=self.chat_id,
            topic_id=self.incoming.topic_id,
            edits=self.incoming.message_id,
            text=text,
            keyboard=keyboard,
            question_id=question_id,
            report_id=report_id,
        )


Answer = list[Outgoing]
"""What a handler returns: what to say, nothing sent yet."""
