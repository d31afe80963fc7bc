"""A running bot with the simulator in front of it, its calendar, and the people who talk to it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import func, or_, select

from bot.app import serve
from bot.parts import Parts
from bot.settings import Settings, Switch
from domain.codes import encode
from domain.entries import Activity, Books, Entry
from domain.people import Library, Role
from scheduler.ticks import Plan
from simulator.client import Simulator
from simulator.clock import Clock
from simulator.conversation import Person, Seen
from simulator.server import Server, start
from storage.tables import Inbox, Outbox
from storage.work import Database
from tests.conftest import BOT_ID
from tests.factories import NOW, SANGGAU, Someone, add_facilitator, add_keeper, add_report

TOKEN = f"{BOT_ID}:AAtest-token-that-opens-nothing"
RATIH = 7_199_000_001
"""The admin of ADMIN_IDS."""

PATIENCE = 10.0

NOTHING_DUE: Mapping[str, Plan] = {}


@dataclass
class Calendar:
    """The clock of a town: it stands still until a test moves it."""

    moment_now: datetime = NOW

    def now(self) -> datetime:
        return self.moment_now

    def moment(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, UTC)


@dataclass(kw_only=True)
class Bot:
    """A bot at work; `parts` is None until it has begun."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    parts: Parts | None = None

    def begun(self, parts: Parts) -> None:
        self.parts = parts

    def jumped(self) -> None:
        """The calendar has jumped, as in the demo."""
        if self.parts is not None:
            self.parts.jumped()

    @property
    def idle(self) -> bool:
        """Whether the clockwork has planned all that is due."""
        return self.parts is not None and self.parts.ticks.idle


@dataclass(kw_only=True)
class Town:
    """Where conversations happen. Nothing falls due by itself, except by `plans`."""

    server: Server
    simulator: Simulator
    database: Database
    calendar: Calendar
    settings: Settings
    plans: Mapping[str, Plan]
    bot: Bot = field(default_factory=Bot)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """The bot works while this lasts, as in a process of its own."""
        self.bot = Bot()
        running = asyncio.create_task(
            serve(
                self.settings,
                self.database,
                self.calendar,
                stop=self.bot.stop,
                plans=self.plans,
                on_start=self.bot.begun,
            )
        )
        try:
            yield
        finally:
            self.bot.stop.set()
            await running

    async def newcomer(self, name: str = "Hendra", **about: Any) -> Person:
        """Somebody of whom the bot knows nothing."""
        return await self.simulator.person(name, **about)

    async def keeper(self, name: str, *libraries: Library, language: str = "id", **about: Any) -> Person:
        """A keeper who has agreed; of several libraries the first was written for last."""
        person = await self.simulator.person(name, started=True, **about)
        with self.database.work() as work:
            someone = add_keeper(work, libraries[0], external_id=str(person.user_id), name=name, language=language)
            for library in (*libraries[1:], libraries[0]):
                work.directory.join(someone.id, library.id, NOW)
            work.commit()
        return person

    async def facilitator(self, name: str, region_code: str = SANGGAU) -> Person:
        """A facilitator who has agreed."""
        person = await self.simulator.person(name, started=True)
        with self.database.work() as work:
            add_facilitator(work, region_code, external_id=str(person.user_id), name=name)
            work.commit()
        return person

    def invitation(self, library: Library | None = None, role: Role = Role.KEEPER, **scope: Any) -> str:
        """What follows /start in the link of a fresh invitation."""
        with self.database.work() as work:
            library_id = library.id if library else None
            code, _ = work.invitations.invite(role, now=self.calendar.now(), library_id=library_id, **scope)
            work.commit()
        return encode(code)

    def reported(self, library: Library, keeper: Person, *entries: Entry, **overrides: Any) -> None:
        """Something that was reported before the test begins."""
        with self.database.work() as work:
            add_report(work, library, self.known(keeper), *entries, chat_id=0, **overrides)
            work.commit()

    def known(self, person: Person) -> Someone:
        """The person as the database has them."""
        with self.database.look() as work:
            found = work.directory.person(str(person.user_id))
        assert found is not None, f"{person.name} is not known"
        return Someone(id=found.id, external_id=str(person.user_id), name=found.name)

    def count(self, library: Library, day: date | None = None) -> int | str | None:
        """The visitors of a day (today): a number, "closed", or None where nothing is told."""
        with self.database.look() as work:
            counted = work.journal.day(library.id, day or self.today())
        return "closed" if counted.closed else counted.total

    def activities(self, library: Library) -> list[tuple[str, int | None]]:
        """Title and participants of every activity that counts."""
        entries = (entry for entry in self._entries(library) if isinstance(entry, Activity))
        return sorted((entry.title, entry.participants) for entry in entries)

    def books(self, library: Library) -> list[tuple[str | None, int | None]]:
        """Title and copies of all new books that count."""
        return [(entry.title, entry.copies) for entry in self._entries(library) if isinstance(entry, Books)]

    def today(self) -> date:
        """The day in western Kalimantan."""
        return (self.calendar.now() + timedelta(hours=7)).date()

    async def passes(self, **time: float) -> None:
        """The calendar moves on, and the bot notices: it looks at the clock when somebody writes."""
        self.calendar.moment_now += timedelta(**time)
        passer_by = await self.simulator.person("Lewat")
        await passer_by.says("/bantuan")
        await passer_by.hears()
        await self.settles()

    async def becomes(self, moment: str) -> None:
        """The calendar jumps to a moment in western Kalimantan; what falls due by it is planned and sent."""
        self.calendar.moment_now = datetime.fromisoformat(f"{moment}+07:00").astimezone(UTC)
        self.bot.jumped()
        await self.settles()

    async def settles(self) -> None:
        """Everything that was sent is worked on, what is due is planned, and everything that may leave has left."""
        async with asyncio.timeout(PATIENCE):
            while self.server.simulation.updates.pending or not self.bot.idle or self._unfinished():
                await asyncio.sleep(0.001)

    async def says_nothing_to(self, person: Person) -> None:
        """Whatever happened, this person hears nothing of it."""
        await self.settles()
        await person.hears_nothing(0)

    def _entries(self, library: Library) -> list[Entry]:
        with self.database.look() as work:
            return [shown.entry for shown in reversed(work.views.newest(library.id, 50))]

    def _unfinished(self) -> int:
        now = self.calendar.now()
        worked_on = select(func.count()).where(Inbox.state.in_(("new", "begun")))
        may_leave = (Outbox.state == "waiting", or_(Outbox.not_before.is_(None), Outbox.not_before <= now))
        with self.database.look() as work:
            waiting = work.connection.execute(select(func.count()).where(*may_leave)).scalar_one()
            return int(waiting + work.connection.execute(worked_on).scalar_one())


@asynccontextmanager
async def town(url: str, folder: Path, plans: Mapping[str, Plan] = NOTHING_DUE) -> AsyncIterator[Town]:
    """The simulator and the bot, on a migrated database."""
    async with quiet_town(url, folder, plans) as there, there.working():
        yield there


@asynccontextmanager
async def quiet_town(url: str, folder: Path, plans: Mapping[str, Plan] = NOTHING_DUE) -> AsyncIterator[Town]:
    """The same before the bot begins: tests that stop and start it say when it is `working`."""
    calendar = Calendar()
    server = await start(token=TOKEN, clock=Clock(base=lambda: calendar.now().timestamp()))
    database = Database(url, bot_id=BOT_ID)
    settings = Settings(
        token=SecretStr(TOKEN),
        telegram_url=server.url,
        database_url=url,
        data_dir=folder,
        http_port=0,
        admin_ids=(RATIH,),
        limits=Switch.OFF,
    )
    try:
        async with Simulator(server.url, patience=PATIENCE) as simulator:
            await simulator.limits(on=False)
            yield Town(
                server=server,
                simulator=simulator,
                database=database,
                calendar=calendar,
                settings=settings,
                plans=plans,
            )
    finally:
        await server.stop()
        database.close()


async def tells(person: Person, text: str, **how: Any) -> Seen:
    """Say something and hear the answer."""
    await person.says(text, **how)
    return await person.hears()


async def tap(person: Person, button: str, **how: Any) -> Seen:
    """Tap a button and see the message change."""
    await person.taps(button, **how)
    return await person.sees_edit()
