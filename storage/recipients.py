"""Who gets the summaries of regions: facilitators and groups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, literal, null, select, update

from domain.people import Role
from domain.places import Region
from locales import LANGUAGES
from storage.directory import PLATFORM
from storage.looking import is_due
from storage.tables import Account, Appointment, Chat, Person
from storage.tables import Region as RegionTable


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """An appointment or a group (`is_group`) with its region; nothing is due to it before `since`."""

    id: int
    is_group: bool
    region: Region
    chat_id: int
    topic_id: int | None
    language: str
    reachable: bool
    since: datetime | None
    look_at: datetime | None


class Recipients:
    """The clockwork's part of the tables `appointment` and `chat`, within one transaction."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def all(self) -> list[Recipient]:
        """Everybody who gets summaries."""
        return self._found(_OFFICES) + self._found(self._groups())

    def to_look_at(self, now: datetime, limit: int) -> list[Recipient]:
        """Those whom the clockwork has to look at, region by region."""
        offices = _OFFICES.where(_due(Appointment, now)).order_by(Appointment.region_code, Appointment.id)
        groups = self._groups().where(_due(Chat, now)).order_by(Chat.region_code, Chat.id)
        return self._found(offices.limit(limit)) + self._found(groups.limit(limit))

    def claim(self, recipients: Collection[Recipient], now: datetime) -> list[Recipient]:
        """Those of them that no other process has looked at meanwhile; they are ours until the transaction ends."""
        offices = self._claimed(Appointment, [one.id for one in recipients if not one.is_group], now)
        groups = self._claimed(Chat, [one.id for one in recipients if one.is_group], now)
        return [one for one in recipients if one.id in (groups if one.is_group else offices)]

    def look_next(self, moments: Mapping[Recipient, datetime]) -> None:
        """When the clockwork has to look at each again."""
        for one, moment in moments.items():
            table: Any = Chat if one.is_group else Appointment
            self._connection.execute(update(table).where(table.id == one.id).values(summary_look_at=moment))

    def _claimed(self, table: Any, ids: list[int], now: datetime) -> set[int]:
        query = select(table.id).where(table.id.in_(ids), _due(table, now)).with_for_update(skip_locked=True)
        return set(self._connection.execute(query).scalars())

    def _groups(self) -> Any:
        return _GROUPS.where(Chat.bot_id == self._bot_id)

    def _found(self, query: Any) -> list[Recipient]:
        return [_recipient(row._asdict()) for row in self._connection.execute(query)]


def _recipient(row: dict[str, Any]) -> Recipient:
    region = Region(code=row.pop("region_code"), name=row.pop("name"), timezone=row.pop("timezone"))
    chat_id, unreachable_since = int(row.pop("external_id")), row.pop("unreachable_since")
    return Recipient(region=region, chat_id=chat_id, reachable=unreachable_since is None, **row)


def _due(table: Any, now: datetime) -> Any:
    return is_due(table.summary_look_at, now, furthest=timedelta(weeks=1))


_REGION = (RegionTable.code.label("region_code"), RegionTable.name, RegionTable.timezone)
_OFFICES = (
    select(
        Appointment.id,
        literal(value=False).label("is_group"),
        *_REGION,
        Account.external_id,
        null().label("topic_id"),
        Person.language,
        Person.unreachable_since,
        Appointment.since,
        Appointment.summary_look_at.label("look_at"),
    )
    .join(RegionTable, RegionTable.code == Appointment.region_code)
    .join(Person, Person.id == Appointment.person_id)
    .join(Account, Account.person_id == Person.id)
    .where(Appointment.role == Role.FACILITATOR, Account.platform == PLATFORM)
)
_GROUPS = (
    select(
        Chat.id,
        literal(value=True).label("is_group"),
        *_REGION,
        Chat.external_id,
        Chat.topic_id,
        literal(LANGUAGES[0]).label("language"),
        null().label("unreachable_since"),
        null().label("since"),
        Chat.summary_look_at.label("look_at"),
    )
    .join(RegionTable, RegionTable.code == Chat.region_code)
    .where(Chat.active)
)
