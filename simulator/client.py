"""The simulator for tests: people who speak, hear and tap, so that a test reads like a conversation.

async with Simulator(url) as simulator:
    siti = await simulator.person("Siti")
    await siti.says("pengunjung 23")
    answer = await siti.hears()
    await siti.taps("Batalkan")
    assert "Dibatalkan" in (await siti.sees_edit()).text
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

import aiohttp

from simulator.conversation import Group, Person, Seen
from simulator.jsons import Json


class SimulatorError(AssertionError):
    """The simulator refused what a test asked of it."""


class Simulator:
    """`patience` is how many seconds a test waits for the bot before it fails."""

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        self.url = url.rstrip("/")
        self.patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Simulator:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def person(self, first_name: str, **about: Any) -> Person:
        """Somebody new: last_name, username, language_code, role, note, start_payload, started, id."""
        made = await self.post("/sim/people", first_name=first_name, **about)
        return Person(self, made["id"], made["id"], first_name)

    async def known_person(self, person_id: int) -> Person:
        """Somebody who is there already; what the bot said to them before is not waited for."""
        people = (await self.get("/sim/people"))["people"]
        name = next(person["first_name"] for person in people if person["id"] == person_id)
        person = Person(self, person_id, person_id, name)
        await person.skips_to_now()
        return person

    async def group(self, title: str, *members: Person, **about: Any) -> Group:
        """A group that the bot is in unless bot_status says otherwise; `admins` takes people's ids."""
        made = await self.post("/sim/groups", title=title, members=[m.user_id for m in members], **about)
        return Group(self, made["id"])

    async def fails(self, method: str = "*", **fault: Any) -> None:
        """The next calls meet a fault: status, retry_after, drop, delay, delay_answer, times, skip, chat_id."""
        await self.post("/sim/faults", method=method, **fault)

    async def limits(self, **settings: Any) -> Json:
        """on=False lifts Telegram's limits."""
        return await self.post("/sim/limits", **settings)

    async def jumps(self, to: str | float) -> Json:
        """The calendar jumps: "reminder", "tomorrow", "monday", "first" or seconds."""
        return await self.post("/sim/clock", jump=to)

    async def sets_clock(self, now: str) -> Json:
        return await self.post("/sim/clock", now=now)

    async def calls(self, method: str = "", chat_id: int | None = None) -> list[Json]:
        query = {"method": method} if method else {}
        if chat_id is not None:
            query["chat_id"] = str(chat_id)
        found: list[Json] = (await self.get("/sim/calls", **query))["calls"]
        return found

    async def maxima(self) -> Json:
        return await self.get("/sim/calls/maxima")

    async def repeats_updates(self, last: int = 1, times: int = 1) -> list[int]:
        repeated: list[int] = (await self.post("/sim/updates/repeat", last=last, times=times))["repeated"]
        return repeated

    async def sends_update(self, raw: Json) -> int:
        """Any JSON as an update, however poisonous."""
        return int((await self.post("/sim/updates", **raw))["update_id"])

    async def reset(self) -> None:
        await self.post("/sim/reset")

    async def get(self, path: str, **query: str) -> Json:
        return await self._ask("GET", path, params=query)

    async def post(self, path: str, **body: Any) -> Json:
        return await self._ask("POST", path, json=body)

    async def _ask(self, verb: str, path: str, **how: Any) -> Json:
        if self._session is None:
            raise SimulatorError("use it as: async with Simulator(url) as simulator")
        async with self._session.request(verb, self.url + path, **how) as response:
            answer: Json = await response.json()
        if not response.ok:
            raise SimulatorError(f"{path}: {answer.get('description', answer)}")
        return answer


__all__ = ["Group", "Person", "Seen", "Simulator", "SimulatorError"]
