"""Sheets to print and to open in Excel: a heading, tables, notes. What people wrote stays text, however it looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from domain.plain import plain
from locales import Texts

Cell = str | int | float | date | None
LONGEST = 1000
_A4 = 9
_BROKEN = str.maketrans("", "", "\ufffe\uffff")
"""No XML can hold them, not even escaped."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LANGUAGES = {"id": "[$-421]", "en": "[$-809]"}
"""How a date's names are spelled, whatever the language of the computer (Windows' codes)."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table: its cells from above, and what stands under them; an `extra` one goes if it is empty."""

    heading: str
    width: float
    cells: Sequence[Cell]
    total: Cell = None
    extra: bool = False


class Workbook:
    """A file of some sheets. The same figures make the same bytes: it says to have been made on `made`."""

    def __init__(self, texts: Texts, made: date) -> None:
        import xlsxwriter

        self._out = BytesIO()
        self._book = xlsxwriter.Workbook(self._out, _OPTIONS)
        self._book.set_properties({"author": "Perpusbot", "created": datetime(made.year, made.month, made.day)})  # noqa: DTZ001
        self._styles = _styles(self._book, _LANGUAGES[texts.language])

    def sheet(self, name: str, *, wide: bool = False) -> "Sheet":
        """One more sheet, for A4 upright or (`wide`) lying."""
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C&P / &N")
        if wide:
            sheet.set_landscape()
        return Sheet(sheet, self._styles)

    def xlsx(self) -> bytes:
        """The file."""
        self._book.close()
        return self._out.getvalue()


class Sheet:
    """A sheet that is written from above."""

    def __init__(self, sheet: Any, styles: dict[str, Any]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._row = 0

    def title(self, words: str) -> None:
        """What it is."""
        self._write(0, words, "title")
        self._row += 1

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """What it is about: names and what they are."""
        for name, value in pairs:
            self._write(0, name, "plain")
            self._write(1, value, "plain")
            self._row += 1
        self._row += 1

    def table(self, columns: Sequence[Column]) -> None:
        """A table; its headings are printed on every page. Frozen they would take up all of a phone's screen."""
        shown = [column for column in columns if not column.extra or any(cell is not None for cell in column.cells)]
        for place, column in enumerate(shown):
            self._sheet.set_column(place, place, column.width)
            self._write(place, column.heading, "heading")
        self._sheet.repeat_rows(self._row)
        self._row += 1
        for cells in _rows(shown):
            self._line(cells, "cell")
        self._line([column.total for column in shown], "total")
        self._row += 1

    def note(self, words: str) -> None:
        """A line of words."""
        self._write(0, words, "plain")
        self._row += 1

    def side_by_side(self, left: str, right: str, column: int) -> None:
        """Words to the left, and others from a column on: for signatures."""
        self._write(0, left, "plain")
        self._write(column, right, "plain")
        self._row += 1

    def skip(self, rows: int) -> None:
        """Empty rows."""
        self._row += rows

    def _line(self, cells: Sequence[Cell], style: str) -> None:
        for place, cell in enumerate(cells):
            self._write(place, cell, style)
        self._row += 1

    def _write(self, place: int, cell: Cell, style: str) -> None:
        if isinstance(cell, date):
            day = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a sheet knows no zones
            self._sheet.write_datetime(self._row, place, day, self._styles[f"{style} day"])
        elif isinstance(cell, str):
            self._sheet.write_string(self._row, place, written(cell), self._styles[style])
        elif cell is None:
            self._sheet.write_blank(self._row, place, None, self._styles[style])
        else:
            self._sheet.write_number(self._row, place, cell, self._styles[style])


def numbers(heading: str, cells: Sequence[int | None], *, total: int | None = None, extra: bool = False) -> Column:
    """A column of numbers; an extra one is summed up as far as it is told."""
    told = sum(cell for cell in cells if cell is not None) if extra else total
    return Column(heading=heading, width=max(9.0, len(heading) + 2.0), cells=cells, total=told, extra=extra)


def written(words: str) -> str:
    """Words as a cell can hold them."""
    return plain(words).translate(_BROKEN)[:LONGEST]


def _rows(columns: Sequence[Column]) -> Iterator[Sequence[Cell]]:
    return zip(*(column.cells for column in columns), strict=True)


def _styles(book: Any, language: str) -> dict[str, Any]:
    framed = {"border": 1, "valign": "top", "text_wrap": True}
    number = {"num_format": "#,##0"}
    day = {"num_format": f"{language}ddd, d mmm yyyy", "align": "left"}
    heading = {"bold": True, "bg_color": "#DCE9F5", "align": "center"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "plain": book.add_format(),
        "heading": book.add_format(framed | heading),
        "heading day": book.add_format(framed | heading | {"num_format": "d"}),
        "cell": book.add_format(framed | number),
        "cell day": book.add_format(framed | day),
        "total": book.add_format(framed | number | {"bold": True}),
    }
