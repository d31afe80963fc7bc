"""People's text without what only machines see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plain import MAX_NAME, plain, plain_line


def test_what_people_see_stays() -> None:
    for text in ("pengunjung 23\nkegiatan\tmewarnai", "<b>&", "é 😀 👩‍👧 العربية"):
        assert plain(text) == text


@pytest.mark.parametrize("text", ["a\u0000b", "a\u0007b", "a\ud800b", "a\u009fb"])
def test_control_characters_and_half_pairs_go(text: str) -> None:
    assert plain(text) == "ab"


def test_a_name_is_one_line_that_turns_nothing_around() -> None:
    assert plain_line("  Rini\u202e \n  Sari\u200f\u0000 ") == "Rini Sari"
    assert plain_line("x" * 100) == "x" * MAX_NAME


@given(st.text())
def test_any_text_can_be_kept_and_sent(text: str) -> None:
    line = plain_line(text)
    assert len(line) <= MAX_NAME
    assert "\n" not in line
    plain(text).encode()
    assert not any(unicodedata.category(sign) == "Cc" for sign in line)
