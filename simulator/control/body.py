"""Reading what a page or a test asks for, and answering it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from aiohttp import web

from simulator.jsons import Json, answer, type_of_json
from simulator.refusals import BadRequest, Refusal
from simulator.simulation import Simulation

SIMULATION = web.AppKey("simulation", Simulation)
Endpoint = Callable[[Simulation, web.Request], Awaitable[object]]
T = TypeVar("T")


def endpoint(function: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answers with what the function returns, or with its refusal."""

    async def serve(request: web.Request) -> web.StreamResponse:
        try:
            result = await function(request.app[SIMULATION], request)
        except Refusal as refusal:
            return answer(refusal.body(), refusal.code)
        return result if isinstance(result, web.StreamResponse) else answer(result)

    return serve


async def body_of(request: web.Request) -> Json:
    """The JSON object sent; nothing but JSON, so that a foreign page can't post here unasked."""
    if not request.can_read_body:
        return {}
    if request.content_type != type_of_json:
        raise BadRequest(f"send {type_of_json}")
    body = await request.json()
    if not isinstance(body, dict):
        raise BadRequest("send a JSON object")
    return body


def number_in(request: web.Request, name: str, default: float = 0) -> float:
    try:
        return float(request.query.get(name, default))
    except ValueError as error:
        raise BadRequest(f"{name} must be a number") from error


def made(build: Callable[..., T], values: Mapping[str, Any]) -> T:
    """A value from a JSON object; a key that it doesn't know is told, not swallowed."""
    try:
        return build(**values)
    except TypeError as error:
        raise BadRequest(str(error)) from error
