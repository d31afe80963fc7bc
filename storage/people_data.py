"""All that is kept of one person, gathered for them (or for whoever answers for the data)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from storage.directory import PLATFORM
from storage.tables import (
    Account,
    Announcement,
    AnnouncementAnswer,
    Appointment,
    Inbox,
    JoinRequest,
    Library,
    Membership,
    Outbox,
    Person,
    Photo,
    Question,
    Region,
    Report,
)


@dataclass(frozen=True, kw_only=True)
class KeptLibrary:
    """A library that they keep, or kept `until` then."""

    code: str
    name: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class KeptOffice:
    """An office that they hold; without a region it holds everywhere."""

    role: str
    region: str | None
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of each: `texts` are reports whose words are still kept, `received` and `sent` lie in the queues."""

    reports: int = 0
    texts: int = 0
    photos: int = 0
    answers: int = 0
    announcements: int = 0
    requests: int = 0
    questions: int = 0
    received: int = 0
    sent: int = 0


@dataclass(frozen=True, kw_only=True)
class KeptOfPerson:
    """Somebody who has agreed, and all that is kept of them."""

    name: str
    external_id: str
    language: str
    consent_version: int
    consented_at: datetime
    unreachable_since: datetime | None
    libraries: tuple[KeptLibrary, ...]
    offices: tuple[KeptOffice, ...]
    counts: Counts


class PeopleData:
    """Looking it up, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, external_id: str) -> KeptOfPerson | None:
        """All that is kept of the person with this account."""
        columns = (Person.id, Person.name, Person.language, Person.consent_version, Person.consented_at)
        query = select(*columns, Person.unreachable_since, Account.external_id).join(Account)
        mine = (Account.platform == PLATFORM, Account.external_id == external_id)
        row = self._connection.execute(query.where(*mine)).one_or_none()
        if row is None:
            return None
        values = row._asdict()
        person_id = values.pop("id")
        return KeptOfPerson(
            **values,
            libraries=self._libraries(person_id),
            offices=self._offices(person_id),
            counts=self._counts(person_id, int(external_id)),
        )

    def in_queues(self, chat_id: int) -> int:
        """How many messages from and to a private chat are kept: of a stranger there is nothing else."""
        return self._count(Inbox, Inbox.chat_id == chat_id) + self._count(Outbox, Outbox.chat_id == chat_id)

    def _libraries(self, person_id: int) -> tuple[KeptLibrary, ...]:
        query = select(Library.code, Library.name, Membership.since, Membership.until)
        query = query.join(Membership, Membership.library_id == Library.id).order_by(Membership.since, Membership.id)
        rows = self._connection.execute(query.where(Membership.person_id == person_id))
        return tuple(KeptLibrary(**row._asdict()) for row in rows)

    def _offices(self, person_id: int) -> tuple[KeptOffice, ...]:
        query = select(Appointment.role, Region.name.label("region"), Appointment.since)
        query = query.outerjoin(Region, Region.code == Appointment.region_code).order_by(Appointment.id)
        rows = self._connection.execute(query.where(Appointment.person_id == person_id))
        return tuple(KeptOffice(**row._asdict()) for row in rows)

    def _counts(self, person_id: int, chat_id: int) -> Counts:
        reports = Report.person_id == person_id
        photos = Photo.report_id.in_(select(Report.id).where(reports))
        return Counts(
            reports=self._count(Report, reports),
            texts=self._count(Report, reports, Report.text != ""),
            photos=self._count(Photo, photos),
            answers=self._count(AnnouncementAnswer, AnnouncementAnswer.person_id == person_id),
            announcements=self._count(Announcement, Announcement.person_id == person_id),
            requests=self._count(JoinRequest, JoinRequest.person_id == person_id),
            questions=self._count(Question, Question.person_id == person_id),
            received=self._count(Inbox, Inbox.chat_id == chat_id),
            sent=self._count(Outbox, Outbox.chat_id == chat_id),
        )

    def _count(self, table: Any, *where: Any) -> int:
        query = select(func.count()).select_from(table).where(*where)
        return self._connection.execute(query).scalar_one()
