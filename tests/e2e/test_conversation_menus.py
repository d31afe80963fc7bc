"""The menu of commands that Telegram shows: the common one by language, one's own by role and language."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import telegram

from bot.intake.routes import COMMANDS, IN_GROUPS
from domain.people import Library, Role
from locales import texts_in
from replies import joining, libraries, menus
from simulator.calls import Call
from simulator.conversation import Person
from tests.e2e import town as place
from tests.e2e.town import PATIENCE, Town, tap, tells

EVERYONE = ["bantuan", "privasi", "bahasa", "hapusdata", "start"]
KEEPER = ["lapor", "riwayat", "pekan", "bulan", "tutup", "pengingat", "perpustakaan"]
FACILITATOR = ["wilayah", "belumlapor", "siarkan", "undang", "grup", "libur"]


async def names(person: Person) -> list[str]:
    return [command["command"] for command in await person.menu()]


async def says_of(person: Person, name: str) -> str:
    return next(command["description"] for command in await person.menu() if command["command"] == name)


async def introduced(town: Town) -> None:
    """The bot has told Telegram all about itself."""
    profile = town.server.simulation.profile
    await until(lambda: len(profile.menus) == 9)


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not done():
            await asyncio.sleep(0.001)


async def own_menus(town: Town, person: Person) -> list[str]:
    """How the person's own menu was changed so far."""
    calls = await town.simulator.calls()
    scopes = [(call["method"], call["parameters"].get("scope")) for call in calls]
    mine = {"type": "chat", "chat_id": person.user_id}
    return [method for method, scope in scopes if scope == mine]


def calls_of(town: Town, method: str) -> list[Call]:
    return [call for call in town.server.simulation.calls if call.method == method]


def test_every_command_of_a_menu_is_understood() -> None:
    offered = {command.name for command in menus.menu(texts_in("id"), {Role.ADMIN})}
    assert offered <= COMMANDS.keys()
    assert set(menus.IN_GROUPS) <= IN_GROUPS


async def test_keepers_and_newcomers_share_a_menu_in_the_language_of_their_app(
    town: Town, wati: Person, hendra: Person
) -> None:
    await introduced(town)
    assert await names(wati) == await names(hendra) == KEEPER + EVERYONE
    assert await says_of(wati, "riwayat") == "Catatan terakhir, bisa diperbaiki"
    english = await town.newcomer("John", language_code="en")
    assert await says_of(english, "riwayat") == "Your last entries, to correct"
    javanese = await town.newcomer("Slamet", language_code="jv")
    assert await says_of(javanese, "riwayat") == "Catatan terakhir, bisa diperbaiki"


async def test_a_keeper_with_the_common_menu_gets_none_of_their_own(town: Town, wati: Person) -> None:
    await tells(wati, "/bantuan")
    await tells(wati, "pengunjung 23")
    await tap(wati, "Batalkan")
    await town.settles()
    assert await own_menus(town, wati) == []


async def test_a_group_has_the_commands_for_groups(town: Town, wati: Person) -> None:
    await introduced(town)
    group = await town.simulator.group("Sanggau", wati)
    assert await names(wati.in_group(group)) == ["lapor", "pekan", "bulan", "tutup", "bantuan"]


async def test_whoever_becomes_a_facilitator_gets_their_own_menu(town: Town, balai_sebut: Library) -> None:
    citra = await town.newcomer("Citra")
    code = town.invitation(role=Role.FACILITATOR, region_code=balai_sebut.region_code)
    await tells(citra, f"/start {code}")
    await tap(citra, "Setuju")
    await town.settles()
    assert await names(citra) == FACILITATOR + EVERYONE
    await tells(citra, f"/start {town.invitation(balai_sebut)}")
    await tap(citra, "Setuju")
    await town.settles()
    assert await names(citra) == FACILITATOR + KEEPER + EVERYONE
    await tells(citra, "/bantuan")
    await town.settles()
    assert await own_menus(town, citra) == ["setMyCommands"] * 2


async def test_an_admin_of_the_settings_can_do_all(town: Town, ratih: Person) -> None:
    await tells(ratih, "/start")
    await tap(ratih, "Setuju")
    await town.settles()
    assert await names(ratih) == FACILITATOR + KEEPER + EVERYONE


async def test_bahasa_changes_the_menu_and_back_again(town: Town, wati: Person) -> None:
    await introduced(town)
    telling = {"English": "Your last entries, to correct", "Bahasa": "Catatan terakhir, bisa diperbaiki"}
    for language, told in telling.items():
        await tells(wati, "/bahasa")
        await tap(wati, language)
        await town.settles()
        assert await says_of(wati, "riwayat") == told
    assert await own_menus(town, wati) == ["setMyCommands", "deleteMyCommands"]


async def test_whose_app_speaks_english_gets_a_menu_in_the_language_of_the_answers(
    town: Town, balai_sebut: Library
) -> None:
    john = await town.newcomer("John", language_code="en")
    await tells(john, f"/start {town.invitation(balai_sebut)}")
    await tap(john, "Setuju")
    await town.settles()
    assert await says_of(john, "riwayat") == "Catatan terakhir, bisa diperbaiki"


async def test_an_erased_person_is_shown_the_common_menu_again(town: Town, yohanes: Person) -> None:
    await introduced(town)
    await tells(yohanes, "/hapusdata")
    await town.settles()
    assert "wilayah" in await names(yohanes)
    await tap(yohanes, "Ya, hapus")
    await town.settles()
    assert await names(yohanes) == KEEPER + EVERYONE


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 400, "description": "Bad Request: chat not found"},
        {"status": 403, "description": "Forbidden: bot was blocked by the user"},
        {"status": 429, "retry_after": 3600},
    ],
)
async def test_a_refused_menu_hinders_no_message(town: Town, yohanes: Person, fault: dict[str, Any]) -> None:
    await introduced(town)
    await town.simulator.fails("setMyCommands", **fault)
    await tells(yohanes, "/bantuan")
    await town.settles()
    assert "wilayah" not in await names(yohanes)
    await tells(yohanes, "/privasi")
    with town.database.look() as work:
        person = work.directory.person(str(yohanes.user_id))
    assert person is not None and not person.unreachable
    await town.settles()
    assert "wilayah" in await names(yohanes)  # it was tried again


async def test_a_menu_is_not_the_last_thing_said(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    """A menu that leaves after a question must not hide it from the answer."""
    john = await town.newcomer("John", language_code="en")
    await tells(john, "/start")
    asked = await tap(john, "Setuju")
    assert "nama desa" in asked.text
    await town.settles()
    assert await own_menus(town, john) == ["setMyCommands"]
    assert "Balai Sebut" in str((await tells(john, "balai sebut")).rows)


async def test_the_bot_says_what_it_is_in_both_languages(town: Town) -> None:
    await introduced(town)
    profile = town.server.simulation.profile
    assert set(profile.descriptions) == set(profile.short_descriptions) == {"", "en"}
    assert profile.descriptions[""].startswith("Saya asisten pencatatan perpustakaan desa")
    assert profile.descriptions["en"].startswith("I keep the records of village libraries")


def test_what_the_bot_says_of_itself_fits() -> None:
    for language in ("id", "en"):
        texts = texts_in(language)
        assert len(texts.label(menus.DESCRIPTION)) <= 512
        assert len(texts.label(menus.SHORT_DESCRIPTION)) <= 120
        commands = (*menus.menu(texts, {Role.ADMIN}), *menus.group_menu(texts))
        assert all(len(command.does) <= telegram.BotCommand.MAX_DESCRIPTION for command in commands)


async def test_at_start_only_what_differs_is_set(sqlite_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.quiet_town(f"sqlite:///{path}", tmp_path) as town:
        async with town.working():
            await introduced(town)
        town.server.simulation.profile.short_descriptions["en"] = "Something older"
        first = len(town.server.simulation.calls)
        async with town.working():
            await until(lambda: town.server.simulation.profile.short_descriptions["en"] != "Something older")
            await until(lambda: len(calls_of(town, "getMyCommands")) == 18)
        again = [call.method for call in list(town.server.simulation.calls)[first:]]
    assert [method for method in again if method.startswith("setMy")] == ["setMyShortDescription"]


async def test_what_is_refused_at_start_hinders_nothing(sqlite_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.quiet_town(f"sqlite:///{path}", tmp_path) as town:
        await town.simulator.fails("setMyDescription", times=9, status=429, retry_after=3600)
        async with town.working():
            await introduced(town)
            hendra = await town.newcomer("Hendra")
            assert "Selamat datang" in (await tells(hendra, "/start")).text
        assert town.server.simulation.profile.descriptions == {}
        assert town.server.simulation.profile.short_descriptions != {}


async def test_a_facilitator_who_is_accepted_as_keeper_gets_the_commands_of_keepers(
    town: Town, balai_sebut: Library, yohanes: Person
) -> None:
    maria = await town.facilitator("Maria")
    await tells(maria, "/bantuan")
    await town.settles()
    assert await names(maria) == FACILITATOR + EVERYONE
    with town.database.work() as work:
        request = work.invitations.request(town.known(maria).id, balai_sebut.id, town.calendar.now())
        work.commit()
    await yohanes.taps_stale(f"{joining.DECIDE}:{request}:0:{joining.ACCEPT}")
    assert "Balai Sebut" in (await maria.hears()).text
    await town.settles()
    assert await names(maria) == FACILITATOR + KEEPER + EVERYONE


async def test_who_is_made_no_keeper_any_more_loses_the_commands_of_keepers(
    town: Town, balai_sebut: Library, yohanes: Person
) -> None:
    maria = await town.facilitator("Maria")
    with town.database.work() as work:
        work.directory.join(town.known(maria).id, balai_sebut.id, town.calendar.now())
        work.commit()
    await tells(maria, "/bantuan")
    await town.settles()
    assert await names(maria) == FACILITATOR + KEEPER + EVERYONE
    with town.database.look() as work:
        keeper = next(one for one in work.keepers.of(balai_sebut.id) if one.name == "Maria")
    await yohanes.taps_stale(f"{libraries.KEEPER}:{keeper.id}:0:{libraries.REMOVE_SURE}")
    await maria.hears()
    await town.settles()
    assert await names(maria) == FACILITATOR + EVERYONE


async def test_an_accepted_keeper_keeps_the_common_menu(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    hendra = await town.newcomer("Hendra")
    await tells(hendra, "/start")
    await tap(hendra, "Setuju")
    await tells(hendra, "balai sebut")
    await tap(hendra, "Balai Sebut")
    await yohanes.hears()
    await tap(yohanes, "Terima")
    await town.settles()
    assert await own_menus(town, hendra) == []
