"""Whoever has no business with a region sees nothing of it and changes nothing there, whatever they tap or write.

Every button and every command of the routes is tried, future ones too: with all ids that exist, by a keeper of the
neighbouring regency, an ex-keeper, somebody without any library, the neighbouring facilitator, and by those who can't
be known. What a route may do to those who tap it is said in OWN, and why.
"""

import ast
import inspect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from bot.intake import routes
from bot.intake.handling import handle
from bot.intake.routes import COMMANDS, TAPS, TAPS_BEFORE_CONSENT
from domain.announcing import Asks, Audience, Content, Run, Whom
from domain.messages import Outgoing, Sender, What
from domain.people import Library, Role
from domain.understanding import Doubt, DoubtKind, Slot
from handlers import language_choice
from handlers.turn import Turn
from locales import texts_in
from replies import joining, privacy
from replies.buttons import LARGEST_ID
from storage import tables
from storage.doubt_rows import payload_of
from storage.work import Database, Work
from tests.conftest import BOT_ID
from tests.factories import (
    NOW,
    SANGGAU,
    SINTANG,
    Someone,
    add_facilitator,
    add_keeper,
    add_library,
    add_person,
    add_report,
    make_activity,
    make_books,
    make_incoming,
    make_visits,
)

GROUP = -4_800_000_001
SECRETS = ("Ulu Rahasia", "Jangkar", "Wati", "Yohanes", "Melukis bambu", "Rahasia Hutan", "Pustaka Sanggau", "6103X")
"""Everything that has a name in Sanggau; "Kab. Sanggau" itself is no secret."""

OWN = {
    joining.VILLAGE: "asks to keep any library: what libraries there are is no secret, and its facilitator decides",
    joining.AGREE: "agrees for oneself",
    joining.OTHER_VILLAGE: "is asked for another village",
    language_choice.ROUTE: "chooses one's own language",
    privacy.ERASE: "removes what is kept of oneself",
}
OWN_COMMANDS = {"privasi": "shows what is kept of oneself, former libraries too"}
OUTSIDERS = ("keeper", "ex-keeper", "nobody", "facilitator", "stranger")
EXAMPLES = 25
"""Of each button by each outsider, beside every id that exists."""


Row = dict[str, Any]
Rows = dict[tuple[str, Any], Row]


@dataclass
class World:
    """The regency of Sanggau with all that can be in it, and those who have no business there."""

    database: Database
    library: Library
    wati: Someone
    yohanes: Someone
    outsiders: dict[str, Someone]
    ids: list[int]
    codes: list[int]
    rows: Rows


@pytest.fixture(scope="module")
def world(sqlite_file: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """On SQLite; nothing that is tried here is ever committed."""
    import shutil

    path = tmp_path_factory.mktemp("scope") / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    database = Database(f"sqlite:///{path}", bot_id=BOT_ID)
    with database.work() as work:
        made = _world(work, database)
        work.commit()
    yield made
    database.close()


def _world(work: Work, database: Database) -> World:
    library = add_library(work, village="Ulu Rahasia", district="Jangkar")
    work.directory.change_library(library.id, npp="6103X")
    far = add_library(work, village="Tanjung Puri", district="Sintang", region_code=SINTANG)
    wati = add_keeper(work, library, external_id="9001", name="Wati")
    yohanes = add_facilitator(work, external_id="9002", name="Yohanes")
    outsiders = {
        "keeper": add_keeper(work, far, external_id="9003", name="Marta"),
        "ex-keeper": add_keeper(work, library, external_id="9004", name="Bekas"),
        "nobody": add_person(work, external_id="9005", name="Rini"),
        "facilitator": add_facilitator(work, SINTANG, external_id="9006", name="Lusia"),
        "stranger": Someone(id=0, external_id="9007", name="Hendra"),
    }
    work.keepers.leave(outsiders["ex-keeper"].id, library.id, NOW)
    codes = _fill(work, library, wati, yohanes)
    work.connection.execute(update(tables.Library).values(reminder_look_at=NOW, summary_look_at=NOW))
    return World(
        database=database,
        library=library,
        wati=wati,
        yohanes=yohanes,
        outsiders=outsiders,
        ids=_ids(work),
        codes=codes,
        rows=rows_of(work),
    )


def _fill(work: Work, library: Library, wati: Someone, yohanes: Someone) -> list[int]:
    """A row of Sanggau in each table that a button can name."""
    report = add_report(
        work,
        library,
        wati,
        make_visits(),
        make_activity(title="Melukis bambu"),
        make_books(title="Rahasia Hutan"),
    )
    add_report(work, library, wati, make_visits(date=NOW.date() - timedelta(days=3)), sent_at=NOW - timedelta(days=3))
    doubt = Doubt(kind=DoubtKind.ABOUT, slot=Slot.PARTICIPANTS, proposals=(make_activity(title="Melukis bambu"),))
    about_report = {"payload": payload_of(doubt), "library_id": library.id, "report_id": report.id}
    work.questions.ask(kind="doubt", chat_id=wati.chat_id, person_id=wati.id, now=NOW, **about_report)
    kinds = ("visits", "fix", "title", "library", "newlibrary", "holiday", "village", "closing", "wish", "list")
    for kind in kinds:
        asked = {
            **dict.fromkeys(("date", "first", "last"), NOW.date().isoformat()),
            "reason": None,
            "file_id": "list",
            "name": "Rahasia Hutan.csv",
            "what": 1,
            "library": library.id,
            "region": SANGGAU,
            "regions": [SANGGAU],
        }
        work.questions.ask(
            kind=kind, chat_id=wati.chat_id, person_id=wati.id, payload=asked, library_id=library.id, now=NOW
        )
    work.invitations.request(add_person(work, external_id="9010", name="Wati Muda").id, library.id, NOW)
    work.chats.link(GROUP, "Pustaka Sanggau", "61.03")
    draft = work.announcements.compose(yohanes.id, yohanes.chat_id, Content(text="Rahasia Hutan"), NOW)
    audience = Audience(whom=Whom.LIBRARIES, region=SANGGAU, libraries=(library.id,))
    addressed = work.announcements.address(draft, audience, Run(codes=(SANGGAU,)))
    work.announcements.ask(addressed, Asks.READ)
    keeper, _ = work.invitations.invite(Role.KEEPER, now=NOW, library_id=library.id)
    facilitator, _ = work.invitations.invite(Role.FACILITATOR, now=NOW, region_code="61.03")
    return [keeper, facilitator]


def _ids(work: Work) -> list[int]:
    """Every id that a row has, and the numbers of regions."""
    found = {61, 6103, 0}
    for table in tables.Base.metadata.sorted_tables:
        if "id" in table.c:
            newest = work.connection.execute(select(func.max(table.c.id))).scalar_one()
            found |= set(range(1, (newest or 0) + 1))
    return sorted(found)


def rows_of(work: Work) -> Rows:
    """All that is stored, by table and key."""
    return {
        (table.name, tuple(row[column.name] for column in table.primary_key)): dict(row)
        for table in tables.Base.metadata.sorted_tables
        for row in work.connection.execute(select(table)).mappings()
    }


def is_sintangs(world: World, table: str, row: Row) -> bool:
    """Whether a row belongs to the outsiders: their persons, their library, their regency and the province."""
    strangers = {someone.id for someone in world.outsiders.values()}
    owners = {row.get("person_id"), row["id"] if table == "person" else None} - {None}
    if owners and owners <= strangers:
        return row.get("library_id") != world.library.id
    if table == "library":
        return bool(row["id"] != world.library.id)
    if table == "region":
        return bool(row["code"] != SANGGAU)
    return not owners and row.get("library_id", world.library.id) != world.library.id


def assert_untouched(world: World, before: Rows, after: Rows) -> None:
    """Nothing of Sanggau's has changed, and nothing new points to it."""
    sanggaus = {key for key, row in before.items() if not is_sintangs(world, key[0], row)}
    for key in sanggaus:
        assert after.get(key) == before[key], f"{key} has changed"
    for name, key in after.keys() - before.keys():
        for column in tables.Base.metadata.tables[name].columns:
            for foreign in column.foreign_keys:
                pointed = (foreign.column.table.name, (after[name, key][column.name],))
                assert pointed not in sanggaus, f"a new row of {name} points to {pointed}"


@contextmanager
def turn_of(world: World, someone: Someone, **incoming: Any) -> Iterator[Turn]:
    """A turn of this person; what it does is rolled back."""
    with world.database.work() as work:
        values: dict[str, Any] = {
            "chat_id": someone.chat_id,
            "sender": Sender(external_id=someone.external_id, name=someone.name),
        }
        yield Turn(
            incoming=make_incoming(**values | incoming),
            work=work,
            now=NOW,
            texts=texts_in("id"),
            person=work.directory.person(someone.external_id),
            username="perpusbot",
        )


def changes(work: Work) -> int:
    """How many rows this connection has written so far."""
    return int(work.connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


def said_by(answers: list[Outgoing]) -> str:
    """Everything in the answers that a person could read."""
    shown = [str(button.text) for outgoing in answers for row in outgoing.keyboard for button in row]
    drawn = [str(outgoing.drawing) for outgoing in answers if outgoing.drawing]
    return "\n".join([*(str(outgoing.text) for outgoing in answers), *shown, *drawn])


def try_tap(world: World, someone: Someone, route: str, id_: int, version: int, choice: int, **where: Any) -> None:
    """One forged tap: nothing changes, nothing is told, nobody else hears of it."""
    data = f"{route}:{id_}:{version}:{choice}"
    with turn_of(world, someone, what=What.TAP, text="", data=data, **where) as turn:
        written = changes(turn.work)
        answers = handle(turn)
        leaked = [secret for secret in SECRETS if secret in said_by(answers)]
        assert not leaked, f"{data} by {someone.name} tells {leaked}: {said_by(answers)}"
        sintang = {outsider.chat_id for outsider in world.outsiders.values()}
        heard = {outgoing.chat_id for outgoing in answers} - {turn.chat_id} - sintang
        assert not heard, f"{data} by {someone.name} writes to others"
        if changes(turn.work) != written:
            assert_untouched(world, world.rows, rows_of(turn.work))


ROUTES = sorted((TAPS.keys() | TAPS_BEFORE_CONSENT.keys()) - OWN.keys())


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("route", ROUTES)
def test_no_button_with_a_forged_id_tells_or_changes_anything(world: World, route: str, who: str) -> None:
    for id_ in world.ids:
        for choice in (0, 1):
            try_tap(world, world.outsiders[who], route, id_, 1, choice)


@pytest.mark.parametrize("route", ROUTES)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nor_with_any_other_numbers(world: World, route: str, data: st.DataObject) -> None:
    who = data.draw(st.sampled_from(OUTSIDERS))
    id_ = data.draw(st.sampled_from(world.ids) | st.integers(0, LARGEST_ID))
    ordinals = st.integers(NOW.toordinal() - 40, NOW.toordinal() + 40)
    version = data.draw(st.integers(0, 5) | ordinals)
    choice = data.draw(st.integers(0, 9) | st.sampled_from(world.ids) | ordinals | st.integers(0, 999_999_999))
    where = data.draw(st.sampled_from([{}, {"chat_id": GROUP, "is_group": True}]))
    try_tap(world, world.outsiders[who], route, id_, version, choice, **where)


def test_those_whose_business_it_is_do_get_answers(world: World) -> None:
    """So that the tests above can fail: most of the same buttons do something for Sanggau's own people."""
    answered = set()
    for route in ROUTES:
        for someone in (world.wati, world.yohanes):
            for id_ in [*world.ids, *world.codes]:
                with turn_of(world, someone, what=What.TAP, text="", data=f"{route}:{id_}:1:0") as turn:
                    if any(secret in said_by(handle(turn)) for secret in SECRETS):
                        answered.add(route)
    assert len(answered) > len(ROUTES) / 3, sorted(set(ROUTES) - answered)


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - OWN_COMMANDS.keys()))
def test_no_command_tells_or_changes_anything(world: World, command: str, who: str) -> None:
    someone = world.outsiders[who]
    for text in ("", "Ulu Rahasia", "Sanggau", "pengunjung 12", "61.03"):
        for where in ({}, {"chat_id": GROUP, "is_group": True}):
            with turn_of(world, someone, command=command, text=text, **where) as turn:
                written = changes(turn.work)
                told = said_by(handle(turn)).replace(text or "-", "")
                assert not [secret for secret in SECRETS if secret in told], f"/{command} {text}: {told}"
                if changes(turn.work) != written:
                    assert_untouched(world, world.rows, rows_of(turn.work))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_an_anonymous_admin_of_a_group_is_nobody(world: World, command: str) -> None:
    where = {"chat_id": GROUP, "is_group": True, "sender": None}
    with turn_of(world, world.yohanes, command=command, text="", **where) as turn:
        turn.person = None
        written = changes(turn.work)
        assert "akun sendiri" in said_by(handle(turn))
        assert changes(turn.work) == written


def test_no_two_buttons_share_a_route() -> None:
    """In a table of so many hands the later one would silently win."""
    tree = ast.parse(inspect.getsource(routes))
    named = [
        eval(ast.unparse(key), vars(routes))  # noqa: S307 - our own source
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Attribute)
    ]
    assert [route for route, number in Counter(named).items() if number > 1] == []
    assert len(named) >= len(TAPS) // 2
