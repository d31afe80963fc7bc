"""An activity of a neighbour, told to a library as an idea."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reports.activities import title_key

LONGEST_TITLE = 60
_TELLING = re.compile(r"[\d@]|://|www\.|\w\.\w", re.IGNORECASE)
"""Signs of what is nobody else's business: numbers, names of accounts, links."""


@dataclass(frozen=True, kw_only=True)
class Idea:
    """An activity that drew people, and where."""

    library_id: int
    library: str
    regency: str
    title: str
    participants: int

    @property
    def key(self) -> str:
        """Ideas with the same key are the same."""
        return title_key(self.title)


def may_be_told(title: str) -> bool:
    """Whether others may read this title: short, and without what may lead to somebody."""
    return 0 < len(title.strip()) <= LONGEST_TITLE and _TELLING.search(title) is None


def choose(candidates: Iterable[Idea], library_id: int, known: Collection[str]) -> Idea | None:
    """The first of the candidates, the best first, that is a neighbour's and whose key is not known there."""
    fitting = (idea for idea in candidates if idea.library_id != library_id and idea.key not in known)
    return next(fitting, None)
