"""Figures as a line of bars, in characters: it survives being forwarded as plain text."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def bars(values: Sequence[int | None]) -> str:
    """A bar for each value, the greatest the highest; a dot where there is none."""
    highest = max((value for value in values if value), default=0)
    return "".join("·" if value is None else _BARS[_step(value, highest)] for value in values)


def _step(value: int, highest: int) -> int:
    return 0 if highest == 0 else round(value * (len(_BARS) - 1) / highest)
