"""A member of a chat, the way Telegram describes one."""

from simulator.chats import ADMINISTRATOR, KICKED
from simulator.jsons import Json

ADMIN_RIGHTS = (
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
)


def chat_member(user: Json, status: str) -> Json:
    member: Json = {"user": user, "status": status}
    if status == ADMINISTRATOR:
        member |= dict.fromkeys(ADMIN_RIGHTS, False)
    if status == KICKED:
        member["until_date"] = 0
    return member
