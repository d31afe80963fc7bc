import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.intake.reading import Unreadable, incoming
from domain.messages import Incoming, Media, Sender, What
from tests.unit.bot.intake.raw import (
    ANONYMOUS,
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

AT = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
SENDER = Sender(external_id="7100000001", name="Siti Aminah", language="id")


def read(kind: str, content: dict[str, Any]) -> Incoming:
    return incoming(json.dumps(update(kind, content)), AT, ME.username)


def said(**changes: Any) -> Incoming:
    return read("message", message(**changes))


def file(name: str, **more: Any) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": f"u{name}", **more}


def test_a_private_message() -> None:
    assert said(text="  pengunjung 12\n") == Incoming(
        what=What.MESSAGE,
        chat_id=PRIVATE["id"],
        sent_at=AT,
        sender=SENDER,
        message_id=41,
        text="  pengunjung 12\n",
    )


def test_an_edited_message() -> None:
    edit = read("edited_message", message(text="pengunjung 13", edit_date=1_747_036_900))
    assert (edit.what, edit.message_id, edit.text) == (What.EDIT, 41, "pengunjung 13")


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/lapor pengunjung 12", "lapor", "pengunjung 12"),
        ("/Lapor@perpusbot\npengunjung 12\nbuku 3", "lapor", "pengunjung 12\nbuku 3"),
        ("/start k-abc_DEF", "start", "k-abc_DEF"),
        ("/batal", "batal", ""),
        ("/lapor: 12", "lapor", ": 12"),
        ("/lapor@otherbot 12", None, "/lapor@otherbot 12"),
        ("12/5 orang", None, "12/5 orang"),
        ("/ 12", None, "/ 12"),
    ],
)
def test_commands(text: str, command: str | None, rest: str) -> None:
    read = said(text=text)
    assert (read.command, read.text) == (command, rest)


def test_a_command_in_a_caption() -> None:
    photo = [file("small", width=90, height=67)]
    read = said(text=None, caption="/lapor pengunjung 12", photo=photo)
    assert (read.command, read.text, read.media) == ("lapor", "pengunjung 12", Media.PHOTO)


def test_a_photo_of_an_album_brings_its_largest_size() -> None:
    sizes = [file("big", width=1280, height=960), file("small", width=90, height=67)]
    read = said(text=None, caption="lomba 20 anak", photo=sizes, media_group_id="13800000000000001")
    assert (read.media, read.file_id, read.media_group) == (Media.PHOTO, "big", "13800000000000001")
    assert read.text == "lomba 20 anak"


VIDEO = {"width": 2, "height": 2, "duration": 1}


@pytest.mark.parametrize(
    ("content", "media", "file_id"),
    [
        ({"voice": file("v", duration=3)}, Media.VOICE, None),
        ({"video": file("v", **VIDEO)}, Media.VIDEO, None),
        ({"video_note": file("v", length=2, duration=1)}, Media.VIDEO, None),
        ({"animation": file("v", **VIDEO), "document": file("v")}, Media.VIDEO, None),
        (
            {"sticker": file("s", width=1, height=1, is_animated=False, is_video=False, type="regular")},
            Media.STICKER,
            None,
        ),
        ({"location": {"latitude": 0.1, "longitude": 110.2}}, Media.LOCATION, None),
        ({"contact": {"phone_number": "+62811", "first_name": "Wati"}}, Media.CONTACT, None),
        ({"document": file("d", file_name="laporan.pdf")}, Media.DOCUMENT, "d"),
        ({"audio": file("a", duration=3)}, Media.OTHER, None),
        ({"dice": {"emoji": "🎲", "value": 3}}, Media.OTHER, None),
        ({"something_of_next_year": {}}, Media.OTHER, None),
    ],
)
def test_what_messages_carry(content: dict[str, Any], media: Media, file_id: str | None) -> None:
    read = said(text=None, **content)
    assert (read.media, read.file_id, read.text) == (media, file_id, "")


def test_a_reply_and_a_forward() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Wati", "date": 1_747_036_000}
    assert said(reply_to_message=from_bot()).reply_to == 40
    assert said(forward_origin=origin).forwarded
    assert not said().forwarded


def test_a_message_in_a_topic_replies_to_nothing_unless_somebody_replied() -> None:
    opening = from_bot(message_id=5, chat=GROUP, text=None, forum_topic_created={"name": "x", "icon_color": 7322096})
    topic = {"message_thread_id": 5, "is_topic_message": True}
    plain = read("message", in_group(text="/lapor 12", reply_to_message=opening, **topic))
    assert (plain.is_group, plain.topic_id, plain.reply_to, plain.title) == (True, 5, None, "Perpusdes Sanggau")
    reply = read("message", in_group(reply_to_message=from_bot(chat=GROUP, **topic), **topic))
    assert (reply.topic_id, reply.reply_to) == (5, 40)


def test_the_general_topic_and_threads_of_replies_are_no_topics() -> None:
    assert read("message", in_group(text="/lapor 12")).topic_id is None
    thread = read("message", in_group(message_thread_id=40, reply_to_message=from_bot(chat=GROUP)))
    assert (thread.topic_id, thread.reply_to) == (None, 40)


def test_nobody_is_taken_for_an_anonymous_admin() -> None:
    anonymous = in_group(**{"from": ANONYMOUS}, sender_chat=GROUP, text="/lapor 12")
    assert read("message", anonymous).sender is None


def test_a_tap() -> None:
    tap = {"id": "9001", "from": SITI, "chat_instance": "1", "data": "undo:7:1:yes", "message": from_bot()}
    assert read("callback_query", tap) == Incoming(
        what=What.TAP, chat_id=PRIVATE["id"], sent_at=AT, sender=SENDER, message_id=40, data="undo:7:1:yes"
    )


def test_a_tap_on_a_message_that_telegram_shows_no_more() -> None:
    shown = {"chat": GROUP, "message_id": 40, "date": 0}
    tap = {"id": "9001", "from": SITI, "chat_instance": "1", "data": "undo:7:1:yes", "message": shown}
    read_tap = read("callback_query", tap)
    assert (read_tap.what, read_tap.chat_id, read_tap.message_id) == (What.TAP, GROUP["id"], 40)
    assert read_tap.is_group


@pytest.mark.parametrize(
    ("chat", "before", "after", "what"),
    [
        (PRIVATE, "member", "kicked", What.BLOCKED),
        (PRIVATE, "kicked", "member", What.UNBLOCKED),
        (GROUP, "left", "member", What.UNBLOCKED),
        (GROUP, "left", "administrator", What.UNBLOCKED),
        (GROUP, "member", "kicked", What.BLOCKED),
        (PLAIN_GROUP, "member", "left", What.BLOCKED),
        (GROUP, "member", "restricted", What.MUTED),
        (GROUP, "restricted", "member", What.UNMUTED),
        (GROUP, "member", "administrator", What.UNMUTED),
        (GROUP, "left", "restricted", What.UNBLOCKED),
    ],
)
def test_coming_and_going(chat: dict[str, Any], before: str, after: str, what: What) -> None:
    change = read("my_chat_member", membership(chat, before, after))
    assert (change.what, change.chat_id, change.sender) == (what, chat["id"], SENDER)


def test_the_bots_own_name_is_no_part_of_what_is_said_in_a_group() -> None:
    called = read("message", in_group(text="@PerpusBot, pengunjung 12"))
    assert (called.text, called.command) == ("pengunjung 12", None)
    assert said(text="saya pakai @perpusbot").text == "saya pakai @perpusbot"


def test_a_group_that_moves_is_told_twice_alike() -> None:
    old = read("message", message(chat=PLAIN_GROUP, text=None, migrate_to_chat_id=GROUP["id"]))
    new = read("message", in_group(text=None, migrate_from_chat_id=PLAIN_GROUP["id"]))
    assert old == new
    assert (old.what, old.chat_id, old.new_chat_id) == (What.MIGRATED, PLAIN_GROUP["id"], GROUP["id"])


def test_a_kind_that_intake_does_not_keep() -> None:
    with pytest.raises(Unreadable):
        read("kind_of_next_year", {})
