"""The made-up world of the demo: real village names, invented people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file, files

from bot.demo.figures import WEEKS, make_up
from bot.library_file import read_libraries
from domain.codes import encode
from domain.people import CONSENT_VERSION, Library, Role
from storage.importing import import_libraries
from storage.work import Database, Work

SANGGAU, KALIMANTAN_BARAT = "61.03", "61"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who takes part: their account on the stand-in, and who they are; `hidden` ones keep far libraries."""

    id: int
    name: str
    role: str
    note: str
    hidden: bool = False


SITI = Actor(id=1001, name="Siti", role="keeper", note="Perpustakaan Desa Balai Sebut")
YOHANES = Actor(id=1002, name="Yohanes", role="keeper", note="Balai Sebut, pengelola kedua")
ANTON = Actor(id=1003, name="Anton", role="keeper", note="Tunggal Bhakti, kadang lupa melapor")
LUSIA = Actor(id=1004, name="Lusia", role="keeper", note="Entikong, lama tidak melapor")
RATNA = Actor(id=1005, name="Bu Ratna", role="facilitator", note="Kabupaten Sanggau")
DEDI = Actor(id=1006, name="Pak Dedi", role="facilitator", note="Provinsi Kalimantan Barat")
FIRST_FAR_KEEPER = 9001
GROUP, GROUP_TITLE = -4_800_000_001, "Perpusdes Sanggau"


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who takes part, and a newcomer's invitation as `/start` carries it."""

    actors: Sequence[Actor]
    newcomer_code: str


def fill(database: Database, now: datetime) -> Cast:
    """Fill an empty database, within one transaction.

    Of the regency Sanggau one library is complete, one partial, one silent, and one has never joined.
    """
    long_ago = now - timedelta(weeks=WEEKS + 1)
    with database.work() as work:
        balai_sebut, tunggal_bhakti, semoncol, entikong, *others = _libraries(work, long_ago)
        make_up(work, balai_sebut, _keeper(work, SITI, balai_sebut, long_ago), now)
        _keeper(work, YOHANES, balai_sebut, long_ago)
        make_up(work, tunggal_bhakti, _keeper(work, ANTON, tunggal_bhakti, long_ago), now, gaps=0.4)
        make_up(work, entikong, _keeper(work, LUSIA, entikong, long_ago), now, silent_for=12)
        far = [_far_keeper(number, library) for number, library in enumerate(others)]
        for number, (keeper, library) in enumerate(zip(far, others, strict=True)):
            make_up(work, library, _keeper(work, keeper, library, long_ago), now, gaps=number * 0.03)
        for actor, region in ((RATNA, SANGGAU), (DEDI, KALIMANTAN_BARAT)):
            work.directory.appoint(_person(work, actor, long_ago), Role.FACILITATOR, region, long_ago)
        work.chats.link(GROUP, GROUP_TITLE, SANGGAU)
        code, _expires = work.invitations.invite(Role.KEEPER, now=now, library_id=semoncol.id)
        work.commit()
    actors = (SITI, YOHANES, ANTON, LUSIA, RATNA, DEDI, *far)
    return Cast(actors=actors, newcomer_code=encode(code))


def _libraries(work: Work, at: datetime) -> list[Library]:
    with as_file(files("bot.demo") / "libraries.csv") as path:
        rows, _notes = read_libraries(path)
    import_libraries(work.connection, rows, now=at)
    return [library for row in rows if (library := work.directory.library_by_code(row.code))]


def _far_keeper(number: int, library: Library) -> Actor:
    name = f"Pengelola {library.village}"
    return Actor(id=FIRST_FAR_KEEPER + number, name=name, role="keeper", note=library.village, hidden=True)


def _person(work: Work, actor: Actor, at: datetime) -> int:
    return work.directory.add_person(
        str(actor.id), name=actor.name, language="id", consent_version=CONSENT_VERSION, at=at
    )


def _keeper(work: Work, actor: Actor, library: Library, at: datetime) -> int:
    person_id = _person(work, actor, at)
    work.directory.join(person_id, library.id, at)
    return person_id
