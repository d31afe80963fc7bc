"""People write to chats; what concerns the bot becomes an update."""

from simulator.chats import ADMINISTRATOR, MEMBER, RESTRICTED, Chat, Message
from simulator.content import Saying, album_of, content_of
from simulator.jsons import Json
from simulator.people import ANONYMOUS_ADMIN, Person
from simulator.posting import post, quoted, revise
from simulator.refusals import BadRequest
from simulator.simulation import Simulation
from simulator.texts import read_caption, read_text


def say(sim: Simulation, chat: Chat, person: Person, saying: Saying) -> list[Message]:
    _require_open(chat, person)
    if chat.person is not None:
        person.started = True
    about = _about(chat, saying, int(sim.clock.now()))
    author = ANONYMOUS_ADMIN if saying.anonymous else person.as_user()
    contents = album_of(sim, saying) if len(saying.attachments) > 1 else [content_of(sim, saying)]
    messages = [post(sim, chat, author, {**about, **content}, by_bot=False) for content in contents]
    for message in messages:
        if concerns_bot(sim, chat, message):
            sim.updates.add("message", chat.id, message.data)
    return messages


def edit(sim: Simulation, chat: Chat, person: Person, message_id: int, text: str) -> Message:
    message = chat.messages.get(message_id)
    if message is None or message.data["from"]["id"] != person.id:
        raise BadRequest("message to edit not found")
    _require_open(chat, person)
    content = _edited_caption(text) if "text" not in message.data else _edited_text(text)
    revise(sim, chat, message, content, markup=None)
    if concerns_bot(sim, chat, message):
        sim.updates.add("edited_message", chat.id, message.data)
    return message


def concerns_bot(sim: Simulation, chat: Chat, message: Message) -> bool:
    """Whether the bot gets to see it: privacy mode lets commands and replies to the bot through."""
    if not chat.is_group:
        return True
    if chat.bot_status not in (MEMBER, ADMINISTRATOR, RESTRICTED):
        return False
    if not sim.bot.privacy or chat.bot_status == ADMINISTRATOR:
        return True
    replied = message.data.get("reply_to_message", {})
    return replied.get("from", {}).get("id") == sim.bot.id or _is_command(sim, message.data)


def _is_command(sim: Simulation, data: Json) -> bool:
    text = data.get("text") or data.get("caption") or ""
    if not text.startswith("/"):
        return False
    _, _, addressee = text.split(maxsplit=1)[0].partition("@")
    return not addressee or addressee.lower() == sim.bot.username.lower()


def _require_open(chat: Chat, person: Person) -> None:
    if person.deactivated:
        raise BadRequest("a deleted account writes nothing")
    if chat.person is not None and chat.person is not person:
        raise BadRequest("a private chat belongs to one person")
    if chat.person is not None and person.blocked:
        raise BadRequest("who blocked the bot must unblock it before writing")
    if chat.is_group and person.id not in chat.members:
        raise BadRequest(f"{person.first_name} is not in this group")
    if chat.migrated_to is not None:
        raise BadRequest("this group has become a supergroup; write there")


def _about(chat: Chat, saying: Saying, now: int) -> Json:
    about: Json = {}
    if saying.anonymous:
        about["sender_chat"] = chat.json
    if saying.thread:
        about |= {"message_thread_id": saying.thread, "is_topic_message": True}
    if saying.forwarded_from:
        about["forward_origin"] = {
            "type": "hidden_user",
            "sender_user_name": saying.forwarded_from,
            "date": now,
        }
    if saying.reply_to:
        if saying.reply_to not in chat.messages:
            raise BadRequest("message to be replied not found")
        about["reply_to_message"] = quoted(chat.messages[saying.reply_to])
    return about | saying.extra


def _edited_text(text: str) -> Json:
    read = read_text(text, None)
    return {"text": read.text, "entities": read.entities or None}


def _edited_caption(text: str) -> Json:
    read = read_caption(text, None)
    return {"caption": read.text or None, "caption_entities": read.entities or None}
