"""Sheets read back without any library for them."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cell = str | float


class Xlsx:
    """A file of sheets."""

    def __init__(self, data: bytes) -> None:
        self._parts = zipfile.ZipFile(BytesIO(data))
        shared = self._tree("xl/sharedStrings.xml").findall("x:si", SPACE)
        self._strings = ["".join(text.text or "" for text in one.iter(f"{{{SPACE['x']}}}t")) for one in shared]

    @property
    def names(self) -> list[str]:
        """What the sheets are called."""
        return [str(sheet.get("name")) for sheet in self._tree("xl/workbook.xml").iter(f"{{{SPACE['x']}}}sheet")]

    def rows(self, sheet: int = 1) -> list[dict[str, Cell]]:
        """The cells that hold something, by column; numbers as numbers, text as text. Formulas are refused."""
        rows = self._tree(f"xl/worksheets/sheet{sheet}.xml").iter(f"{{{SPACE['x']}}}row")
        return [dict(filter(None, map(self._cell, row))) for row in rows]

    def part(self, name: str) -> str:
        """A part of the file as it is."""
        return self._parts.read(name).decode()

    def _cell(self, cell: ElementTree.Element) -> tuple[str, Cell] | None:
        assert cell.find("x:f", SPACE) is None, "a formula"
        value = cell.findtext("x:v", namespaces=SPACE)
        if value is None:
            return None
        column = re.sub(r"\d", "", str(cell.get("r")))
        return column, self._strings[int(value)] if cell.get("t") == "s" else float(value)

    def _tree(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.part(name))  # noqa: S314 - our own file
