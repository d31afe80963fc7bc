"""Methods that send something."""

from simulator.calls import Call
from simulator.chats import RESTRICTED, Chat, Message
from simulator.files import StoredFile, picture_size
from simulator.jsons import Json
from simulator.keyboards import is_inline, read_markup
from simulator.posting import post, quoted
from simulator.refusals import BadRequest, Refusal
from simulator.simulation import Simulation
from simulator.texts import read_caption, read_text

PHOTO_LIMIT = 10 * 1024 * 1024
ALBUM = range(2, 11)


def send_message(sim: Simulation, call: Call) -> Json:
    given = call.parameters
    chat = sim.directory.open_chat(given.get("chat_id"))
    text = read_text(given.get("text"), given.get("parse_mode"), given.get("entities"))
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    return _send(sim, call, chat, content)


def send_photo(sim: Simulation, call: Call) -> Json:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    photo = _file(sim, call, "photo", call.parameters.get("photo", "attach://photo"))
    return _send(sim, call, chat, {"photo": [photo.as_attached()], **_caption(call.parameters)})


def send_document(sim: Simulation, call: Call) -> Json:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    document = _file(sim, call, "document", call.parameters.get("document", "attach://document"))
    return _send(sim, call, chat, {"document": document.as_attached(), **_caption(call.parameters)})


def send_media_group(sim: Simulation, call: Call) -> list[Json]:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    media = call.parameters.get("media")
    if not isinstance(media, list) or len(media) not in ALBUM:
        raise BadRequest("Media group must include 2-10 items")
    contents = [_of_album(sim, call, item) for item in media]
    group = {"media_group_id": sim.next_media_group()}
    return [_send(sim, call, chat, {**group, **content}) for content in contents]


def copy_message(sim: Simulation, call: Call) -> Json:
    given = call.parameters
    chat = sim.directory.open_chat(given.get("chat_id"))
    original = sim.directory.chat(given.get("from_chat_id")).messages.get(given.get("message_id", 0))
    if original is None:
        raise BadRequest("message to copy not found")
    content = {key: original.data[key] for key in COPIED if key in original.data}
    if not content:
        raise BadRequest("message can't be copied")
    if "caption" in given and "text" not in content:
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | _caption(given)
    return {"message_id": _send(sim, call, chat, content)["message_id"]}


def send_chat_action(sim: Simulation, call: Call) -> bool:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    action = call.parameters.get("action")
    if action not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    sim.events.publish("action", chat_id=chat.id, action=action)
    return True


COPIED = (
    "text",
    "entities",
    "photo",
    "document",
    "voice",
    "sticker",
    "location",
    "caption",
    "caption_entities",
)
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "upload_document",
        "upload_video",
        "upload_voice",
        "upload_video_note",
        "record_video",
        "record_voice",
        "record_video_note",
        "choose_sticker",
        "find_location",
    }
)


def _send(sim: Simulation, call: Call, chat: Chat, content: Json) -> Json:
    if chat.bot_status == RESTRICTED:
        raise BadRequest("not enough rights to send text messages to the chat")
    given = call.parameters
    markup = read_markup(given.get("reply_markup"))
    if is_inline(markup):
        content["reply_markup"] = markup
    if given.get("message_thread_id"):
        content |= _topic(chat, given["message_thread_id"])
    if (original := _replied(chat, given)) is not None:
        content["reply_to_message"] = quoted(original)
    return post(sim, chat, sim.bot.user, content, by_bot=True, markup=markup).data


def _topic(chat: Chat, thread: int) -> Json:
    if thread not in chat.topics:
        raise BadRequest("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _replied(chat: Chat, given: Json) -> Message | None:
    reply = given.get("reply_parameters")
    if not isinstance(reply, dict):
        if "reply_to_message_id" not in given:
            return None
        reply = {**given, "message_id": given["reply_to_message_id"]}
    original = chat.messages.get(reply.get("message_id", 0))
    if original is None and not reply.get("allow_sending_without_reply"):
        raise BadRequest("message to be replied not found")
    return original


def _caption(given: Json) -> Json:
    if not given.get("caption"):
        return {}
    caption = read_caption(given["caption"], given.get("parse_mode"), given.get("caption_entities"))
    content: Json = {"caption": caption.text} if caption.text else {}
    if caption.entities:
        content["caption_entities"] = caption.entities
    return content


def _of_album(sim: Simulation, call: Call, item: Json) -> Json:
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise BadRequest(f"can't parse InputMedia: the simulator has no {kind}")
    file = _file(sim, call, kind, item.get("media"))
    attached = file.as_attached()
    return {kind: [attached] if kind == "photo" else attached, **_caption(item)}


def _file(sim: Simulation, call: Call, kind: str, source: object) -> StoredFile:
    """The file that a parameter names: by file_id, or attached to this request."""
    name = str(source).removeprefix("attach://")
    if name not in call.uploads:
        if source == f"attach://{kind}":
            raise BadRequest(f"there is no {kind} in the request")
        file = sim.files.find(source)
        if file.kind != kind:
            kinds = f"{file.kind.capitalize()} as {kind.capitalize()}"
            raise BadRequest(f"can't use file of type {kinds}")
        return file
    upload = call.uploads[name]
    if kind == "photo":
        _require_picture(upload.data)
    if not upload.data:
        raise BadRequest("file must be non-empty")
    return sim.files.add(kind, upload.data, upload.name, upload.mime)


def _require_picture(data: bytes) -> None:
    if len(data) > PHOTO_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    size = picture_size(data)
    if size is None:
        raise BadRequest("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")
