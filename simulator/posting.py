"""Putting messages into chats, changing them and taking them away, whoever wrote them."""

from simulator.chats import Change, Chat, Message
from simulator.jsons import Json
from simulator.simulation import Simulation


def post(
    sim: Simulation, chat: Chat, author: Json, content: Json, *, by_bot: bool, markup: Json | None = None
) -> Message:
    data: Json = {
        "message_id": chat.next_message_id(),
        "from": author,
        "chat": chat.json,
        "date": int(sim.clock.now()),
        **content,
    }
    message = Message(data, by_bot=by_bot, markup=markup)
    chat.messages[message.id] = message
    _tell(sim, chat, chat.record("sent", message))
    return message


def revise(sim: Simulation, chat: Chat, message: Message, content: Json, *, markup: Json | None) -> None:
    """Replaces content keys of a message (None removes one) and its keyboard."""
    data = {**message.data, **content, "edit_date": int(sim.clock.now())}
    message.data = {key: value for key, value in data.items() if value is not None}
    message.markup = markup
    message.edits += 1
    _tell(sim, chat, chat.record("edited", message))


def erase(sim: Simulation, chat: Chat, message: Message) -> None:
    message.deleted = True
    del chat.messages[message.id]
    _tell(sim, chat, chat.record("deleted", message))


def react(sim: Simulation, chat: Chat, message: Message, reactions: list[Json]) -> None:
    message.reactions = reactions
    _tell(sim, chat, chat.record("reacted", message))


def quoted(message: Message) -> Json:
    """A message as it appears inside a reply to it: replies don't nest."""
    return {key: value for key, value in message.data.items() if key != "reply_to_message"}


def _tell(sim: Simulation, chat: Chat, change: Change) -> None:
    if sim.events.heard:
        sim.events.publish("message", chat_id=chat.id, change=change.kind, number=change.number, message=change.message)
