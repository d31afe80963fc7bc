"""A scenario for the terminal: a first day with the bot, and what comes by itself in the days after."""

from datetime import datetime

import click

from bot.demo.world import RATNA, SITI, Cast
from simulator.client import Simulator
from simulator.conversation import Person, Seen

BEGINS = datetime.fromisoformat("2026-05-08T10:00:00+07:00")
"""A Friday on which nothing falls due; the library opens on Saturdays too."""

_REPORTS = (
    "pengunjung 23, 10 laki 13 perempuan",
    "kegiatan read aloud 12 ank, bk baru 3 eks Si Kancil",
    "kemarin ada 15 orang",
    "sekitar 20an anak tadi, kegiatan mewarnai",
    "besok ada lomba mewarnai 30 anak",
    "berapa pengunjung bulan ini?",
)


async def play(url: str, cast: Cast) -> None:
    """Play it; an answer that doesn't come ends it with an error."""
    async with Simulator(url, patience=15) as simulator:
        await _joining(await _newcomer(simulator), cast)
        siti = await simulator.known_person(SITI.id)
        for text in _REPORTS:
            await _says(siti, text)
        await _undoing(siti)
        await _reminded(simulator, siti)
        await _week(simulator, siti, await simulator.known_person(RATNA.id))
    click.echo("\n(The end: everything was played on this machine, and nothing is kept.)")


async def _newcomer(simulator: Simulator) -> Person:
    people = (await simulator.get("/sim/people"))["people"]
    invited = next(person["id"] for person in people if person["start_payload"])
    return await simulator.known_person(invited)


async def _joining(person: Person, cast: Cast) -> None:
    click.echo("— A keeper joins with an invitation —")
    await _says(person, f"/start {cast.newcomer_code}", shown="/start i-…")
    await person.taps("Setuju")
    click.echo("👤 [✅ Setuju dan mulai]")
    _show(await person.sees_edit())


async def _undoing(person: Person) -> None:
    click.echo("\n— Another is told wrong, and undone —")
    await _says(person, "buku baru Hujan, Tere Liye 2 eks")
    await person.taps("Batalkan")
    click.echo("👤 [↩️ Batalkan]")
    _show(await person.sees_edit())


async def _reminded(simulator: Simulator, person: Person) -> None:
    click.echo("\n— Saturday, 15.30: she has not reported yet —")
    await simulator.jumps("tomorrow")
    await simulator.jumps("reminder")
    _show(await person.hears())
    await _says(person, "19")


async def _week(simulator: Simulator, *people: Person) -> None:
    await simulator.jumps("monday")
    for person in people:
        click.echo(f"\n— Monday, 07.00: {person.name} gets the week —")
        _show(await person.hears())


async def _says(person: Person, text: str, *, shown: str | None = None) -> None:
    click.echo(f"\n👤 {person.name}: {shown or text}")
    await person.says(text)
    _show(await person.hears())


def _show(seen: Seen) -> None:
    click.echo(str(seen))
