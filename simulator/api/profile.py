"""Methods about the bot itself: who it is, its menus and descriptions."""

from simulator.calls import Call
from simulator.jsons import Json
from simulator.profile import DEFAULT_SCOPE
from simulator.refusals import BadRequest
from simulator.simulation import Simulation


def get_me(sim: Simulation, _call: Call) -> Json:
    return sim.bot.as_me()


def set_my_commands(sim: Simulation, call: Call) -> bool:
    commands = call.parameters.get("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH" if commands else "can't parse commands JSON object")
    scope, language = _scope(sim, call.parameters)
    sim.profile.set_menu(commands, scope, language)
    sim.events.publish("menus")
    return True


def get_my_commands(sim: Simulation, call: Call) -> list[Json]:
    return sim.profile.menu(*_scope(sim, call.parameters))


def delete_my_commands(sim: Simulation, call: Call) -> bool:
    sim.profile.delete_menu(*_scope(sim, call.parameters))
    sim.events.publish("menus")
    return True


def set_my_description(sim: Simulation, call: Call) -> bool:
    given = call.parameters
    sim.profile.descriptions[given.get("language_code", "")] = _short(given.get("description", ""), 512)
    return True


def get_my_description(sim: Simulation, call: Call) -> Json:
    return {"description": _in_language(sim.profile.descriptions, call)}


def set_my_short_description(sim: Simulation, call: Call) -> bool:
    given = call.parameters
    words = _short(given.get("short_description", ""), 120)
    sim.profile.short_descriptions[given.get("language_code", "")] = words
    return True


def get_my_short_description(sim: Simulation, call: Call) -> Json:
    return {"short_description": _in_language(sim.profile.short_descriptions, call)}


def _scope(sim: Simulation, given: Json) -> tuple[Json, str]:
    scope = given.get("scope") or DEFAULT_SCOPE
    if "chat_id" in scope:
        sim.directory.chat(scope["chat_id"])
    return scope, given.get("language_code", "")


def _short(words: str, limit: int) -> str:
    if len(words) > limit:
        raise BadRequest("the description is too long")
    return words


def _in_language(texts: dict[str, str], call: Call) -> str:
    return texts.get(call.parameters.get("language_code", ""), texts.get("", ""))
