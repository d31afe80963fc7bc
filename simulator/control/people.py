"""/sim/people and /sim/groups: who is there, and what they do with the bot."""

from aiohttp import web

from simulator.chats import ADMINISTRATOR, KICKED, LEFT, MEMBER, RESTRICTED, Chat
from simulator.control.body import body_of, made
from simulator.jsons import Json
from simulator.membership import migrate, set_blocked, set_bot_status, set_member
from simulator.people import Person
from simulator.refusals import BadRequest
from simulator.simulation import Simulation

DESCRIBED = ("first_name", "last_name", "role", "note", "start_payload", "started", "deactivated")


async def everybody(sim: Simulation, _request: web.Request) -> Json:
    groups = [chat.as_listed() for chat in sim.directory.chats.values() if chat.is_group]
    return {
        "bot": sim.bot.as_me(),
        "people": [person.as_listed() for person in sim.directory.people.values()],
        "groups": groups,
    }


async def add_person(sim: Simulation, request: web.Request) -> Json:
    person = made(sim.directory.add_person, await body_of(request))
    sim.events.publish("chats")
    return person.as_listed()


async def change_person(sim: Simulation, request: web.Request) -> Json:
    """Blocking is told to the bot; the rest is silent."""
    person = _person(sim, request)
    body = await body_of(request)
    if "blocked" in body:
        set_blocked(sim, person, bool(body.pop("blocked")))
    for name, value in body.items():
        if name not in DESCRIBED:
            raise BadRequest(f"a person's {name} can't be changed")
        setattr(person, name, value)
    sim.events.publish("chats")
    return person.as_listed()


async def add_group(sim: Simulation, request: web.Request) -> Json:
    body = await body_of(request)
    topics = {int(topic): name for topic, name in body.pop("topics", {}).items()}
    group = made(sim.directory.add_group, {**body, "topics": topics})
    sim.events.publish("chats")
    return group.as_listed()


async def change_bot_status(sim: Simulation, request: web.Request) -> Json:
    """{by, status}: member, administrator, restricted (may not write), left or kicked."""
    body = await body_of(request)
    status = body.get("status", MEMBER)
    if status not in (MEMBER, ADMINISTRATOR, RESTRICTED, LEFT, KICKED):
        raise BadRequest(f"no status {status}")
    group = _group(sim, request)
    set_bot_status(sim, group, sim.directory.person(body.get("by", 0)), status)
    return group.as_listed()


async def change_member(sim: Simulation, request: web.Request) -> Json:
    body = await body_of(request)
    group = _group(sim, request)
    set_member(sim, group, sim.directory.person(body.get("id", 0)), body.get("status", MEMBER))
    sim.events.publish("chats")
    return group.as_listed()


async def migrate_group(sim: Simulation, request: web.Request) -> Json:
    body = await body_of(request)
    grown = migrate(sim, _group(sim, request), sim.directory.person(body.get("by", 0)))
    sim.events.publish("chats")
    return grown.as_listed()


async def change_bot(sim: Simulation, request: web.Request) -> Json:
    """{privacy}: whether the bot sees in groups only what is meant for it."""
    sim.bot.privacy = bool((await body_of(request)).get("privacy", True))
    return sim.bot.as_me()


def _person(sim: Simulation, request: web.Request) -> Person:
    return sim.directory.person(int(request.match_info["id"]))


def _group(sim: Simulation, request: web.Request) -> Chat:
    chat = sim.directory.chat(int(request.match_info["id"]))
    if not chat.is_group:
        raise BadRequest("that is a person, not a group")
    return chat
