"""Messages waiting to be sent, in the order in which they must leave."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, literal_column, or_, select, update
from sqlalchemy.orm import aliased

from domain.messages import Button, Keyboard, Letter, Outgoing, Priority
from storage.tables import Outbox as T


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What became of a letter: `state` is sent, failed or unsure.

    `replaces` is the row whose message is gone and was sent anew: later edits go to the new one.
    """

    id: int
    state: str
    closes: tuple[int, ...] = ()
    message_id: int | None = None
    error: str | None = None
    replaces: int | None = None


class Outbox:
    """The table `outbox` within one transaction."""

    def __init__(self, connection: Connection, bot_id: int) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def put(self, outgoing: Iterable[Outgoing], now: datetime) -> None:
        """Let messages wait; one whose dedupe key was used before is dropped."""
        for message in outgoing:
            if message.dedupe_key is None or not self._planned(message.dedupe_key):
                self._connection.execute(_PUT, self._row(message, now))

    def heads(self, now: datetime, limit: int, busy: Collection[int] = ()) -> list[Letter]:
        """The message that is next in each chat not `busy`, the most urgent chats first.

        Order and priority live here and nowhere else: within a chat by priority, then by age. An edit of a message that
        still waits takes its place; the newest of several edits stands for all.
        """
        letters: list[Letter] = []
        taken = set(busy)
        while len(letters) < limit:
            page = self._first_waiting(now, 2 * limit, taken)
            # The order is one for all chats, so a chat's first row here is its head.
            heads = {row.chat_id: row for row in reversed(page)}
            rows = sorted(heads.values(), key=lambda row: (row.priority, row.id))[: limit - len(letters)]
            newer = self._edits_of([row.edits or row.id for row in rows])
            letters += [_letter(row, newer.get(row.edits or row.id, [])) for row in rows]
            taken |= heads.keys()
            if len(page) < 2 * limit:
                break
        return letters

    def next_due(self, now: datetime) -> datetime | None:
        """When the next message that waits for its time may leave."""
        query = select(func.min(T.not_before)).where(_WAITING, T.bot_id == self._bot_id, T.not_before > now)
        return self._connection.execute(query).scalar_one()

    def settle(self, delivered: Iterable[Delivered], now: datetime) -> None:
        """Note what became of letters."""
        for letter in delivered:
            values = {
                "row": letter.id,
                "new_state": letter.state,
                "sent_message": letter.message_id,
                "moment": now if letter.state == "sent" else None,
                "why": letter.error and letter.error[:500],
            }
            self._connection.execute(_SETTLE, values)
            if letter.closes:
                closed = update(T).where(T.id.in_(letter.closes)).values(state="superseded")
                self._connection.execute(closed)
            if letter.replaces is not None:
                moved = update(T).where(T.id == letter.replaces).values(sent_message_id=letter.message_id)
                self._connection.execute(moved)

    def claim(self, ids: Collection[int]) -> None:
        """Mark as being sent, in a commit before the sending: found so after a crash, nobody knows."""
        self._connection.execute(update(T).where(T.id.in_(ids), _WAITING).values(state="sending"))

    def unclaim(self, id_: int) -> None:
        """It was not sent: it waits again."""
        self._connection.execute(update(T).where(T.id == id_, T.state == "sending").values(state="waiting"))

    def doubt_claims(self) -> int:
        """What was being sent when the process ended is unsure; how many."""
        claimed = (T.bot_id == self._bot_id, T.state == "sending")
        return self._connection.execute(update(T).where(*claimed).values(state="unsure")).rowcount

    def expire(self, now: datetime) -> list[int]:
        """Give up what has become useless by waiting; the rows."""
        useless = (_WAITING, T.bot_id == self._bot_id, T.not_after <= now)
        ids = list(self._connection.execute(select(T.id).where(*useless).order_by(T.id)).scalars())
        self._connection.execute(update(T).where(*useless).values(state="expired"))
        return ids

    def attempted(self, id_: int, error: str) -> None:
        """An attempt failed in a way that counts."""
        self._connection.execute(update(T).where(T.id == id_).values(attempts=T.attempts + 1, error=error[:500]))

    def cancel(self, key: str) -> int:
        """Take back what waits under this cancel key; how many."""
        return self._connection.execute(_CANCEL, {"key": key}).rowcount

    def cancel_chat(self, chat_id: int) -> int:
        """Take back all that waits for a chat that can't be reached; how many."""
        mine = (T.bot_id == self._bot_id, T.chat_id == chat_id, _WAITING)
        return self._connection.execute(update(T).where(*mine).values(state="cancelled")).rowcount

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """The chat has a new id."""
        mine = (T.bot_id == self._bot_id, T.chat_id == chat_id)
        self._connection.execute(update(T).where(*mine).values(chat_id=new_chat_id))

    def forget(self, chat_id: int) -> None:
        """Remove all that was or is to be sent to a chat, answers still to leave included."""
        mine = select(T.id).where(T.bot_id == self._bot_id, T.chat_id == chat_id)
        self._connection.execute(update(T).where(T.edits.in_(mine)).values(edits=None))
        self._connection.execute(delete(T).where(T.bot_id == self._bot_id, T.chat_id == chat_id))

    def newest_about(self, chat_id: int) -> Any:
        """The newest message put out to a chat: its question and report."""
        return self._connection.execute(_NEWEST, {"bot": self._bot_id, "chat": chat_id}).one_or_none()

    def report_of(self, chat_id: int, message_id: int) -> int | None:
        """The report that this message of the bot answers."""
        sent = (T.chat_id == chat_id, T.sent_message_id == message_id, T.report_id.is_not(None))
        query = select(T.report_id).where(*sent).order_by(T.id.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none()

    def lengths(self) -> dict[str, int]:
        """How many messages wait or have failed."""
        query = select(T.state, func.count()).where(T.state.in_(("waiting", "failed", "unsure")))
        return {row.state: row[1] for row in self._connection.execute(query.group_by(T.state))}

    def _first_waiting(self, now: datetime, limit: int, without: Collection[int]) -> Sequence[Any]:
        """The rows to leave first. Walks along the index of waiting rows and stops early, however many there are."""
        original = aliased(T)
        query = (
            select(*_LETTER, original.sent_message_id.label("original_message_id"))
            .outerjoin(original, original.id == T.edits)
            .where(
                _WAITING,
                T.bot_id == self._bot_id,
                or_(T.not_before.is_(None), T.not_before <= now),
                # An edit of what still waits is sent in its place, even if it is the more urgent.
                or_(original.id.is_(None), original.state != "waiting"),
            )
            .order_by(T.priority, T.id)
            .limit(limit)
        )
        if without:
            query = query.where(T.chat_id.not_in(without))
        return self._connection.execute(query).all()

    def _planned(self, dedupe_key: str) -> bool:
        query = select(T.id).where(T.dedupe_key == dedupe_key)
        return self._connection.execute(query).first() is not None

    def _row(self, message: Outgoing, now: datetime) -> dict[str, Any]:
        return {
            "bot_id": self._bot_id,
            "chat_id": message.chat_id,
            "topic_id": message.topic_id,
            "priority": int(message.priority),
            "payload": _payload(message),
            "edits": self._original(message),
            "edit_message_id": message.edits,
            "report_id": message.report_id,
            "question_id": message.question_id,
            "not_before": message.not_before,
            "not_after": message.not_after,
            "cancel_key": message.cancel_key,
            "dedupe_key": message.dedupe_key,
            "state": "waiting",
            "attempts": 0,
            "created_at": now,
        }

    def _original(self, message: Outgoing) -> int | None:
        """The row that an edit edits: so it finds its place even before that row has been sent."""
        if message.edits is not None:
            where = and_(T.chat_id == message.chat_id, T.sent_message_id == message.edits, T.edits.is_(None))
        elif message.revises:
            where = and_(T.report_id == message.report_id, T.edits.is_(None), T.edit_message_id.is_(None))
        else:
            return None
        query = select(T.id).where(where).order_by(T.id.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none()

    def _edits_of(self, ids: list[int]) -> dict[int, list[Any]]:
        """The waiting edits of these rows, the oldest first."""
        if not ids:
            return {}
        query = select(*_LETTER).where(T.edits.in_(ids), _WAITING).order_by(T.id)
        edits: dict[int, list[Any]] = {}
        for row in self._connection.execute(query):
            edits.setdefault(row.edits, []).append(row)
        return edits


def _payload(message: Outgoing) -> dict[str, Any]:
    payload: dict[str, Any] = {"text": str(message.text)}
    if message.keyboard:
        payload["keyboard"] = [
            [{"text": b.text, "data": b.data} if b.data else {"text": b.text, "url": b.url} for b in row]
            for row in message.keyboard
        ]
    if message.reply_to is not None:
        payload["reply_to"] = message.reply_to
    return payload


def _keyboard(payload: dict[str, Any]) -> Keyboard:
    return tuple(tuple(Button(**button) for button in row) for row in payload.get("keyboard", ()))


def _letter(row: Any, edits: list[Any]) -> Letter:
    newest = edits[-1] if edits else row
    return Letter(
        id=row.id,
        chat_id=row.chat_id,
        topic_id=row.topic_id,
        priority=Priority(row.priority),
        text=Markup(newest.payload["text"]),  # noqa: S704 - escaped when it was put in
        keyboard=_keyboard(newest.payload),
        reply_to=row.payload.get("reply_to"),
        edit_message_id=row.original_message_id or row.edit_message_id,
        edits=row.edits,
        not_after=row.not_after,
        attempts=row.attempts,
        closes=tuple(edit.id for edit in edits if edit.id != row.id),
    )


_LETTER = (
    T.id,
    T.chat_id,
    T.topic_id,
    T.priority,
    T.payload,
    T.edits,
    T.edit_message_id,
    T.not_after,
    T.attempts,
)


# Spelled out, not bound: SQLite uses the indices of waiting rows only where it sees the words.
_WAITING = T.state == literal_column("'waiting'")

_PUT = insert(T)
_NEWEST = (
    select(T.question_id, T.report_id)
    .where(T.bot_id == bindparam("bot"), T.chat_id == bindparam("chat"))
    .order_by(T.id.desc())
    .limit(1)
)
_CANCEL = update(T).where(T.cancel_key == bindparam("key"), _WAITING).values(state="cancelled")
_SETTLE = (
    update(T)
    .where(T.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        sent_message_id=bindparam("sent_message"),
        sent_at=bindparam("moment"),
        error=bindparam("why"),
    )
)
