"""What a message says, as JSON values: how it waits in the outbox."""

from dataclasses import asdict
from typing import Any

from domain.messages import Attached, Button, Command, Drawing, DrawingKind, Keyboard, Menu, Outgoing
from storage.announcement_rows import attached_json, attached_of

Payload = dict[str, Any]


def payload_of(message: Outgoing) -> Payload:
    """The words, the buttons and what is to be drawn."""
    payload: Payload = {"text": str(message.text)}
    if message.keyboard:
        payload["keyboard"] = [
            [{"text": b.text, "data": b.data} if b.data else {"text": b.text, "url": b.url} for b in row]
            for row in message.keyboard
        ]
    if message.reply_to is not None:
        payload["reply_to"] = message.reply_to
    if message.drawing is not None:
        payload["drawing"] = asdict(message.drawing)
    if message.files:
        payload["files"] = attached_json(message.files)
    if message.menu is not None:
        payload["menu"] = [asdict(command) for command in message.menu]
    return payload


def keyboard_in(payload: Payload) -> Keyboard:
    """The buttons."""
    return tuple(tuple(Button(**button) for button in row) for row in payload.get("keyboard", ()))


def drawing_in(payload: Payload) -> Drawing | None:
    """What is to be drawn."""
    told = payload.get("drawing")
    if told is None:
        return None
    return Drawing(kind=DrawingKind(told["kind"]), parameters=told["parameters"], name=told["name"])


def files_in(payload: Payload) -> tuple[Attached, ...]:
    """The files that the platform has."""
    return attached_of(payload.get("files", []))


def menu_in(payload: Payload) -> Menu | None:
    """The command menu."""
    told = payload.get("menu")
    return None if told is None else tuple(Command(**command) for command in told)
