"""/sim/faults, limits, updates, calls: what tests order and count."""

from dataclasses import asdict, replace

from aiohttp import web

from simulator.calls import maxima
from simulator.control.body import body_of, made, number_in
from simulator.faults import Fault
from simulator.jsons import Json
from simulator.simulation import Simulation


async def order_fault(sim: Simulation, request: web.Request) -> Json:
    sim.faults.order(made(Fault, await body_of(request)))
    return {"faults": sim.faults.listed()}


async def list_faults(sim: Simulation, _request: web.Request) -> Json:
    return {"faults": sim.faults.listed()}


async def clear_faults(sim: Simulation, _request: web.Request) -> Json:
    sim.faults.clear()
    return {"faults": []}


async def read_limits(sim: Simulation, _request: web.Request) -> Json:
    return asdict(sim.limits.settings)


async def change_limits(sim: Simulation, request: web.Request) -> Json:
    body = await body_of(request)
    sim.limits.change(made(lambda **changes: replace(sim.limits.settings, **changes), body))
    return asdict(sim.limits.settings)


async def repeat_updates(sim: Simulation, request: web.Request) -> Json:
    """{last, times}: the last updates once more, under the same numbers."""
    body = await body_of(request)
    return {"repeated": sim.updates.repeat(body.get("times", 1), body.get("last", 1))}


async def add_update(sim: Simulation, request: web.Request) -> Json:
    """Any JSON as an update: what is poisonous, or newer than the bot."""
    return {"update_id": sim.updates.add_raw(await body_of(request))}


async def pending_updates(sim: Simulation, _request: web.Request) -> Json:
    return {
        "pending": [update.id for update in sim.updates.pending],
        "total": sim.updates.total,
        "confirmed_below": sim.updates.confirmed_below,
    }


async def read_calls(sim: Simulation, request: web.Request) -> Json:
    """?method=&chat_id=&after=N: what the bot asked for, oldest first, from the Nth on."""
    method, chat = request.query.get("method"), request.query.get("chat_id")
    after = int(number_in(request, "after"))
    wanted = [
        call
        for place, call in enumerate(sim.calls)
        if place >= after and method in (None, call.method) and chat in (None, str(call.chat_id))
    ]
    return {"calls": [call.as_seen() for call in wanted], "count": len(wanted), "total": len(sim.calls)}


async def forget_calls(sim: Simulation, _request: web.Request) -> Json:
    sim.calls.clear()
    return {"calls": [], "count": 0, "total": 0}


async def call_maxima(sim: Simulation, _request: web.Request) -> Json:
    groups: dict[object, bool] = {chat.id: chat.is_group for chat in sim.directory.chats.values()}
    return maxima(sim.calls, groups)


async def reset(sim: Simulation, _request: web.Request) -> Json:
    sim.reset()
    return {"reset": True}
