"""Who keeps which library, as its facilitators see it, and the end of keeping one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from storage.directory import PLATFORM
from storage.openings import look_anew
from storage.questions import Questions
from storage.reach import Offices, reached
from storage.tables import Account, Library, Membership, Person, Question, Report

HANDOVER = "handover"
"""The kind of question that a hand-over is: put by an invitation to whoever takes over, it ends this person's keeping
of the library when it is answered. Its payload says which `invitation`, and `by` whom it was begun."""


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """Somebody who keeps a library now; `id` is that of the membership. `reported_at` is their last report for it."""

    id: int
    person_id: int
    library_id: int
    name: str
    chat_id: int
    language: str
    since: datetime
    reported_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Handover:
    """A library that goes to whoever uses an invitation: who keeps it until then, and who began it."""

    id: int
    keeper_id: int
    begun_by: int


class Keepers:
    """Keepers within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, library_id: int) -> list[Keeper]:
        """Those who keep a library, the first of them first."""
        return self._keepers(Membership.library_id == library_id)

    def one_within(self, id_: int, offices: Offices) -> Keeper | None:
        """The keeper with this membership, if offices reach the library."""
        return next(iter(self._keepers(Membership.id == id_, reached(Library.region_code, offices))), None)

    def leave(self, person_id: int, library_id: int, at: datetime) -> bool:
        """They keep the library no longer; False if they did not. What they reported stays."""
        live = (Membership.person_id == person_id, Membership.library_id == library_id, Membership.until.is_(None))
        left = self._connection.execute(update(Membership).where(*live).values(until=at)).rowcount > 0
        if left:
            asked = (Question.person_id == person_id, Question.library_id == library_id, Question.state == "open")
            self._connection.execute(update(Question).where(*asked).values(state="withdrawn"))
            look_anew(self._connection, library_id)
        return left

    def hand_over(self, keeper: Keeper, invitation_id: int, by: int, now: datetime, until: datetime) -> None:
        """The keeping ends when this invitation is used."""
        Questions(self._connection).ask(
            kind=HANDOVER,
            chat_id=keeper.chat_id,
            person_id=keeper.person_id,
            library_id=keeper.library_id,
            payload={"invitation": invitation_id, "by": by},
            now=now,
            lifetime=until - now,
        )

    def handover(self, library_id: int, invitation_id: int) -> Handover | None:
        """What using this invitation ends."""
        query = select(Question.id, Question.person_id, Question.payload).where(
            Question.kind == HANDOVER, Question.library_id == library_id, Question.state == "open"
        )
        for row in self._connection.execute(query):
            if row.payload["invitation"] == invitation_id:
                return Handover(id=row.id, keeper_id=row.person_id, begun_by=row.payload["by"])
        return None

    def _keepers(self, *where: Any) -> list[Keeper]:
        query = _KEEPER.where(*where).order_by(Membership.since, Membership.id)
        return [Keeper(**row._asdict() | {"chat_id": int(row.chat_id)}) for row in self._connection.execute(query)]


_REPORTED_AT = (
    select(func.max(Report.sent_at))
    .where(
        Report.person_id == Membership.person_id,
        Report.library_id == Membership.library_id,
        Report.withdrawn_at.is_(None),
    )
    .correlate(Membership)
    .scalar_subquery()
)
_KEEPER = (
    select(
        Membership.id,
        Membership.person_id,
        Membership.library_id,
        Person.name,
        Account.external_id.label("chat_id"),
        Person.language,
        Membership.since,
        _REPORTED_AT.label("reported_at"),
    )
    .join(Library, Library.id == Membership.library_id)
    .join(Person, Person.id == Membership.person_id)
    .join(Account, Account.person_id == Person.id)
    .where(Membership.until.is_(None), Account.platform == PLATFORM)
)
