"""Exports as JSON Lines, CSV or XLSX, to standard output or to a file that appears only when it is complete."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from bot.csv_lines import csv_line
from domain.days import Period
from domain.errors import BadInput
from storage import exporting
from storage.work import Work

Objects = Iterator[dict[str, Any]]
_MOST_ROWS = 1_048_575
"""A sheet of XLSX holds no more, besides its header."""
_LONGEST_CELL = 32_767


def exported(
    work: Work, what: str, *, period: Period | None, region: str | None, library: str | None
) -> tuple[Objects, Sequence[str]]:
    """The objects to export and the columns of a table of them."""
    if library is not None and work.directory.library_by_code(library) is None:
        raise BadInput(f"no library has the code {library!r}")
    if region is not None and work.directory.region_name(region) is None:
        raise BadInput(f"no region has the code {region!r}")
    if what == "days":
        days = work.views.export_days(period=period, region_code=region, library_code=library)
        return exporting.day_objects(days), exporting.DAY_COLUMNS
    entries = work.views.export_entries(period=period, region_code=region, library_code=library)
    if what == "books":
        return exporting.book_objects(entries), exporting.BOOK_COLUMNS
    return exporting.entry_objects(entries), exporting.ENTRY_COLUMNS


def period_of(first: date | None, last: date | None) -> Period | None:
    """Inclusive days; None for all."""
    if first is None and last is None:
        return None
    return Period(first=first or date.min, last=last or date.max)


def write_lines(objects: Objects, columns: Sequence[str], shape: str, out: TextIO) -> None:
    """JSON Lines or CSV."""
    for line in _csv(objects, columns) if shape == "csv" else _jsonl(objects):
        out.write(f"{line}\n")
    out.flush()


def write_file(objects: Objects, columns: Sequence[str], shape: str, path: Path) -> None:
    """Any of the three, into a file; what stood there before stays if this fails."""
    with _complete(path) as unfinished:
        if shape == "xlsx":
            _xlsx(objects, columns, unfinished)
        else:
            with unfinished.open("w", encoding="utf-8", newline="") as out:
                write_lines(objects, columns, shape, out)


def _jsonl(objects: Objects) -> Iterator[str]:
    return (json.dumps(one, ensure_ascii=False) for one in objects)


def _csv(objects: Objects, columns: Sequence[str]) -> Iterator[str]:
    yield csv_line(columns)
    for one in objects:
        yield csv_line(_cells(one, columns))


def _xlsx(objects: Objects, columns: Sequence[str], path: Path) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with path.open("wb") as out, xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, one in enumerate(objects, start=1):
            if number > _MOST_ROWS:
                raise BadInput(f"more than {_MOST_ROWS} rows don't fit into a sheet: choose fewer days, or csv")
            for column, cell in enumerate(_cells(one, columns)):
                if columns[column] == "date":
                    sheet.write_datetime(number, column, date.fromisoformat(str(cell)), day)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell[:_LONGEST_CELL])
                elif cell is not None:
                    sheet.write(number, column, cell)


def _cells(one: dict[str, Any], columns: Iterable[str]) -> list[Any]:
    flat = one | one.get("groups", {})
    return [flat.get(column) for column in columns]


@contextmanager
def _complete(path: Path) -> Iterator[Path]:
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device or a pipe must not be replaced
        yield path
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)
