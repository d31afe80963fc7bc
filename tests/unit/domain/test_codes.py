"""Invitation codes as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import decode, deep_link, encode


@given(st.integers(min_value=0, max_value=2**128 - 1))
def test_every_code_comes_back(code: int) -> None:
    text = encode(code)
    assert len(text) == 24
    assert decode(text) == code


@given(st.text(max_size=40))
def test_anything_else_is_no_code_and_no_error(text: str) -> None:
    code = decode(text)
    assert code is None or encode(code) == text


@pytest.mark.parametrize(
    "text", ["", "i-", "i-AAAA", "AAAAAAAAAAAAAAAAAAAAAA", "i-AAAAAAAAAAAAAAAAAAAAA=", "i-" + "é" * 22]
)
def test_hostile_text_is_no_code(text: str) -> None:
    assert decode(text) is None


def test_a_code_has_one_spelling() -> None:
    assert decode("i-AAAAAAAAAAAAAAAAAAAAAA") == 0
    assert decode("i-AAAAAAAAAAAAAAAAAAAAAB") is None


def test_a_link_opens_the_bot_with_the_code() -> None:
    assert deep_link("perpus_bot", 0) == "https://t.me/perpus_bot?start=i-AAAAAAAAAAAAAAAAAAAAAA"
