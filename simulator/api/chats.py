"""Methods about chats, their members and files."""

from simulator.calls import Call
from simulator.chats import ADMINISTRATOR, LEFT, MEMBER, Chat
from simulator.files import DOWNLOAD_LIMIT
from simulator.jsons import Json
from simulator.members import chat_member
from simulator.people import Person
from simulator.refusals import BadRequest
from simulator.simulation import Simulation


def get_chat(sim: Simulation, call: Call) -> Json:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    return {**chat.json, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(sim: Simulation, call: Call) -> Json:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    user_id = call.parameters.get("user_id", 0)
    if user_id == sim.bot.id:
        return chat_member(sim.bot.user, chat.bot_status)
    if user_id not in sim.directory.people:
        raise BadRequest("invalid user_id specified")
    return _member(sim.directory.people[user_id], _status(chat, user_id))


def get_chat_administrators(sim: Simulation, call: Call) -> list[Json]:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    if not chat.is_group:
        raise BadRequest("there are no administrators in the private chat")
    admins = [user_id for user_id, status in chat.members.items() if status == ADMINISTRATOR]
    people = [_member(sim.directory.people[user_id], ADMINISTRATOR) for user_id in admins]
    return [*people, chat_member(sim.bot.user, ADMINISTRATOR)] if chat.bot_status == ADMINISTRATOR else people


def leave_chat(sim: Simulation, call: Call) -> bool:
    chat = sim.directory.open_chat(call.parameters.get("chat_id"))
    if not chat.is_group:
        raise BadRequest("chat member status can't be changed in private chats")
    chat.bot_status = LEFT
    sim.events.publish("chats")
    return True


def get_file(sim: Simulation, call: Call) -> Json:
    file = sim.files.find(call.parameters.get("file_id"))
    if len(file.data) > DOWNLOAD_LIMIT:
        raise BadRequest("file is too big")
    return file.as_file()


def _member(person: Person, status: str) -> Json:
    return chat_member(person.as_user(), status)


def _status(chat: Chat, user_id: int) -> str:
    if not chat.is_group:
        return MEMBER if user_id == chat.id else LEFT
    return chat.members.get(user_id, LEFT)
