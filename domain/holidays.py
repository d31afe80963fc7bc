"""Holidays, and the days on which people work although others rest."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What a day of the calendar is."""

    PUBLIC = "public"  # libur nasional
    GOVERNMENT = "government"  # cuti bersama
    REGIONAL = "regional"  # of a province or a regency
    WORKING = "working"  # no holiday there, whatever is said more widely


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A holiday that holds everywhere."""

    day: date
    kind: DayKind
    name: str
