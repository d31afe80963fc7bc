"""An update, as it was kept, as a value that handlers understand."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.intake.arriving import COMMAND, OUTSIDE, addressed, mention
from domain.messages import Incoming, Media, Sender, What

NOBODY = frozenset({1087968824, 136817688, 777000})
"""Accounts behind which Telegram hides somebody: anonymous admins, channels, and itself."""


class Unreadable(ValueError):
    """An update of a kind that intake should not have kept."""


def incoming(raw: str, sent_at: datetime, bot_username: str) -> Incoming:
    """What an update says. Raises for one that isn't as Telegram's should be."""
    update = Update.de_json(json.loads(raw), None)
    if message := update.message or update.edited_message:
        what = What.MESSAGE if update.message else What.EDIT
        return _message(message, what, sent_at, bot_username)
    if update.callback_query:
        return _tap(update.callback_query, sent_at)
    if update.my_chat_member:
        return _membership(update.my_chat_member, sent_at)
    raise Unreadable(f"update {update.update_id} is of a kind that is not read")


def _message(message: Message, what: What, sent_at: datetime, bot_username: str) -> Incoming:
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return _migration(message, sent_at)
    media, file_id = _media(message)
    read = Incoming(
        what=what,
        chat_id=message.chat.id,
        sent_at=sent_at,
        sender=_author(message),
        is_group=_is_group(message.chat.type),
        topic_id=_topic(message),
        message_id=message.message_id,
        text=message.text or message.caption or "",
        markup=_markup(message),
        reply_to=_replied(message),
        media=media,
        file_id=file_id,
        file_name=message.document.file_name if message.document else None,
        media_group=message.media_group_id,
        forwarded=message.forward_origin is not None,
        title=message.chat.title,
    )
    return _with_command(read, bot_username)


def _with_command(read: Incoming, bot_username: str) -> Incoming:
    command = COMMAND.match(read.text)
    if command is None or not addressed(command["bot"], bot_username):
        return replace(read, text=mention(bot_username).sub("", read.text).strip()) if read.is_group else read
    rest = COMMAND.match(read.markup or "")
    markup = Markup((read.markup or "")[rest.end() :].lstrip()) if rest else None  # noqa: S704 - it was one before
    return replace(
        read, command=command["name"].lower(), text=read.text[command.end() :].lstrip(), markup=markup or None
    )


def _migration(message: Message, sent_at: datetime) -> Incoming:
    """Told twice by Telegram: in the old chat and in the new one."""
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    title = message.chat.title
    return Incoming(what=What.MIGRATED, chat_id=old, sent_at=sent_at, is_group=True, new_chat_id=new, title=title)


def _tap(query: CallbackQuery, sent_at: datetime) -> Incoming:
    """The message may be one that Telegram shows no more: then only its chat and its number are known."""
    tapped = query.message
    if tapped is None:
        raise Unreadable("a tap on a message that is not ours")
    return Incoming(
        what=What.TAP,
        chat_id=tapped.chat.id,
        sent_at=sent_at,
        sender=_sender(query.from_user),
        is_group=_is_group(tapped.chat.type),
        topic_id=_topic(tapped) if isinstance(tapped, Message) else None,
        message_id=tapped.message_id,
        data=query.data,
        title=tapped.chat.title,
    )


def _membership(change: ChatMemberUpdated, sent_at: datetime) -> Incoming:
    return Incoming(
        what=_became(change.old_chat_member, change.new_chat_member),
        chat_id=change.chat.id,
        sent_at=sent_at,
        sender=_sender(change.from_user),
        is_group=_is_group(change.chat.type),
        title=change.chat.title,
    )


def _became(before: ChatMember, after: ChatMember) -> What:
    if _is_outside(after):
        return What.BLOCKED
    if _is_outside(before):
        return What.UNBLOCKED
    return What.UNMUTED if getattr(after, "can_send_messages", True) else What.MUTED


def _is_outside(member: ChatMember) -> bool:
    return member.status in OUTSIDE or not getattr(member, "is_member", True)


def _author(message: Message) -> Sender | None:
    """None where Telegram doesn't say who it was: an anonymous admin, a channel."""
    return None if message.sender_chat else _sender(message.from_user)


def _sender(user: User | None) -> Sender | None:
    if user is None or user.id in NOBODY:
        return None
    return Sender(external_id=str(user.id), name=user.full_name, language=user.language_code)


def _is_group(chat_type: str) -> bool:
    return chat_type != "private"


def _topic(message: Message) -> int | None:
    """The topic of a forum. In other groups a thread is only a chain of replies, and can't be written to."""
    return message.message_thread_id if message.is_topic_message else None


def _replied(message: Message) -> int | None:
    """The message replied to. Whatever is written in a topic "replies" to the message that opened it."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return None
    if message.is_topic_message and replied.message_id == message.message_thread_id:
        return None
    return replied.message_id


def _markup(message: Message) -> Markup | None:
    """The text with its formatting; most messages have none."""
    if not (message.entities or message.caption_entities):
        return None
    try:
        return Markup(message.text_html if message.text else message.caption_html)  # noqa: S704 - PTB escapes
    except UnicodeError:  # half of a surrogate pair: then without formatting
        return None


def _media(message: Message) -> tuple[Media | None, str | None]:
    for name, media in KINDS.items():
        if found := getattr(message, name):
            return media, FILE_IDS.get(name, _no_file)(found)
    return (None, None) if message.text else (Media.OTHER, None)


def _largest(sizes: Any) -> str:
    file_id: str = max(sizes, key=lambda size: size.width * size.height).file_id
    return file_id


def _own(file: Any) -> str:
    file_id: str = file.file_id
    return file_id


def _no_file(_content: Any) -> None:
    return None


KINDS = {
    "photo": Media.PHOTO,
    "voice": Media.VOICE,
    "video": Media.VIDEO,
    "video_note": Media.VIDEO,
    "animation": Media.VIDEO,  # before `document`: Telegram fills in both
    "sticker": Media.STICKER,
    "location": Media.LOCATION,  # `venue` fills this in too
    "contact": Media.CONTACT,
    "poll": Media.POLL,
    "audio": Media.OTHER,
    "document": Media.DOCUMENT,
}
FILE_IDS: dict[str, Callable[[Any], str | None]] = {"photo": _largest, "document": _own}
