"""What was asked, of whom, and whether it is still open."""

from datetime import timedelta
from typing import Any

from markupsafe import Markup

from domain.messages import Outgoing
from domain.people import Library
from storage.outbox import Delivered
from storage.questions import QuestionRow
from storage.work import Database, Work
from tests.factories import NOW, Someone, add_report


def ask(work: Work, person: Someone, **values: Any) -> QuestionRow:
    asked: dict[str, Any] = {"kind": "count", "chat_id": person.chat_id, "person_id": person.id, "now": NOW} | values
    return work.questions.ask(**asked)


def test_the_newest_open_question_comes_first(database: Database, wati: Someone) -> None:
    with database.work() as work:
        first, second = ask(work, wati), ask(work, wati, payload={"slot": "total"}, takes_number=True)
        assert work.questions.open_for(wati.id, wati.chat_id, NOW) == [second, first]
        assert work.questions.get(second.id) == second


def test_a_question_expires(database: Database, wati: Someone) -> None:
    with database.work() as work:
        ask(work, wati, lifetime=timedelta(hours=6))
        assert work.questions.open_for(wati.id, wati.chat_id, NOW + timedelta(hours=6)) == []


def test_an_answered_question_is_closed_and_remembers_the_answer(database: Database, wati: Someone) -> None:
    with database.work() as work:
        question = ask(work, wati)
        work.questions.answer(question.id, message_id=77)
        assert work.questions.open_for(wati.id, wati.chat_id, NOW) == []
        answered = work.questions.answered_by(wati.chat_id, 77)
    assert answered is not None
    assert (answered.id, answered.is_open) == (question.id, False)


def test_a_closed_question_doesnt_open_again(database: Database, wati: Someone) -> None:
    with database.work() as work:
        question = ask(work, wati)
        work.questions.withdraw(wati.id, "count")
        work.questions.answer(question.id)
        work.questions.progress(question.id, {"step": 2})
        closed = work.questions.get(question.id)
    assert closed is not None
    assert (closed.state, closed.version, closed.payload) == ("withdrawn", 1, {})


def test_a_step_makes_the_buttons_before_old(database: Database, wati: Someone) -> None:
    with database.work() as work:
        question = ask(work, wati)
        work.questions.progress(question.id, {"step": 2})
        moved = work.questions.get(question.id)
    assert moved is not None
    assert (moved.version, moved.payload) == (2, {"step": 2})


def test_a_question_is_found_by_the_message_that_asks_it(database: Database, wati: Someone) -> None:
    with database.work() as work:
        question = ask(work, wati)
        asking = Outgoing(chat_id=wati.chat_id, text=Markup("Berapa?"), question_id=question.id)
        work.outbox.put([asking], NOW)
        (letter,) = work.outbox.heads(NOW, 1)
        work.outbox.settle([Delivered(id=letter.id, state="sent", message_id=90)], NOW)
        assert work.questions.of_message(wati.chat_id, 90) == question
        assert work.questions.of_message(wati.chat_id, 91) is None


def test_the_questions_about_a_report_are_withdrawn_together(
    database: Database, balai_sebut: Library, wati: Someone
) -> None:
    with database.work() as work:
        report = add_report(work, balai_sebut, wati)
        about = [ask(work, wati, report_id=report.id), ask(work, wati, report_id=report.id)]
        other = ask(work, wati)
        assert work.questions.of_report(report.id) == about
        work.questions.withdraw_of_report(report.id)
        assert work.questions.open_for(wati.id, wati.chat_id, NOW) == [other]
