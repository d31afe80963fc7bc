"""What summaries have told: totals, so that a late report shows, and ideas, so that none comes twice."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.days import Span
from storage.engine import is_sqlite
from storage.tables import Base, Idea, ToldTotal


class Told:
    """The tables `told_total` and `idea` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def totals(self, subjects: Collection[str], span: Span, first: date) -> dict[str, int]:
        """The visitors that were told of these subjects' period which begins on `first`."""
        query = select(ToldTotal.subject, ToldTotal.total)
        query = query.where(ToldTotal.subject.in_(subjects), ToldTotal.span == str(span), ToldTotal.first == first)
        return {row.subject: row.total for row in self._connection.execute(query)}

    def note_totals(self, totals: Mapping[str, int], span: Span, first: date) -> None:
        """Remember what is told of subjects; what was told before of the same period stays."""
        rows = [
            {"subject": subject, "span": str(span), "first": first, "total": total} for subject, total in totals.items()
        ]
        self._add(ToldTotal, rows)

    def ideas(self, library_ids: Collection[int]) -> dict[int, set[str]]:
        """The keys of the ideas (reports.ideas) that these libraries have been told."""
        told: dict[int, set[str]] = defaultdict(set)
        for library_id, key in self._connection.execute(
            select(Idea.library_id, Idea.title).where(Idea.library_id.in_(library_ids))
        ):
            told[library_id].add(key)
        return told

    def note_ideas(self, ideas: Iterable[tuple[int, str]], at: datetime) -> None:
        """Remember which libraries are told which ideas, by key."""
        self._add(Idea, [{"library_id": library_id, "title": key, "told_at": at} for library_id, key in ideas])

    def _add(self, table: type[Base], rows: list[dict[str, object]]) -> None:
        dialect = sqlite if is_sqlite(self._connection) else postgresql
        if rows:
            self._connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)
