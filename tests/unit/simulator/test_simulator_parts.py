"""Smaller parts: keyboards, faults, menus, pictures."""

import struct
from typing import Any

import pytest

from simulator.chats import ADMINISTRATOR, Chat
from simulator.faults import Fault, Faults
from simulator.files import picture_size
from simulator.keyboards import is_inline, read_markup
from simulator.parameters import read_parameters
from simulator.profile import Profile
from simulator.refusals import BadRequest


def button(**about: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **about}]]}


@pytest.mark.parametrize("data", ["", "a" * 65, "é" * 33])
def test_callback_data_holds_1_to_64_bytes(data: str) -> None:
    with pytest.raises(BadRequest, match="BUTTON_DATA_INVALID"):
        read_markup(button(callback_data=data))
    assert is_inline(read_markup(button(callback_data="é" * 32)))


def test_a_button_without_a_deed_is_refused() -> None:
    with pytest.raises(BadRequest, match="Text buttons are unallowed"):
        read_markup(button())


def test_an_empty_inline_keyboard_is_none_and_an_empty_reply_keyboard_a_mistake() -> None:
    assert read_markup({"inline_keyboard": [[]]}) is None
    with pytest.raises(BadRequest, match="reply keyboard can't be empty"):
        read_markup({"keyboard": []})


def test_a_fault_skips_strikes_and_is_used_up() -> None:
    faults = Faults()
    faults.order(Fault(method="sendMessage", skip=1, times=2, status=502))
    met = [faults.take(method, 7) is not None for method in ("getMe", *["sendMessage"] * 4)]
    assert met == [False, False, True, True, False]


def test_a_fault_may_concern_one_chat() -> None:
    faults = Faults()
    faults.order(Fault(chat_id=7, status=429, retry_after=3))
    assert faults.take("sendMessage", 8) is None
    fault = faults.take("sendMessage", 7)
    refusal = fault and fault.refusal()
    assert refusal and refusal.parameters == {"retry_after": 3}


def test_the_narrowest_menu_is_shown_in_ones_own_language_first() -> None:
    profile, chat = Profile(), Chat(id=-5, type="group", members={1: ADMINISTRATOR})
    commands = [{"command": name, "description": "x"} for name in ("umum", "grup", "admin", "english")]
    profile.set_menu(commands[:1], {"type": "default"}, "")
    profile.set_menu(commands[1:2], {"type": "all_group_chats"}, "")
    profile.set_menu(commands[2:3], {"chat_id": -5, "type": "chat_administrators"}, "")
    profile.set_menu(commands[3:], {"type": "all_group_chats"}, "en")
    shown = [profile.shown_to(chat, *who)[0]["command"] for who in ((1, "id"), (2, "id"), (2, "en"))]
    assert shown == ["admin", "grup", "english"]


@pytest.mark.parametrize("name", ["Lapor", "", "a" * 33, "buku-baru"])
def test_a_commands_name_may_be_invalid(name: str) -> None:
    with pytest.raises(BadRequest, match="BOT_COMMAND_INVALID"):
        Profile().set_menu([{"command": name, "description": "x"}], {"type": "default"}, "")


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
    jpeg = b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\x08" + struct.pack(">HH", 480, 640) + b"\0" * 8
    assert (picture_size(png), picture_size(jpeg), picture_size(b"%PDF")) == ((640, 480), (640, 480), None)


def test_parameters_are_read_by_type_and_unknown_ones_refused() -> None:
    given = {"chat_id": "-12", "text": "5", "reply_markup": '{"force_reply":true}', "disable_notification": "true"}
    assert read_parameters("sendMessage", given) == {
        "chat_id": -12,
        "text": "5",
        "reply_markup": {"force_reply": True},
        "disable_notification": True,
    }
    with pytest.raises(BadRequest, match='unknown parameter "txt" for sendMessage'):
        read_parameters("sendMessage", {"txt": "x"})
