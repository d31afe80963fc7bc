"""Erasing a person: nothing that leads to them is left in any table, on both databases; figures stay."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from markupsafe import Markup, escape
from sqlalchemy import insert, select, update

from domain.announcing import Asks, Choice, Content
from domain.entries import Activity, Books
from domain.messages import Outgoing
from domain.people import Library, Role
from storage import tables
from storage.checks import wrong_tallies
from storage.erasing import account_hash
from storage.erasing_again import Erasure, erase_again
from storage.inbox import Arrival
from storage.work import Database, Work
from tests.factories import (
    NOW,
    TODAY,
    Someone,
    add_keeper,
    add_report,
    make_activity,
    make_books,
    make_visits,
)

NUMBER = 7193456120
NAME = "Zulaikha D'Mandasari"
WORDS = "hajatan-bu-ita"
"""What she wrote, and what may name people."""
MARKS = (str(NUMBER), "Zulaikha", "zulaikha", WORDS)

HOLDS = {
    "account",
    "activities",
    "announcement",
    "announcement_answer",
    "announcement_recipient",
    "books",
    "idea",
    "inbox",
    "outbox",
    "person",
    "question",
    "report",
    "tally",
    "visits",
}
"""The tables in which her name, number or words stand."""
LEADS_TO_HER = {"appointment", "join_request", "membership", "nudge", "photo"}
"""The tables that hold nothing of these, but rows that belong to her."""


@pytest.fixture
def zulaikha(database: Database, balai_sebut: Library, tanjung_merpati: Library, darius: Someone) -> Someone:
    """Keeps Balai Sebut, is facilitator as well, and has left something in every table there is."""
    with database.work() as work:
        someone = add_keeper(work, balai_sebut, external_id=str(NUMBER), name=NAME)
        work.directory.appoint(someone.id, Role.FACILITATOR, balai_sebut.region_code, NOW)
        work.menus.show(str(NUMBER), "mark")
        work.invitations.request(someone.id, tanjung_merpati.id, NOW)
        other = work.invitations.request(darius.id, tanjung_merpati.id, NOW)
        work.invitations.decide(other, "accepted", someone.id)
        work.nudges.add([(balai_sebut.id, TODAY)], someone.id, NOW)
        _report(work, balai_sebut, someone)
        _queue(work, someone, darius)
        _announce(work, someone, darius)
        work.commit()
    return someone


def _report(work: Work, library: Library, someone: Someone) -> None:
    yesterday = TODAY - timedelta(days=1)
    closed = make_visits(date=yesterday, total=None, male=None, female=None, closed=True, reason=WORDS)
    activity = make_activity(title=f"Mendongeng bersama {NAME.upper()}", partner=WORDS, place=WORDS)
    told = (make_visits(), closed, activity, make_books(giver=WORDS))
    report = add_report(work, library, someone, *told, text=WORDS)
    work.journal.keep_photo(report.id, "photo-1")
    work.journal.photos_kept(report.id, NOW)
    older = add_report(work, library, someone, make_activity(title=WORDS), make_books(title=WORDS), text=WORDS)
    for kept in work.journal.kept(older.id):
        if isinstance(kept.entry, Activity | Books):
            work.journal.end(type(kept.entry), [kept.id], by=someone.id, at=NOW)
    withdrawn = add_report(work, library, someone, make_activity(title=WORDS), text=WORDS)
    work.journal.withdraw(withdrawn, NOW)
    work.questions.ask(
        kind="doubt", chat_id=NUMBER, person_id=someone.id, report_id=report.id, payload={"said": WORDS}, now=NOW
    )
    idea = {"library_id": library.id, "title": activity.title.casefold(), "told_at": NOW}
    work.connection.execute(insert(tables.Idea).values(idea))
    answers = [
        Outgoing(chat_id=NUMBER, text=escape(WORDS), report_id=report.id),
        Outgoing(chat_id=-100, text=escape(WORDS), report_id=report.id),
    ]
    work.outbox.put(answers, NOW)


def _queue(work: Work, someone: Someone, other: Someone) -> None:
    user = {"id": NUMBER, "is_bot": False, "first_name": "Zulaikha", "last_name": "D'Mandasari"}
    stranger = {"id": other.chat_id, "is_bot": False, "first_name": "Darius"}
    hers = {"message_id": 1, "from": user, "text": WORDS}
    told = {"message_id": 9, "from": {"id": 1, "is_bot": True, "first_name": "Bot"}, "text": f"{NAME} ingin bergabung"}
    forwarded = {"message_id": 3, "from": stranger, "text": WORDS}
    forwarded |= {"forward_origin": {"type": "user", "sender_user": user}}
    raws: list[tuple[int | None, dict[str, Any]]] = [
        (NUMBER, {"message": hers}),
        (-100, {"message": hers}),
        (-100, {"callback_query": {"id": "1", "from": user, "message": told}}),
        (-100, {"message": {"message_id": 2, "from": stranger, "text": "/lapor 5", "reply_to_message": hers}}),
        (other.chat_id, {"callback_query": {"id": "2", "from": stranger, "message": told}}),
        (other.chat_id, {"message": forwarded}),
    ]
    arrivals = [
        Arrival(update_id=number, raw=json.dumps(raw, separators=(",", ":")), sent_at=NOW, chat_id=chat)
        for number, (chat, raw) in enumerate(raws)
    ]
    work.inbox.keep(arrivals)
    for row in work.inbox.waiting(10):
        work.inbox.done(row.id)
    asked = Markup("{} ingin bergabung").format(someone.name)
    work.outbox.put([Outgoing(chat_id=other.chat_id, text=asked)], NOW)


def _announce(work: Work, someone: Someone, other: Someone) -> None:
    work.announcements.compose(someone.id, NUMBER, Content(text=WORDS), NOW)
    sent = work.announcements.compose(someone.id, NUMBER, Content(text=WORDS), NOW)
    begun = update(tables.Announcement).where(tables.Announcement.id == sent.id)
    work.connection.execute(begun.values(state="sending", message_id=5, started_at=NOW))
    work.outbox.put([Outgoing(chat_id=other.chat_id, text=escape(WORDS), cancel_key=sent.cancel_key)], NOW)
    others = work.announcements.compose(other.id, other.chat_id, Content(text="Bimtek"), NOW)
    work.announcements.ask(others, Asks.ATTEND)
    got = {"announcement_id": others.id, "chat_id": NUMBER, "person_id": someone.id}
    work.connection.execute(insert(tables.AnnouncementRecipient).values(got))
    work.answers.choose(others.id, someone.id, Choice.COMES, NOW)
    work.answers.say(others.id, someone.id, WORDS, NOW)


def rows(work: Work) -> Iterator[tuple[str, str]]:
    for table in tables.Base.metadata.sorted_tables:
        for row in work.connection.execute(select(table)):
            yield table.name, " ".join(str(value) for value in row)


def marked(work: Work) -> list[tuple[str, str]]:
    return [(table, row) for table, row in rows(work) if any(mark in row for mark in MARKS)]


def leading_to(work: Work, person_id: int) -> set[str]:
    """The tables with a row that names the person by our own number."""
    found = set()
    for table in tables.Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                query = select(table).where(column == person_id)
                found |= {table.name} if work.connection.execute(query).first() else set()
    return found


def test_she_is_in_every_table_that_could_hold_somebody(database: Database, zulaikha: Someone) -> None:
    """So that the next test looks for her wherever she could be: a new table has to be filled here too."""
    with database.look() as work:
        assert {table for table, _ in marked(work)} == HOLDS
    personal = {
        table.name
        for table in tables.Base.metadata.sorted_tables
        if "chat_id" in table.columns
        or any(key.column.table.name in ("person", "report") for key in table.foreign_keys)
    }
    assert personal - HOLDS == LEADS_TO_HER


def test_nothing_is_left_of_an_erased_person(database: Database, zulaikha: Someone) -> None:
    with database.work() as work:
        assert work.erasing.erase(str(NUMBER), NOW) is True
        work.commit()
    with database.look() as work:
        assert marked(work) == []
        assert leading_to(work, zulaikha.id) == set()
        assert work.people_data.of(str(NUMBER)) is None
        assert work.people_data.in_queues(NUMBER) == 0


def test_figures_and_titles_stay_when_a_person_is_erased(
    database: Database, balai_sebut: Library, zulaikha: Someone
) -> None:
    with database.work() as work:
        work.erasing.erase(str(NUMBER), NOW)
        work.commit()
    with database.look() as work:
        assert work.journal.day(balai_sebut.id, TODAY).total == 23
        assert work.journal.day(balai_sebut.id, TODAY - timedelta(days=1)).closed
        titles = [getattr(shown.entry, "title", None) for shown in work.views.newest(balai_sebut.id, 10)]
        assert [title for title in titles if title] == ["Mendongeng bersama –", "Laskar Pelangi"]
        assert wrong_tallies(work.connection) == []


def test_what_others_wrote_and_get_stays_when_a_person_is_erased(
    database: Database, balai_sebut: Library, darius: Someone, zulaikha: Someone
) -> None:
    with database.work() as work:
        add_report(work, balai_sebut, darius, make_activity(title="Melipat kertas"), text="kegiatan melipat kertas 12")
        work.outbox.put([Outgoing(chat_id=darius.chat_id, text=Markup("Tercatat"))], NOW)
        work.erasing.erase(str(NUMBER), NOW)
        work.commit()
    with database.look() as work:
        assert ("kegiatan melipat kertas 12") in {row.text for row in work.connection.execute(select(tables.Report))}
        letters = [letter.text for letter in work.outbox.heads(NOW, 10)]
        assert letters == ["– ingin bergabung"]
        raws = [json.loads(raw) for raw in work.connection.execute(select(tables.Inbox.raw)).scalars()]
        replied = next(raw["message"] for raw in raws if "reply_to_message" in raw.get("message", {}))
        assert (replied["text"], replied["reply_to_message"]["from"]["id"]) == ("/lapor 5", 0)


def test_a_message_of_another_that_waits_keeps_its_words(database: Database, zulaikha: Someone, rini: Someone) -> None:
    said = {"message": {"message_id": 1, "from": {"id": rini.chat_id}, "text": f"kegiatan bersama {NAME} 12 anak"}}
    with database.work() as work:
        work.inbox.keep([Arrival(update_id=99, raw=json.dumps(said), sent_at=NOW, chat_id=rini.chat_id)])
        work.erasing.erase(str(NUMBER), NOW)
        (waiting,) = work.inbox.waiting(10)
        assert json.loads(waiting.raw) == said


def test_a_stranger_is_erased_too(database: Database) -> None:
    with database.work() as work:
        work.inbox.keep([Arrival(update_id=1, raw=f'{{"of":{NUMBER}}}', sent_at=NOW, chat_id=NUMBER)])
        work.outbox.put([Outgoing(chat_id=NUMBER, text=Markup("Selamat datang"))], NOW)
        assert work.erasing.erase(str(NUMBER), NOW) is False
        assert marked(work) == []
        assert (work.inbox.waiting(10), work.outbox.heads(NOW, 10)) == ([], [])


def test_a_row_that_is_on_its_way_keeps_its_number(database: Database, wati: Someone) -> None:
    with database.work() as work:
        work.outbox.put([Outgoing(chat_id=wati.chat_id, text=Markup("Berapa pengunjung?"))], NOW)
        (flying,) = work.outbox.heads(NOW, 10)
        work.erasing.erase(wati.external_id, NOW)
        work.outbox.put([Outgoing(chat_id=wati.chat_id, text=Markup("Sudah dihapus"))], NOW)
        (last,) = work.outbox.heads(NOW, 10)
        assert (last.text, last.id != flying.id) == ("Sudah dihapus", True)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_copy_from_before_the_erasure_is_cleared_of_the_person_too(
    database: Database, database_url: str, zulaikha: Someone
) -> None:
    erasure = Erasure(account_hash=account_hash(str(NUMBER)), erased_at=NOW + timedelta(hours=1))
    assert erase_again(database_url, [erasure]) == 1
    with database.look() as work:
        assert marked(work) == []
