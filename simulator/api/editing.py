"""Methods that change what has been sent, and answer taps."""

from simulator.calls import Call
from simulator.chats import Chat, Message
from simulator.jsons import Json
from simulator.keyboards import is_inline, read_markup
from simulator.posting import erase, react, revise
from simulator.refusals import BadRequest
from simulator.simulation import Simulation
from simulator.texts import read_caption, read_text

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_FOR = 48 * 3600


def edit_message_text(sim: Simulation, call: Call) -> Json:
    given = call.parameters
    chat, message = _editable(sim, given)
    text = read_text(given.get("text"), given.get("parse_mode"), given.get("entities"))
    if "text" not in message.data:
        raise BadRequest("there is no text in the message to edit")
    content = {"text": text.text, "entities": text.entities or None}
    return _edit(sim, chat, message, content, given.get("reply_markup"))


def edit_message_caption(sim: Simulation, call: Call) -> Json:
    given = call.parameters
    chat, message = _editable(sim, given)
    if not message.data.keys() & {"photo", "document", "voice"}:
        raise BadRequest("there is no caption in the message to edit")
    caption = read_caption(given.get("caption"), given.get("parse_mode"), given.get("caption_entities"))
    content = {"caption": caption.text or None, "caption_entities": caption.entities or None}
    return _edit(sim, chat, message, content, given.get("reply_markup"))


def edit_message_reply_markup(sim: Simulation, call: Call) -> Json:
    chat, message = _editable(sim, call.parameters)
    return _edit(sim, chat, message, {}, call.parameters.get("reply_markup"))


def delete_message(sim: Simulation, call: Call) -> bool:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    message = chat.messages.get(call.parameters.get("message_id", 0))
    if message is None:
        raise BadRequest("message to delete not found")
    if not message.by_bot and chat.is_group:
        raise BadRequest("message can't be deleted")
    if sim.clock.now() - message.data["date"] > DELETABLE_FOR:
        raise BadRequest("message can't be deleted for everyone")
    erase(sim, chat, message)
    return True


def answer_callback_query(sim: Simulation, call: Call) -> bool:
    given = call.parameters
    answer = {"text": given.get("text", ""), "show_alert": given.get("show_alert", False)}
    if len(answer["text"]) > 200:
        raise BadRequest("MESSAGE_TOO_LONG")
    callback = sim.callbacks.answer(given.get("callback_query_id"), answer, sim.elapsed())
    sim.events.publish("answered", callback_query_id=callback.id, user_id=callback.user_id, **answer)
    return True


def set_message_reaction(sim: Simulation, call: Call) -> bool:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    message = chat.messages.get(call.parameters.get("message_id", 0))
    if message is None:
        raise BadRequest("message to react not found")
    react(sim, chat, message, call.parameters.get("reaction") or [])
    return True


def _editable(sim: Simulation, given: Json) -> tuple[Chat, Message]:
    chat = sim.directory.open_chat(given.get("chat_id"))
    if "message_id" not in given:
        raise BadRequest("message identifier is not specified")
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise BadRequest("message to edit not found")
    if not message.by_bot or (message.markup and not is_inline(message.markup)):
        raise BadRequest("message can't be edited")
    return chat, message


def _edit(sim: Simulation, chat: Chat, message: Message, content: Json, markup_given: object) -> Json:
    markup = read_markup(markup_given)
    if markup is not None and not is_inline(markup):
        raise BadRequest("inline keyboard expected")
    content = {**content, "reply_markup": markup}
    if all(message.data.get(key) == value for key, value in content.items()):
        raise BadRequest(NOT_MODIFIED)
    revise(sim, chat, message, content, markup=markup)
    return message.data
