import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.intake.arriving import arrival, callback_query_id
from domain.clock import MovedClock, RealClock
from storage.inbox import Arrival
from tests.unit.bot.intake.raw import (
    BOT,
    DATE,
    GROUP,
    ME,
    PLAIN_GROUP,
    PRIVATE,
    SITI,
    from_bot,
    in_group,
    membership,
    message,
    update,
)

CLOCK = RealClock()
SAID_AT = datetime.fromtimestamp(DATE, UTC)
NOW = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
STANDING = MovedClock(origin=NOW, started=NOW, real=lambda: NOW)


def kept(kind: str, content: dict[str, Any]) -> Arrival | None:
    return arrival(update(kind, content), CLOCK, ME)


def test_a_private_message_is_kept_as_it_came() -> None:
    raw = update("message", message(text="pengunjung 12 🙂"))
    arrived = arrival(raw, CLOCK, ME)
    assert arrived is not None
    assert json.loads(arrived.raw) == raw
    assert (arrived.update_id, arrived.chat_id, arrived.message_id) == (700_000_001, PRIVATE["id"], 41)
    assert arrived.sent_at == SAID_AT


def test_telegrams_time_goes_through_the_calendar() -> None:
    clock = MovedClock(origin=NOW, started=SAID_AT, real=lambda: SAID_AT + timedelta(minutes=1))
    arrived = arrival(update("message", message()), clock, ME)
    assert arrived is not None
    assert arrived.sent_at == NOW


def test_an_edit_keeps_its_first_moment_and_no_message_id() -> None:
    arrived = kept("edited_message", message(edit_date=DATE + 600))
    assert arrived is not None
    assert (arrived.sent_at, arrived.message_id) == (SAID_AT, None)


def test_a_tap_happens_now() -> None:
    tap = {"id": "9001", "from": SITI, "chat_instance": "1", "data": "undo:7:1:yes", "message": from_bot()}
    arrived = arrival(update("callback_query", tap), STANDING, ME)
    assert arrived is not None
    assert (arrived.chat_id, arrived.message_id, arrived.sent_at) == (PRIVATE["id"], None, NOW)
    assert callback_query_id(update("callback_query", tap)) == "9001"


@pytest.mark.parametrize(
    "said",
    [
        in_group(text="/lapor pengunjung 12"),
        in_group(text="/lapor@perpusbot pengunjung 12"),
        in_group(text=None, caption="/lapor pengunjung 12", photo=[]),
        in_group(reply_to_message=from_bot(chat=GROUP)),
        message(chat=PLAIN_GROUP, text=None, migrate_to_chat_id=GROUP["id"]),
        in_group(text=None, migrate_from_chat_id=PLAIN_GROUP["id"]),
    ],
)
def test_of_a_group_what_is_said_to_us_is_kept(said: dict[str, Any]) -> None:
    assert kept("message", said) is not None


@pytest.mark.parametrize(
    "said",
    [
        in_group(text="pengunjung 12"),
        in_group(text="@perpusbot pengunjung 12"),
        in_group(text="/lapor@otherbot pengunjung 12"),
        in_group(text="jam 7/8 ya"),
        in_group(reply_to_message=message(chat=GROUP)),
        in_group(reply_to_message=from_bot(chat=GROUP, text=None, forum_topic_created={"name": "Laporan"})),
        in_group(text=None, new_chat_members=[SITI]),
        in_group(text=None, left_chat_member=BOT),
        in_group(text=None, new_chat_title="Perpusdes"),
        message(text=None, message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
        message(chat={"id": -1003, "type": "channel", "title": "Kabar"}),
    ],
)
def test_what_is_not_said_to_us_is_dropped(said: dict[str, Any]) -> None:
    assert kept("message", said) is None
    assert kept("edited_message", said) is None


@pytest.mark.parametrize(
    ("chat", "before", "after", "keeps"),
    [
        (PRIVATE, "member", "kicked", True),
        (PRIVATE, "kicked", "member", True),
        (GROUP, "left", "member", True),
        (GROUP, "administrator", "left", True),
        (GROUP, "member", "administrator", True),
        (GROUP, "administrator", "administrator", False),
        (PRIVATE, "member", "member", False),
        ({"id": -1003, "type": "channel", "title": "Kabar"}, "left", "administrator", False),
    ],
)
def test_coming_and_going_and_other_rights_are_kept(chat: dict[str, Any], before: str, after: str, keeps: bool) -> None:
    assert (kept("my_chat_member", membership(chat, before, after)) is not None) == keeps


def test_our_name_is_heard_where_privacy_mode_is_off() -> None:
    heard = replace(ME, reads_groups=True)
    for text, keeps in (
        ("@perpusbot pengunjung 12", True),
        ("halo @PerpusBot!", True),
        ("@perpusbotlain pengunjung 12", False),
        ("pengunjung 12", False),
    ):
        said = update("message", in_group(text=text))
        assert (arrival(said, CLOCK, heard) is not None) == keeps
        assert arrival(said, CLOCK, ME) is None


def test_an_unknown_kind_is_dropped() -> None:
    assert kept("message_reaction", {"chat": PRIVATE}) is None


def test_what_is_not_as_expected_is_kept_to_be_looked_at() -> None:
    for content in ("pengunjung 12", {"date": DATE}, message(date="soon"), message(date=10**30), message(chat=7)):
        arrived = arrival({"update_id": 5, "message": content}, STANDING, ME)
        assert arrived is not None
        assert (arrived.update_id, arrived.chat_id, arrived.sent_at) == (5, None, NOW)


def test_an_update_without_a_usable_id_is_dropped() -> None:
    for id_ in (None, "5", 2**63, True):
        assert arrival({"update_id": id_, "message": message()}, CLOCK, ME) is None


def test_what_a_database_would_refuse_is_kept_in_ascii() -> None:
    arrived = kept("message", message(text="12 \ud83d orang \x00"))
    assert arrived is not None
    assert arrived.raw.isascii()
    assert "\x00" not in arrived.raw
