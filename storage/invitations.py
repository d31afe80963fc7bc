"""Invitations and requests to join."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.codes import BITS, fresh, hashed
from domain.people import Role
from storage.tables import Invitation as T
from storage.tables import JoinRequest, Membership

LIFETIME = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class InvitationRow:
    """An invitation."""

    id: int
    role: Role
    library_id: int | None
    region_code: str | None
    uses_left: int
    expires_at: datetime

    def is_live(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.uses_left > 0 and now < self.expires_at


@dataclass(frozen=True, kw_only=True)
class Request:
    """Somebody's wish to keep a library."""

    id: int
    person_id: int
    library_id: int
    state: str
    decided_by: int | None = None


class Invitations:
    """Who may join, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def invite(
        self, role: Role, *, now: datetime, library_id: int | None = None, region_code: str | None = None
    ) -> tuple[int, datetime]:
        """A new single-use code (an integer of 128 bits, of which only the hash is kept) and when it expires."""
        code = fresh()
        expires_at = now + LIFETIME
        row = {
            "code_hash": hashed(code),
            "role": str(role),
            "library_id": library_id,
            "region_code": region_code,
            "uses_left": 1,
            "expires_at": expires_at,
        }
        self._connection.execute(insert(T).values(row))
        return code, expires_at

    def find(self, code: int, now: datetime) -> InvitationRow | None:
        """The live invitation with this code."""
        known = self.known(code)
        return known if known and known.is_live(now) else None

    def known(self, code: int) -> InvitationRow | None:
        """The invitation with this code, even if it is used up or has expired."""
        if code >> BITS:
            return None
        query = select(T.id, T.role, T.library_id, T.region_code, T.uses_left, T.expires_at).where(
            T.code_hash == hashed(code)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else InvitationRow(**row._asdict() | {"role": Role(row.role)})

    def use(self, invitation_id: int) -> bool:
        """Use it up; False when somebody else was quicker."""
        left = update(T).where(T.id == invitation_id, T.uses_left > 0).values(uses_left=T.uses_left - 1)
        return self._connection.execute(left).rowcount == 1

    def libraries_waiting(self, now: datetime) -> set[int]:
        """The libraries that have a keeper, or an invitation that can still be used."""
        kept = select(Membership.library_id).where(Membership.until.is_(None))
        invited = select(T.library_id).where(T.uses_left > 0, T.expires_at > now)
        rows = self._connection.execute(kept.union(invited)).scalars()
        return {library_id for library_id in rows if library_id is not None}

    def request(self, person_id: int, library_id: int, at: datetime) -> int:
        """Somebody asks to keep a library; any other open request of theirs is withdrawn."""
        mine = (JoinRequest.person_id == person_id, JoinRequest.state == "open")
        self._connection.execute(update(JoinRequest).where(*mine).values(state="withdrawn"))
        row = {"person_id": person_id, "library_id": library_id, "asked_at": at}
        statement = insert(JoinRequest).values(row).returning(JoinRequest.id)
        return self._connection.execute(statement).scalar_one()

    def requested(self, id_: int) -> Request | None:
        """The request with this id."""
        return self._request(JoinRequest.id == id_)

    def open_request(self, person_id: int) -> Request | None:
        """The request of a person that nobody has decided yet."""
        return self._request(JoinRequest.person_id == person_id, JoinRequest.state == "open")

    def decide(self, id_: int, state: str, by: int | None) -> bool:
        """Accept or refuse; False when it was decided before."""
        still_open = (JoinRequest.id == id_, JoinRequest.state == "open")
        decided = update(JoinRequest).where(*still_open).values(state=state, decided_by=by)
        return self._connection.execute(decided).rowcount == 1

    def _request(self, *where: Any) -> Request | None:
        query = select(
            JoinRequest.id, JoinRequest.person_id, JoinRequest.library_id, JoinRequest.state, JoinRequest.decided_by
        )
        row = self._connection.execute(query.where(*where)).first()
        return None if row is None else Request(**row._asdict())
