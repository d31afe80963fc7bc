"""A CSV file with a list of libraries -> rows to import; every problem is told with line and column, all at once."""

import csv
import difflib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bot import library_cells as cells
from domain.errors import BadInput
from storage.importing import LibraryRow

T = TypeVar("T")
REQUIRED = ("code", "name", "village", "district", "regency", "province")
OPTIONAL = ("region_code", "timezone", "opening_days", "opening_hours", "reminder_time")
LARGEST = 64 * 1024 * 1024
SHOWN = 50
"""Problems told; more than that is the same mistake in every line."""


def read_libraries(path: Path) -> tuple[list[LibraryRow], list[str]]:
    """The libraries of a file, and notes for the operator; raises BadInput with all problems."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    reading = _Reading()
    try:
        header, notes = _header(next(reader, []), text)
        for row in reader:
            if any(cell.strip() for cell in row):
                reading.take(reader.line_num, header, row)
    except csv.Error as error:
        reading.problem(reader.line_num, None, f"not CSV: {error}")
    reading.finish()
    return reading.rows, notes


def _text(path: Path) -> str:
    """The text of a file; UTF-8, with or without a byte order mark."""
    if path.stat().st_size > LARGEST:
        raise BadInput(f"{path} is larger than {LARGEST // 1024**2} MB: that is no list of libraries")
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInput("line 1: the file is UTF-16; save it as CSV UTF-8")
    if (nul := data.find(b"\0")) >= 0:
        raise BadInput(f"line {_line(data, nul)}: holds a NUL byte: that is no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"line {_line(data, error.start)}: the file is not UTF-8; save it as CSV UTF-8") from None


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _header(row: list[str], text: str) -> tuple[list[str], list[str]]:
    names = [cell.strip().lower() for cell in row]
    if not any(names):
        raise BadInput(f"line 1: the file is empty; it begins with a line {','.join(REQUIRED)}")
    problems = [f"line 1: no column {name}" for name in REQUIRED if name not in names]
    problems += [f"line 1: column {name} stands there twice" for name in {n for n in names if names.count(n) > 1}]
    unknown = [name for name in names if name not in REQUIRED + OPTIONAL]
    for name in unknown:
        if near := difflib.get_close_matches(name, REQUIRED + OPTIONAL, n=1, cutoff=0.8):
            problems.append(f"line 1: no column is called {name!r}; did you mean {near[0]}?")
    if problems:
        first = text.partition("\n")[0]
        separator = next((name for mark, name in ((";", "semicolons"), ("\t", "tabs")) if first.count(mark) > 3), None)
        hint = [f"line 1: the columns are separated by {separator}; save the file with commas"] if separator else []
        raise BadInput("\n".join(hint or problems))
    return names, [f"column {name!r} is not used" for name in unknown if name]


class _Reading:
    """Rows so far, problems so far, and what must agree between lines."""

    def __init__(self) -> None:
        self.rows: list[LibraryRow] = []
        self._problems: list[str] = []
        self._count = 0
        self._lines: dict[str, int] = {}
        self._names: dict[str, tuple[str, int]] = {}

    def problem(self, line: int, column: str | None, what: str) -> None:
        """Remember a problem."""
        self._count += 1
        if self._count <= SHOWN:
            self._problems.append(f"line {line}, {column}: {what}" if column else f"line {line}: {what}")

    def take(self, line: int, header: list[str], row: list[str]) -> None:
        """One line of the file."""
        if len(row) != len(header):
            self.problem(line, None, f"{len(row)} cells under {len(header)} columns")
            return
        values = dict(zip(header, row, strict=True))
        library = _library(values, lambda column, what: self.problem(line, column, what))
        if library is None:
            return
        if (first := self._lines.setdefault(library.code, line)) != line:
            self.problem(line, "code", f"{library.code} stands in line {first} already")
        self._agree(line, "regency", library.region_code, library.regency)
        self._agree(line, "province", library.region_code[:2], library.province)
        self.rows.append(library)

    def finish(self) -> None:
        """Raise what is wrong."""
        if not self.rows and not self._count:
            self.problem(2, None, "no library below the header")
        if self._count > SHOWN:
            self._problems.append(f"and {self._count - SHOWN} more problems")
        if self._problems:
            raise BadInput("\n".join([*self._problems, "nothing was imported"]))

    def _agree(self, line: int, column: str, code: str, name: str) -> None:
        known, first = self._names.setdefault(code, (name, line))
        if known != name:
            self.problem(line, column, f"{code} is called {name!r} here and {known!r} in line {first}")


def _library(values: dict[str, str], problem: Callable[[str, str], None]) -> LibraryRow | None:
    """The library that a line describes, None if something is wrong with it."""
    wrong = False

    def read(column: str, parse: Callable[[str], T], *, optional: bool = False) -> T | None:
        nonlocal wrong
        text = values.get(column, "").strip(" ")
        if optional and not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            problem(column, str(error))
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
