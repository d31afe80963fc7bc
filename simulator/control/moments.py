"""/sim/clock and /sim/events: the calendar, and news as it happens."""

from contextlib import suppress
from datetime import datetime

from aiohttp import web

from simulator.clock import NAMED_JUMPS, aware, destination
from simulator.control.body import body_of
from simulator.events import heartbeat
from simulator.jsons import Json, dumps
from simulator.refusals import BadRequest
from simulator.simulation import Simulation

HEARTBEAT = 15.0
STREAM_HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}


async def read_clock(sim: Simulation, _request: web.Request) -> Json:
    return _shown(sim)


async def move_clock(sim: Simulation, request: web.Request) -> Json:
    """{now: ISO} or {jump: "reminder" | "tomorrow" | "monday" | "first" | seconds}"""
    body = await body_of(request)
    sim.clock.set(_aim(sim, body))
    sim.events.publish("clock", **_shown(sim))
    return _shown(sim)


async def stream(sim: Simulation, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers=STREAM_HEADERS)
    with sim.events.listening() as queue, suppress(ConnectionError):
        await response.prepare(request)
        await response.write(_event({"kind": "hello", "clock": _shown(sim)}))
        async for event in heartbeat(queue, HEARTBEAT):
            await response.write(_event(event) if event else b": still here\n\n")
            if event and event["kind"] == "goodbye":
                break
    return response


def _aim(sim: Simulation, body: Json) -> datetime:
    now, jump = body.get("now"), body.get("jump")
    try:
        if now is not None:
            return aware(str(now), sim.clock.zone)
        if jump in NAMED_JUMPS or (isinstance(jump, int | float) and not isinstance(jump, bool)):
            return destination(jump, sim.clock.today())
    except ValueError as error:
        raise BadRequest(str(error)) from error
    raise BadRequest(f"jump to {', '.join(NAMED_JUMPS)}, or by seconds")


def _shown(sim: Simulation) -> Json:
    return {
        "now": sim.clock.today().isoformat(),
        "unix": sim.clock.now(),
        "offset": sim.clock.offset,
        "zone": sim.clock.zone.key,
    }


def _event(event: Json) -> bytes:
    return b"data: %b\n\n" % dumps(event)
