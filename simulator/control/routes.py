"""Every /sim/ address."""

from aiohttp import web

from simulator.control import mishaps, moments, people, talking
from simulator.control.body import Endpoint, endpoint

ROUTES: tuple[tuple[str, str, Endpoint], ...] = (
    ("GET", "/sim/people", people.everybody),
    ("POST", "/sim/people", people.add_person),
    ("POST", r"/sim/people/{id:\d+}", people.change_person),
    ("POST", "/sim/groups", people.add_group),
    ("POST", r"/sim/groups/{id:-\d+}/bot", people.change_bot_status),
    ("POST", r"/sim/groups/{id:-\d+}/members", people.change_member),
    ("POST", r"/sim/groups/{id:-\d+}/migrate", people.migrate_group),
    ("POST", "/sim/bot", people.change_bot),
    ("GET", r"/sim/chats/{id:-?\d+}/messages", talking.messages),
    ("GET", r"/sim/chats/{id:-?\d+}/next", talking.next_change),
    ("GET", r"/sim/chats/{id:-?\d+}/menu", talking.menu),
    ("POST", r"/sim/chats/{id:-?\d+}/send", talking.send),
    ("POST", r"/sim/chats/{id:-?\d+}/edit", talking.change),
    ("POST", r"/sim/chats/{id:-?\d+}/tap", talking.press),
    ("GET", r"/sim/taps/{id:\d+}", talking.callback_answer),
    ("GET", r"/sim/files/{id:\w+}", talking.file),
    ("GET", "/sim/faults", mishaps.list_faults),
    ("POST", "/sim/faults", mishaps.order_fault),
    ("DELETE", "/sim/faults", mishaps.clear_faults),
    ("GET", "/sim/limits", mishaps.read_limits),
    ("POST", "/sim/limits", mishaps.change_limits),
    ("GET", "/sim/updates", mishaps.pending_updates),
    ("POST", "/sim/updates", mishaps.add_update),
    ("POST", "/sim/updates/repeat", mishaps.repeat_updates),
    ("GET", "/sim/calls", mishaps.read_calls),
    ("DELETE", "/sim/calls", mishaps.forget_calls),
    ("GET", "/sim/calls/maxima", mishaps.call_maxima),
    ("GET", "/sim/clock", moments.read_clock),
    ("POST", "/sim/clock", moments.move_clock),
    ("GET", "/sim/events", moments.stream),
    ("POST", "/sim/reset", mishaps.reset),
)


def add_routes(app: web.Application) -> None:
    for method, path, function in ROUTES:
        app.router.add_route(method, path, endpoint(function))
