"""/sim/chats/*: writing, editing, tapping, and reading what was said."""

import asyncio
from base64 import b64decode
from binascii import Error as NotBase64

from aiohttp import web

from simulator.chats import Chat
from simulator.content import Attachment, Saying
from simulator.control.body import body_of, made, number_in
from simulator.jsons import Json
from simulator.people import Person
from simulator.refusals import BadRequest
from simulator.simulation import Simulation
from simulator.speaking import edit, say
from simulator.tapping import Tap, stale_tap, tap

LONGEST_WAIT = 60.0


async def send(sim: Simulation, request: web.Request) -> Json:
    """{from, text, attachments: [{kind, data (base64), name, mime}], location, forwarded_from, reply_to, …}"""
    body = await body_of(request)
    chat, person = _chat(sim, request), _speaker(sim, body)
    body["attachments"] = tuple(_attachment(given) for given in body.get("attachments", ()))
    messages = say(sim, chat, person, made(Saying, body))
    return {"messages": [message.as_seen() for message in messages]}


async def change(sim: Simulation, request: web.Request) -> Json:
    body = await body_of(request)
    person = _speaker(sim, body)
    message = edit(sim, _chat(sim, request), person, body.get("message_id", 0), body.get("text", ""))
    return message.as_seen()


async def press(sim: Simulation, request: web.Request) -> Json:
    """{from, message_id?, button | data | place}; with stale: true, any data on any message number."""
    body = await body_of(request)
    chat, person = _chat(sim, request), _speaker(sim, body)
    if body.pop("stale", False):
        callback = stale_tap(sim, chat, person, body.get("message_id", 0), body.get("data", ""))
    else:
        callback = tap(sim, chat, person, made(Tap, body))
    return {"callback_query_id": callback.id}


async def callback_answer(sim: Simulation, request: web.Request) -> Json:
    """Waits until the bot has answered a tap."""
    callback = sim.callbacks.find(request.match_info["id"])
    if callback is None:
        raise BadRequest("nobody tapped that")
    try:
        await asyncio.wait_for(callback.answered.wait(), _timeout(request))
    except TimeoutError:
        return {"answered": False}
    return {"answered": True, **(callback.answer or {})}


async def messages(sim: Simulation, request: web.Request) -> Json:
    chat = _chat(sim, request)
    return {
        "messages": [message.as_seen() for message in chat.messages.values()],
        "number": len(chat.changes),
    }


async def next_change(sim: Simulation, request: web.Request) -> Json:
    """?after=N&kinds=sent,edited&timeout=S: the first thing the bot did after number N."""
    kinds = request.query.get("kinds", "sent").split(",")
    after = int(number_in(request, "after"))
    change = await _chat(sim, request).next_change(after, kinds, _timeout(request))
    if change is None:
        return {"change": None}
    return {"change": change.kind, "number": change.number, "message": change.message}


async def menu(sim: Simulation, request: web.Request) -> Json:
    """?user=ID: the commands that this person's phone lists in this chat."""
    chat = _chat(sim, request)
    person = sim.directory.person(int(number_in(request, "user")))
    return {"commands": sim.profile.shown_to(chat, person.id, person.language_code)}


async def file(sim: Simulation, request: web.Request) -> web.Response:
    found = sim.files.find(request.match_info["id"])
    headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
    if found.kind == "document":
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=found.data, content_type=found.mime, headers=headers)


def _chat(sim: Simulation, request: web.Request) -> Chat:
    return sim.directory.chat(int(request.match_info["id"]))


def _speaker(sim: Simulation, body: Json) -> Person:
    return sim.directory.person(body.pop("from", 0))


def _attachment(given: Json) -> Attachment:
    try:
        data = b64decode(given.get("data", ""), validate=True)
    except NotBase64 as error:
        raise BadRequest("an attachment's data must be base64") from error
    return made(Attachment, {**given, "data": data})


def _timeout(request: web.Request) -> float:
    return min(number_in(request, "timeout", 5), LONGEST_WAIT)
