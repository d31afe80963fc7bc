"""A member of a chat, the way Telegram describes one."""

from simulator.chats import ADMINISTRATOR, KICKED, RESTRICTED
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
MEMBER_RIGHTS = (
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
)


def chat_member(user: Json, status: str) -> Json:
    member: Json = {"user": user, "status": status}
    if status == ADMINISTRATOR:
        member |= dict.fromkeys(ADMIN_RIGHTS, False)
    if status == RESTRICTED:
        member |= {"is_member": True, "until_date": 0} | dict.fromkeys(MEMBER_RIGHTS, False)
    if status == KICKED:
        member["until_date"] = 0
    return member
