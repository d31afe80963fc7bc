"""What is kept of a person, as a text or as JSON, and its end. The log knows them by a hash only."""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.errors import BadInput
from handlers import menus
from storage.erasing import account_hash
from storage.people_data import KeptOfPerson
from storage.work import Work

logger = logging.getLogger(__name__)


def kept(work: Work, external_id: str) -> KeptOfPerson:
    """What is kept of them; raises BadInput where that is nothing but a stranger's messages."""
    found = work.people_data.of(external_id)
    if found is not None:
        return found
    waiting = work.people_data.in_queues(int(external_id))
    raise BadInput(f"nobody with this id has agreed to be remembered; messages in the queues: {waiting}")


def erase(work: Work, external_id: str, now: datetime) -> bool:
    """Erase them, and the command menu that they are shown; whether there was somebody."""
    menu = menus.taken_back(work, external_id)
    known = work.erasing.erase(external_id, now)
    work.outbox.put(menu, now)
    logger.info("erased the account %s", account_hash(external_id))
    return known


def written(kept: KeptOfPerson, shape: str) -> str:
    """For people, or for programs."""
    told = asdict(kept)
    if shape == "json":
        return json.dumps(told, ensure_ascii=False, default=datetime.isoformat)
    lines = list(_lines(told))
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)


def _lines(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _lines(value)
        elif isinstance(value, tuple):
            yield from ((name, _one(row)) for row in value)
        else:
            yield name.replace("_", " "), _word(value)


def _one(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_word(value)}" for name, value in row.items() if value is not None)


def _word(value: Any) -> str:
    if value is None:
        return "-"
    return value.isoformat() if isinstance(value, datetime) else str(value)
