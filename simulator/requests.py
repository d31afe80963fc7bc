"""A request's raw parameters and files, however they were sent."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.calls import Call, Upload
from simulator.parameters import read_parameters
from simulator.refusals import BadRequest


async def read_call(method: str, request: web.Request) -> Call:
    given: dict[str, Any] = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    if request.method == "POST":
        kind = request.content_type
        if kind == "multipart/form-data":
            await _read_multipart(request, given, uploads)
        elif body := await request.read():
            given.update(_read_body(kind, body))
    return Call(method, read_parameters(method, given), uploads)


def _read_body(kind: str, body: bytes) -> dict[str, Any]:
    if kind == "application/json":
        try:
            read = json.loads(body)
        except ValueError as error:
            raise BadRequest("can't parse JSON object") from error
        if not isinstance(read, dict):
            raise BadRequest("can't parse JSON object: expected an Object")
        return read
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _read_multipart(request: web.Request, given: dict[str, Any], uploads: dict[str, Upload]) -> None:
    """A file under a parameter's own name is the parameter; others are named by attach://."""
    known = await request.post()
    for name, value in known.items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            value.file.close()
        else:
            given[name] = value
