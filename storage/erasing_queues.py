"""What the queues hold of an erased person: their own chat, what they wrote in groups, what others' messages quote.

Rows are emptied, never removed: one may be on its way at this moment, and its number must not go to another.
"""

import json
from typing import Any

from markupsafe import escape
from sqlalchemy import ColumnElement, Connection, String, case, cast, or_, select, update

from storage.erasing_reports import NAMELESS, is_name, without_name
from storage.tables import Inbox, Outbox

NOBODY = {"id": 0, "is_bot": False, "first_name": NAMELESS}
"""Stands for somebody in what the platform told."""

_SAYING = ("message", "edited_message", "callback_query", "my_chat_member")
_WORDS = ("text", "caption", "entities", "caption_entities", "contact")


def forget_chat(connection: Connection, chat_id: int, *where: ColumnElement[bool]) -> None:
    """All that was said in a private chat, either way, and what still waits to be said."""
    forget_letters(connection, Outbox.chat_id == chat_id, *where)
    forget_updates(connection, Inbox.chat_id == chat_id)


def forget_letters(connection: Connection, *where: ColumnElement[bool]) -> None:
    """Messages of the bot: what has not left never will."""
    unsettled = Outbox.state.in_(("waiting", "failed", "unsure"))
    empty = {
        "chat_id": 0,
        "topic_id": None,
        "payload": {"text": ""},
        "report_id": None,
        "question_id": None,
        "edits": None,
        "edit_message_id": None,
        "sent_message_id": None,
        "cancel_key": None,
        "dedupe_key": None,
        "error": None,
        "state": case((unsettled, "cancelled"), else_=Outbox.state),
    }
    connection.execute(update(Outbox).where(*where).values(empty))


def forget_updates(connection: Connection, *where: ColumnElement[bool]) -> None:
    """Messages to the bot: what waits is worked on no more."""
    empty = {"chat_id": None, "message_id": None, "raw": "{}", "state": "done", "error": None}
    connection.execute(update(Inbox).where(*where).values(empty))


def forget_in_groups(connection: Connection, user_id: int) -> None:
    """What they wrote and tapped in groups."""
    query = select(Inbox.id, Inbox.raw).where(Inbox.chat_id < 0, Inbox.raw.contains(_id_in(user_id)))
    said = [id_ for id_, raw in connection.execute(query) if _author(json.loads(raw)) == user_id]
    for id_ in said:
        forget_updates(connection, Inbox.id == id_)


def forget_quotes(connection: Connection, user_id: int, name: str) -> None:
    """Where messages of and to others name them, answer them or forward their words."""
    if is_name(name):
        _forget_in_letters(connection, name)
    named = [Inbox.raw.icontains(_in_json(name), autoescape=True)] if is_name(name) else []
    query = select(Inbox.id, Inbox.raw, Inbox.state).where(or_(Inbox.raw.contains(_id_in(user_id)), *named))
    for id_, raw, state in connection.execute(query).all():
        # What is still to be read stays word for word: somebody may be called like a word of it.
        known = name if state == "done" else ""
        kept = json.dumps(_without(json.loads(raw), user_id, known), separators=(",", ":"))
        if kept != raw:
            connection.execute(update(Inbox).where(Inbox.id == id_).values(raw=kept))


def _forget_in_letters(connection: Connection, name: str) -> None:
    escaped, payload = str(escape(name)), cast(Outbox.payload, String)
    named = or_(*(payload.icontains(_in_json(one), autoescape=True) for one in (name, escaped)))
    for id_, told in connection.execute(select(Outbox.id, Outbox.payload).where(named)).all():
        kept = _without(_without(told, 0, escaped), 0, name)
        connection.execute(update(Outbox).where(Outbox.id == id_).values(payload=kept))


def _without(told: Any, user_id: int, name: str) -> Any:
    """What was told, without somebody's name, account and words."""
    if isinstance(told, str):
        return without_name(told, name) if is_name(name) else told
    if isinstance(told, list):
        return [_without(one, user_id, name) for one in told]
    if not isinstance(told, dict):
        return told
    if told.get("id") == user_id and "first_name" in told:
        return NOBODY
    hidden = _WORDS if _quotes(told, user_id) else ()
    return {
        key: value if key == "data" else _without(value, user_id, name)
        for key, value in told.items()
        if key not in hidden
    }


def _quotes(told: dict[str, Any], user_id: int) -> bool:
    """Whether these are somebody's words (or contact) in a message of another."""
    origin, contact = told.get("forward_origin") or {}, told.get("contact") or {}
    authors = (told.get("from"), origin.get("sender_user"))
    return contact.get("user_id") == user_id or any(author and author.get("id") == user_id for author in authors)


def _author(update_told: dict[str, Any]) -> int | None:
    said: dict[str, Any] = next((update_told[key] for key in _SAYING if key in update_told), {})
    author: int | None = (said.get("from") or {}).get("id")
    return author


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _id_in(user_id: int) -> str:
    """How the platform's JSON names an account; a number alone would be found in others."""
    return f'id":{user_id},'
