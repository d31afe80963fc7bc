"""Messages wait in the order in which they must leave."""

from datetime import timedelta
from typing import Any

from markupsafe import Markup, escape

from domain.messages import Button, Letter, Outgoing, Priority
from domain.people import Library
from storage.outbox import Delivered
from storage.work import Database, Work
from tests.factories import NOW, Someone, add_report


def outgoing(text: str, **values: Any) -> Outgoing:
    return Outgoing(**{"chat_id": 7001, "text": escape(text)} | values)


def heads(work: Work, **values: Any) -> list[Letter]:
    return work.outbox.heads(values.pop("now", NOW), 100, **values)


def texts(work: Work, **values: Any) -> list[str]:
    return [letter.text for letter in heads(work, **values)]


def send(work: Work, letter: Letter, message_id: int) -> None:
    delivered = Delivered(id=letter.id, state="sent", message_id=message_id, closes=letter.closes)
    work.outbox.settle([delivered], NOW)


def test_of_each_chat_the_most_urgent_leaves_first_then_the_oldest(database: Database) -> None:
    with database.work() as work:
        work.outbox.put(
            [
                outgoing("reminder", priority=Priority.REMINDER),
                outgoing("reply"),
                outgoing("second reply"),
                outgoing("bulk", chat_id=7002, priority=Priority.ANNOUNCEMENT),
            ],
            NOW,
        )
        assert texts(work) == ["reply", "bulk"]
        assert texts(work, busy=[7001]) == ["bulk"]
        send(work, heads(work)[0], 50)
        assert texts(work) == ["second reply", "bulk"]


def test_what_has_its_time_waits_for_it(database: Database) -> None:
    later = NOW + timedelta(seconds=2)
    with database.work() as work:
        work.outbox.put([outgoing("later", not_before=later)], NOW)
        assert texts(work) == []
        assert work.outbox.next_due(NOW) == later
        assert texts(work, now=later) == ["later"]


def test_a_dedupe_key_is_used_once(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing("reminder", dedupe_key="reminder:1:2026-05-12:1")] * 2, NOW)
        assert work.outbox.lengths() == {"waiting": 1}


def test_a_cancel_key_takes_back_what_still_waits(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing("one", cancel_key="day"), outgoing("two")], NOW)
        assert work.outbox.cancel("day") == 1
        assert texts(work) == ["two"]


def test_a_letter_carries_its_buttons_and_what_it_answers(database: Database) -> None:
    button = Button(text="Batalkan", data="u:1:1:x")
    with database.work() as work:
        work.outbox.put([outgoing(Markup("<b>12</b>"), keyboard=((button,),), reply_to=9)], NOW)
        (letter,) = heads(work)
    assert (letter.text, letter.keyboard, letter.reply_to) == ("<b>12</b>", ((button,),), 9)


def test_an_edit_takes_the_place_of_an_answer_that_still_waits(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati)
        work.outbox.put([outgoing("recorded 23", report_id=report.id)], NOW)
        work.outbox.put([outgoing("recorded 18", report_id=report.id, revises=True)], NOW)
        work.outbox.put([outgoing("recorded 17", report_id=report.id, revises=True)], NOW)
        (letter,) = heads(work)
        assert (letter.text, letter.edit_message_id) == ("recorded 17", None)
        send(work, letter, 50)
        assert texts(work) == []


def test_an_edit_never_overtakes_an_answer_that_waits_for_its_time(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    later = NOW + timedelta(seconds=2)
    with database.work() as work:
        report = add_report(work, balai_sebut, wati)
        work.outbox.put([outgoing("first", report_id=report.id, not_before=later)], NOW)
        work.outbox.put([outgoing("second", report_id=report.id, revises=True)], NOW)
        assert texts(work) == []
        assert texts(work, now=later) == ["second"]


def test_an_edit_of_a_sent_answer_edits_it_and_the_newest_edit_is_enough(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati)
        work.outbox.put([outgoing("recorded 23", report_id=report.id)], NOW)
        send(work, heads(work)[0], 50)
        for number in (18, 17):
            work.outbox.put([outgoing(f"recorded {number}", report_id=report.id, revises=True)], NOW)
        (letter,) = heads(work)
        assert (letter.text, letter.edit_message_id) == ("recorded 17", 50)
        send(work, letter, 50)
        assert texts(work) == []
        assert work.outbox.report_of(7001, 50) == report.id


def test_an_answer_that_was_sent_anew_is_what_later_edits_edit(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati)
        work.outbox.put([outgoing("recorded 23", report_id=report.id)], NOW)
        send(work, heads(work)[0], 50)
        work.outbox.put([outgoing("recorded 18", report_id=report.id, revises=True)], NOW)
        (edit,) = heads(work)
        work.outbox.settle([Delivered(id=edit.id, state="sent", message_id=60, replaces=edit.edits)], NOW)
        work.outbox.put([outgoing("recorded 17", report_id=report.id, revises=True)], NOW)
        assert [letter.edit_message_id for letter in heads(work)] == [60]


def test_what_has_become_useless_is_given_up(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing("stale", not_after=NOW), outgoing("fresh")], NOW - timedelta(hours=2))
        assert len(work.outbox.expire(NOW)) == 1
        assert texts(work) == ["fresh"]


def test_a_chat_that_cant_be_reached_gets_nothing_more(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing("one"), outgoing("two"), outgoing("other", chat_id=7002)], NOW)
        assert work.outbox.cancel_chat(7001) == 2
        assert texts(work) == ["other"]


def test_a_group_that_moved_gets_what_waits_under_its_new_id(database: Database) -> None:
    with database.work() as work:
        work.outbox.put([outgoing("week", chat_id=-7)], NOW)
        work.outbox.migrate(-7, -100700)
        assert [letter.chat_id for letter in heads(work)] == [-100700]
