"""A tap on 🖼️ Grafik or 📄 Excel brings the picture or the sheets into the chat."""

import shutil
from datetime import date, timedelta

import pytest
from playwright.async_api import async_playwright, expect

from domain.entries import Mode
from domain.people import Library
from simulator.conversation import Person, Seen
from tests.e2e.town import Town, tells
from tests.factories import make_activity, make_visits
from tests.xlsx import Xlsx

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MONDAY = date(2026, 5, 11)
WEEK, MONTH = 0, 1


def content(town: Town, seen: Seen) -> bytes:
    attached = seen.raw["photo"][-1] if seen.attachment == "photo" else seen.raw["document"]
    return town.server.simulation.files.find(attached["file_id"]).data


async def test_pekan_offers_the_chart_and_the_sheets(town: Town, balai_sebut: Library, wati: Person) -> None:
    town.reported(balai_sebut, wati, make_visits(date=MONDAY, total=21), make_activity(title="=Mewarnai"))
    await tells(wati, "/pekan")
    await wati.taps("Grafik")
    chart = await wati.hears()
    assert chart.attachment == "photo"
    assert chart.text == "🖼️ Grafik pengunjung · Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut"
    await wati.taps("Excel")
    sheet = await wati.hears()
    assert sheet.attachment == "document"
    assert sheet.raw["document"]["file_name"] == "perpustakaan-desa-balai-sebut-2026-W20.xlsx"
    file = Xlsx(content(town, sheet))
    assert file.rows()[7]["D"] == 21
    assert file.rows(2)[3]["B"] == "=Mewarnai"


async def test_bulan_brings_the_monthly_sheet_and_a_changed_figure_a_new_one(
    town: Town, balai_sebut: Library, wati: Person
) -> None:
    totals = []
    for total in (21, 30):
        town.reported(balai_sebut, wati, make_visits(date=MONDAY, total=total, mode=Mode.SET))
        await tells(wati, "/bulan")
        await wati.taps("Excel")
        totals.append(Xlsx(content(town, await wati.hears())).rows()[17]["D"])
    assert totals == [21, 30]


async def test_a_facilitator_gets_the_region_and_its_libraries(
    town: Town, balai_sebut: Library, wati: Person, yohanes: Person
) -> None:
    town.reported(balai_sebut, wati, make_visits(date=MONDAY, total=21))
    for route, id_ in (("rchart", 6103), ("chart", balai_sebut.id)):
        await yohanes.taps_stale(f"{route}:{id_}:{WEEK}:{MONDAY.toordinal()}")
        assert (await yohanes.hears()).attachment == "photo"
    await yohanes.taps_stale(f"rsheet:6103:{MONTH}:{MONDAY.toordinal()}")
    sheet = await yohanes.hears()
    assert sheet.text == "📄 Laporan siap cetak · Mei 2026 · Kabupaten Sanggau"
    assert Xlsx(content(town, sheet)).rows()[4]["B"] == "Balai Sebut"


@pytest.mark.parametrize("route", ["chart", "sheet", "rchart", "rsheet"])
async def test_what_is_not_ones_own_stays_hidden(
    town: Town, balai_sebut: Library, tanjung_puri: Library, hendra: Person, route: str
) -> None:
    keeper = await town.keeper("Lina", tanjung_puri)
    facilitator = await town.facilitator("Maria", "61.05")
    of = 6103 if route.startswith("r") else balai_sebut.id
    for person in (hendra, keeper, facilitator):
        await person.taps_stale(f"{route}:{of}:{WEEK}:{MONDAY.toordinal()}")
        await town.says_nothing_to(person)


@pytest.mark.parametrize(
    "data",
    [
        "chart:{id}:2:{monday}",
        "chart:{id}:0:0",
        "chart:{id}:0:999999999",
        "sheet:{id}:1:1",
        "chart:{id}:0:{future}",
        "chart:4711:0:{monday}",
        "rchart:99:0:{monday}",
        "rsheet:999999:0:{monday}",
    ],
)
async def test_buttons_that_nobody_made_bring_nothing(
    town: Town, balai_sebut: Library, wati: Person, ratih: Person, data: str
) -> None:
    future = (MONDAY + timedelta(days=7)).toordinal()
    written = data.format(id=balai_sebut.id, monday=MONDAY.toordinal(), future=future)
    for person in (wati, ratih):
        await person.taps_stale(written)
        await town.says_nothing_to(person)


async def test_in_a_group_the_picture_comes_into_the_group(town: Town, balai_sebut: Library, wati: Person) -> None:
    group = await town.simulator.group("Pengelola Sanggau", wati)
    told = await wati.in_group(group).says("/lapor pengunjung 12")
    there = wati.in_group(group)
    await there.hears()
    await there.taps_stale(f"chart:{balai_sebut.id}:{WEEK}:{MONDAY.toordinal()}", told.id)
    seen = await there.hears()
    assert (seen.attachment, "reply_to_message" in seen.raw) == ("photo", False)


async def test_the_page_shows_the_picture_and_offers_the_sheets(town: Town, balai_sebut: Library, wati: Person) -> None:
    if CHROMIUM is None:
        pytest.skip("the page is shown in Chromium, and there is none here: apt-get install chromium")
    town.reported(balai_sebut, wati, make_visits(date=MONDAY, total=21))
    for route in ("chart", "sheet"):
        await wati.taps_stale(f"{route}:{balai_sebut.id}:{WEEK}:{MONDAY.toordinal()}")
        await wati.hears()
    async with async_playwright() as playwright:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await browser.new_page(viewport={"width": 360, "height": 720})
        await page.goto(town.server.url)
        picture = page.locator("li.bot .photo img")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
        document = page.locator("li.bot a.document")
        await expect(document).to_contain_text("perpustakaan-desa-balai-sebut-2026-W20.xlsx")
        async with page.expect_download() as opened:
            await document.click()
        path = await (await opened.value).path()
        assert Xlsx(path.read_bytes()).names == ["Kunjungan", "Kegiatan", "Buku baru"]
        await browser.close()
