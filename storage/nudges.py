"""Silent libraries of which a facilitator had the keepers reminded: at most once on a local day each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import is_sqlite
from storage.regions import within
from storage.tables import Library, Nudge, Report, Visits


@dataclass(frozen=True, kw_only=True)
class NudgeRow:
    """A reminded library; `came_in` tells whether a count has been written for it since."""

    library_id: int
    day: date
    timezone: str
    nudged_at: datetime
    came_in: bool


class Nudges:
    """The table `nudge` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, code: str, days: Collection[date]) -> list[NudgeRow]:
        """What was nudged in a region on some days."""
        query = _NUDGES.where(*within(code), Nudge.day.in_(days))
        return [NudgeRow(**row._asdict()) for row in self._connection.execute(query)]

    def add(self, libraries: Sequence[tuple[int, date]], by: int, at: datetime) -> set[int]:
        """Remember that libraries are nudged on their local day; those that had not been yet."""
        if not libraries:
            return set()
        rows = [{"library_id": id_, "day": day, "nudged_at": at, "person_id": by} for id_, day in libraries]
        dialect = sqlite if is_sqlite(self._connection) else postgresql
        added = dialect.insert(Nudge).values(rows).on_conflict_do_nothing().returning(Nudge.library_id)
        return set(self._connection.execute(added).scalars())


_CAME_IN = (
    select(Visits.id)
    .join(Report, Report.id == Visits.report_id)
    .where(
        Visits.library_id == Nudge.library_id,
        Visits.ended_at.is_(None),
        Visits.written_at >= Nudge.nudged_at,
        Report.withdrawn_at.is_(None),
    )
    .exists()
)
_NUDGES = select(
    Nudge.library_id,
    Nudge.day,
    Nudge.nudged_at,
    Library.timezone,
    _CAME_IN.label("came_in"),
).join(Library, Library.id == Nudge.library_id)
