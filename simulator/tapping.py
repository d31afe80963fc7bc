"""People tap the buttons under messages."""

from dataclasses import dataclass

from simulator.callbacks import Callback
from simulator.chats import Chat, Message
from simulator.jsons import Json
from simulator.people import Person
from simulator.refusals import BadRequest
from simulator.simulation import Simulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """Which button: by its words (a part will do), its data or its place; without a message, the newest that has it."""

    message_id: int = 0
    button: str = ""
    data: str = ""
    place: int | None = None


def tap(sim: Simulation, chat: Chat, person: Person, tap: Tap) -> Callback:
    message, button = _found(chat, tap)
    if "callback_data" not in button:
        raise BadRequest(f"the button {button['text']!r} sends nothing to the bot")
    return press(sim, chat, person, message.data, button["callback_data"])


def stale_tap(sim: Simulation, chat: Chat, person: Person, message_id: int, data: str) -> Callback:
    """A tap on a button that the phone still showed: whatever data, also on a message that is gone."""
    message = chat.messages.get(message_id)
    gone = {"chat": chat.json, "message_id": message_id, "date": 0}
    return press(sim, chat, person, message.data if message else gone, data)


def press(sim: Simulation, chat: Chat, person: Person, message: Json, data: str) -> Callback:
    callback = sim.callbacks.open(person.id, sim.elapsed())
    query = {
        "id": callback.id,
        "from": person.as_user(),
        "message": message,
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    sim.updates.add("callback_query", chat.id, query)
    return callback


def _found(chat: Chat, tap: Tap) -> tuple[Message, Json]:
    if tap.message_id:
        candidates = [chat.messages[tap.message_id]] if tap.message_id in chat.messages else []
    else:
        candidates = list(reversed(chat.messages.values()))
    for message in candidates:
        if button := _matching(_buttons(message), tap):
            return message, button
    raise BadRequest(f"no such button; there are {_shown(candidates)}")


def _buttons(message: Message) -> list[Json]:
    rows: list[list[Json]] = (message.markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _matching(buttons: list[Json], tap: Tap) -> Json | None:
    if tap.place is not None:
        return buttons[tap.place] if tap.place < len(buttons) else None
    if tap.data:
        return next((b for b in buttons if b.get("callback_data") == tap.data), None)
    exact = [button for button in buttons if button["text"] == tap.button]
    similar = [button for button in buttons if tap.button and tap.button in button["text"]]
    return next(iter(exact + similar), None)


def _shown(messages: list[Message]) -> list[str]:
    newest = next((_buttons(message) for message in messages if _buttons(message)), [])
    return [str(button["text"]) for button in newest]
