"""The parameters each method knows, and how they are read from a request."""

import json
from collections.abc import Mapping
from typing import Any

from simulator.jsons import Json
from simulator.refusals import BadRequest

_SENDING = (
    "business_connection_id:str chat_id:chat message_thread_id:int direct_messages_topic_id:int "
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
    "suggested_post_parameters:json reply_parameters:json reply_markup:json "
)
_CAPTION = "caption:str parse_mode:str caption_entities:json show_caption_above_media:bool "
_EDITING = "business_connection_id:str chat_id:chat message_id:int inline_message_id:str reply_markup:json "

_TABLE = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:json",
    "setWebhook": "url:str certificate:file ip_address:str max_connections:int allowed_updates:json "
    "drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": _SENDING + "text:str parse_mode:str entities:json link_preview_options:json",
    "sendPhoto": _SENDING + _CAPTION + "photo:file has_spoiler:bool",
    "sendDocument": _SENDING + _CAPTION + "document:file thumbnail:file disable_content_type_detection:bool",
    "sendMediaGroup": _SENDING.replace("reply_markup:json ", "") + "media:json",
    "copyMessage": _SENDING + _CAPTION + "from_chat_id:chat message_id:int video_start_timestamp:int",
    "editMessageText": _EDITING + "text:str parse_mode:str entities:json link_preview_options:json",
    "editMessageCaption": _EDITING + _CAPTION,
    "editMessageReplyMarkup": _EDITING,
    "deleteMessage": "chat_id:chat message_id:int",
    "answerCallbackQuery": "callback_query_id:str text:str show_alert:bool url:str cache_time:int",
    "setMessageReaction": "chat_id:chat message_id:int reaction:json is_big:bool",
    "sendChatAction": "business_connection_id:str chat_id:chat message_thread_id:int action:str",
    "getFile": "file_id:str",
    "getChat": "chat_id:chat",
    "getChatMember": "chat_id:chat user_id:int",
    "getChatAdministrators": "chat_id:chat return_bots:bool",
    "leaveChat": "chat_id:chat",
    "setMyCommands": "commands:json scope:json language_code:str",
    "getMyCommands": "scope:json language_code:str",
    "deleteMyCommands": "scope:json language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
}
# Parameters of older Bot API versions that Telegram still reads.
_OLDER = {"sendMessage": "reply_to_message_id:int allow_sending_without_reply:bool"}


def _kinds(row: str) -> dict[str, str]:
    return dict(entry.split(":") for entry in row.split())


PARAMETERS: dict[str, dict[str, str]] = {
    method: _kinds(row) | _kinds(_OLDER.get(method, "")) for method, row in _TABLE.items()
}


def read_parameters(method: str, given: Mapping[str, Any]) -> Json:
    """What was given, by type; whatever Telegram doesn't know of is refused, so that slips are noticed."""
    known = PARAMETERS[method]
    read: Json = {}
    for name, value in given.items():
        if name not in known:
            raise BadRequest(f'unknown parameter "{name}" for {method} (a refusal of the simulator\'s own)')
        if value is not None:
            read[name] = _READERS[known[name]](name, value)
    return read


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise BadRequest(f'field "{name}" must be a valid Number') from error


def _chat(_name: str, value: Any) -> int | str:
    text = str(value).strip()
    return int(text) if text.removeprefix("-").isdigit() else text


def _boolean(_name: str, value: Any) -> bool:
    return value is True or str(value).lower() in ("true", "1", "yes")


def _string(name: str, value: Any) -> str:
    if isinstance(value, dict | list):
        raise BadRequest(f'field "{name}" must be of type String')
    return str(value)


def _object(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise BadRequest(f"can't parse {name} JSON object") from error


def _file(_name: str, value: Any) -> Any:
    return value


_READERS = {
    "int": _integer,
    "chat": _chat,
    "bool": _boolean,
    "str": _string,
    "json": _object,
    "file": _file,
}
