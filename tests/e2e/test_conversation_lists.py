"""A facilitator sends a list of libraries as a CSV document."""

import shutil
from pathlib import Path

import pytest

from domain.people import Library
from simulator.conversation import Person
from tests.e2e import town as place
from tests.e2e.town import Town, tap, tells

HEADER = "code,name,village,district,regency,province,opening_hours"
BALAI_SEBUT = "61.03.04.2001,Perpustakaan Desa Balai Sebut,Balai Sebut,Jangkang,Kabupaten Sanggau,Kalimantan Barat,"
SEMONCOL = "61.03.05.2002,Pustaka Ceria,Semoncol,Balai,Kabupaten Sanggau,Kalimantan Barat,08:00-14:00"


def a_list(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines, "")).encode()


async def sends(person: Person, *lines: str) -> str:
    await person.sends("document", a_list(*lines), name="Perpusdes Sanggau.csv", mime="text/csv")
    return (await person.hears()).text


def codes(town: Town) -> list[str]:
    with town.database.look() as work:
        return sorted(library.code for library in work.directory.libraries_in())


async def test_a_list_is_shown_first_and_then_applied(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    renamed = BALAI_SEBUT.replace("Perpustakaan Desa", "Pustaka")
    assert (await sends(yohanes, renamed, SEMONCOL)).splitlines() == [
        "📄 Perpusdes Sanggau.csv sudah benar.",
        "Baru: 1 · berubah: 1 · tetap: 0",
        "Tidak ada yang dihapus. Terapkan?",
    ]
    assert codes(town) == ["61.03.04.2001"]
    applied = await tap(yohanes, "Terapkan")
    assert applied.text == "✅ Perpusdes Sanggau.csv sudah diterapkan.\nBaru: 1 · berubah: 1 · tetap: 0"
    assert codes(town) == ["61.03.04.2001", "61.03.05.2002"]
    assert "tetap: 2" in await sends(yohanes, renamed, SEMONCOL)
    assert (await tap(yohanes, "Batal")).text == "Baik, tidak ada yang diubah."


async def test_what_is_wrong_is_told_by_line_and_nothing_changes(
    town: Town, balai_sebut: Library, yohanes: Person
) -> None:
    wrong = SEMONCOL.replace("08:00-14:00", "pagi").replace("61.03.05.2002", "6103052002")
    assert (await sends(yohanes, SEMONCOL, wrong)).splitlines() == [
        "⚠️ Belum ada yang saya ubah, karena ada yang belum benar di daftar ini.",
        "• Baris 3, code: tulis dengan titik: 61.03.05.2002",
        "• Baris 3, opening_hours: 'pagi' bukan jam buka seperti 08:00-15:30",
        "Mohon perbaiki, lalu kirim lagi berkasnya.",
    ]
    many = [SEMONCOL.replace("2002", f"3{n:03}").replace("08:00-14:00", "pagi") for n in range(60)]
    told = (await sends(yohanes, *many)).splitlines()
    assert (len(told), told[-2]) == (23, "dan 40 lagi")
    assert codes(town) == ["61.03.04.2001"]


async def test_a_list_with_semicolons_is_a_list_too(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    saved_by_excel = a_list(SEMONCOL).replace(b",", b";").replace(b"\n", b"\r\n")
    await yohanes.sends("document", b"\xef\xbb\xbf" + saved_by_excel, name="Perpusdes.csv", mime="text/csv")
    assert "Baru: 1 · berubah: 0 · tetap: 0" in (await yohanes.hears()).text
    await tap(yohanes, "Terapkan")
    assert codes(town) == ["61.03.04.2001", "61.03.05.2002"]


async def test_much_that_is_wrong_still_fits_in_a_message(town: Town, balai_sebut: Library, yohanes: Person) -> None:
    long = "Kabupaten Sanggau " + "x" * 100
    known = [SEMONCOL.replace("2002", f"3{n:03}").replace("Kabupaten Sanggau", f"{long}{n}") for n in range(60)]
    told = await sends(yohanes, *known)
    assert len(told) <= 4096
    assert told.splitlines()[-2].startswith("dan ")


async def test_nothing_beyond_ones_region_comes_in(
    town: Town, balai_sebut: Library, tanjung_puri: Library, yohanes: Person
) -> None:
    far = SEMONCOL.replace("61.03.05.2002", "61.05.05.2002").replace("Sanggau", "Sintang")
    assert "• Baris 2, code: 61.05.05.2002 tidak termasuk wilayah Anda" in await sends(yohanes, far)
    taken = SEMONCOL.replace("61.03.05.2002", tanjung_puri.code) + ",61.03"
    await yohanes.sends(
        "document", f"{HEADER},region_code\n{taken}\n".encode(), name="daftar.CSV", mime="application/octet-stream"
    )
    assert f"{tanjung_puri.code} tidak termasuk wilayah Anda" in (await yohanes.hears()).text
    renamed = SEMONCOL.replace("Kalimantan Barat", "Kerajaan Sanggau")
    assert "61 bernama 'Kalimantan Barat', bukan 'Kerajaan Sanggau'" in await sends(yohanes, renamed)
    with town.database.look() as work:
        assert work.regions.get("61") is not None
        assert work.directory.library_by_code(tanjung_puri.code) == tanjung_puri


async def test_only_who_answers_for_libraries_may_send_lists(town: Town, wati: Person, yohanes: Person) -> None:
    assert "belum bisa membaca berkas" in await sends(wati, SEMONCOL)
    await sends(yohanes, SEMONCOL)
    for number in range(1, 4):
        await wati.taps_stale(f"libapply:{number}:0:0")
    await town.says_nothing_to(wati)
    assert codes(town) == ["61.03.04.2001"]


@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_file_that_cannot_be_had_is_told_kindly(town: Town, yohanes: Person) -> None:
    await town.simulator.fails("getFile", status=400, description="Bad Request: file is too big")
    assert "tidak bisa saya baca" in await sends(yohanes, SEMONCOL)
    huge = await yohanes.sends("document", b"x" * (2 * 1024 * 1024 + 1), name="besar.csv")
    assert huge.attachment == "document"
    assert "paling besar 2 MB" in (await yohanes.hears()).text
    assert "sudah benar" in await sends(yohanes, SEMONCOL)


async def test_a_lost_connection_is_tried_again(town: Town, yohanes: Person) -> None:
    await town.simulator.fails("getFile", drop="before")
    assert "sudah benar" in await sends(yohanes, SEMONCOL)


@pytest.mark.parametrize("step", ["sent", "previewed"])
async def test_a_list_outlives_a_restart(sqlite_file: Path, tmp_path: Path, step: str) -> None:
    path = tmp_path / "perpusbot.db"
    shutil.copy(sqlite_file, path)
    async with place.quiet_town(f"sqlite:///{path}", tmp_path) as town:
        async with town.working():
            yohanes = await town.facilitator("Yohanes")
            await tells(yohanes, "/bantuan")
            if step == "sent":
                await town.simulator.fails("getFile", delay=60)
                await yohanes.sends("document", a_list(SEMONCOL), name="daftar.csv")
                while not await town.simulator.calls("getFile"):
                    await tells(yohanes, "/bantuan")
            else:
                assert "sudah benar" in await sends(yohanes, SEMONCOL)
        async with town.working():
            if step == "sent":
                assert "sudah benar" in (await yohanes.hears()).text
            assert "sudah diterapkan" in (await tap(yohanes, "Terapkan")).text
        assert codes(town) == ["61.03.05.2002"]
