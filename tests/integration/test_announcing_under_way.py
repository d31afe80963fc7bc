"""What happens to an announcement while it is under way: offices, libraries and people change meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from domain.announcing import Announcement, Asks, Audience, Content, Outcome, Run, State, Whom
from domain.people import Library, Role
from replies.announcing import audience, progress
from replies.drawings import region_number
from scheduler import announcements
from storage.tables import Announcement as Row
from storage.tables import AnnouncementRecipient, Appointment, Outbox
from storage.work import Database, Work
from tests.factories import NOW, SANGGAU, SINTANG, Someone, add_keeper, add_region, add_report
from tests.integration.test_announcing_scope import drafted, taps

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.work() as opened:
        yield opened


def begun(database: Database, author: Someone, whom: Whom = Whom.KEEPERS) -> int:
    """An announcement that is being sent; nothing of it is put yet."""
    with database.work() as work:
        found = drafted(work, author, whom)
        work.announcements.start(found, found.run, 5, NOW)
        work.commit()
    return found.id


def scheduled(database: Database, author: Someone, whom: Whom = Whom.KEEPERS) -> int:
    """One that waits for an hour."""
    with database.work() as work:
        found = drafted(work, author, whom)
        work.announcements.schedule(found, LATER, found.run)
        work.commit()
    return found.id


def planned(database: Database) -> None:
    while announcements.plan(database, LATER):
        pass


def put(database: Database, id_: int, *, stopped: bool = False) -> None:
    """All of it is in the outbox, or has left with this outcome."""
    planned(database)
    with database.work() as work:
        left = update(Outbox).where(Outbox.cancel_key == f"announcement:{id_}", Outbox.state == "waiting")
        work.connection.execute(left.values(state="failed" if stopped else "sent", error="blocked"))
        work.commit()
    planned(database)


def told(database: Database, chat_id: int) -> list[str]:
    """What was put out to a chat."""
    with database.look() as work:
        query = select(Outbox.payload).where(Outbox.chat_id == chat_id, Outbox.state != "cancelled")
        return [payload["text"] for payload in work.connection.execute(query.order_by(Outbox.id)).scalars()]


def state(database: Database, id_: int) -> Announcement:
    with database.look() as work:
        found = work.announcements.get(id_)
    assert found is not None
    return found


def loses_office(database: Database, someone: Someone) -> None:
    with database.work() as work:
        work.connection.execute(delete(Appointment).where(Appointment.person_id == someone.id))
        work.commit()


def test_whom_nobody_was_chosen_for_is_not_sent_and_holds_up_no_other(
    database: Database, yohanes: Someone, wati: Someone
) -> None:
    with database.work() as work:
        work.directory.appoint(yohanes.id, Role.FACILITATOR, add_region(work, code=SINTANG), NOW)
        work.commit()
    chosen_anew, other = scheduled(database, yohanes), scheduled(database, yohanes)
    with database.work() as work:
        taps(work, yohanes, f"{audience.REGION}:{chosen_anew}:0:{region_number(SINTANG)}")
        work.commit()
    planned(database)
    assert [state(database, id_).state for id_ in (chosen_anew, other)] == [State.CANCELLED, State.SENDING]
    assert told(database, yohanes.chat_id)[0] == (
        "Pengumuman yang dijadwalkan Selasa, 12 Mei pukul 16.30 tidak terkirim, karena penerimanya belum dipilih lagi. "
        "Kalau masih perlu, tulis /siarkan lagi."
    )
    assert told(database, wati.chat_id) == ["Rapat"]


def test_one_that_can_not_be_sent_holds_up_no_other(database: Database, yohanes: Someone, wati: Someone) -> None:
    spoilt, other = begun(database, yohanes), begun(database, yohanes)
    with database.work() as work:
        work.connection.execute(update(Row).where(Row.id == spoilt).values(content={"text": 3, "files": []}))
        work.commit()
    planned(database)
    assert told(database, wati.chat_id) == ["Rapat"]
    assert state(database, other).state is State.SENDING
    with database.look() as work:
        states = dict(work.connection.execute(select(Row.id, Row.state)).all())
    assert states == {spoilt: "cancelled", other: "sending"}


def test_who_loses_the_office_midway_sends_no_more(database: Database, yohanes: Someone, wati: Someone) -> None:
    id_ = begun(database, yohanes)
    planned(database)
    loses_office(database, yohanes)
    planned(database)
    assert state(database, id_).state is State.CANCELLED
    assert told(database, wati.chat_id) == []
    assert told(database, yohanes.chat_id)[-1] == "⏹ Dihentikan. Terkirim 0 dari 1. Tidak dikirim 1."


def test_who_has_lost_the_office_is_told_why_nothing_was_sent(
    database: Database, yohanes: Someone, wati: Someone
) -> None:
    id_ = scheduled(database, yohanes)
    loses_office(database, yohanes)
    planned(database)
    assert state(database, id_).state is State.CANCELLED
    assert told(database, wati.chat_id) == []
    assert "karena wilayahnya tidak lagi menjadi tugas Anda" in told(database, yohanes.chat_id)[0]


def test_who_keeps_a_library_no_more_is_not_sent_it_again(
    database: Database, yohanes: Someone, wati: Someone, darius: Someone, balai_sebut: Library
) -> None:
    id_ = begun(database, yohanes)
    put(database, id_, stopped=True)
    with database.work() as work:
        work.keepers.leave(wati.id, balai_sebut.id, NOW)
        work.commit()
    with database.work() as work:
        taps(work, yohanes, f"{progress.AGAIN}:{id_}:0:{progress.AGAIN_FAILED}")
        work.commit()
    planned(database)
    assert [told(database, one.chat_id) for one in (wati, darius)] == [["Rapat"], ["Rapat", "Rapat"]]
    with database.work() as work:
        assert work.runs.outcomes(id_) == {Outcome.BLOCKED: 1, None: 1}
        darius_left = update(Outbox).where(Outbox.chat_id == darius.chat_id).values(state="sent")
        work.connection.execute(darius_left)
        work.commit()
    planned(database)
    with database.work() as work:
        (said,) = taps(work, yohanes, f"{progress.AGAIN}:{id_}:0:{progress.AGAIN_FAILED}")
    assert said.text == "Yang gagal dikirimi kini bukan penerima lagi, jadi tidak ada yang dikirimi ulang."
    assert state(database, id_).state is State.SENT


def test_it_is_sent_again_to_those_who_have_reported_since(
    database: Database, yohanes: Someone, wati: Someone, balai_sebut: Library
) -> None:
    id_ = begun(database, yohanes, Whom.SILENT)
    put(database, id_, stopped=True)
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        taps(work, yohanes, f"{progress.AGAIN}:{id_}:0:{progress.AGAIN_FAILED}")
        work.commit()
    planned(database)
    assert told(database, wati.chat_id) == ["Rapat", "Rapat"]


def test_who_has_reported_meanwhile_is_not_among_the_silent(
    database: Database, yohanes: Someone, wati: Someone, balai_sebut: Library, tanjung_merpati: Library
) -> None:
    with database.work() as work:
        other = add_keeper(work, tanjung_merpati, external_id="7080")
        work.commit()
    scheduled(database, yohanes, Whom.SILENT)
    with database.work() as work:
        add_report(work, balai_sebut, wati)
        work.commit()
    planned(database)
    assert [told(database, one.chat_id) for one in (wati, other)] == [[], ["Rapat"]]


def test_an_author_who_is_erased_midway_sends_no_more(database: Database, yohanes: Someone, wati: Someone) -> None:
    id_ = begun(database, yohanes)
    planned(database)
    with database.work() as work:
        work.erasing.erase(yohanes.external_id, NOW)
        work.commit()
    planned(database)
    left = state(database, id_)
    assert (left.state, left.person_id, left.content) == (State.CANCELLED, None, Content())
    assert told(database, wati.chat_id) == told(database, yohanes.chat_id) == []


def test_a_recipient_who_is_erased_midway_is_no_more_among_them(
    database: Database, yohanes: Someone, wati: Someone, darius: Someone
) -> None:
    id_ = begun(database, yohanes)
    planned(database)
    with database.work() as work:
        work.erasing.erase(wati.external_id, NOW)
        work.commit()
    put(database, id_)
    assert told(database, wati.chat_id) == []
    assert told(database, yohanes.chat_id)[-1] == "✅ Terkirim 1 dari 1."


def test_the_name_of_the_erased_is_not_left_in_what_was_told(
    database: Database, yohanes: Someone, balai_sebut: Library
) -> None:
    with database.work() as work:
        lena = add_keeper(work, balai_sebut, external_id="7081", name="Magdalena Sumiyati")
        work.commit()
    id_ = begun(database, yohanes)
    planned(database)
    with database.work() as work:
        # Known by the name alone, as one who facilitates no region any more.
        work.connection.execute(update(AnnouncementRecipient).values(library_id=None))
        work.commit()
    put(database, id_, stopped=True)
    assert "Magdalena" in told(database, yohanes.chat_id)[-1]
    with database.work() as work:
        work.erasing.erase(lena.external_id, NOW)
        work.commit()
    with database.look() as work:
        kept = str(work.connection.execute(select(Row.audience)).scalar_one())
        letters = str(work.connection.execute(select(Outbox.payload)).scalars().all())
    assert "Magdalena" not in kept + letters


def test_two_announcements_at_once_reach_everybody_once_each(
    database: Database, yohanes: Someone, wati: Someone, darius: Someone, tanjung_merpati: Library
) -> None:
    with database.work() as work:
        work.directory.join(wati.id, tanjung_merpati.id, NOW)
        work.commit()
    first, second = begun(database, yohanes), begun(database, yohanes)
    planned(database)
    assert [told(database, one.chat_id) for one in (wati, darius)] == [["Rapat", "Rapat"]] * 2
    for id_ in (first, second):
        put(database, id_)
    with database.look() as work:
        assert [work.runs.outcomes(id_) for id_ in (first, second)] == [{Outcome.SENT: 2}] * 2


@pytest.mark.parametrize("hours", [1, 11])
def test_what_was_due_a_while_ago_is_sent_still(
    database: Database, yohanes: Someone, wati: Someone, hours: int
) -> None:
    scheduled(database, yohanes)
    announcements.plan(database, LATER + timedelta(hours=hours))
    announcements.plan(database, LATER + timedelta(hours=hours))
    assert told(database, wati.chat_id) == ["Rapat"]


def test_lists_of_foreign_regions_stay_empty(yohanes: Someone, tanjung_puri: Library, work: Work) -> None:
    found = drafted(work, yohanes, None)
    for number in (region_number("61"), region_number(SINTANG), 99):
        for said in taps(work, yohanes, f"{audience.REGIONS}:{found.id}:0:{number}"):
            assert "Sintang" not in str(said.keyboard)


def test_a_stored_audience_of_another_region_reaches_nobody(
    yohanes: Someone, tanjung_puri: Library, wati: Someone, work: Work
) -> None:
    """As if a region had been taken from its author since."""
    add_keeper(work, tanjung_puri, external_id="7090")
    draft = work.announcements.compose(yohanes.id, yohanes.chat_id, Content(text="Rapat"), NOW)
    forged = Audience(whom=Whom.KEEPERS, region=SINTANG)
    draft = work.announcements.address(draft, forged, Run(codes=(SINTANG,)))
    taps(work, yohanes, f"ansend:{draft.id}:{draft.audience.edition}:0")
    found = work.announcements.get(draft.id)
    assert found is not None
    assert (found.state, found.asks) == (State.DRAFT, Asks.NOTHING)
    assert SANGGAU not in found.run.codes
