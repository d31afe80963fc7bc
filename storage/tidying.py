"""What is kept for a time only, and how long: the rules of housekeeping, as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, cast, delete, func, literal_column, select, tuple_, update
from sqlalchemy.orm import aliased

from storage.tables import (
    Account,
    Announcement,
    Base,
    Drawn,
    Inbox,
    Invitation,
    JoinRequest,
    Nudge,
    Outbox,
    Photo,
    Question,
    Report,
    ToldTotal,
)

PAGE = 200
"""Rows a transaction: few enough that a reply doesn't notice."""

Key = tuple[Any, ...]
"""The values of a row's primary key."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Rows of a table that are `old` at a moment are removed, or become something else.

    `kept` is how long a row stays; `old` gets the moment before which it must lie.
    """

    what: str
    table: type[Base]
    kept: timedelta
    old: Callable[[datetime], Sequence[ColumnElement[bool]]]
    becomes: Mapping[str, Any] | None = None

    def page(self, connection: Connection, now: datetime, after: Key | None) -> list[Key]:
        """The next old rows behind the key `after`; to be read without holding up who writes."""
        query = select(*self._key).where(*self.old(now - self.kept)).order_by(*self._key).limit(PAGE)
        if after is not None:
            query = query.where(tuple_(*self._key) > tuple_(*after))
        return [tuple(row) for row in connection.execute(query)]

    def apply(self, connection: Connection, now: datetime, keys: Sequence[Key]) -> int:
        """Remove or change these rows, as far as they still are what they were; how many."""
        where = (tuple_(*self._key).in_(keys), *self.old(now - self.kept))
        if self.becomes is None:
            return connection.execute(delete(self.table).where(*where)).rowcount
        return connection.execute(update(self.table).where(*where).values(self.becomes)).rowcount

    @property
    def _key(self) -> tuple[Any, ...]:
        return tuple(self.table.__table__.primary_key)


def sent(before: datetime) -> Sequence[ColumnElement[bool]]:
    """What left, or never will, and isn't about to be edited."""
    edit = aliased(Outbox)
    waits = select(edit.id).where(edit.edits == Outbox.id, edit.state == literal_column("'waiting'")).exists()
    over = Outbox.state.in_(("sent", "superseded", "cancelled", "expired"))
    return over, func.coalesce(Outbox.sent_at, Outbox.created_at) < before, ~waits


def _held(before: datetime) -> Sequence[ColumnElement[bool]]:
    return Inbox.state == literal_column("'held'"), Inbox.state != literal_column("'done'"), Inbox.sent_at < before


def _held_of_strangers(before: datetime) -> Sequence[ColumnElement[bool]]:
    """Of those who never agreed; who did waits for being accepted."""
    agreed = select(Account.id).where(Account.external_id == cast(Inbox.chat_id, String)).exists()
    return *_held(before), ~agreed


def _photos(before: datetime) -> Sequence[ColumnElement[bool]]:
    reported = select(Report.id).where(Report.id == Photo.report_id, Report.sent_at < before).exists()
    return Photo.kept_at.is_(None), reported


RULES = (
    Rule(
        what="updates worked on",
        table=Inbox,
        kept=timedelta(days=30),
        old=lambda before: (Inbox.state == "done", Inbox.sent_at < before),
    ),
    Rule(what="messages sent", table=Outbox, kept=timedelta(days=30), old=sent),
    Rule(what="reports of strangers", table=Inbox, kept=timedelta(days=14), old=_held_of_strangers),
    Rule(what="reports before acceptance", table=Inbox, kept=timedelta(days=90), old=_held),
    Rule(
        what="questions",
        table=Question,
        kept=timedelta(),
        old=lambda before: (Question.state == literal_column("'open'"), Question.expires_at <= before),
        becomes={"state": "withdrawn"},
    ),
    Rule(
        what="invitations",
        table=Invitation,
        kept=timedelta(days=30),
        old=lambda before: (Invitation.expires_at < before,),
    ),
    Rule(
        what="requests to join",
        table=JoinRequest,
        kept=timedelta(days=90),
        old=lambda before: (JoinRequest.state == "open", JoinRequest.asked_at < before),
        becomes={"state": "withdrawn"},
    ),
    Rule(what="photos", table=Photo, kept=timedelta(days=14), old=_photos),
    Rule(
        what="nudges",
        table=Nudge,
        kept=timedelta(days=100),
        old=lambda before: (Nudge.nudged_at < before,),
    ),
    Rule(
        what="told totals",
        table=ToldTotal,
        kept=timedelta(days=100),
        old=lambda before: (ToldTotal.first < before.date(),),
    ),
    Rule(
        what="announcements never sent",
        table=Announcement,
        kept=timedelta(days=30),
        old=lambda before: (
            Announcement.state.in_(("draft", "cancelled")),
            Announcement.started_at.is_(None),
            Announcement.composed_at < before,
        ),
    ),
    Rule(
        what="pictures",
        table=Drawn,
        kept=timedelta(days=100),
        old=lambda before: (Drawn.drawn_at < before,),
    ),
)
"""An invitation that was used up is as old as one that expired: both were made with the same lifetime."""
