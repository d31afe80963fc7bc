"""A scenario for the terminal: what a first day with the bot looks like."""

import click

from bot.demo.world import Cast
from simulator.client import Simulator
from simulator.conversation import Person, Seen

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
        siti = await simulator.known_person(cast.keeper)
        for text in _REPORTS:
            await _says(siti, text)
        await _undoing(siti)
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


async def _says(person: Person, text: str, *, shown: str | None = None) -> None:
    click.echo(f"\n👤 {person.name}: {shown or text}")
    await person.says(text)
    _show(await person.hears())


def _show(seen: Seen) -> None:
    click.echo(str(seen))
