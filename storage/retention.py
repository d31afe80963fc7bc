"""How long people's words are kept: what goes by itself, so that nobody has to ask for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, literal_column, select

from storage.directory import PLATFORM
from storage.tables import (
    Account,
    Announcement,
    AnnouncementAnswer,
    AnnouncementRecipient,
    Inbox,
    Outbox,
    Question,
    Report,
)
from storage.tidying import Rule, sent

A_DAY = timedelta(days=1)
_UNFINISHED = Inbox.state != literal_column("'done'")


def rules(months: int) -> tuple[Rule, ...]:
    """What housekeeping removes so that words are kept for this many months, and strangers' messages for a day."""
    kept = timedelta(days=ceil(months * 365 / 12))
    return (*_OF_STRANGERS, *_of_words(kept))


def _of_words(kept: timedelta) -> tuple[Rule, ...]:
    """In this order: an announcement goes once nothing leads to it."""
    return (
        Rule(
            what="texts of reports",
            table=Report,
            kept=kept,
            old=lambda before: (Report.sent_at < before, Report.text != ""),
            becomes={"text": ""},
        ),
        Rule(
            what="failed updates",
            table=Inbox,
            kept=kept,
            old=lambda before: (_UNFINISHED, Inbox.state == "failed", Inbox.sent_at < before),
        ),
        Rule(
            what="failed messages",
            table=Outbox,
            kept=kept,
            old=lambda before: (Outbox.state.in_(("failed", "unsure")), Outbox.created_at < before),
        ),
        Rule(
            what="old questions",
            table=Question,
            kept=kept,
            old=lambda before: (Question.state != "open", Question.asked_at < before),
        ),
        Rule(
            what="answers to announcements",
            table=AnnouncementAnswer,
            kept=kept,
            old=lambda before: (AnnouncementAnswer.announcement_id.in_(_announced(before)),),
        ),
        Rule(
            what="recipients of announcements",
            table=AnnouncementRecipient,
            kept=kept,
            old=lambda before: (AnnouncementRecipient.announcement_id.in_(_announced(before)),),
        ),
        Rule(
            what="announcements",
            table=Announcement,
            kept=kept,
            old=lambda before: (Announcement.id.in_(_announced(before)), ~_leads_to_it()),
        ),
    )


def _announced(before: datetime) -> Any:
    """Announcements that are over, and drafts that nobody went on with."""
    since = func.coalesce(Announcement.ended_at, Announcement.composed_at)
    over = and_(Announcement.state.not_in(("scheduled", "sending")), since < before)
    return select(Announcement.id).where(over)


def _leads_to_it() -> ColumnElement[bool]:
    answered = select(AnnouncementAnswer.id).where(AnnouncementAnswer.announcement_id == Announcement.id)
    got = select(AnnouncementRecipient.id).where(AnnouncementRecipient.announcement_id == Announcement.id)
    return answered.exists() | got.exists()


def _is_stranger(chat_id: Any) -> Sequence[ColumnElement[bool]]:
    """A private chat of nobody who has agreed: what was said last to somebody erased, too."""
    agreed = select(Account.id).where(Account.external_id == cast(chat_id, String), Account.platform == PLATFORM)
    return chat_id > 0, ~agreed.exists()


_OF_STRANGERS = (
    Rule(
        what="updates of strangers",
        table=Inbox,
        kept=A_DAY,
        old=lambda before: (Inbox.state == "done", Inbox.sent_at < before, *_is_stranger(Inbox.chat_id)),
    ),
    Rule(
        what="messages to strangers",
        table=Outbox,
        kept=A_DAY,
        old=lambda before: (*sent(before), *_is_stranger(Outbox.chat_id)),
    ),
)
