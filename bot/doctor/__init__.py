"""Is everything well? Checks for the operator: names, figures and ids, never what somebody wrote."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from bot.doctor.check import Check, Status
from bot.doctor.database import database
from bot.doctor.machine import clock, space
from bot.doctor.platform import telegram
from bot.settings import Settings


def examine(settings: Settings, now: datetime) -> list[Check]:
    """All checks, of which those that need the database stop where it can't be used."""
    return [*database(settings, now), *telegram(settings), clock(settings), space(settings)]


def exit_status(found: Sequence[Check]) -> int:
    """0 all is well, 1 there are warnings, 2 there are errors."""
    return max((list(Status).index(check.status) for check in found), default=0)


def written(found: Sequence[Check], *, as_json: bool) -> str:
    """The checks as lines, or as one JSON object."""
    if as_json:
        return json.dumps({"checks": [asdict(check) for check in found]}, ensure_ascii=False)
    marks = {Status.OK: "ok     ", Status.WARNING: "WARNING", Status.ERROR: "ERROR  "}
    return "\n".join(f"{marks[check.status]} {check.name}: {check.detail}" for check in found)
