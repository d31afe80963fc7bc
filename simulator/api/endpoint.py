"""The Bot API over HTTP: from a request to a method and back."""

import asyncio
from inspect import isawaitable

from aiohttp import web

from simulator.api.methods import BY_LOWER_NAME, METHODS
from simulator.calls import Call
from simulator.faults import Fault
from simulator.jsons import answer, dumps, type_of_json
from simulator.refusals import Refusal
from simulator.requests import read_call
from simulator.simulation import Simulation
from simulator.updates import Update

UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")
NO_FAULT = Fault()


class Dropped(web.Response):
    """What is left to say when the connection is gone."""


class BotApi:
    def __init__(self, sim: Simulation) -> None:
        self._sim = sim

    async def serve(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._serve(request)
        except Refusal as refusal:
            return answer(refusal.body(), refusal.code)

    async def file(self, request: web.Request) -> web.StreamResponse:
        self._require_token(request)
        file = self._sim.files.at(request.match_info["path"])
        if file is None:
            return answer(NOT_FOUND.body(), 404)
        return web.Response(body=file.data, content_type=file.mime or "application/octet-stream")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self._require_token(request)
        name = BY_LOWER_NAME.get(request.match_info["method"].lower())
        if name is None:
            raise NOT_FOUND
        call = await self._logged_call(name, request)
        fault = self._sim.faults.take(name, call.chat_id) or NO_FAULT
        try:
            return await self._perform(call, fault, request)
        except Refusal as refusal:
            call.status = refusal.code
            raise

    async def _logged_call(self, name: str, request: web.Request) -> Call:
        call = await read_call(name, request)
        call.at = self._sim.elapsed()
        self._sim.calls.append(call)
        return call

    async def _perform(self, call: Call, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop == "before":
            return _drop(request)
        if refusal := fault.refusal():
            raise refusal
        result = await self._result(call)
        call.status = 200
        if fault.delay_answer:
            await asyncio.sleep(fault.delay_answer)
        if fault.drop == "after":
            return _drop(request)
        return _answered(result)

    async def _result(self, call: Call) -> object:
        sim = self._sim
        if call.cost and (chat := sim.directory.chats.get(call.parameters.get("chat_id", 0))):
            sim.limits.admit(chat, call.cost)
        result = METHODS[call.method](sim, call)
        return await result if isawaitable(result) else result

    def _require_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._sim.bot.token:
            raise UNAUTHORIZED


def _answered(result: object) -> web.Response:
    if isinstance(result, list) and result and isinstance(result[0], Update):
        body = b'{"ok":true,"result":[%b]}' % b",".join(update.raw for update in result)
    else:
        body = b'{"ok":true,"result":%b}' % dumps(result)
    return web.Response(body=body, content_type=type_of_json)


def _drop(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return Dropped()
