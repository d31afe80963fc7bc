from hypothesis import given
from hypothesis import strategies as st

from domain.codes import BITS, GROUP_PREFIX, decode, encode, group_link


@given(st.integers(0, 2**BITS - 1))
def test_a_groups_code_is_no_invitation_and_the_other_way_round(code: int) -> None:
    assert decode(encode(code, GROUP_PREFIX), GROUP_PREFIX) == code
    assert decode(encode(code, GROUP_PREFIX)) is None
    assert decode(encode(code), GROUP_PREFIX) is None


def test_the_link_fits_what_telegram_takes() -> None:
    link = group_link("perpusbot", 2**BITS - 1)
    assert link == "https://t.me/perpusbot?startgroup=g-_____________________w"
    assert len(link.partition("=")[2]) <= 64
