"""Which neighbour's activity is told to which library."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from domain.days import Period
from reports.activities import title_key
from reports.ideas import LONGEST_TITLE, Idea, choose, may_be_told
from storage.periods import LibraryToLook
from storage.work import Work

OWN = timedelta(weeks=12)
"""What a library has done itself within this time is no idea for it."""

READ, KEPT = 200, 50
"""So many activities of a province are looked at, and so many of them kept."""


def ideas(work: Work, libraries: Sequence[LibraryToLook], week: Period) -> dict[int, Idea]:
    """An idea of the week for each library for which there is one."""
    ids = [library.id for library in libraries]
    own = work.periods.titles(ids, Period(first=week.last - OWN, last=week.last))
    told = work.told.ideas(ids)
    of_province = {
        province: list(_candidates(work, province, week)) for province in {library.province for library in libraries}
    }
    found: dict[int, Idea] = {}
    for library in libraries:
        known = {title_key(title) for title in own.get(library.id, ())} | told.get(library.id, set())
        if idea := choose(of_province[library.province], library.id, known):
            found[library.id] = idea
    return found


def _candidates(work: Work, province: str, week: Period) -> Iterator[Idea]:
    """The activities of a province that drew most, one of each title."""
    seen: set[str] = set()
    for drew in work.periods.drew(province, week, LONGEST_TITLE, READ):
        key = title_key(drew.title)
        if key in seen or not may_be_told(drew.title):
            continue
        seen.add(key)
        yield Idea(
            library_id=drew.library_id,
            library=drew.library,
            regency=drew.regency,
            title=drew.title,
            participants=drew.participants,
        )
        if len(seen) == KEPT:
            return
