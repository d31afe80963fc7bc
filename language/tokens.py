"""Words, numbers and marks of a message, each with its place in the cleaned text."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from domain.understanding import DoubtKind
from language.vocabulary import NOTHING, Concepts


class Kind(Enum):
    WORD = auto()
    NUMBER = auto()  # may be a count
    ORDINAL = auto()  # kelas 3, RT 05: belongs to a name
    MEASURE = auto()  # jam 9, Rp 5.000, 7 tahun: counts neither people nor copies
    DAY = auto()
    ISBN = auto()
    MARK = auto()
    LINE = auto()


Dates = tuple[date, ...]


@dataclass(slots=True)
class Number:
    """A number as told: `value` is the best guess where `doubt` says that it isn't exact."""

    value: int
    doubt: DoubtKind | None = None
    others: tuple[int, ...] = ()


@dataclass(slots=True)
class Day:
    """A day or a period as told. `date` is None for a period and where `doubt` says why it can't be told.

    `options` are the days that may have been meant, the likeliest first; `several` are the days of a list or a span.
    """

    date: date | None
    doubt: DoubtKind | None = None
    period: bool = False
    future: bool = False
    options: Dates = ()
    several: Dates = ()


@dataclass(slots=True)
class Token:
    kind: Kind
    text: str
    word: str
    start: int
    end: int
    tags: Concepts = NOTHING
    number: Number | None = None
    day: Day | None = None
    shape: str = ""
    parts: tuple["Token", ...] = field(default=())

    def has(self, *concepts: str) -> bool:
        return not self.tags.isdisjoint(concepts)


SCAN = re.compile(
    r"""(?P<line>[ \t]*\n\s*)
    |(?P<link>https?://\S+|www\.\S+|[\w.]{1,64}@[\w-]{1,64}\.\w+|@[A-Za-z]\w{3,})
    |(?P<isbn>(?<![\d-])97[89](?:[- ]?\d){10}(?![\d])|(?<![\d-])\d{1,5}-\d{1,7}-\d{1,7}-[\dXx](?![\w-])
        |(?<![\w-])[1-9]\d{8}[Xx](?![\w-]))
    |(?P<phone>(?<![\d])(?:\+62|62|0)\s?8\d(?:[\d\- ]{6,13})\d(?!\d)|(?<!\d)\d{2,6}(?:-\d{2,8}){3,}
        |\(0\d{2,3}\)\s?\d{5,8})
    |(?P<iso>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d))
    |(?P<dmy>(?<!\d)\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?!\d))
    |(?P<clock>(?<!\d)(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d)(?:\s?(?:-|s/?d|sampai)\s?(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d))?)
    |(?P<decimal>(?<![\d.,])\d{1,4},\d{1,2}(?=\s?(?:juta|jt|ribu|rb|miliar|milyar|km|kg|meter|liter|persen|%|sr\b|skala)))
    |(?P<thousands>(?<!\d)\d{1,3}(?:\.\d{3})+(?!\d)|(?<!\d)\d{1,3}\.[ ]\d{3}(?!\d)(?=\s(?:pengunjung|orang|eks)))
    |(?P<dm>(?<![\d/])\d{1,3}/\d{1,3}(?![\d/]))
    |(?P<digits>\d+)
    |(?P<word>(?<!\w)[sS][./][dD]\.?(?!\w)|(?<!\w)[^\W\d_]{1,3}/[^\W\d_]{1,3}(?!\w)|[^\W\d_]+(?:['-][^\W\d_]+)*'?)
    |(?P<mark>\+-|[^\s])""",
    re.VERBOSE,
)


def scan(text: str) -> list[Token]:
    """The raw pieces; `shape` is the name of the pattern that found each."""
    return [_token(found) for found in SCAN.finditer(text)]


def _token(found: re.Match[str]) -> Token:
    shape = found.lastgroup or "mark"
    text = found.group()
    return Token(_KIND_OF[shape], text, text.lower(), found.start(), found.end(), shape=shape)


_KIND_OF = {
    "line": Kind.LINE,
    "link": Kind.MEASURE,
    "isbn": Kind.ISBN,
    "phone": Kind.MEASURE,
    "iso": Kind.DAY,
    "dmy": Kind.DAY,
    "clock": Kind.MEASURE,
    "decimal": Kind.MEASURE,
    "thousands": Kind.NUMBER,
    "dm": Kind.DAY,
    "digits": Kind.NUMBER,
    "word": Kind.WORD,
    "mark": Kind.MARK,
}
