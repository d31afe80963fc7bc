"""The recipients of announcements: who gets them, through which row of the outbox, and what became of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from domain.announcing import Announcement, Outcome, State, Whom, cause
from storage.audiences import Addressee
from storage.tables import AnnouncementRecipient as T
from storage.tables import Appointment, Chat, Library, Outbox, Person, Region


@dataclass(frozen=True, kw_only=True)
class Named:
    """A recipient and what it is known by: a keeper by the village, a facilitator by the region, a group by its title.

    `name` is the person's own.
    """

    id: int
    person_id: int | None
    outcome: Outcome | None
    name: str | None
    village: str | None
    region: str | None
    title: str | None


class Runs:
    """The table `announcement_recipient` within one transaction."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def add(self, announcement_id: int, addressees: Sequence[Addressee]) -> None:
        """More who are to get it."""
        rows = [
            {
                "announcement_id": announcement_id,
                "chat_id": one.chat_id,
                "person_id": one.person_id,
                "library_id": one.library_id,
            }
            for one in addressees
        ]
        if rows:
            self._connection.execute(insert(T), rows)

    def unsent(self, announcement_id: int, limit: int) -> list[Addressee]:
        """Recipients for whom nothing waits in the outbox."""
        query = (
            select(T.chat_id, Chat.topic_id, T.person_id, T.library_id, func.coalesce(Person.language, "id"))
            .outerjoin(Person, Person.id == T.person_id)
            .outerjoin(Chat, (Chat.external_id == T.chat_id) & (Chat.bot_id == self._bot_id))
            .where(T.announcement_id == announcement_id, T.outbox_id.is_(None), T.outcome.is_(None))
            .order_by(T.id)
            .limit(limit)
        )
        return [
            Addressee(chat_id=chat, topic_id=topic, person_id=person, library_id=library, language=language)
            for chat, topic, person, library, language in self._connection.execute(query)
        ]

    def link(self, announcement_id: int, keys: Mapping[int, str]) -> None:
        """Which row of the outbox, by its dedupe key, carries it to which chat."""
        query = select(Outbox.dedupe_key, Outbox.id).where(Outbox.dedupe_key.in_(list(keys.values())))
        rows = {key: id_ for key, id_ in self._connection.execute(query)}  # noqa: C416 - mypy knows no dict of rows
        for chat_id, outbox_id in ((chat_id, rows[key]) for chat_id, key in keys.items()):
            mine = (T.announcement_id == announcement_id, T.chat_id == chat_id)
            self._connection.execute(update(T).where(*mine).values(outbox_id=outbox_id))

    def message_of(self, dedupe_key: str) -> int | None:
        """The platform's id of the message with this dedupe key, once it was sent."""
        query = select(Outbox.sent_message_id).where(Outbox.dedupe_key == dedupe_key)
        return self._connection.execute(query).scalar_one_or_none()

    def settle(self, announcement: Announcement, limit: int) -> int:
        """Note what became of messages that have left or never will; how many."""
        query = (
            select(T.id, Outbox.state, Outbox.error)
            .join(Outbox, Outbox.id == T.outbox_id)
            .where(T.announcement_id == announcement.id, T.outcome.is_(None), Outbox.state.in_(_FINAL))
            .limit(limit)
        )
        self._give_up_muted(announcement)
        stopped = announcement.state is State.CANCELLED
        found: dict[Outcome, list[int]] = defaultdict(list)
        for id_, state, error in self._connection.execute(query):
            found[cause(state, error, stopped=stopped)].append(id_)
        for outcome, ids in found.items():
            self._connection.execute(update(T).where(T.id.in_(ids)).values(outcome=str(outcome)))
        return sum(map(len, found.values()))

    def _give_up_muted(self, announcement: Announcement) -> None:
        """What is held for a group that takes no messages: its author rather hears that it failed."""
        if announcement.audience.whom is Whom.GROUPS:
            mine = (Outbox.cancel_key == announcement.cancel_key, Outbox.state == "waiting")
            held = update(Outbox).where(*mine, Outbox.not_before.is_not(None))
            self._connection.execute(held.values(state="failed", error="no rights to write"))

    def give_up_unsent(self, announcement_id: int) -> None:
        """It was stopped before their messages waited in the outbox."""
        mine = (T.announcement_id == announcement_id, T.outbox_id.is_(None), T.outcome.is_(None))
        self._connection.execute(update(T).where(*mine).values(outcome=str(Outcome.STOPPED)))

    def outcomes(self, announcement_id: int) -> dict[Outcome | None, int]:
        """How many recipients came to what; None is what is not known yet."""
        query = select(T.outcome, func.count()).where(T.announcement_id == announcement_id).group_by(T.outcome)
        found = self._connection.execute(query)
        return {None if outcome is None else Outcome(outcome): number for outcome, number in found}

    def renew(self, announcement_id: int, outcomes: Collection[Outcome], *where: ColumnElement[bool]) -> int:
        """Those with these outcomes (of whom this is true) are to get it once more; how many."""
        mine = (T.announcement_id == announcement_id, T.outcome.in_([str(one) for one in outcomes]), *where)
        return self._connection.execute(update(T).where(*mine).values(outcome=None, outbox_id=None)).rowcount

    def is_recipient(self, announcement_id: int, chat_id: int) -> bool:
        """Whether a chat is to get it or has got it."""
        mine = (T.announcement_id == announcement_id, T.chat_id == chat_id)
        return self._connection.execute(select(T.id).where(*mine)).first() is not None

    def has_come(self, announcement_id: int, chat_id: int, message_id: int | None) -> None:
        """Somebody answered the message: so what was unsure has come."""
        mine = (T.announcement_id == announcement_id, T.chat_id == chat_id, T.outcome == str(Outcome.UNSURE))
        came = update(T).where(*mine).values(outcome=str(Outcome.SENT)).returning(T.outbox_id)
        outbox_id = self._connection.execute(came).scalar_one_or_none()
        if outbox_id is not None:
            sent = update(Outbox).where(Outbox.id == outbox_id, Outbox.state == "unsure")
            self._connection.execute(sent.values(state="sent", sent_message_id=message_id))

    def named(self, announcement_id: int, outcomes: Iterable[Outcome], limit: int | None = None) -> list[Named]:
        """The recipients with these outcomes, as people know them."""
        query = _NAMED.where(T.announcement_id == announcement_id, T.outcome.in_([str(one) for one in outcomes]))
        query = query.outerjoin(Chat, (Chat.external_id == T.chat_id) & (Chat.bot_id == self._bot_id))
        query = query.add_columns(Chat.title).order_by(T.id).limit(limit)
        rows = [row._asdict() for row in self._connection.execute(query)]
        return [Named(**row | {"outcome": row["outcome"] and Outcome(row["outcome"])}) for row in rows]

    def reached(self, announcement_id: int) -> int:
        """How many people it has come to; groups are not counted."""
        mine = (T.announcement_id == announcement_id, T.outcome == str(Outcome.SENT), T.person_id.is_not(None))
        return self._connection.execute(select(func.count()).where(*mine)).scalar_one()

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """A group has a new id."""
        self._connection.execute(update(T).where(T.chat_id == chat_id).values(chat_id=new_chat_id))


_FINAL = ("sent", "superseded", "unsure", "cancelled", "expired", "failed")

_OFFICE = (
    select(Region.name)
    .join(Appointment, Appointment.region_code == Region.code)
    .where(Appointment.person_id == T.person_id)
    .order_by(Appointment.id)
    .limit(1)
    .scalar_subquery()
)
_NAMED = (
    select(T.id, T.person_id, T.outcome, Person.name, Library.village, _OFFICE.label("region"))
    .outerjoin(Person, Person.id == T.person_id)
    .outerjoin(Library, Library.id == T.library_id)
)
