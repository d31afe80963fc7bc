"""What a check says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked at."""

    name: str
    status: Status
    detail: str


def ok(name: str, detail: str) -> Check:
    """It is as it should be."""
    return Check(name=name, status=Status.OK, detail=detail)


def warning(name: str, detail: str) -> Check:
    """Somebody should look at it."""
    return Check(name=name, status=Status.WARNING, detail=detail)


def error(name: str, detail: str) -> Check:
    """It can't work like that."""
    return Check(name=name, status=Status.ERROR, detail=detail)


def shown(moment: datetime) -> str:
    """A moment as the checks tell it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
