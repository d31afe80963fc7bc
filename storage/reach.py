"""How far somebody's offices reach, as a condition of a query: nothing is read first and left out afterwards."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, or_, true

Offices = Collection[str | None]
"""The regions of somebody's offices; None is an office that holds everywhere, none at all reaches nothing."""


def reached(region_code: Any, offices: Offices) -> ColumnElement[bool]:
    """That the region with this code (a column) lies within one of these offices."""
    if None in offices:
        return true()
    codes = [code for code in offices if code is not None]
    inside = [region_code.startswith(f"{code}.", autoescape=True) for code in codes]
    return or_(region_code.in_(codes), *inside)
