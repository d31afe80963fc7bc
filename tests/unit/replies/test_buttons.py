"""Callback data: ours comes back as it was, anything else is no tap and no crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import BITS
from replies.buttons import CODE_ROUTE, LARGEST_ID, Tap, button, in_rows, tap_of

ROUTES = st.sampled_from(["undo", "q", "entry", "village", "novillage"])
SMALL = st.integers(min_value=0, max_value=999_999_999)


@given(route=ROUTES, id_=st.integers(min_value=0, max_value=LARGEST_ID), version=SMALL, choice=SMALL)
def test_what_a_button_says_comes_back(route: str, id_: int, version: int, choice: int) -> None:
    data = button("Ya", route, id_, version, choice).data
    assert data is not None
    assert 1 <= len(data.encode()) <= 64
    assert tap_of(data) == Tap(route=route, id=id_, version=version, choice=choice)


@given(code=st.integers(min_value=0, max_value=2**BITS - 1))
def test_an_invitations_code_fits_into_a_button(code: int) -> None:
    data = button("Setuju", CODE_ROUTE, code).data
    assert data is not None
    assert len(data.encode()) <= 64
    assert tap_of(data) == Tap(route=CODE_ROUTE, id=code, version=0, choice=0)


@given(st.text(max_size=80))
def test_anything_else_is_no_tap(data: str) -> None:
    tap = tap_of(data)
    assert tap is None or button("", tap.route, tap.id, tap.version, tap.choice).data is not None


@pytest.mark.parametrize(
    "data",
    ["undo:1:1", "undo:-1:0:0", "undo:1:0:0:0", "undo: 1:0:0", "UNDO:1:0:0", f"undo:{2**63}:0:0", "undo:١:0:0\n"],
)
def test_what_is_meddled_with_is_no_tap(data: str) -> None:
    assert tap_of(data) is None


def test_rows_are_filled_in_order() -> None:
    buttons = [button(str(n), "undo", n) for n in range(5)]
    assert [[b.text for b in row] for row in in_rows(buttons, 2)] == [["0", "1"], ["2", "3"], ["4"]]
