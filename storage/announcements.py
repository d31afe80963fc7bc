"""Announcements: composed, scheduled, sent; their recipients are in announcement_runs.py."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from domain.announcing import Announcement, Asks, Audience, Content, Run, State
from storage.announcement_rows import announcement_of, audience_json, content_json
from storage.tables import Announcement as T
from storage.tables import AnnouncementAnswer, Outbox

LISTENING = timedelta(days=30)
"""So long after its end, answers still change what its author sees."""
NEWEST = 20


class Announcements:
    """The table `announcement` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def compose(self, person_id: int, chat_id: int, content: Content, now: datetime) -> Announcement:
        """A new draft."""
        row = {
            "person_id": person_id,
            "chat_id": chat_id,
            "content": content_json(content),
            "audience": audience_json(Audience(), Run()),
            "state": str(State.DRAFT),
            "asks": str(Asks.NOTHING),
            "composed_at": now,
        }
        id_ = self._connection.execute(insert(T).values(row).returning(T.id)).scalar_one()
        found = self.get(id_)
        assert found is not None  # noqa: S101 - it has just been written
        return found

    def get(self, id_: int) -> Announcement | None:
        """The announcement with this id."""
        return self._first(select(*_COLUMNS).where(T.id == id_))

    def taken(self, id_: int) -> Announcement | None:
        """The same, ours until the transaction ends: whoever sends it and whoever stops it take turns."""
        return self._first(select(*_COLUMNS).where(T.id == id_).with_for_update())

    def own(self, id_: int, person_id: int) -> Announcement | None:
        """An announcement of this author, ours until the transaction ends."""
        return self._first(select(*_COLUMNS).where(T.id == id_, T.person_id == person_id).with_for_update())

    def draft_of_album(self, person_id: int, album: str) -> Announcement | None:
        """The draft that the pictures of an album belong to."""
        newest = self._newest(person_id, T.state == State.DRAFT)
        return next((one for one in newest if one.content.album == album), None)

    def of_source(self, person_id: int, message_id: int) -> Announcement | None:
        """The announcement that was taken from this message of its author."""
        return next((one for one in self._newest(person_id) if message_id in one.content.sources), None)

    def add_to(self, announcement: Announcement, content: Content) -> Announcement:
        """One more file of an album."""
        old = announcement.content
        files = dict(zip(old.sources, old.files, strict=True))
        files |= dict(zip(content.sources, content.files, strict=True))
        ordered = dict(sorted(files.items()))
        whole = replace(old, files=tuple(ordered.values()), sources=tuple(ordered))
        self._change(announcement.id, content=content_json(whole))
        return replace(announcement, content=whole)

    def address(self, announcement: Announcement, audience: Audience, run: Run) -> Announcement:
        """Whom it is for; buttons that speak of whom it was for are old."""
        newer = replace(audience, edition=announcement.audience.edition + 1)
        self._change(announcement.id, audience=audience_json(newer, run))
        return replace(announcement, audience=newer, run=run)

    def ask(self, announcement: Announcement, asks: Asks) -> Announcement:
        """Which answer is asked for."""
        self._change(announcement.id, asks=str(asks))
        return replace(announcement, asks=asks)

    def schedule(self, announcement: Announcement, at: datetime, run: Run) -> None:
        """Send it later, if it is not under way already."""
        audience = audience_json(announcement.audience, run)
        self._move(announcement.id, (State.DRAFT, State.SCHEDULED), State.SCHEDULED, audience=audience, send_at=at)

    def start(self, announcement: Announcement, run: Run, message_id: int | None, now: datetime) -> bool:
        """Begin to send it; False if somebody has begun before."""
        audience = audience_json(announcement.audience, run)
        begun = {"audience": audience, "message_id": message_id, "started_at": now}
        return self._move(announcement.id, (State.DRAFT, State.SCHEDULED), State.SENDING, **begun)

    def resume(self, announcement: Announcement, message_id: int | None) -> None:
        """Send it once more to some."""
        run = replace(announcement.run, rounds=announcement.run.rounds + 1, told="")
        audience = audience_json(announcement.audience, run)
        over = (State.SENT, State.CANCELLED)
        self._move(announcement.id, over, State.SENDING, audience=audience, message_id=message_id, ended_at=None)

    def call_off(self, id_: int) -> bool:
        """Drop a draft or what waits for its time."""
        return self._move(id_, (State.DRAFT, State.SCHEDULED), State.CANCELLED)

    def stop(self, id_: int) -> bool:
        """Send no more of it."""
        return self._move(id_, (State.SENDING,), State.CANCELLED)

    def abandon(self, id_: int, now: datetime) -> None:
        """It can't go on: it is stopped; what can't even be stopped is over."""
        if not (self.call_off(id_) or self.stop(id_)):
            self._change(id_, ended_at=now)

    def end(self, announcement: Announcement, now: datetime) -> None:
        """What became of everybody is known."""
        state = State.CANCELLED if announcement.state is State.CANCELLED else State.SENT
        self._change(announcement.id, state=str(state), ended_at=now)

    def note_run(self, announcement: Announcement, run: Run, **values: Any) -> None:
        """How far it has got."""
        self._change(announcement.id, audience=audience_json(announcement.audience, run), **values)

    def due(self, now: datetime) -> list[int]:
        """Those whose time has come."""
        waiting = (T.state == State.SCHEDULED, T.send_at <= now)
        return list(self._connection.execute(select(T.id).where(*waiting).order_by(T.send_at, T.id)).scalars())

    def under_way(self) -> list[int]:
        """Those that are being sent, or whose last messages are still on their way."""
        unfinished = (T.started_at.is_not(None), T.ended_at.is_(None), T.state.in_((State.SENDING, State.CANCELLED)))
        return list(self._connection.execute(select(T.id).where(*unfinished).order_by(T.id)).scalars())

    def answered_since(self, now: datetime) -> list[int]:
        """Those that have ended, within the last weeks, and were answered since their author was last told of it."""
        recent = (T.ended_at > now - LISTENING, T.person_id.is_not(None))
        query = select(*_COLUMNS, func.max(AnnouncementAnswer.answered_at).label("answered_at")).group_by(T.id)
        query = query.join(AnnouncementAnswer, AnnouncementAnswer.announcement_id == T.id).where(*recent)
        rows = [(announcement_of(row), row.answered_at) for row in self._connection.execute(query.order_by(T.id))]
        return [one.id for one, at in rows if one.run.told_at is None or at >= one.run.told_at]

    def told_by(self, chat_id: int, message_id: int) -> int | None:
        """The announcement that this message of the bot belongs to; an album is several messages with one row."""
        near = Outbox.sent_message_id.between(message_id - 9, message_id)
        mine = (Outbox.chat_id == chat_id, near, Outbox.cancel_key.startswith(_KEY))
        query = select(Outbox.sent_message_id, Outbox.cancel_key, Outbox.payload).where(*mine)
        row = self._connection.execute(query.order_by(Outbox.sent_message_id.desc()).limit(1)).one_or_none()
        if row is None or message_id >= row.sent_message_id + max(1, len(row.payload.get("files", ()))):
            return None
        return int(row.cancel_key.removeprefix(_KEY))

    def _newest(self, person_id: int, *where: Any) -> list[Announcement]:
        query = select(*_COLUMNS).where(T.person_id == person_id, *where).order_by(T.id.desc()).limit(NEWEST)
        return [announcement_of(row) for row in self._connection.execute(query)]

    def _first(self, query: Any) -> Announcement | None:
        row = self._connection.execute(query).one_or_none()
        return announcement_of(row) if row else None

    def _change(self, id_: int, **values: Any) -> None:
        self._connection.execute(update(T).where(T.id == id_).values(**values))

    def _move(self, id_: int, before: tuple[State, ...], state: State, **values: Any) -> bool:
        moved = update(T).where(T.id == id_, or_(*(T.state == one for one in before)))
        return self._connection.execute(moved.values(state=str(state), **values)).rowcount == 1


def forget_author(connection: Connection, person_id: int) -> None:
    """What an author has sent stays with those who got it; what was not sent goes."""
    theirs = T.person_id == person_id
    unsent = T.state.in_((State.DRAFT, State.SCHEDULED))
    connection.execute(delete(T).where(theirs, or_(unsent, T.started_at.is_(None))))
    connection.execute(update(T).where(theirs).values(person_id=None, chat_id=0, message_id=None))


_KEY = "announcement:"
_COLUMNS = (
    T.id,
    T.person_id,
    T.content,
    T.audience,
    T.state,
    T.asks,
    T.chat_id,
    T.message_id,
    T.composed_at,
    T.send_at,
    T.started_at,
    T.ended_at,
)
