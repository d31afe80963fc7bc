"""/wilayah and /belumlapor, on both databases: who sees what, who is reminded, and that it happens once a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.intake.handling import handle
from domain.days import Period
from domain.messages import Outgoing, What
from domain.people import Library, Role
from handlers.turn import Turn
from locales import texts_in
from storage import tables
from storage.work import Database
from tests.factories import (
    KALIMANTAN_BARAT,
    SINTANG,
    Someone,
    add_facilitator,
    add_keeper,
    add_library,
    add_region,
    add_report,
    make_incoming,
    make_visits,
)

MORNING = datetime(2026, 5, 18, 0, 12, tzinfo=UTC)
"""Monday 18 May 2026, 07.12 in western Kalimantan."""

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
LAST_WEEK = date(2026, 5, 11).toordinal()
SANGGAU_WEEK = f"6103:0:{LAST_WEEK}"


class Desk:
    """Somebody's conversation with the bot; what it says waits in the outbox too."""

    def __init__(self, database: Database, who: Someone, now: datetime = MORNING) -> None:
        self.database, self.who, self.now = database, who, now

    def says(self, command: str) -> list[Outgoing]:
        return self._turn(command=command, text="")

    def taps(self, data: str) -> list[Outgoing]:
        return self._turn(what=What.TAP, data=data, message_id=5)

    def _turn(self, **about: Any) -> list[Outgoing]:
        with self.database.work() as work:
            turn = Turn(
                incoming=make_incoming(chat_id=self.who.chat_id, sender=self.who.sender, sent_at=self.now, **about),
                work=work,
                now=self.now,
                texts=texts_in("id"),
                person=work.directory.person(self.who.external_id),
            )
            said = handle(turn)
            work.outbox.put(said, self.now)
            work.commit()
        return [one for one in said if one.menu is None]


def labels(said: Outgoing) -> list[str]:
    return [button.text for row in said.keyboard for button in row]


def data_of(said: Outgoing, label: str) -> str:
    return next(button.data or "" for row in said.keyboard for button in row if label in button.text)


def keep(database: Database, library: Library, **about: Any) -> Someone:
    """A keeper, since long ago."""
    with database.work() as work:
        keeper = add_keeper(work, library, **about)
        theirs = tables.Membership.person_id == keeper.id
        work.connection.execute(update(tables.Membership).where(theirs).values(since=LONG_AGO))
        work.commit()
    return keeper


def report(database: Database, library: Library, keeper: Someone, day: date, **about: Any) -> None:
    with database.work() as work:
        add_report(work, library, keeper, make_visits(date=day, **about))
        work.commit()


def change(database: Database, table: Any, *where: Any, **values: Any) -> None:
    with database.work() as work:
        work.connection.execute(update(table).where(*where).values(**values))
        work.commit()


@pytest.fixture
def entikong(database: Database) -> Library:
    """A third library of Kabupaten Sanggau."""
    with database.work() as work:
        library = add_library(work, village="Entikong", district="Entikong")
        work.commit()
    return library


@pytest.fixture
def desk(database: Database, yohanes: Someone) -> Desk:
    """The facilitator of Kabupaten Sanggau on Monday morning."""
    return Desk(database, yohanes)


@pytest.fixture
def ani(database: Database, balai_sebut: Library) -> Someone:
    """Keeps Balai Sebut, and reported last on Thursday 7 May."""
    keeper = keep(database, balai_sebut, name="Ani")
    report(database, balai_sebut, keeper, date(2026, 5, 7))
    return keeper


def test_what_a_regency_has_come_to(desk: Desk, ani: Someone, tanjung_merpati: Library, tanjung_puri: Library) -> None:
    (said,) = desk.taps(f"region:{SANGGAU_WEEK}")
    assert said.text.splitlines() == [
        "📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau, 2 perpustakaan",
        "Belum ada yang tercatat. Sapaan singkat kepada pengelola biasanya membantu.",
        "Belum: Balai Sebut, sejak Jumat, 8 Mei (6 hari buka)",
        "Belum ada pengelola: Tanjung Merpati",
    ]
    assert labels(said) == ["🔔 Ingatkan yang belum", "◀", "Bulan ini", "▶"]


def test_this_week_then_the_week_before_and_this_month(desk: Desk, ani: Someone) -> None:
    desk.now = MORNING + timedelta(days=2)
    (this,) = desk.says("wilayah")
    assert this.text.startswith("📊 Pekan 18–24 Mei 2026, sejauh ini · Kabupaten Sanggau")
    (before,) = desk.taps(data_of(this, "◀"))
    assert before.text.startswith("📊 Pekan 11–17 Mei 2026 · Kabupaten Sanggau")
    (month,) = desk.taps(data_of(before, "Bulan ini"))
    assert month.text.startswith("📊 Mei 2026, sejauh ini · Kabupaten Sanggau")
    assert "Sebagian: Balai Sebut (1/13)" in month.text
    assert "▶" not in labels(month)


def test_a_province_then_a_regency(database: Database, ani: Someone, tanjung_puri: Library) -> None:
    with database.work() as work:
        desk = Desk(database, add_facilitator(work, KALIMANTAN_BARAT))
        work.commit()
    (province,) = desk.says("wilayah")
    assert province.text.startswith("📊 Pekan 18–24 Mei 2026, sejauh ini · Kalimantan Barat, 2 perpustakaan")
    (choice,) = desk.taps(data_of(province, "Pilih kabupaten"))
    assert labels(choice) == ["Kab. Sanggau", "Kab. Sintang", "⬅️ Kembali"]
    (regency,) = desk.taps(data_of(choice, "Sintang"))
    assert "Kabupaten Sintang, 1 perpustakaan" in regency.text
    (silent,) = desk.says("belumlapor")
    assert silent.text.splitlines()[2] == "• Balai Sebut, Kab. Sanggau, sejak Jumat, 8 Mei (6 hari buka)"


@pytest.mark.parametrize("command", ["wilayah", "belumlapor"])
def test_from_a_regency_to_its_province_and_back(
    database: Database, ani: Someone, tanjung_puri: Library, desk: Desk, command: str
) -> None:
    with database.work() as work:
        province = Desk(database, add_facilitator(work, KALIMANTAN_BARAT))
        work.commit()
    (whole,) = province.says(command)
    (choice,) = province.taps(data_of(whole, "Pilih kabupaten"))
    (regency,) = province.taps(data_of(choice, "Sanggau"))
    (others,) = province.taps(data_of(regency, "Pilih kabupaten"))
    assert others == choice
    (back,) = province.taps(data_of(others, "Kembali"))
    assert back.text == whole.text
    assert "Pilih kabupaten/kota" not in labels(desk.says(command)[0])


@pytest.mark.parametrize(("command", "period"), [("pekan", "Pekan 18–24 Mei 2026"), ("bulan", "Mei 2026")])
def test_a_facilitator_without_a_library_gets_the_regions_figures(
    database: Database, desk: Desk, ani: Someone, command: str, period: str
) -> None:
    (said,) = desk.says(command)
    assert said.text.startswith(f"📊 {period}, sejauh ini · Kabupaten Sanggau")
    (hers,) = Desk(database, ani).says(command)
    assert hers.text.startswith(f"📊 {period} · Perpustakaan Desa Balai Sebut")


def test_who_joined_after_the_last_open_day_is_not_called_silent(
    database: Database, desk: Desk, balai_sebut: Library
) -> None:
    newcomer = keep(database, balai_sebut)
    joined = tables.Membership.person_id == newcomer.id
    change(database, tables.Membership, joined, since=datetime(2026, 5, 15, 3, tzinfo=UTC))
    (said,) = desk.taps(f"region:{SANGGAU_WEEK}")
    assert said.text.splitlines()[-1] == "Belum: Balai Sebut, baru bergabung"


def test_a_day_told_closed_does_not_hide_the_silence_after_it(
    database: Database, desk: Desk, ani: Someone, balai_sebut: Library
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, ani, make_visits(date=date(2026, 5, 11), total=None, closed=True))
        work.commit()
    (said,) = desk.taps(f"region:{SANGGAU_WEEK}")
    assert said.text.splitlines()[-1] == "Belum: Balai Sebut, sejak Selasa, 12 Mei (4 hari buka)"


def test_somebody_with_two_offices_is_asked_which_region(database: Database, desk: Desk, ani: Someone) -> None:
    with database.work() as work:
        work.directory.appoint(desk.who.id, Role.FACILITATOR, add_region(work, code=SINTANG), MORNING)
        work.commit()
    for command, heading in (("wilayah", "📊 Pekan"), ("belumlapor", "🔕 Belum melapor")):
        (asked,) = desk.says(command)
        assert labels(asked) == ["Kab. Sanggau", "Kab. Sintang"]
        (opened,) = desk.taps(data_of(asked, "Sanggau"))
        assert opened.text.startswith(heading)


def test_an_admin_of_everywhere_chooses_among_provinces(database: Database, ani: Someone, ratih: Someone) -> None:
    desk = Desk(database, ratih)
    assert "Kalimantan Barat, 1 perpustakaan" in desk.says("wilayah")[0].text
    with database.work() as work:
        work.connection.execute(
            insert(tables.Region).values(code="62", name="Kalimantan Tengah", level="province", timezone="Asia/Jakarta")
        )
        add_region(work, code="62.01")
        add_library(work, region_code="62.01")
        work.commit()
    for command in ("wilayah", "belumlapor"):
        assert labels(desk.says(command)[0]) == ["Kalimantan Barat", "Kalimantan Tengah"]


def test_who_has_no_office_hears_so_kindly(database: Database, wati: Someone) -> None:
    for command in ("wilayah", "belumlapor"):
        (said,) = Desk(database, wati).says(command)
        assert said.text.startswith("Perintah ini untuk fasilitator.")


@pytest.mark.parametrize(
    "data",
    [
        f"region:{SANGGAU_WEEK}",
        f"rlist:{SANGGAU_WEEK}",
        f"rpick:61:0:{LAST_WEEK}",
        f"nudge:{SANGGAU_WEEK}",
        "silent:6103:0:0",
        "spick:61:0:0",
        "snudge:6103:0:0",
    ],
)
def test_a_tap_is_only_for_those_whose_region_it_is(
    database: Database, ani: Someone, tanjung_puri: Library, data: str
) -> None:
    with database.work() as work:
        neighbour = add_facilitator(work, SINTANG)
        stranger = Someone(id=0, external_id="999", name="Hendra")
        work.commit()
    for who in (neighbour, ani, stranger):
        assert Desk(database, who).taps(data) == []
    with database.look() as work:
        assert work.connection.execute(select(tables.Nudge)).all() == []


@pytest.mark.parametrize(
    "data",
    [
        f"region:61:0:{LAST_WEEK}",  # the province around it
        f"region:610:0:{LAST_WEEK}",
        f"region:61030:0:{LAST_WEEK}",
        f"region:999999999999:0:{LAST_WEEK}",
        "region:6103:0:0",
        "region:6103:0:999999999",
        f"region:6103:0:{LAST_WEEK + 14}",  # to come
        "rpick:6103:0:0",
        f"rpick:6103:0:{LAST_WEEK}",
        "silent:61:0:0",
        "silent:0:0:0",
    ],
)
def test_forged_data_is_refused(desk: Desk, ani: Someone, data: str) -> None:
    assert desk.taps(data) == []


@pytest.mark.parametrize("data", [f"rlist:6103:999999998:{LAST_WEEK}", "silent:6103:999999999:7"])
def test_a_page_too_far_is_the_last(desk: Desk, ani: Someone, data: str) -> None:
    (said,) = desk.taps(data)
    assert "Balai Sebut" in said.text


def test_regions_whose_codes_begin_alike_are_not_the_same(database: Database, desk: Desk, ani: Someone) -> None:
    with database.work() as work:
        add_library(work, village="Jauh", region_code="61.0")
        work.commit()
    (said,) = desk.says("belumlapor")
    assert "Jauh" not in said.text


def test_why_nothing_comes(
    database: Database, desk: Desk, ani: Someone, tanjung_merpati: Library, entikong: Library
) -> None:
    blocked = keep(database, tanjung_merpati, name="Blokir")
    change(database, tables.Person, tables.Person.id == blocked.id, unreachable_since=LONG_AGO)
    with database.work() as work:
        closed, left, away, fresh = (
            add_library(work, village=village) for village in ("Bonti", "Noyan", "Kembayan", "Sekayam")
        )
        work.openings.close(closed.id, Period(first=date(2026, 5, 4), last=date(2026, 5, 23)), "renovasi")
        work.commit()
    keep(database, closed)
    on_leave = keep(database, away)
    change(database, tables.Membership, tables.Membership.person_id == on_leave.id, paused_until=date(2026, 5, 18))
    report(database, fresh, keep(database, fresh), date(2026, 5, 15))
    (said,) = desk.says("belumlapor")
    assert said.text.splitlines() == [
        "🔕 Belum melapor · Kabupaten Sanggau, Senin, 18 Mei",
        "Belum ada kabar (1)",
        "• Balai Sebut, sejak Jumat, 8 Mei (6 hari buka)",
        "Pengelola cuti (1)",
        "• Kembayan, sejak Selasa, 6 Januari (94 hari buka)",
        "Bot diblokir pengelola (1)",
        "• Tanjung Merpati, sejak Selasa, 6 Januari (113 hari buka)",
        "Belum ada pengelola (2)",
        f"• {entikong.village}",
        f"• {left.village}",
        "Tutup (1)",
        "• Bonti, tutup sampai Sabtu, 23 Mei",
    ]
    (redrawn, letter) = desk.taps("snudge:6103:0:0")
    assert letter.chat_id == ani.chat_id
    assert redrawn.text.splitlines()[-2:] == [
        "🔔 1 perpustakaan diingatkan pukul 07.12. Sejak itu masuk: 0",
        "Tidak diingatkan: pengelola cuti 1, bot diblokir 1, belum ada pengelola 2, tutup 1",
    ]
    assert "• Balai Sebut, sejak Jumat, 8 Mei (6 hari buka) · 🔔 diingatkan pukul 07.12" in redrawn.text


def test_nobody_is_silent(database: Database, desk: Desk, ani: Someone, balai_sebut: Library) -> None:
    report(database, balai_sebut, ani, date(2026, 5, 15))
    (said,) = desk.says("belumlapor")
    assert said.text.splitlines()[1:] == ["Semua perpustakaan sudah memberi kabar. Terima kasih! 🌟"]
    assert labels(said) == []
    (redrawn,) = desk.taps("snudge:6103:0:0")
    assert redrawn.text.splitlines()[-1] == "🔔 Sekarang tidak ada yang perlu diingatkan."


def test_each_keeper_is_asked_for_the_last_open_day(
    database: Database, desk: Desk, ani: Someone, balai_sebut: Library
) -> None:
    never = keep(database, balai_sebut, name="Budi", language="en")
    change(database, tables.Membership, tables.Membership.person_id == never.id, reminders="never")
    _, *letters = desk.taps(f"nudge:{SANGGAU_WEEK}")
    assert [letter.chat_id for letter in letters] == [ani.chat_id, never.chat_id]
    first = letters[0]
    assert first.text.splitlines() == [
        "Sudah beberapa hari belum ada kabar dari Perpustakaan Desa Balai Sebut. Ada yang bisa saya bantu?",
        "Berapa pengunjung Jumat, 15 Mei? Ketuk atau tulis jumlahnya.",
    ]
    assert first.dedupe_key == f"nudge:{balai_sebut.id}:2026-05-18:{ani.chat_id}"
    assert first.cancel_key == f"reminder:{balai_sebut.id}:2026-05-15"
    assert first.not_after == MORNING + timedelta(hours=2)
    assert letters[1].text.startswith("There has been no news of")
    with database.look() as work:
        question = work.questions.get(first.question_id or 0)
    assert question is not None
    assert (question.person_id, question.library_id, question.payload["date"]) == (ani.id, balai_sebut.id, "2026-05-15")


@pytest.mark.parametrize(
    ("hours", "day"), [(2, "Jumat, 15 Mei"), (7, "Jumat, 15 Mei"), (9, "hari ini")], ids=["open", "afternoon", "closed"]
)
def test_today_is_asked_for_once_the_library_has_closed(
    database: Database, desk: Desk, ani: Someone, hours: int, day: str
) -> None:
    desk.now = MORNING + timedelta(hours=hours)
    _, letter = desk.taps(f"nudge:{SANGGAU_WEEK}")
    assert f"Berapa pengunjung {day}?" in letter.text


def test_once_a_day_whoever_asks(database: Database, desk: Desk, ani: Someone) -> None:
    with database.work() as work:
        province = Desk(database, add_facilitator(work, KALIMANTAN_BARAT), MORNING + timedelta(minutes=5))
        work.commit()
    assert len(desk.taps(f"nudge:{SANGGAU_WEEK}")) == 2
    (again,) = desk.taps(f"nudge:{SANGGAU_WEEK}")
    (others,) = province.taps("snudge:61:0:0")
    for said in (again, others):
        assert "🔔 1 perpustakaan diingatkan pukul 07.12. Sejak itu masuk: 0" in said.text
        assert "🔄 Segarkan" in labels(said)
        assert "🔔 Ingatkan yang belum" not in labels(said)
    desk.now = MORNING + timedelta(days=1)
    assert len(desk.taps(f"nudge:{SANGGAU_WEEK}")) == 2


def test_what_came_in_since_is_counted(database: Database, desk: Desk, ani: Someone, balai_sebut: Library) -> None:
    desk.taps(f"nudge:{SANGGAU_WEEK}")
    with database.work() as work:
        add_report(
            work,
            balai_sebut,
            ani,
            make_visits(date=date(2026, 5, 15), total=9),
            sent_at=MORNING + timedelta(minutes=4),
        )
        work.commit()
    (refreshed,) = desk.taps(f"region:{SANGGAU_WEEK}")
    assert refreshed.text.splitlines()[-1] == "🔔 1 perpustakaan diingatkan pukul 07.12. Sejak itu masuk: 1"


def test_a_report_takes_back_a_reminder_that_has_not_left(
    database: Database, desk: Desk, ani: Someone, balai_sebut: Library
) -> None:
    _, letter = desk.taps(f"nudge:{SANGGAU_WEEK}")
    with database.work() as work:
        assert work.outbox.cancel(letter.cancel_key or "") == 1


def test_many_silent_libraries_are_reminded_in_pages(database: Database, desk: Desk) -> None:
    with database.work() as work:
        for n in range(501):
            library = add_library(work, village=f"Desa {n}", code=f"x{n}")
            add_keeper(work, library)
        work.connection.execute(update(tables.Membership).values(since=LONG_AGO))
        work.commit()
    first, *letters = desk.taps("snudge:6103:0:0")
    assert len(letters) == 500
    assert "🔔 500 perpustakaan diingatkan pukul 07.12." in first.text
    assert "🔔 Ingatkan yang belum" in labels(first)
    second, *rest = desk.taps("snudge:6103:0:0")
    assert len(rest) == 1
    assert "🔔 Ingatkan yang belum" not in labels(second)
