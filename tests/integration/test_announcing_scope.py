"""Nobody reaches, sees or changes an announcement that isn't theirs: whatever is tapped, forged or old."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.intake.handling import handle
from domain.announcing import Announcement, Asks, Audience, Choice, Content, Run, State, Whom
from domain.messages import Outgoing, Priority, What
from domain.people import Library, Role
from handlers.turn import Answer, Turn
from locales import texts_in
from replies.announcing import answers, audience, control, letters, picking, progress
from replies.drawings import region_number
from scheduler import announcements
from storage.tables import AnnouncementAnswer, AnnouncementRecipient
from storage.work import Database, Work
from tests.factories import (
    KALIMANTAN_BARAT,
    NOW,
    SANGGAU,
    SINTANG,
    Someone,
    add_admin,
    add_facilitator,
    add_keeper,
    add_library,
    make_incoming,
)

ROUTES = (
    audience.REGION,
    audience.REGIONS,
    audience.WHOM,
    audience.OTHERS,
    audience.CANCEL,
    picking.PICK,
    picking.PAGE,
    picking.PICKED,
    control.ASKS,
    control.SEND,
    control.WHEN,
    progress.STOP,
    progress.AGAIN,
    progress.ANSWERS,
    answers.SHEET,
)


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.work() as opened:
        yield opened


def turn(work: Work, someone: Someone, **about: object) -> Turn:
    incoming = make_incoming(chat_id=someone.chat_id, sender=someone.sender, **about)
    person = work.directory.person(someone.external_id)
    return Turn(incoming=incoming, work=work, now=NOW, texts=texts_in("id"), person=person)


def taps(work: Work, someone: Someone, data: str, **about: object) -> Answer:
    said = handle(turn(work, someone, what=What.TAP, data=data, text="", **about))
    return [message for message in said if message.priority is not Priority.MENU]


def drafted(
    work: Work, author: Someone, whom: Whom | None = Whom.KEEPERS, region: str | None = SANGGAU
) -> Announcement:
    draft = work.announcements.compose(author.id, author.chat_id, Content(text="Rapat"), NOW)
    codes = (region,) if region else None
    return work.announcements.address(draft, Audience(whom=whom, region=region), Run(codes=codes))


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("state", [State.DRAFT, State.SENDING, State.SENT])
def test_the_buttons_are_their_authors_only(
    wati: Someone, yohanes: Someone, rini: Someone, newcomer: Someone, route: str, state: State, work: Work
) -> None:
    others = [
        add_facilitator(work, SINTANG),
        add_facilitator(work, SANGGAU),
        add_admin(work, external_id="7077"),
        wati,
        rini,
        newcomer,
    ]
    found = drafted(work, yohanes)
    if state is not State.DRAFT:
        work.announcements.start(found, found.run, 5, NOW)
    if state is State.SENT:
        work.announcements.end(found, NOW)
    before = work.announcements.get(found.id)
    for someone in others:
        for choice in (0, 1, region_number(SANGGAU)):
            assert taps(work, someone, f"{route}:{found.id}:{before.audience.edition}:{choice}") == []
    assert work.announcements.get(found.id) == before


@pytest.mark.parametrize("route", ROUTES)
def test_who_has_lost_the_office_can_do_nothing_more(
    rini: Someone, balai_sebut: Library, route: str, work: Work
) -> None:
    found = drafted(work, rini)
    assert taps(work, rini, f"{route}:{found.id}:1:0") == []
    assert work.announcements.get(found.id) == found


def test_a_region_that_is_not_ones_own_cannot_be_chosen(
    yohanes: Someone, balai_sebut: Library, tanjung_puri: Library, work: Work
) -> None:
    found = drafted(work, yohanes, None)
    for code in (SINTANG, KALIMANTAN_BARAT, "99"):
        assert taps(work, yohanes, f"{audience.REGION}:{found.id}:0:{region_number(code)}") == []
    assert taps(work, yohanes, f"{picking.PICK}:{found.id}:1:{tanjung_puri.id}") == []
    assert work.announcements.get(found.id) == found


def test_a_forged_region_reaches_nobody(
    wati: Someone, yohanes: Someone, balai_sebut: Library, tanjung_puri: Library, work: Work
) -> None:
    add_keeper(work, tanjung_puri, external_id="7090")
    chosen = drafted(work, yohanes, Whom.LIBRARIES)
    forged = replace(chosen.audience, libraries=(tanjung_puri.id, balai_sebut.id))
    assert work.audiences.size(forged, (SANGGAU,), NOW, yohanes.id) == 1
    for whom in Whom:
        everybody = Audience(whom=whom, region=SINTANG, libraries=(tanjung_puri.id,))
        assert work.audiences.size(everybody, (SANGGAU,), NOW, None) == (whom in (Whom.KEEPERS, Whom.SILENT))
        assert work.audiences.size(everybody, (), NOW, None) == 0


def test_audiences_are_counted_by_kind(wati: Someone, darius: Someone, balai_sebut: Library, work: Work) -> None:
    other = add_library(work, village="Semoncol", region_code=SINTANG)
    add_keeper(work, other, external_id="7091")
    work.directory.join(wati.id, other.id, NOW)
    add_facilitator(work, SANGGAU)
    province = add_facilitator(work, KALIMANTAN_BARAT)
    for chat, code in ((-1, SANGGAU), (-2, SINTANG), (-3, KALIMANTAN_BARAT)):
        work.chats.link(chat, f"Grup {chat}", code)
    work.chats.removed(-2)
    sizes = {
        whom: [work.audiences.size(Audience(whom=whom), codes, NOW, province.id) for codes in CODES] for whom in COUNTED
    }
    assert sizes == {
        Whom.KEEPERS: [2, 2, 3, 3, 3],
        Whom.GROUPS: [1, 0, 1, 2, 2],
        Whom.FACILITATORS: [0, 0, 0, 1, 1],
    }


CODES = ((SANGGAU,), (SINTANG,), (SANGGAU, SINTANG), (KALIMANTAN_BARAT,), None)
COUNTED = (Whom.KEEPERS, Whom.GROUPS, Whom.FACILITATORS)


def sending(work: Work, author: Someone, asks: Asks = Asks.ATTEND) -> Announcement:
    found = work.announcements.ask(drafted(work, author), asks)
    work.announcements.start(found, found.run, 5, NOW)
    found = work.announcements.get(found.id) or found
    while announcements._put(work, work.announcements.get(found.id) or found, NOW):
        pass
    return work.announcements.get(found.id) or found


def test_only_recipients_answer(wati: Someone, yohanes: Someone, rini: Someone, work: Work) -> None:
    found = sending(work, yohanes)
    data = f"{letters.ANSWER}:{found.id}:0:0"
    for someone in (rini, yohanes):
        assert taps(work, someone, data) == []
    assert taps(work, wati, f"{letters.ANSWER}:{found.id}:0:2") == []
    assert taps(work, wati, f"{letters.ANSWER}:{found.id + 1}:0:0") == []
    assert work.answers.counts(found.id) == {}
    for choice in (0, 1, 1):
        taps(work, wati, f"{letters.ANSWER}:{found.id}:0:{choice}")
    assert work.answers.counts(found.id) == {Choice.STAYS: 1}


def test_an_unsure_one_that_is_answered_has_come(wati: Someone, yohanes: Someone, work: Work) -> None:
    found = sending(work, yohanes)
    work.outbox.claim(range(1, 10))
    work.outbox.doubt_claims()
    work.runs.settle(found, 10)
    taps(work, wati, f"{letters.ANSWER}:{found.id}:0:0", message_id=77)
    assert [str(one) for one in work.runs.outcomes(found.id)] == ["sent"]
    assert work.announcements.told_by(wati.chat_id, 77) == found.id


def test_the_erased_disappear_from_recipients_and_answers(
    wati: Someone, darius: Someone, yohanes: Someone, work: Work
) -> None:
    found = sending(work, yohanes)
    taps(work, wati, f"{letters.ANSWER}:{found.id}:0:0")
    work.answers.say(found.id, wati.id, "maaf", NOW)
    work.erasing.erase(wati.external_id, NOW)
    chats = work.connection.execute(select(AnnouncementRecipient.chat_id)).scalars().all()
    assert chats == [darius.chat_id]
    assert work.connection.execute(select(func.count()).select_from(AnnouncementAnswer)).scalar_one() == 0


def test_an_erased_author_leaves_what_others_received(wati: Someone, yohanes: Someone, work: Work) -> None:
    drafted(work, yohanes)
    found = sending(work, yohanes)
    work.erasing.erase(yohanes.external_id, NOW)
    assert work.announcements.get(found.id - 1) is None
    left = work.announcements.get(found.id)
    assert left is not None
    assert (left.person_id, left.chat_id, left.message_id) == (None, 0, None)


def test_what_is_scheduled_needs_the_office_still(database: Database, yohanes: Someone, wati: Someone) -> None:
    with database.work() as work:
        found = drafted(work, wati)
        work.announcements.schedule(found, NOW + timedelta(hours=1), found.run)
        theirs = drafted(work, yohanes)
        work.announcements.schedule(theirs, NOW + timedelta(hours=1), theirs.run)
        work.commit()
    while announcements.plan(database, NOW + timedelta(hours=1)):
        pass
    with database.look() as work:
        states = [one.state for id_ in (found.id, theirs.id) if (one := work.announcements.get(id_))]
    assert states == [State.CANCELLED, State.SENDING]


def test_one_person_with_several_offices_reaches_all_of_them(
    yohanes: Someone, tanjung_puri: Library, work: Work
) -> None:
    work.directory.appoint(yohanes.id, Role.FACILITATOR, SINTANG, NOW)
    add_keeper(work, tanjung_puri, external_id="7095")
    found = drafted(work, yohanes, None)
    said = taps(work, yohanes, f"{audience.REGION}:{found.id}:0:0")
    assert buttons(said[0])[0] == "Semua pengelola semua wilayah saya (1)"


def test_pages_put_everybody_once(database: Database, yohanes: Someone, balai_sebut: Library) -> None:
    with database.work() as work:
        for number in range(250):
            add_keeper(work, balai_sebut, external_id=str(8000 + number))
        found = drafted(work, yohanes)
        work.announcements.start(found, found.run, None, NOW)
        work.commit()
    pages = 1
    while announcements.plan(database, NOW):
        pages += 1
    with database.look() as work:
        assert work.outbox.lengths() == {"waiting": 250}
        assert work.runs.outcomes(found.id) == {None: 250}
    assert pages == 5


def buttons(message: Outgoing) -> list[str]:
    return [button.text for row in message.keyboard for button in row]
