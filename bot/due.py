"""What falls due in a minute, as the operator sees it."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

from bot.clockwork import DUE
from scheduler.planned import Planned, Window
from storage.work import Database, Work

PAGE = 100
"""So many messages are written in one transaction, so that a running bot's replies get their turn."""

Due = Callable[[Work, Window], Iterator[Planned]]


@dataclass(frozen=True, kw_only=True, order=True)
class Listed:
    """A message that is due, without what it takes to write it: there may be as many as there are libraries."""

    at: datetime
    kind: str
    library: str
    chat_id: int
    dedupe_key: str
    because: str


def due(database: Database, at: datetime, *, send: bool = False, planners: Sequence[Due] = DUE) -> list[Listed]:
    """What is due in the minute from `at` on and not planned yet, in order; put into the outbox with `send`."""
    just_before = at.astimezone(UTC) - timedelta(microseconds=1)
    window = Window(after=just_before, until=just_before + timedelta(minutes=1))
    listed = []
    with database.look() as work:
        planned = chain.from_iterable(planner(work, window) for planner in planners)
        while page := list(islice(planned, PAGE)):
            if send:
                _put(database, page)
            listed += [_listed(one) for one in page]
    return sorted(listed)


def written(found: Sequence[Listed], at: datetime, shape: str) -> Iterator[str]:
    """The lines of what is due as text or jsonl; text shows times by the clock of `at`."""
    if shape == "jsonl":
        yield from (json.dumps(_object(one), ensure_ascii=False) for one in found)
    elif found:
        yield from _table(found, at)
        yield f"{len(found)} due"
    else:
        yield f"nothing is due at {at.isoformat(timespec='minutes')}"


def _put(database: Database, page: Iterable[Planned]) -> None:
    with database.work() as work:
        for one in page:
            one.put(work)
        work.commit()


def _listed(one: Planned) -> Listed:
    return Listed(
        at=one.at,
        kind=one.kind,
        library=one.library or "",
        chat_id=one.chat_id,
        dedupe_key=one.dedupe_key,
        because=one.because,
    )


def _object(one: Listed) -> dict[str, object]:
    told = asdict(one) | {"at": one.at.astimezone(UTC).isoformat(timespec="seconds"), "library": one.library or None}
    order = ("kind", "at", "library", "chat_id", "dedupe_key", "because")
    return {name: told[name] for name in order if told[name] is not None}


def _table(found: Sequence[Listed], at: datetime) -> Iterator[str]:
    """Two lines for each: what goes where, and why."""
    kinds, libraries = (max(len(one.kind) for one in found), max(len(one.library or "-") for one in found))
    for one in found:
        clock = one.at.astimezone(at.tzinfo)
        yield f"{clock:%H:%M}  {one.kind:{kinds}}  {one.library or '-':{libraries}}  to chat {one.chat_id}"
        yield f"       {one.because}"
