"""The words of an erased person's reports go; what the reports count stays."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from storage.entry_rows import TABLES
from storage.journal import Journal
from storage.tables import Activities, Books, Idea, Photo, Report, Visits

NAMELESS = "–"
"""What stands where a name stood."""


def forget_reports(connection: Connection, person_id: int, name: str) -> None:
    """Texts, photos, older versions and whatever free text may name people; titles and figures stay."""
    theirs = select(Report.id).where(Report.person_id == person_id)
    connection.execute(delete(Photo).where(Photo.report_id.in_(theirs)))
    for table in TABLES.values():
        _forget_older(connection, table, person_id)
    _forget_reasons(connection, person_id)
    connection.execute(update(Activities).where(_written(Activities, person_id)).values(partner=None, place=None))
    connection.execute(update(Books).where(_written(Books, person_id)).values(giver=None))
    _forget_titles(connection, person_id, name)
    # A private chat has the account's id: a report keeps its own instead, which is unique too.
    nobody = {"text": "", "person_id": None, "chat_id": 0, "message_id": Report.id, "media_group": None}
    connection.execute(update(Report).where(Report.person_id == person_id).values(nobody))


def without_name(text: str, name: str) -> str:
    """A text in which this name, as whole words, is no more."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NAMELESS, text, flags=re.IGNORECASE)


def is_name(name: str) -> bool:
    """Whether it can be told from other words: two letters can't."""
    return sum(map(str.isalnum, name)) > 2


def _written(table: Any, person_id: int) -> Any:
    theirs = select(Report.id).where(Report.person_id == person_id)
    return or_(table.report_id.in_(theirs), table.written_by == person_id)


def _forget_older(connection: Connection, table: Any, person_id: int) -> None:
    """What was corrected or withdrawn counts nowhere."""
    withdrawn = select(Report.id).where(Report.person_id == person_id, Report.withdrawn_at.is_not(None))
    older = or_(table.ended_at.is_not(None), table.report_id.in_(withdrawn))
    connection.execute(delete(table).where(_written(table, person_id), older))


def _forget_reasons(connection: Connection, person_id: int) -> None:
    mine = (_written(Visits, person_id), Visits.reason.is_not(None))
    days: dict[int, set[date]] = defaultdict(set)
    for library_id, day in connection.execute(select(Visits.library_id, Visits.date).where(*mine)):
        days[library_id].add(day)
    journal = Journal(connection)
    for library_id in sorted(days):
        journal.lock(library_id)
    connection.execute(update(Visits).where(*mine).values(reason=None))
    for library_id, told in days.items():
        journal.retally(library_id, told)


def _forget_titles(connection: Connection, person_id: int, name: str) -> None:
    """The title of an activity is the library's, the person's own name in it is not."""
    if not is_name(name):
        return
    named = Activities.title.icontains(name, autoescape=True)
    query = select(Activities.id, Activities.title).where(_written(Activities, person_id), named)
    for id_, title in connection.execute(query).all():
        changed = update(Activities).where(Activities.id == id_)
        connection.execute(changed.values(title=without_name(title, name)))
        connection.execute(delete(Idea).where(Idea.title == title.casefold()))
