"""People, what they may do, and the libraries they do it for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from domain.people import Library, Office, Person, Role
from domain.reminding import Frequency
from storage.openings import look_anew
from storage.tables import (
    Account,
    Appointment,
    Membership,
    OpeningDays,
    Region,
)
from storage.tables import Library as LibraryTable
from storage.tables import Person as PersonTable

PLATFORM = "telegram"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How to write to somebody. In a private chat the chat has the account's id."""

    person_id: int
    chat_id: int
    language: str


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What a keeper of a library wants to hear; `paused_until` is the last day without reminders."""

    reminders: Frequency
    paused_until: date | None
    ideas: bool


class Directory:
    """People and libraries within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, external_id: str) -> Person | None:
        """The person with this account, with the libraries they keep."""
        row = self._connection.execute(_PERSON, {"account": external_id}).one_or_none()
        if row is None:
            return None
        values = row._asdict()
        last = values.pop("last_library_id")
        values["unreachable"] = values.pop("unreachable_since") is not None
        libraries = self._libraries_kept(values["id"])
        libraries.sort(key=lambda library: library.id != last)
        return Person(**values, libraries=tuple(libraries))

    def add_person(self, external_id: str, *, name: str, language: str, consent_version: int, at: datetime) -> int:
        """Remember somebody who has agreed; their id."""
        person = {
            "name": name,
            "language": language,
            "consent_version": consent_version,
            "consented_at": at,
        }
        id_ = self._connection.execute(insert(PersonTable).values(person).returning(PersonTable.id)).scalar_one()
        account = {"person_id": id_, "platform": PLATFORM, "external_id": external_id}
        self._connection.execute(insert(Account).values(account))
        return id_

    def change_person(self, person_id: int, **values: Any) -> None:
        """Change what is kept of a person: `language`, `last_library_id`, `name`, what they agreed to and when."""
        self._connection.execute(update(PersonTable).where(PersonTable.id == person_id).values(**values))

    def reachable(self, external_id: str, *, since: datetime | None) -> None:
        """The account can be written to again (`since` None), or not since then."""
        theirs = select(Account.person_id).where(Account.platform == PLATFORM, Account.external_id == external_id)
        self._connection.execute(update(PersonTable).where(PersonTable.id.in_(theirs)).values(unreachable_since=since))

    def offices(self, person_id: int) -> tuple[Office, ...]:
        """What a person is appointed to."""
        query = select(Appointment.role, Appointment.region_code).where(Appointment.person_id == person_id)
        return tuple(Office(role=Role(role), region_code=region) for role, region in self._connection.execute(query))

    def appoint(self, person_id: int, role: Role, region_code: str | None, at: datetime) -> None:
        """Make somebody a facilitator or an admin; once is enough."""
        if any(o.role == role and o.region_code == region_code for o in self.offices(person_id)):
            return
        row = {"person_id": person_id, "role": str(role), "region_code": region_code, "since": at}
        self._connection.execute(insert(Appointment).values(row))

    def facilitators(self, region_code: str) -> list[Contact]:
        """The facilitators of a regency, or, where there are none, those of its province."""
        for code in (region_code, region_code.split(".")[0]):
            found = self._contacts(Appointment.role == Role.FACILITATOR, Appointment.region_code == code, office=True)
            if found:
                return found
        return []

    def admins(self) -> list[Contact]:
        """The appointed admins (those of the settings are not among them)."""
        return self._contacts(Appointment.role == Role.ADMIN, office=True)

    def contact(self, person_id: int) -> Contact | None:
        """How to write to a person."""
        return next(iter(self._contacts(PersonTable.id == person_id)), None)

    def keepers(self, library_id: int) -> list[Contact]:
        """Those who keep a library now."""
        keeping = select(Membership.person_id).where(Membership.library_id == library_id, Membership.until.is_(None))
        return self._contacts(PersonTable.id.in_(keeping))

    def join(self, person_id: int, library_id: int, at: datetime) -> None:
        """Make somebody a keeper of a library."""
        if self._connection.execute(select(Membership.id).where(*_live(person_id, library_id))).first() is None:
            row = {"person_id": person_id, "library_id": library_id, "since": at}
            self._connection.execute(insert(Membership).values(row))
        self.change_person(person_id, last_library_id=library_id)

    def keeping(self, person_id: int, library_id: int) -> Keeping:
        """What a keeper of this library wants to hear."""
        row = self._connection.execute(select(*_KEEPING).where(*_live(person_id, library_id))).one()
        return Keeping(reminders=Frequency(row.reminders), paused_until=row.paused_until, ideas=row.ideas)

    def change_keeping(self, person_id: int, library_id: int, **values: Any) -> None:
        """Change what they want to hear: `reminders`, `paused_until`, `ideas`; the clockwork looks anew."""
        self._connection.execute(update(Membership).where(*_live(person_id, library_id)).values(**values))
        look_anew(self._connection, library_id)

    def name_of(self, person_id: int | None) -> str | None:
        """A person's name."""
        query = select(PersonTable.name).where(PersonTable.id == person_id)
        return self._connection.execute(query).scalar_one_or_none()

    def region_name(self, code: str | None) -> str | None:
        """The name of a region."""
        return self._connection.execute(select(Region.name).where(Region.code == code)).scalar_one_or_none()

    def library(self, library_id: int) -> Library | None:
        """The library with this id."""
        return next(iter(self._libraries(LibraryTable.id == library_id)), None)

    def library_in_use(self, library_id: int) -> Library | None:
        """The same, unless it was taken out of use."""
        return next(iter(self._libraries(LibraryTable.id == library_id, LibraryTable.active)), None)

    def library_by_code(self, code: str) -> Library | None:
        """The library with this code."""
        return next(iter(self._libraries(LibraryTable.code == code)), None)

    def libraries_in(self, region_code: str | None = None) -> list[Library]:
        """The active libraries of a region, or all."""
        return self._libraries(*_within(region_code), LibraryTable.active)

    def villages(self) -> Sequence[Any]:
        """Id, village, district and regency of every active library, for finding one by name."""
        query = select(LibraryTable.id, LibraryTable.village, LibraryTable.district, Region.name)
        query = query.join(Region, Region.code == LibraryTable.region_code).where(LibraryTable.active)
        return self._connection.execute(query).all()

    def change_library(self, library_id: int, **values: Any) -> None:
        """Change columns of a library; the clockwork looks anew."""
        changed = update(LibraryTable).where(LibraryTable.id == library_id)
        self._connection.execute(changed.values(**values, reminder_look_at=None, summary_look_at=None))

    def _contacts(self, *where: Any, office: bool = False) -> list[Contact]:
        query = (
            select(PersonTable.id, Account.external_id, PersonTable.language)
            .join(Account, Account.person_id == PersonTable.id)
            .where(*where, Account.platform == PLATFORM)
            .order_by(PersonTable.id)
            .distinct()
        )
        if office:
            query = query.join(Appointment, Appointment.person_id == PersonTable.id)
        return [
            Contact(person_id=id_, chat_id=int(external), language=language)
            for id_, external, language in self._connection.execute(query)
        ]

    def _libraries_kept(self, person_id: int) -> list[Library]:
        return [Library(**row._asdict()) for row in self._connection.execute(_KEPT_BY, {"person": person_id})]

    def _libraries(self, *where: Any) -> list[Library]:
        query = _LIBRARY.where(*where).order_by(LibraryTable.name, LibraryTable.id)
        return [Library(**row._asdict()) for row in self._connection.execute(query)]


def _within(region_code: str | None) -> tuple[Any, ...]:
    if region_code is None:
        return ()
    inside = LibraryTable.region_code.startswith(f"{region_code}.", autoescape=True)
    return (or_(LibraryTable.region_code == region_code, inside),)


def _live(person_id: int, library_id: int) -> tuple[Any, ...]:
    return (
        Membership.person_id == person_id,
        Membership.library_id == library_id,
        Membership.until.is_(None),
    )


_KEEPING = (Membership.reminders, Membership.paused_until, Membership.ideas)
_NEWEST_DAYS = (
    select(OpeningDays.days)
    .where(OpeningDays.library_id == LibraryTable.id)
    .order_by(OpeningDays.valid_from.desc())
    .limit(1)
    .scalar_subquery()
)
_LIBRARY = select(
    LibraryTable.id,
    LibraryTable.code,
    LibraryTable.name,
    LibraryTable.village,
    LibraryTable.district,
    Region.name.label("regency"),
    LibraryTable.region_code,
    LibraryTable.timezone,
    func.coalesce(_NEWEST_DAYS, "1111100").label("opening_days"),
    LibraryTable.opens_at,
    LibraryTable.closes_at,
    LibraryTable.reminder_at,
).join(Region, Region.code == LibraryTable.region_code)

# Asked for every message: built once, since building a statement takes longer than running it.
_PERSON = (
    select(
        PersonTable.id,
        PersonTable.name,
        PersonTable.language,
        PersonTable.consent_version,
        PersonTable.consented_at,
        PersonTable.last_library_id,
        PersonTable.unreachable_since,
    )
    .join(Account, Account.person_id == PersonTable.id)
    .where(Account.platform == PLATFORM, Account.external_id == bindparam("account"))
)
_KEPT_BY = (
    _LIBRARY.join(Membership, Membership.library_id == LibraryTable.id)
    .where(Membership.person_id == bindparam("person"), Membership.until.is_(None))
    .order_by(LibraryTable.name, LibraryTable.id)
)
