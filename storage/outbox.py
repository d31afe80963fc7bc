"""Messages waiting to be sent, in the order in which they must leave."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, and_, bindparam, func, insert, literal_column, or_, select, update
from sqlalchemy.orm import aliased

from domain.messages import Letter, Outgoing, Priority
from storage.payloads import drawing_in, files_in, keyboard_in, menu_in, payload_of
from storage.tables import Outbox as T
from storage.tables import Question

HELD, AGAIN = timedelta(hours=24), timedelta(hours=1)
"""So long a message that names no end waits for a group that takes none, and so often it is tried again: a group may
let everybody write again without a word to the bot."""


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
        messages = list(outgoing)
        used = self.used([message.dedupe_key for message in messages if message.dedupe_key])
        rows = []
        for message in messages:
            if message.dedupe_key is None or message.dedupe_key not in used:
                used.add(message.dedupe_key or "")
                rows.append(self._row(message, now))
        if rows:
            self._connection.execute(_PUT, rows)

    def used(self, dedupe_keys: Collection[str]) -> set[str]:
        """Those of these dedupe keys that were used before."""
        if not dedupe_keys:
            return set()
        return {str(key) for key in self._connection.execute(_USED, {"keys": list(dedupe_keys)}).scalars()}

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
        """Give up what has become useless by waiting; the rows. What a reminder would have asked was never asked."""
        useless = (_WAITING, T.bot_id == self._bot_id, T.not_after <= now)
        ids = list(self._connection.execute(select(T.id).where(*useless).order_by(T.id)).scalars())
        self._connection.execute(update(T).where(*useless).values(state="expired"))
        if ids:
            unasked = select(T.question_id).where(T.id.in_(ids), T.priority == int(Priority.REMINDER))
            withdrawn = update(Question).where(Question.id.in_(unasked), Question.state == "open")
            self._connection.execute(withdrawn.values(state="withdrawn"))
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

    def hold_chat(self, chat_id: int, now: datetime) -> int:
        """What is for a chat waits and is tried again now and then, as long as it is useful; how many."""
        mine = (T.bot_id == self._bot_id, T.chat_id == chat_id, _WAITING)
        due = or_(T.not_before.is_(None), T.not_before <= now)
        waits = {"not_before": now + AGAIN, "not_after": func.coalesce(T.not_after, now + HELD), "error": _NO_RIGHT}
        return self._connection.execute(update(T).where(*mine, due).values(waits)).rowcount

    def release_chat(self, chat_id: int) -> None:
        """What was held for a chat may leave."""
        held = (T.bot_id == self._bot_id, T.chat_id == chat_id, _WAITING, T.error == _NO_RIGHT)
        self._connection.execute(update(T).where(*held).values(not_before=None, error=None))

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """The chat has a new id."""
        mine = (T.bot_id == self._bot_id, T.chat_id == chat_id)
        self._connection.execute(update(T).where(*mine).values(chat_id=new_chat_id))

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

    def _row(self, message: Outgoing, now: datetime) -> dict[str, Any]:
        original, message_id = self._original(message)
        return {
            "bot_id": self._bot_id,
            "chat_id": message.chat_id,
            "topic_id": message.topic_id,
            "priority": int(message.priority),
            "payload": payload_of(message),
            "edits": original,
            "edit_message_id": message_id,
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

    def _original(self, message: Outgoing) -> tuple[int | None, int | None]:
        """The row and the message that an edit edits: so it finds its place even before that row has been sent.

        The text of a picture or a document can't be edited: its edit is a message of its own.
        """
        if message.edits is not None:
            where = and_(T.chat_id == message.chat_id, T.sent_message_id == message.edits, T.edits.is_(None))
        elif message.revises:
            where = and_(T.report_id == message.report_id, T.edits.is_(None), T.edit_message_id.is_(None))
        else:
            return None, None
        query = select(T.id, T.payload).where(where).order_by(T.id.desc()).limit(1)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None, message.edits
        return (None, None) if drawing_in(row.payload) else (row.id, message.edits)

    def _edits_of(self, ids: list[int]) -> dict[int, list[Any]]:
        """The waiting edits of these rows, the oldest first."""
        if not ids:
            return {}
        query = select(*_LETTER).where(T.edits.in_(ids), _WAITING).order_by(T.id)
        edits: dict[int, list[Any]] = {}
        for row in self._connection.execute(query):
            edits.setdefault(row.edits, []).append(row)
        return edits


def _letter(row: Any, edits: list[Any]) -> Letter:
    newest = edits[-1] if edits else row
    return Letter(
        id=row.id,
        chat_id=row.chat_id,
        topic_id=row.topic_id,
        priority=Priority(row.priority),
        text=Markup(newest.payload["text"]),  # noqa: S704 - escaped when it was put in
        keyboard=keyboard_in(newest.payload),
        reply_to=row.payload.get("reply_to"),
        edit_message_id=row.original_message_id or row.edit_message_id,
        edits=row.edits,
        not_after=row.not_after,
        attempts=row.attempts,
        closes=tuple(edit.id for edit in edits if edit.id != row.id),
        drawing=drawing_in(newest.payload),
        files=files_in(newest.payload),
        menu=menu_in(newest.payload),
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

_NO_RIGHT = "no right to write"
_PUT = insert(T)
_USED = select(T.dedupe_key).where(T.dedupe_key.in_(bindparam("keys", expanding=True)))
_NEWEST = (
    select(T.question_id, T.report_id)
    .where(T.bot_id == bindparam("bot"), T.chat_id == bindparam("chat"), T.priority != int(Priority.MENU))
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
