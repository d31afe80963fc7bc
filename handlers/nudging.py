"""[🔔 Remind those who are missing]: one reminder to the keepers of each silent library, at most once a local day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.days import local
from domain.messages import Outgoing, Priority
from domain.places import Region
from domain.reminding import cancel_key, nudge_key
from handlers.turn import Turn
from locales import texts_in
from replies.nudging import Nudging
from replies.silence import nudge as nudge_text
from replies.silent_libraries import SilentLibrary, nudged_today, silent_libraries
from reports.silence import Cause, last_day
from storage.questions import DayQuestion
from storage.regions import Keeper

AT_ONCE = 500
"""So many libraries are reminded by one tap: replies to others must not wait long."""

USEFUL = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """What came of it: what to say of it, the silent libraries as they are now, the messages to their keepers."""

    nudging: Nudging
    silent: Sequence[SilentLibrary]
    letters: Sequence[Outgoing]


def nudge(turn: Turn, region: Region) -> Reminded:
    """Remind the silent libraries of a region that have not been reminded today."""
    silent = silent_libraries(turn.work, region, turn.now)
    waiting = [library for library in silent if library.can_be_nudged]
    new = turn.work.nudges.add([(one.place.id, one.today) for one in waiting[:AT_ONCE]], turn.me.id, turn.now)
    causes = Counter(library.quiet.cause for library in silent)
    nudging = Nudging(
        done=nudged_today(turn.work, region, turn.now),
        possible=len(waiting) > AT_ONCE,
        tapped=True,
        apart={cause: causes[cause] for cause in Cause if cause is not Cause.SILENT and causes[cause]},
    )
    return Reminded(
        nudging=nudging,
        silent=[replace(one, nudged_at=turn.now) if one.place.id in new else one for one in silent],
        letters=_letters(turn, [library for library in waiting if library.place.id in new]),
    )


def _letters(turn: Turn, libraries: Sequence[SilentLibrary]) -> list[Outgoing]:
    asked = [(library, keeper, _day(library, turn.now)) for library in libraries for keeper in library.keepers]
    ids = turn.work.questions.ask_days([_question(turn, *one) for one in asked])
    recent = {library.place.id: turn.work.views.recent_totals(library.place.id, library.today) for library in libraries}
    return [
        _letter(turn, library, keeper, day, id_, recent[library.place.id])
        for (library, keeper, day), id_ in zip(asked, ids, strict=True)
    ]


def _day(library: SilentLibrary, now: datetime) -> date:
    """The day that is asked about: the last open day that is over, for who is asked of one that has just begun
    answers too early."""
    over = last_day(local(now, library.place.timezone), library.place.closes_at)
    return library.opening.last(over + timedelta(days=1)) or over


def _question(turn: Turn, library: SilentLibrary, keeper: Keeper, day: date) -> DayQuestion:
    return DayQuestion(
        chat_id=keeper.chat_id,
        person_id=keeper.person_id,
        library_id=library.place.id,
        day=day,
        asked_at=turn.now,
    )


def _letter(
    turn: Turn, library: SilentLibrary, keeper: Keeper, day: date, question_id: int, recent: list[int]
) -> Outgoing:
    texts = texts_in(keeper.language)
    text, keyboard = nudge_text(texts, library.place, day, library.today, question_id, recent)
    return Outgoing(
        chat_id=keeper.chat_id,
        text=text,
        keyboard=keyboard,
        priority=Priority.REMINDER,
        question_id=question_id,
        not_after=turn.now + USEFUL,
        cancel_key=cancel_key(library.place.id, day),
        dedupe_key=nudge_key(library.place.id, library.today, keeper.chat_id),
    )
