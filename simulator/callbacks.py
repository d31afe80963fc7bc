"""Taps on buttons: queries that wait for the bot's answer, and grow too old for it."""

import asyncio
from dataclasses import dataclass, field
from itertools import count

from simulator.jsons import Json
from simulator.refusals import BadRequest

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
SECONDS_TO_ANSWER = 60.0


@dataclass(slots=True)
class Callback:
    id: str
    user_id: int
    at: float
    answer: Json | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Callbacks:
    def __init__(self) -> None:
        self.seconds_to_answer = SECONDS_TO_ANSWER
        self._callbacks: dict[str, Callback] = {}
        self._numbers = count(4_380_000_000_000_001)

    def open(self, user_id: int, now: float) -> Callback:
        callback = Callback(str(next(self._numbers)), user_id, now)
        self._callbacks[callback.id] = callback
        return callback

    def find(self, callback_id: str) -> Callback | None:
        return self._callbacks.get(callback_id)

    def answer(self, callback_id: object, answer: Json, now: float) -> Callback:
        callback = self._callbacks.get(str(callback_id))
        if callback is None or now - callback.at > self.seconds_to_answer:
            raise BadRequest(TOO_OLD)
        callback.answer = answer
        callback.answered.set()
        return callback
