"""Who lets the bot in: blocking, groups that add or remove it, groups that grow."""

from simulator.chats import ADMINISTRATOR, KICKED, LEFT, MEMBER, RESTRICTED, Chat
from simulator.jsons import Json
from simulator.members import chat_member
from simulator.people import Person
from simulator.posting import post
from simulator.simulation import Simulation

INSIDE = (MEMBER, ADMINISTRATOR, RESTRICTED)


def set_blocked(sim: Simulation, person: Person, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    person.blocked = blocked
    statuses = (MEMBER, KICKED) if blocked else (KICKED, MEMBER)
    _tell_bot(sim, sim.directory.chat(person.id), person, statuses)


def set_bot_status(sim: Simulation, group: Chat, by: Person, status: str) -> None:
    """Somebody adds the bot to the group, makes it an administrator, takes its right to write, or removes it."""
    before, group.bot_status = group.bot_status, status
    if before == status:
        return
    _tell_bot(sim, group, by, (before, status))
    if status in INSIDE and before not in INSIDE:
        _announce(sim, group, by, {"new_chat_members": [sim.bot.user]})
    if before in INSIDE and status not in INSIDE:
        post(sim, group, by.as_user(), {"left_chat_member": sim.bot.user}, by_bot=False)


def set_member(sim: Simulation, group: Chat, person: Person, status: str) -> None:
    before = group.members.pop(person.id, LEFT)
    if status in INSIDE:
        group.members[person.id] = status
    if status in INSIDE and before not in INSIDE:
        _announce(sim, group, person, {"new_chat_members": [person.as_user()]})
    if status not in INSIDE and before in INSIDE:
        _announce(sim, group, person, {"left_chat_member": person.as_user()})


def migrate(sim: Simulation, group: Chat, by: Person) -> Chat:
    """The group becomes a supergroup under a new number; the old one answers with it."""
    grown = sim.directory.add_group(group.title, type="supergroup", bot_status=group.bot_status, note=group.note)
    grown.members = dict(group.members)
    _announce(sim, group, by, {"migrate_to_chat_id": grown.id})
    group.migrated_to = grown.id
    _announce(sim, grown, by, {"migrate_from_chat_id": group.id})
    return grown


def _announce(sim: Simulation, group: Chat, by: Person, content: Json) -> None:
    """A service message: these reach the bot whatever its privacy mode."""
    message = post(sim, group, by.as_user(), content, by_bot=False)
    if group.bot_status in INSIDE:
        sim.updates.add("message", group.id, message.data)


def _tell_bot(sim: Simulation, chat: Chat, by: Person, statuses: tuple[str, str]) -> None:
    before, after = statuses
    sim.updates.add(
        "my_chat_member",
        chat.id,
        {
            "chat": chat.json,
            "from": by.as_user(),
            "date": int(sim.clock.now()),
            "old_chat_member": chat_member(sim.bot.user, before),
            "new_chat_member": chat_member(sim.bot.user, after),
        },
    )
    sim.events.publish("chats")
