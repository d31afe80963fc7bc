import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.bars import bar, bars

COUNTS = st.lists(st.none() | st.integers(0, 100_000), max_size=40)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([21, 30, 18, 25, 22, 27], "▃█▂▅▄▆"),
        ([100, 101], "▇█"),
        ([0, 3, None, 30], "▁▁·█"),
        ([0, 0], "▁▁"),
        ([5], "█"),
        ([None], "·"),
        ([], ""),
    ],
)
def test_a_line_of_bars(values: list[int | None], line: str) -> None:
    assert bars(values) == line


@given(COUNTS)
def test_a_greater_figure_never_has_a_lower_bar(values: list[int | None]) -> None:
    line = bars(values)
    assert len(line) == len(values)
    steps = sorted((value, sign) for value, sign in zip(values, line, strict=True) if value is not None)
    assert [sign for _, sign in steps] == sorted(sign for _, sign in steps)


def test_a_lying_bar_is_from_zero() -> None:
    assert [bar(value, 100) for value in (0, 1, 50, 100)] == ["", "▇", "▇▇▇▇▇", "▇▇▇▇▇▇▇▇▇▇"]
