"""The answers to an announcement as a sheet: a row for each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from locales import Texts
from reports.workbook import Column, Workbook


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What somebody answered; `answer` is as the button says, None where there is none."""

    name: str
    library: str | None
    village: str | None
    answer: str | None
    words: str | None
    day: date | None


def answers_sheet(texts: Texts, made: date, lines: Sequence[AnswerLine]) -> bytes:
    """An XLSX."""
    book = Workbook(texts, made)
    page = book.sheet(texts.label("Answers"), wide=True)
    page.title(texts.label("Answers to the announcement of {day}", day=texts.day(made)))
    page.table(
        [
            Column(heading=texts.label("Name"), width=26, cells=[line.name for line in lines]),
            Column(heading=texts.label("Library"), width=36, cells=[line.library for line in lines]),
            Column(heading=texts.label("Village"), width=20, cells=[line.village for line in lines]),
            Column(heading=texts.label("Answer"), width=16, cells=[line.answer for line in lines]),
            Column(heading=texts.label("In words"), width=48, cells=[line.words for line in lines]),
            Column(heading=texts.label("Date"), width=18, cells=[line.day for line in lines]),
        ]
    )
    return book.xlsx()
