"""What of an update is looked at before it is kept: little, and trusting nothing."""

import json
import logging
import re
from typing import Any

from bot.telegram import Me
from domain.clock import Clock
from storage.inbox import Arrival

logger = logging.getLogger(__name__)

GROUPS = frozenset({"group", "supergroup"})
MIGRATIONS = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})
NOTHING_SAID = frozenset(
    {
        "new_chat_members",
        "new_chat_member",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "message_auto_delete_timer_changed",
        "pinned_message",
        "write_access_allowed",
        "chat_background_set",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_scheduled",
        "video_chat_participants_invited",
        "boost_added",
    }
)
"""Service messages: the platform's own, that nobody wrote."""

OUTSIDE = frozenset({"left", "kicked"})
LARGEST = 2**63
COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?!\w)", re.ASCII)


def arrival(raw: dict[str, Any], clock: Clock, me: Me) -> Arrival | None:
    """What to keep of an update; None when it is to be acknowledged and dropped.

    One that is not as Telegram's should be is kept as it is: the worker will fail on it, where it can be seen.
    """
    update_id = _number(raw.get("update_id"))
    if update_id is None:
        logger.error("an update without a usable id was dropped")
        return None
    try:
        return _arrival(update_id, raw, clock, me)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        # The exception's own words may quote what somebody wrote.
        logger.error("update %d is not as expected: %s", update_id, type(error).__name__)  # noqa: TRY400
        return Arrival(update_id=update_id, raw=_text(raw), sent_at=clock.now())


def callback_query_id(raw: dict[str, Any]) -> str | None:
    """The tap that waits to be answered."""
    query = raw.get("callback_query")
    id_ = query.get("id") if isinstance(query, dict) else None
    return id_ if isinstance(id_, str) else None


def _arrival(update_id: int, raw: dict[str, Any], clock: Clock, me: Me) -> Arrival | None:
    if (message := raw.get("message")) or (message := raw.get("edited_message")):
        if not _is_said_to_us(message, me):
            return None
        chat, sent_at = message["chat"], clock.moment(message["date"])
        # An edit comes again rightly, with the same number.
        message_id = _number(message["message_id"]) if "message" in raw else None
    elif tapped := raw.get("callback_query", {}).get("message"):
        chat, sent_at, message_id = tapped["chat"], clock.now(), None
    elif (change := raw.get("my_chat_member")) and _concerns_writing(change):
        chat, sent_at, message_id = change["chat"], clock.now(), None
    else:
        return None
    return Arrival(
        update_id=update_id, raw=_text(raw), sent_at=sent_at, chat_id=_number(chat["id"]), message_id=message_id
    )


def _is_said_to_us(message: dict[str, Any], me: Me) -> bool:
    kind = message["chat"]["type"]
    if kind in GROUPS and message.keys() & MIGRATIONS:
        return True
    if message.keys() & NOTHING_SAID:
        return False
    if kind in GROUPS:
        return _is_our_command(message, me) or _is_reply_to_us(message, me) or _mentions_us(message, me)
    return bool(kind == "private")


def _is_our_command(message: dict[str, Any], me: Me) -> bool:
    command = COMMAND.match(message.get("text") or message.get("caption") or "")
    return command is not None and addressed(command["bot"], me.username)


def addressed(bot: str | None, username: str) -> bool:
    """Whether a command with this `@bot` (or none) is for us."""
    return bot is None or bot.lower() == username.lower()


def _is_reply_to_us(message: dict[str, Any], me: Me) -> bool:
    replied: dict[str, Any] = message.get("reply_to_message") or {}
    # In a topic every message "replies" to the one that opened it, which may be ours.
    return "forum_topic_created" not in replied and (replied.get("from") or {}).get("id") == me.id


def _mentions_us(message: dict[str, Any], me: Me) -> bool:
    """Where privacy mode is off, which linking a group tells: elsewhere mentions reach the bot only by chance."""
    text = message.get("text") or message.get("caption") or ""
    return me.reads_groups and mention(me.username).search(text) is not None


def mention(username: str) -> re.Pattern[str]:
    """The bot's name as people write it to call it."""
    return re.compile(rf"@{re.escape(username)}\b[,:]?", re.IGNORECASE | re.ASCII)


def _concerns_writing(change: dict[str, Any]) -> bool:
    """Whether the bot came or went, or a group has changed its rights."""
    before, after = change["old_chat_member"], change["new_chat_member"]
    if change["chat"]["type"] in GROUPS:
        return is_outside(before) != is_outside(after) or _rights(before) != _rights(after)
    return change["chat"]["type"] == "private" and is_outside(before) != is_outside(after)


def _rights(member: dict[str, Any]) -> tuple[Any, bool]:
    """What decides on writing. A mere member may not, where the group lets only admins: so every promotion counts."""
    return member["status"], member.get("can_send_messages", True)


def is_outside(member: dict[str, Any]) -> bool:
    """Whether somebody with this membership is not in the chat."""
    status = member["status"]
    return status in OUTSIDE or (status == "restricted" and not member.get("is_member", True))


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and -LARGEST <= value < LARGEST else None


def _text(raw: dict[str, Any]) -> str:
    """ASCII: half a surrogate pair or a NUL would make the database refuse the whole batch."""
    return json.dumps(raw, separators=(",", ":"))
