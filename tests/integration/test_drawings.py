"""Pictures and sheets on their way: drawn once for the same figures, and never in the way of the words."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from markupsafe import Markup
from telegram import Bot

from bot.delivery.drawing import Studio
from bot.delivery.telegram import TelegramPlatform
from bot.telegram import build_bot, connect
from domain.days import Span
from domain.entries import Mode
from domain.errors import NoTopic, Refused, StorageUnavailable, TryAgain
from domain.messages import Drawing, DrawingKind, Letter, Outgoing
from domain.people import Library
from locales import texts_in
from replies.drawings import drawn
from simulator.client import Person, Simulator
from simulator.conversation import Seen
from simulator.server import Server, start
from storage.outbox import Delivered
from storage.work import Database, Work
from tests.factories import (
    KALIMANTAN_BARAT,
    NOW,
    SANGGAU,
    TODAY,
    Someone,
    add_report,
    make_activity,
    make_books,
    make_visits,
)
from tests.xlsx import Xlsx

MONDAY = date(2026, 5, 11)


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        return NOW

    def moment(self, seconds: int) -> datetime:
        raise NotImplementedError


class AwayDatabase(Database):
    """A database that can't be reached, for reading or for writing."""

    reading = writing = True

    @contextmanager
    def look(self) -> Iterator[Work]:
        self._require(self.reading)
        with super().look() as work:
            yield work

    @contextmanager
    def work(self, *, durable: bool = False) -> Iterator[Work]:
        self._require(self.writing)
        with super().work(durable=durable) as work:
            yield work

    def _require(self, here: bool) -> None:
        if not here:
            raise StorageUnavailable("the database can't be used now")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = await start()
    yield server
    await server.stop()


@pytest.fixture
async def simulator(server: Server) -> AsyncIterator[Simulator]:
    async with Simulator(server.url) as simulator:
        await simulator.limits(on=False)
        yield simulator


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    bot = build_bot(server.token, server.url)
    await connect(bot)
    yield bot
    await bot.shutdown()


@pytest.fixture
def platform(bot: Bot, database: Database) -> TelegramPlatform:
    return TelegramPlatform(bot, Studio(database, Clock()))


@pytest.fixture
async def siti(simulator: Simulator) -> Person:
    return await simulator.person("Siti", started=True)


def reported(database: Database, library: Library, keeper: Someone, *totals: int) -> None:
    with database.work() as work:
        for number, total in enumerate(totals):
            day = MONDAY + timedelta(days=number)
            visits = make_visits(date=day, total=total, mode=Mode.SET)
            add_report(work, library, keeper, visits, make_activity(date=day), make_books(date=day))
        work.commit()


def of_library(library: Library, kind: DrawingKind = DrawingKind.LIBRARY_CHART, span: Span = Span.WEEK) -> Any:
    return drawn(texts_in("id"), kind, {"library": library.id}, library.name, span, MONDAY)


def of_region(kind: DrawingKind, code: str = SANGGAU) -> Any:
    return drawn(texts_in("id"), kind, {"region": code}, "Kabupaten Sanggau", Span.WEEK, MONDAY)


def letter(database: Database, chat_id: int, text: Markup, drawing: Drawing, **more: Any) -> Letter:
    """The letter that the outbox makes of it."""
    with database.work() as work:
        work.outbox.put([Outgoing(chat_id=chat_id, text=text, drawing=drawing, **more)], NOW)
        return work.outbox.heads(NOW, 100)[-1]


def content(server: Server, seen: Seen) -> bytes:
    attached = seen.raw["photo"][-1] if seen.attachment == "photo" else seen.raw["document"]
    return server.simulation.files.find(attached["file_id"]).data


async def uploads(simulator: Simulator) -> list[list[str]]:
    """Which files each call brought along."""
    calls = await simulator.calls("sendPhoto") + await simulator.calls("sendDocument")
    return [sorted(call["uploads"].values()) for call in calls]


async def test_a_picture_comes_with_its_caption_and_buttons(
    platform: TelegramPlatform, database: Database, server: Server, siti: Person, balai_sebut: Library, wati: Someone
) -> None:
    reported(database, balai_sebut, wati, 21, 30)
    sent = await platform.deliver(letter(database, siti.chat_id, *of_library(balai_sebut)))
    seen = await siti.hears()
    assert (seen.id, seen.attachment) == (sent, "photo")
    assert seen.text == "🖼️ Grafik pengunjung · Pekan 11–17 Mei 2026 · Perpustakaan Desa Balai Sebut"
    assert content(server, seen).startswith(b"\x89PNG")
    assert seen.raw["photo"][-1]["width"] == 800


async def test_a_sheet_comes_as_a_document_with_the_figures_in_it(
    platform: TelegramPlatform, database: Database, server: Server, siti: Person, balai_sebut: Library, wati: Someone
) -> None:
    reported(database, balai_sebut, wati, 21, 30)
    await platform.deliver(letter(database, siti.chat_id, *of_library(balai_sebut, DrawingKind.LIBRARY_SHEET)))
    seen = await siti.hears()
    assert seen.raw["document"]["file_name"] == "perpustakaan-desa-balai-sebut-2026-W20.xlsx"
    file = Xlsx(content(server, seen))
    assert [file.rows()[7 + day]["D"] for day in (0, 1)] == [21, 30]
    assert [len(file.rows(sheet)) for sheet in (2, 3)] == [6, 6]


async def test_the_same_figures_are_drawn_once(
    platform: TelegramPlatform,
    database: Database,
    simulator: Simulator,
    siti: Person,
    balai_sebut: Library,
    wati: Someone,
) -> None:
    name = "perpustakaan-desa-balai-sebut-2026-W20.png"
    reported(database, balai_sebut, wati, 21)
    for _ in range(2):
        await platform.deliver(letter(database, siti.chat_id, *of_library(balai_sebut)))
        assert (await siti.hears()).attachment == "photo"
    assert await uploads(simulator) == [[name], []]
    reported(database, balai_sebut, wati, 22)
    await platform.deliver(letter(database, siti.chat_id, *of_library(balai_sebut)))
    assert await uploads(simulator) == [[name], [], [name]]


async def test_another_language_is_another_picture(
    platform: TelegramPlatform, database: Database, simulator: Simulator, siti: Person, balai_sebut: Library
) -> None:
    text, drawing = of_library(balai_sebut)
    english = replace(drawing, parameters={**drawing.parameters, "language": "en"})
    for told in (drawing, english):
        await platform.deliver(letter(database, siti.chat_id, text, told))
    assert [len(files) for files in await uploads(simulator)] == [1, 1]


async def test_another_bot_has_file_ids_of_its_own(database: Database, bot: Bot) -> None:
    with database.work() as work:
        work.drawings.keep("chart", "one", NOW)
        work.drawings.keep("chart", "two", NOW)
        work.commit()
    with database.look() as work:
        assert work.drawings.file_id("chart") == "two"
    database.bot_id += 1
    with database.look() as work:
        assert work.drawings.file_id("chart") is None


async def test_a_file_that_the_platform_has_forgotten_is_sent_anew(
    platform: TelegramPlatform, database: Database, simulator: Simulator, siti: Person, balai_sebut: Library
) -> None:
    told = of_library(balai_sebut)
    await platform.deliver(letter(database, siti.chat_id, *told))
    await simulator.fails("sendPhoto", status=400, description="Bad Request: wrong file identifier/HTTP URL specified")
    await platform.deliver(letter(database, siti.chat_id, *told))
    assert [len(files) for files in await uploads(simulator)] == [1, 0, 1]
    assert (await siti.messages())[-1].attachment == "photo"


@pytest.mark.parametrize(("code", "regions"), [(SANGGAU, 2), (KALIMANTAN_BARAT, 3)])
async def test_a_regions_sheet_has_all_its_libraries(
    platform: TelegramPlatform, database: Database, server: Server, siti: Person, balai_sebut: Library,
    tanjung_merpati: Library, tanjung_puri: Library, wati: Someone, code: str, regions: int,
) -> None:  # fmt: skip
    reported(database, balai_sebut, wati, 21, 30)
    reported(database, tanjung_puri, wati, 5)
    await platform.deliver(letter(database, siti.chat_id, *of_region(DrawingKind.REGION_SHEET, code)))
    file = Xlsx(content(server, await siti.hears()))
    names = [row["A"] for row in file.rows()[4:-1]]
    assert names[:2] == ["Perpustakaan Desa Balai Sebut", "Perpustakaan Desa Tanjung Merpati"]
    assert len(names) == regions
    shift = 1 if code == KALIMANTAN_BARAT else 0  # the column of regencies
    row = list(file.rows()[4].values())[3 + shift :]
    assert row == [2, 2, 51, 2, 24, 2, 4]
    await platform.deliver(letter(database, siti.chat_id, *of_region(DrawingKind.REGION_CHART, code)))
    assert (await siti.hears()).attachment == "photo"


async def test_the_words_go_alone_where_nothing_can_be_drawn(
    platform: TelegramPlatform, database: Database, siti: Person, balai_sebut: Library, caplog: pytest.LogCaptureFixture
) -> None:
    text, drawing = of_library(balai_sebut)
    broken = replace(drawing, parameters={**drawing.parameters, "first": "kemarin"})
    gone = replace(drawing, parameters={**drawing.parameters, "library": 4711})
    nowhere = replace(drawing, parameters={"region": "99", "span": "week", "first": "2026-05-11", "language": "id"})
    with caplog.at_level(logging.ERROR):
        for told in (broken, gone, nowhere):
            await platform.deliver(letter(database, siti.chat_id, text, told))
            seen = await siti.hears()
            assert (seen.attachment, seen.text) == ("", text)
    assert caplog.messages == [f"library_chart of {balai_sebut.id} could not be drawn: ValueError"]


async def test_the_words_go_alone_where_the_platform_takes_no_picture(
    platform: TelegramPlatform, database: Database, simulator: Simulator, siti: Person, balai_sebut: Library
) -> None:
    text, drawing = of_library(balai_sebut)
    refusal = "Bad Request: not enough rights to send photos to the chat"
    await simulator.fails("sendPhoto", status=400, description=refusal)
    await platform.deliver(letter(database, siti.chat_id, text, drawing))
    assert (await siti.hears()).text == text
    await platform.deliver(letter(database, siti.chat_id, Markup("x") * 1025, drawing))
    assert (await siti.hears()).text == "x" * 1025
    with pytest.raises(Refused):
        await platform.deliver(letter(database, siti.chat_id, Markup("<b>"), drawing))


async def test_a_topic_that_is_gone_does_not_cost_the_picture(
    platform: TelegramPlatform, database: Database, simulator: Simulator, siti: Person, balai_sebut: Library
) -> None:
    group = await simulator.group("Sanggau", siti, type="supergroup", topics={5: "Laporan"})
    with pytest.raises(NoTopic):
        await platform.deliver(letter(database, group.id, *of_library(balai_sebut), topic_id=6))
    await platform.deliver(letter(database, group.id, *of_library(balai_sebut)))
    assert (await siti.in_group(group).hears()).attachment == "photo"


async def test_trouble_on_the_way_is_the_same_as_with_words(
    platform: TelegramPlatform, database: Database, simulator: Simulator, siti: Person, balai_sebut: Library
) -> None:
    told = letter(database, siti.chat_id, *of_library(balai_sebut))
    for fault, unsure in (({"status": 502}, False), ({"drop": "after"}, True)):
        await simulator.fails("sendPhoto", **fault)
        with pytest.raises(TryAgain) as trouble:
            await platform.deliver(told)
        assert trouble.value.unsure is unsure


async def test_without_the_database_it_is_tried_again_and_what_was_sent_counts_as_sent(
    bot: Bot, database: Database, simulator: Simulator, siti: Person, balai_sebut: Library
) -> None:
    away = AwayDatabase(database.url.render_as_string(hide_password=False), database.bot_id)
    platform = TelegramPlatform(bot, Studio(away, Clock()))
    told = letter(database, siti.chat_id, *of_library(balai_sebut))
    away.reading = False
    with pytest.raises(TryAgain):
        await platform.deliver(told)
    assert await simulator.calls("sendPhoto") == []
    away.reading, away.writing = True, False
    await platform.deliver(told)
    assert (await siti.hears()).attachment == "photo"
    away.close()


def test_an_edit_of_a_picture_is_a_message_of_its_own(database: Database, balai_sebut: Library) -> None:
    text, drawing = of_library(balai_sebut)
    with database.work() as work:
        work.outbox.put([Outgoing(chat_id=7001, text=text, drawing=drawing)], NOW)
        (picture,) = work.outbox.heads(NOW, 10)
        work.outbox.settle([Delivered(id=picture.id, state="sent", message_id=50)], NOW)
        work.outbox.put([Outgoing(chat_id=7001, text=Markup("Selesai"), edits=50)], NOW)
        (edit,) = work.outbox.heads(NOW, 10)
    assert picture.drawing == drawing
    assert (edit.edit_message_id, edit.edits, edit.drawing) == (None, None, None)


def test_a_week_that_runs_counts_today_once_it_is_told(database: Database, wati: Someone, balai_sebut: Library) -> None:
    from bot.delivery.drawn_figures import recorded

    with database.work() as work:
        week = Span.WEEK.of(TODAY)
        before = recorded(work, balai_sebut.id, Span.WEEK, week, NOW)
        add_report(work, balai_sebut, wati, make_visits(total=9))
        after = recorded(work, balai_sebut.id, Span.WEEK, week, NOW)
    assert before is not None
    assert after is not None
    assert [(one.figures.visits.counted, one.figures.visits.open_days) for one in (before, after)] == [(0, 1), (1, 2)]
