"""Figures as a line of bars, in characters: it survives being forwarded as plain text."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def bars(values: Sequence[int | None]) -> str:
    """A bar for each value, the greatest the highest; a dot where there is none.

    The scale begins at the lowest value, but not above half the greatest: eight steps from zero would make a usual
    week one flat line, and a scale of its own for each would make a mountain of 100 and 101.
    """
    known = [value for value in values if value is not None]
    highest = max(known, default=0)
    base = min(*known, highest / 2) if known else 0
    return "".join("·" if value is None else _BARS[_step(value - base, highest - base)] for value in values)


def bar(value: int, highest: int, width: int = 10) -> str:
    """A lying bar, from zero: the greatest is as long as `width`."""
    return "▇" * (max(1, round(value * width / highest)) if value else 0)


def _step(height: float, highest: float) -> int:
    return int(height * (len(_BARS) - 1) / highest) if highest else 0
