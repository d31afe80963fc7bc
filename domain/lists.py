"""What is wrong with a list that somebody handed in: where, and a sentence that can be told in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.errors import BadInput


class Wrong(ValueError):
    """A cell can't be used: an English sentence (a key of the catalogs), and the values that stand in it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.sentence = sentence
        self.values = values


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in a line, and in which column."""

    line: int
    column: str | None = None
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.sentence.format(**self.values)}"


class WrongList(BadInput):
    """A list in which something is wrong; nothing of it was used. `more` problems are not listed."""

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        self.problems = tuple(problems)
        self.more = more
        lines = [str(problem) for problem in problems]
        if more:
            lines.append(f"and {more} more problems")
        super().__init__("\n".join([*lines, "nothing was imported"]))
