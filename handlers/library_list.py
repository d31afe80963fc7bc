"""A list of libraries as CSV -> rows to import; every problem is told with line and column, all at once."""

import csv
import difflib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from domain.lists import Problem, Wrong, WrongList
from handlers import library_cells as cells
from locales import message
from storage.importing import LibraryRow

T = TypeVar("T")
REQUIRED = ("code", "name", "village", "district", "regency", "province")
OPTIONAL = ("region_code", "timezone", "opening_days", "opening_hours", "reminder_time")
_SEPARATORS = ",;\t"
"""Semicolons as an Indonesian Excel saves them, tabs as a copied table has them."""
SHOWN = 50
"""Problems told; more than that is the same mistake in every line."""


def libraries_in(data: bytes) -> tuple[list[LibraryRow], list[str]]:
    """The libraries of a file's content, and notes on what is not used; raises WrongList with all problems."""
    text = _text(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    reading = _Reading()
    try:
        header, notes = _header(next(reader, []))
        for row in reader:
            if any(cell.strip() for cell in row):
                reading.take(reader.line_num, header, row)
    except csv.Error as error:
        reading.problem(reader.line_num, None, message("not CSV: {error}"), error=str(error))
    reading.finish()
    return reading.rows, notes


def _text(data: bytes) -> str:
    """The text of a file; UTF-8, with or without a byte order mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _wrong(1, message("the file is UTF-16; save it as CSV UTF-8"))
    if (nul := data.find(b"\0")) >= 0:
        raise _wrong(_line(data, nul), message("holds a NUL byte: that is no text"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(_line(data, error.start), message("the file is not UTF-8; save it as CSV UTF-8")) from None


def _separator(text: str) -> str:
    """What stands between the columns: whichever the header has most of."""
    return max(_SEPARATORS, key=text.partition("\n")[0].count)


def _wrong(line: int, sentence: str, **values: object) -> WrongList:
    return WrongList([Problem(line=line, sentence=sentence, values=values)])


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _header(row: list[str]) -> tuple[list[str], list[str]]:
    names = [cell.strip().lower() for cell in row]
    if not any(names):
        raise _wrong(1, message("the file is empty; it begins with a line {columns}"), columns=",".join(REQUIRED))
    unknown = [name for name in names if name not in REQUIRED + OPTIONAL]
    if problems := [*_wrong_columns(names), *_misspelt(unknown)]:
        raise WrongList(problems)
    return names, [f"column {name!r} is not used" for name in unknown if name]


def _wrong_columns(names: list[str]) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in names:
            yield Problem(line=1, sentence=message("no column {name}"), values={"name": name})
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield Problem(line=1, sentence=message("column {name} stands there twice"), values={"name": name})


def _misspelt(unknown: list[str]) -> Iterator[Problem]:
    for name in unknown:
        if near := difflib.get_close_matches(name, REQUIRED + OPTIONAL, n=1, cutoff=0.8):
            sentence = message("no column is called {name}; did you mean {near}?")
            yield Problem(line=1, sentence=sentence, values={"name": repr(name), "near": near[0]})


class _Reading:
    """Rows so far, problems so far, and what must agree between lines."""

    def __init__(self) -> None:
        self.rows: list[LibraryRow] = []
        self._problems: list[Problem] = []
        self._count = 0
        self._lines: dict[str, int] = {}
        self._names: dict[str, tuple[str, int]] = {}

    def problem(self, line: int, column: str | None, sentence: str, **values: object) -> None:
        """Remember a problem."""
        self._count += 1
        if self._count <= SHOWN:
            self._problems.append(Problem(line=line, column=column, sentence=sentence, values=values))

    def take(self, line: int, header: list[str], row: list[str]) -> None:
        """One line of the file."""
        if len(row) != len(header):
            sentence = message("{cells} cells under {columns} columns")
            self.problem(line, None, sentence, cells=len(row), columns=len(header))
            return
        values = dict(zip(header, row, strict=True))
        library = _library(values, lambda column, wrong: self.problem(line, column, wrong.sentence, **wrong.values))
        if library is None:
            return
        if (first := self._lines.setdefault(library.code, line)) != line:
            self.problem(line, "code", message("{code} stands in line {first} already"), code=library.code, first=first)
        self._agree(line, "regency", library.region_code, library.regency)
        self._agree(line, "province", library.region_code[:2], library.province)
        self.rows.append(replace(library, line=line))

    def finish(self) -> None:
        """Raise what is wrong."""
        if not self.rows and not self._count:
            self.problem(2, None, message("no library below the header"))
        if self._problems:
            raise WrongList(self._problems, self._count - len(self._problems))

    def _agree(self, line: int, column: str, code: str, name: str) -> None:
        known, first = self._names.setdefault(code, (name, line))
        if known != name:
            sentence = message("{code} is called {name} here and {known} in line {first}")
            self.problem(line, column, sentence, code=code, name=repr(name), known=repr(known), first=first)


def _library(values: dict[str, str], problem: Callable[[str, Wrong], None]) -> LibraryRow | None:
    """The library that a line describes, None if something is wrong with it."""
    wrong = False

    def read(column: str, parse: Callable[[str], T], *, optional: bool = False) -> T | None:
        nonlocal wrong
        text = values.get(column, "").strip(" ")
        if optional and not text:
            return None
        try:
            return parse(text)
        except Wrong as error:
            problem(column, error)
            wrong = True
            return None

    code = read("code", cells.code)
    region = read("region_code", cells.region_code, optional=True) or (code or "")[:5]
    province = region[:2] or "61"  # a wrong code has been told: check the rest as if
    default_zone = read("code", lambda _: cells.default_timezone(province)) if region else None
    fields: dict[str, Any] = {
        "code": code,
        "region_code": region,
        "default_zone": default_zone,
        "name": read("name", cells.words),
        "village": read("village", cells.words),
        "district": read("district", cells.words),
        "regency": read("regency", cells.words),
        "province": read("province", cells.words),
        "timezone": read("timezone", lambda text: cells.timezone(text, province), optional=True),
        "opening_days": read("opening_days", cells.opening_days, optional=True),
        "hours": read("opening_hours", cells.opening_hours, optional=True),
        "reminder_at": read("reminder_time", cells.clock, optional=True),
    }
    if wrong:
        return None
    return LibraryRow(**fields, reminder_told="reminder_time" in values)
