"""Forgetting somebody: what they wrote, what was written to them and whatever leads to them goes at once.

Figures of libraries stay, without the person.
"""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from domain.announcing import Content
from storage.announcement_rows import content_json
from storage.announcements import forget_author
from storage.directory import PLATFORM
from storage.erasing_queues import forget_chat, forget_in_groups, forget_letters, forget_quotes
from storage.erasing_reports import forget_reports
from storage.tables import Account, Announcement, AnnouncementRecipient, Erased, Outbox, Person, Report


class Erasing:
    """Erasing within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def erase(self, external_id: str, at: datetime) -> bool:
        """Forget an account and the person behind it, whichever bot they wrote to; whether there was a person."""
        query = select(Person.id, Person.name).join(Account, Account.person_id == Person.id)
        mine = (Account.platform == PLATFORM, Account.external_id == external_id)
        person = self._connection.execute(query.where(*mine)).one_or_none()
        chat_id = int(external_id)  # of their private chat
        if person is not None:
            self._forget_person(person.id, person.name, at)
        forget_chat(self._connection, chat_id)
        forget_in_groups(self._connection, chat_id)
        forget_quotes(self._connection, chat_id, person.name if person else "")
        self._connection.execute(delete(AnnouncementRecipient).where(AnnouncementRecipient.chat_id == chat_id))
        self._mark(external_id, at)
        return person is not None

    def _forget_person(self, person_id: int, name: str, at: datetime) -> None:
        reports = select(Report.id).where(Report.person_id == person_id)
        forget_letters(self._connection, Outbox.report_id.in_(reports))
        self._forget_announcements(person_id, at)
        forget_reports(self._connection, person_id, name)
        # By their foreign keys: account, memberships, offices, requests, questions and answers.
        self._connection.execute(delete(Person).where(Person.id == person_id))

    def _forget_announcements(self, person_id: int, at: datetime) -> None:
        """What is under way is stopped; of what was sent the counts stay, not the words."""
        theirs = Announcement.person_id == person_id
        for id_ in self._connection.execute(select(Announcement.id).where(theirs)).scalars().all():
            forget_letters(self._connection, Outbox.cancel_key == f"announcement:{id_}")
        stopped = update(Announcement).where(theirs, Announcement.state == "sending")
        self._connection.execute(stopped.values(state="cancelled", ended_at=at))
        self._connection.execute(update(Announcement).where(theirs).values(content=content_json(Content())))
        forget_author(self._connection, person_id)

    def _mark(self, external_id: str, at: datetime) -> None:
        mark = {"account_hash": account_hash(external_id), "erased_at": at}
        self._connection.execute(delete(Erased).where(Erased.account_hash == mark["account_hash"]))
        self._connection.execute(insert(Erased).values(mark))


def account_hash(external_id: str) -> str:
    """What is kept of an erased account: enough to know it again, nothing that leads to it."""
    return hashlib.sha256(f"{PLATFORM}:{external_id}".encode()).hexdigest()
