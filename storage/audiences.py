"""Who gets an announcement: counted to choose from, and read page by page when it is sent.

The author's regions (`codes`; None is everywhere) are part of every query: nobody else can be reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, false, func, literal, null, or_, select

from domain.announcing import Audience, Whom
from domain.days import local, week_of
from domain.places import Place
from locales import DEFAULT
from storage.directory import PLATFORM
from storage.reach import reached
from storage.tables import (
    Account,
    AnnouncementRecipient,
    Appointment,
    Chat,
    Closure,
    Library,
    Membership,
    Person,
    Region,
    Tally,
)

Codes = Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """A chat that gets it; a person may get it for a library."""

    chat_id: int
    topic_id: int | None
    person_id: int | None
    library_id: int | None
    language: str


class Audiences:
    """Who can be reached, within one transaction."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def size(self, audience: Audience, codes: Codes, now: datetime, author: int | None) -> int:
        """How many chats would get it now."""
        chats = self._query(audience, codes, now, author).order_by(None).subquery()
        return self._connection.execute(select(func.count()).select_from(chats)).scalar_one()

    def page(
        self, announcement_id: int, audience: Audience, codes: Codes, now: datetime, author: int | None, limit: int
    ) -> list[Addressee]:
        """The next who are to get it and are no recipients yet."""
        query = self._query(audience, codes, now, author, but_of=announcement_id).limit(limit)
        return [Addressee(**row._asdict() | {"chat_id": int(row.chat_id)}) for row in self._connection.execute(query)]

    def includes(self, audience: Audience, codes: Codes, now: datetime) -> ColumnElement[bool]:
        """Whether a recipient belongs to the audience still; who was silent may have reported since."""
        if audience.whom is Whom.SILENT:
            audience = replace(audience, whom=Whom.KEEPERS)
        found = self._query(audience, codes, now, None).order_by(None).subquery()
        if audience.whom is Whom.GROUPS:
            return AnnouncementRecipient.chat_id.in_(select(found.c.chat_id))
        return AnnouncementRecipient.person_id.in_(select(found.c.person_id))

    def places(self, codes: Codes) -> list[Place]:
        """The libraries to choose from, by village."""
        query = select(*(getattr(Library, name) for name in Place.__dataclass_fields__))
        query = query.where(*_inside(codes)).order_by(Library.village, Library.district, Library.id)
        return [Place(**row._asdict()) for row in self._connection.execute(query)]

    def villages(self, codes: Codes) -> Sequence[Any]:
        """Id, village, district and regency of the libraries to choose from, for finding one by name."""
        query = select(Library.id, Library.village, Library.district, Region.name)
        query = query.join(Region, Region.code == Library.region_code).where(*_inside(codes))
        return self._connection.execute(query).all()

    def has_below(self, codes: Codes) -> bool:
        """Whether there can be facilitators below."""
        return codes is None or any("." not in code for code in codes)

    def _query(
        self, audience: Audience, codes: Codes, now: datetime, author: int | None, but_of: int | None = None
    ) -> Select[Any]:
        match audience.whom:
            case Whom.GROUPS:
                return self._groups(codes, but_of)
            case Whom.FACILITATORS:
                return _facilitators(codes, author, but_of)
            case Whom.LIBRARIES:
                return _keepers([*_inside(codes), Library.id.in_(audience.libraries)], but_of)
            case Whom.SILENT:
                return _keepers([*_inside(codes), *_silent(now)], but_of)
            case Whom.KEEPERS:
                return _keepers(_inside(codes), but_of)
        raise ValueError("nobody was chosen")

    def _groups(self, codes: Codes, but_of: int | None) -> Select[Any]:
        """Linked groups that the bot may write to."""
        query: Any = select(
            Chat.external_id.label("chat_id"),
            Chat.topic_id,
            null().label("person_id"),
            null().label("library_id"),
            literal(DEFAULT).label("language"),
        ).where(Chat.bot_id == self._bot_id, Chat.active, Chat.region_code.is_not(None))
        query = query.where(_within(Chat.region_code, codes)).order_by(Chat.id)
        found: Select[Any] = query if but_of is None else query.where(Chat.external_id.not_in(_got(but_of)))
        return found


def _keepers(where: Sequence[Any], but_of: int | None) -> Select[Any]:
    """Once each, whatever they keep."""
    keeping = (
        select(Membership.person_id, func.min(Library.id).label("library_id"))
        .join(Library, Library.id == Membership.library_id)
        .where(Membership.until.is_(None), *where)
        .group_by(Membership.person_id)
        .subquery()
    )
    query = _PEOPLE.add_columns(keeping.c.library_id, Person.language)
    return _but(query.join(keeping, keeping.c.person_id == Person.id), but_of)


def _facilitators(codes: Codes, author: int | None, but_of: int | None) -> Select[Any]:
    """Those of the regions below; of everywhere, all of them."""
    below = [Appointment.region_code.startswith(f"{code}.", autoescape=True) for code in codes or ()]
    inside = Appointment.region_code.is_not(None) if codes is None else or_(false(), *below)
    offices = select(Appointment.person_id).where(Appointment.role == "facilitator", inside)
    query = _PEOPLE.add_columns(null().label("library_id"), Person.language)
    query = query.where(Person.id.in_(offices), Person.id != (author or 0))
    return _but(query, but_of)


def _but(query: Select[Any], but_of: int | None) -> Select[Any]:
    query = query.order_by(Person.id)
    if but_of is None:
        return query
    got = (AnnouncementRecipient.announcement_id == but_of, AnnouncementRecipient.person_id == Person.id)
    return query.where(~select(AnnouncementRecipient.id).where(*got).exists())


def _got(announcement_id: int) -> Select[Any]:
    return select(AnnouncementRecipient.chat_id).where(AnnouncementRecipient.announcement_id == announcement_id)


def _inside(codes: Codes) -> tuple[Any, ...]:
    return Library.active, _within(Library.region_code, codes)


def _within(column: Any, codes: Codes) -> Any:
    return reached(column, [None] if codes is None else codes)


def _silent(now: datetime) -> tuple[Any, ...]:
    """Nothing was told of any day of their week, nor that they are closed in it."""
    today = _by_zone({zone: local(now, zone).date() for zone in _ZONES})
    monday = _by_zone({zone: week_of(local(now, zone).date()).first for zone in _ZONES})
    told = (Tally.library_id == Library.id, Tally.date >= monday, or_(Tally.total.is_not(None), Tally.closed))
    closed = (Closure.library_id == Library.id, Closure.first <= monday, Closure.last >= today)
    return ~select(Tally.date).where(*told).exists(), ~select(Closure.id).where(*closed).exists()


def _by_zone(days: dict[str, date]) -> Any:
    west = days[_ZONES[0]]
    others = {zone: day for zone, day in days.items() if day != west}
    return case(*((Library.timezone == zone, day) for zone, day in others.items()), else_=west) if others else west


_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
"""Asia/Pontianak goes with Jakarta."""

_PEOPLE = (
    select(Account.external_id.label("chat_id"), null().label("topic_id"), Person.id.label("person_id"))
    .join(Person, Person.id == Account.person_id)
    .where(Account.platform == PLATFORM)
)
