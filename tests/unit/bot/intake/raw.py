"""Updates as Telegram writes them."""

from typing import Any

from bot.telegram import Me

ME = Me(id=7123456789, username="PerpusBot")
BOT: dict[str, Any] = {"id": ME.id, "is_bot": True, "first_name": "Perpusbot", "username": ME.username}
SITI: dict[str, Any] = {
    "id": 7100000001,
    "is_bot": False,
    "first_name": "Siti",
    "last_name": "Aminah",
    "language_code": "id",
}
ANONYMOUS: dict[str, Any] = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE: dict[str, Any] = {"id": 7100000001, "type": "private", "first_name": "Siti", "last_name": "Aminah"}
GROUP: dict[str, Any] = {"id": -1002100000001, "type": "supergroup", "title": "Perpusdes Sanggau", "is_forum": True}
PLAIN_GROUP: dict[str, Any] = {"id": -4800000001, "type": "group", "title": "Perpusdes Sanggau"}
DATE = 1_747_036_800  # 2025-05-12 08:00 UTC


def update(kind: str, content: dict[str, Any], update_id: int = 700_000_001) -> dict[str, Any]:
    return {"update_id": update_id, kind: content}


def message(**changes: Any) -> dict[str, Any]:
    said = {"message_id": 41, "from": SITI, "chat": PRIVATE, "date": DATE, "text": "pengunjung 12"}
    return {key: value for key, value in (said | changes).items() if value is not None}


def in_group(**changes: Any) -> dict[str, Any]:
    return message(chat=GROUP, **changes)


def from_bot(**changes: Any) -> dict[str, Any]:
    return message(**{"message_id": 40, "from": BOT, "text": "Berapa pengunjung hari ini?"} | changes)


def membership(chat: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    return {
        "chat": chat,
        "from": SITI,
        "date": DATE,
        "old_chat_member": {"user": BOT, "status": before} | MORE.get(before, {}),
        "new_chat_member": {"user": BOT, "status": after} | MORE.get(after, {}),
    }


MORE: dict[str, dict[str, Any]] = {
    "kicked": {"until_date": 0},
    "restricted": {"is_member": True, "until_date": 0}
    | dict.fromkeys(
        (
            "can_send_messages",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_manage_topics",
            "can_edit_tag",
            "can_react_to_messages",
        ),
        False,
    ),
    "administrator": dict.fromkeys(
        (
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ),
        False,
    ),
}
