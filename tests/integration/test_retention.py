"""How long people's words are kept: then they go by themselves, and figures stay."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from markupsafe import escape
from sqlalchemy import insert, select, update

from domain.announcing import Choice, Content
from domain.messages import Outgoing
from domain.people import Library
from scheduler.housekeeping import DONE, Housekeeping
from storage import tables
from storage.inbox import Arrival
from storage.work import Database, Work
from tests.factories import NOW, Someone, add_report, make_visits

Tidy = Callable[..., None]


@pytest.fixture
def tidy(database: Database, tmp_path: Path) -> Tidy:
    """Housekeeping of a night, with words kept for so many months."""

    def work_through(months: int = 12) -> None:
        with database.work() as work:
            work.watermarks.set(DONE, "2026-01-01")
            work.commit()
        chores = Housekeeping(
            data_dir=tmp_path, timezone="Asia/Jakarta", ask_holidays=lambda _years: (), retention_months=months
        )
        while chores.plan(database, NOW):
            pass

    return work_through


def _said(work: Work, number: int, chat_id: int, days: float, state: str = "done") -> None:
    work.inbox.keep([Arrival(update_id=number, raw="{}", sent_at=NOW - timedelta(days=days), chat_id=chat_id)])
    work.connection.execute(update(tables.Inbox).where(tables.Inbox.update_id == number).values(state=state))


def _sent(work: Work, chat_id: int, text: str, days: float, state: str = "sent") -> None:
    work.outbox.put([Outgoing(chat_id=chat_id, text=escape(text), dedupe_key=text)], NOW - timedelta(days=days))
    work.connection.execute(update(tables.Outbox).where(tables.Outbox.dedupe_key == text).values(state=state))


@pytest.mark.parametrize(("months", "days"), [(12, 365), (6, 183), (1, 31)])
def test_texts_of_reports_go_after_so_many_months_and_figures_stay(
    database: Database, balai_sebut: Library, wati: Someone, tidy: Tidy, months: int, days: int
) -> None:
    told = {age: NOW - timedelta(days=age) for age in (days + 1, days - 1)}
    with database.work() as work:
        for age, at in told.items():
            add_report(work, balai_sebut, wati, make_visits(date=at.date()), text=f"{age} days ago", sent_at=at)
        work.commit()
    tidy(months)
    with database.look() as work:
        texts = work.connection.execute(select(tables.Report.text).order_by(tables.Report.id)).scalars()
        assert list(texts) == ["", f"{days - 1} days ago"]
        assert [work.journal.day(balai_sebut.id, at.date()).total for at in told.values()] == [23, 23]


def test_hundreds_of_texts_go_in_pages(database: Database, balai_sebut: Library, wati: Someone, tidy: Tidy) -> None:
    with database.work() as work:
        for number in range(450):
            work.journal.open(
                chat_id=7001,
                message_id=number,
                person_id=wati.id,
                text="pengunjung 23",
                sent_at=NOW - timedelta(days=400),
                library_id=balai_sebut.id,
            )
        work.commit()
    tidy()
    with database.look() as work:
        assert set(work.connection.execute(select(tables.Report.text)).scalars()) == {""}


def test_what_failed_goes_with_the_words_of_its_time(database: Database, wati: Someone, tidy: Tidy) -> None:
    with database.work() as work:
        for number, days in enumerate((366, 364)):
            _said(work, number, wati.chat_id, days, "failed")
            for state in ("failed", "unsure"):
                _sent(work, wati.chat_id, f"{state} {days}", days, state)
        work.commit()
    tidy()
    with database.look() as work:
        assert list(work.connection.execute(select(tables.Inbox.update_id)).scalars()) == [1]
        assert work.outbox.used(["failed 366", "unsure 366", "failed 364", "unsure 364"]) == {
            "failed 364",
            "unsure 364",
        }


def test_of_strangers_nothing_but_waiting_reports_is_kept_for_longer_than_a_day(
    database: Database, wati: Someone, tidy: Tidy
) -> None:
    stranger = 7999
    with database.work() as work:
        for number, (chat_id, days, state) in enumerate(
            [(stranger, 1.1, "done"), (stranger, 0.9, "done"), (stranger, 13, "held"), (wati.chat_id, 2, "done")]
        ):
            _said(work, number, chat_id, days, state)
        for chat_id, text, days in (
            (stranger, "old", 1.1),
            (stranger, "new", 0.9),
            (wati.chat_id, "known", 2),
            (-7, "group", 2),
        ):
            _sent(work, chat_id, text, days)
        work.commit()
    tidy()
    with database.look() as work:
        assert sorted(work.connection.execute(select(tables.Inbox.update_id)).scalars()) == [1, 2, 3]
        assert work.outbox.used(["old", "new", "known", "group"]) == {"new", "known", "group"}


def test_old_questions_go_unless_they_are_open(database: Database, wati: Someone, tidy: Tidy) -> None:
    with database.work() as work:
        for days in (366, 364):
            moment = NOW - timedelta(days=days)
            question = work.questions.ask(kind="visits", chat_id=7001, person_id=wati.id, now=moment)
            work.questions.answer(question.id)
        work.commit()
    tidy()
    with database.look() as work:
        asked = work.connection.execute(select(tables.Question.asked_at)).scalars()
        assert list(asked) == [NOW - timedelta(days=364)]


def test_announcements_go_with_their_recipients_and_answers(
    database: Database, yohanes: Someone, wati: Someone, tidy: Tidy
) -> None:
    with database.work() as work:
        for days, state in ((366, "sent"), (364, "sent"), (366, "draft"), (366, "scheduled")):
            at = NOW - timedelta(days=days)
            made = work.announcements.compose(yohanes.id, yohanes.chat_id, Content(text=f"{state} {days}"), at)
            changed = update(tables.Announcement).where(tables.Announcement.id == made.id)
            work.connection.execute(changed.values(state=state, ended_at=at if state == "sent" else None))
            got = {"announcement_id": made.id, "chat_id": wati.chat_id, "person_id": wati.id}
            work.connection.execute(insert(tables.AnnouncementRecipient).values(got))
            work.answers.choose(made.id, wati.id, Choice.READ, at)
        work.commit()
    tidy()
    with database.look() as work:
        left = work.connection.execute(select(tables.Announcement.content)).scalars()
        assert sorted(content["text"] for content in left) == ["scheduled 366", "sent 364"]
        for table in (tables.AnnouncementRecipient, tables.AnnouncementAnswer):
            assert len(work.connection.execute(select(table.id)).all()) == 2
