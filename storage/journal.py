"""Reports and their entries: written once, never changed, ended by what replaces them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.counting import DayCount, fold
from domain.entries import Activity, Books, Entry, Visits
from storage.engine import is_sqlite
from storage.entry_rows import TABLES, entry_of, row_of
from storage.tables import Library, Photo, Report, Tally
from storage.tables import Visits as VisitsTable


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """One message that reports. `asked_day` is the day it was asked about; `version` rises with every change."""

    id: int
    library_id: int | None
    person_id: int | None
    chat_id: int
    message_id: int
    text: str
    sent_at: datetime
    asked_day: date | None
    version: int
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A live entry with its row's id; `unconfirmed` for an unusual count that nobody has confirmed."""

    id: int
    entry: Entry
    unconfirmed: bool = False
    version: int = 1


class Journal:
    """Reports and entries within one transaction. Whoever writes figures locks the library first."""

    def __init__(self, connection: Connection, bot_id: int = 0) -> None:
        self._connection = connection
        self._bot_id = bot_id

    def lock(self, library_id: int) -> None:
        """Make other writers of this library's figures wait (SQLite has one writer anyway)."""
        if not is_sqlite(self._connection):
            self._connection.execute(select(Library.id).where(Library.id == library_id).with_for_update())

    def open(
        self,
        *,
        chat_id: int,
        message_id: int,
        person_id: int,
        text: str,
        sent_at: datetime,
        media_group: str | None = None,
        asked_day: date | None = None,
        library_id: int | None = None,
    ) -> ReportRow | None:
        """A new report, None if this message (or its album) has one already."""
        row = {
            "bot_id": self._bot_id,
            "chat_id": chat_id,
            "message_id": message_id,
            "person_id": person_id,
            "library_id": library_id,
            "text": text,
            "sent_at": sent_at,
            "media_group": media_group,
            "asked_day": asked_day,
            "version": 1,
        }
        opened = self._connection.execute(_OPEN[self._connection.dialect.name], row)
        return _report_row(opened.one_or_none())

    def report(self, id_: int) -> ReportRow | None:
        """The report with this id."""
        return _report_row(self._connection.execute(_REPORT, {"report": id_}).one_or_none())

    def report_of(self, chat_id: int, message_id: int) -> ReportRow | None:
        """The report that this message is."""
        return self._report(*self._chat(chat_id), Report.message_id == message_id)

    def report_of_album(self, chat_id: int, media_group: str) -> ReportRow | None:
        """The report that this album is."""
        return self._report(*self._chat(chat_id), Report.media_group == media_group)

    def last_report(self, person_id: int, *, since: datetime, before: ReportRow | None = None) -> ReportRow | None:
        """The newest report that this person sent after `since` (and before that report), if it isn't withdrawn."""
        earlier = () if before is None else (Report.sent_at <= before.sent_at, Report.id < before.id)
        return self._report(
            Report.person_id == person_id,
            Report.sent_at >= since,
            Report.withdrawn_at.is_(None),
            Report.library_id.is_not(None),
            *earlier,
        )

    def choose_library(self, report_id: int, library_id: int) -> None:
        """The library that this report is for."""
        self._change(report_id, library_id=library_id)

    def reword(self, report_id: int, text: str) -> None:
        """The message was edited; its text now."""
        self._change(report_id, text=text)

    def withdraw(self, report: ReportRow, at: datetime) -> set[date]:
        """Nothing of it counts any more; the days whose figures change."""
        self._change(report.id, withdrawn_at=at)
        return self._visit_days(report.id)

    def restore(self, report: ReportRow) -> set[date]:
        """It counts again; the days whose figures change."""
        self._change(report.id, withdrawn_at=None)
        return self._visit_days(report.id)

    def record(
        self, report: ReportRow, entries: Iterable[Entry], *, by: int, at: datetime, unconfirmed: bool = False
    ) -> None:
        """Write entries of a report whose library is known."""
        for entry in entries:
            row = row_of(entry) | {
                "report_id": report.id,
                "library_id": report.library_id,
                "version": report.version,
                "written_by": by,
                "written_at": at,
            }
            if isinstance(entry, Visits):
                row["unconfirmed"] = unconfirmed
            self._connection.execute(_RECORD[type(entry)], row)

    def end(self, kind: type[Entry], entry_ids: Sequence[int], *, by: int, at: datetime) -> None:
        """These entries count no more; they are kept as an older version."""
        table = TABLES[kind]
        ended = update(table).where(table.id.in_(entry_ids), table.ended_at.is_(None))
        self._connection.execute(ended.values(ended_at=at, ended_by=by))

    def next_version(self, report: ReportRow) -> ReportRow:
        """The report with its version raised, before a change of its entries."""
        self._change(report.id, version=report.version + 1)
        return replace(report, version=report.version + 1)

    def confirm(self, report_id: int) -> None:
        """Its unusual counts are right."""
        live = (VisitsTable.report_id == report_id, VisitsTable.ended_at.is_(None))
        self._connection.execute(update(VisitsTable).where(*live).values(unconfirmed=False))

    def kept(self, report_id: int) -> list[Kept]:
        """The live entries of a report, in the order in which they were told."""
        return [kept for kind in (Visits, Activity, Books) for kept in self._kept(kind, report_id)]

    def day(self, library_id: int, day: date) -> DayCount:
        """The count of a day, folded from its live entries."""
        return fold(visits for visits, _, _ in self.told(library_id, day))

    def told(self, library_id: int, day: date) -> list[tuple[Visits, int | None, datetime]]:
        """The live visits told for a day, in order, each with the person who told them and when."""
        rows = self._connection.execute(_TOLD, {"library": library_id, "day": day})
        return [(_visits(row), row.person_id, row.sent_at) for row in rows]

    def of_day(self, library_id: int, kind: type[Entry], day: date, *, but: int) -> list[tuple[int, Kept]]:
        """The entries of a kind that count on a day, each with its report, except those of the report `but`."""
        table = TABLES[kind]
        query = (
            select(*table.__table__.columns)
            .join(Report, Report.id == table.report_id)
            .where(
                table.library_id == library_id,
                table.date == day,
                table.ended_at.is_(None),
                Report.withdrawn_at.is_(None),
                Report.id != but,
            )
            .order_by(table.id)
        )
        rows = self._connection.execute(query)
        return [(row.report_id, Kept(id=row.id, entry=entry_of(kind, row))) for row in rows]

    def retally(self, library_id: int, days: Iterable[date]) -> dict[date, DayCount]:
        """Bring the tallies of these days up to date; what they come to now."""
        counts = {day: self.day(library_id, day) for day in sorted(set(days))}
        for day, count in counts.items():
            self._set_tally(library_id, day, count)
        return counts

    def keep_photo(self, report_id: int, file_id: str) -> None:
        """Remember a photo of a report; it stays only once `photos_kept` is called."""
        dialect = sqlite if is_sqlite(self._connection) else postgresql
        photo = {"report_id": report_id, "file_id": file_id}
        self._connection.execute(dialect.insert(Photo).values(photo).on_conflict_do_nothing())

    def photos_kept(self, report_id: int, at: datetime) -> int:
        """Keep the photos of a report for good; their number."""
        kept = update(Photo).where(Photo.report_id == report_id).values(kept_at=at)
        return self._connection.execute(kept).rowcount

    def photos(self, report_id: int) -> tuple[int, int]:
        """How many photos a report came with, and how many are kept for good."""
        query = select(func.count(), func.count(Photo.kept_at)).where(Photo.report_id == report_id)
        came, kept = self._connection.execute(query).one()
        return came, kept

    def _kept(self, kind: type[Entry], report_id: int) -> list[Kept]:
        rows = self._connection.execute(_LIVE[kind], {"report": report_id})
        return [
            Kept(
                id=row.id,
                entry=entry_of(kind, row),
                unconfirmed=getattr(row, "unconfirmed", False),
                version=row.version,
            )
            for row in rows
        ]

    def _chat(self, chat_id: int) -> tuple[Any, ...]:
        return Report.bot_id == self._bot_id, Report.chat_id == chat_id

    def _report(self, *where: Any) -> ReportRow | None:
        query = _REPORTS.where(*where).order_by(Report.sent_at.desc(), Report.id.desc()).limit(1)
        return _report_row(self._connection.execute(query).one_or_none())

    def _change(self, report_id: int, **values: Any) -> None:
        self._connection.execute(update(Report).where(Report.id == report_id).values(**values))

    def _visit_days(self, report_id: int) -> set[date]:
        return {kept.entry.date for kept in self._kept(Visits, report_id)}

    def _set_tally(self, library_id: int, day: date, count: DayCount) -> None:
        row = {"library_id": library_id, "date": day} | asdict(count)
        self._connection.execute(_SET_TALLY[self._connection.dialect.name], row)


def _report_row(row: Any) -> ReportRow | None:
    if row is None:
        return None
    values = row._asdict()
    return ReportRow(withdrawn=values.pop("withdrawn_at") is not None, **values)


def _set_tally(dialect: Any) -> Any:
    insertion = dialect.insert(Tally.__table__)
    counted = {field.name: insertion.excluded[field.name] for field in fields(DayCount)}
    return insertion.on_conflict_do_update(index_elements=["library_id", "date"], set_=counted)


def _visits(row: Any) -> Visits:
    entry = entry_of(Visits, row)
    assert isinstance(entry, Visits)  # noqa: S101 - the row is one of `visits`
    return entry


# Built once: building a statement takes longer than running it.
_DIALECTS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}
_COLUMNS = (
    Report.id,
    Report.library_id,
    Report.person_id,
    Report.chat_id,
    Report.message_id,
    Report.text,
    Report.sent_at,
    Report.asked_day,
    Report.version,
    Report.withdrawn_at,
)
_REPORTS = select(*_COLUMNS)
_REPORT = _REPORTS.where(Report.id == bindparam("report"))
_OPEN = {
    name: dialect.insert(Report.__table__).on_conflict_do_nothing().returning(*_COLUMNS)
    for name, dialect in _DIALECTS.items()
}
_RECORD = {kind: insert(table.__table__) for kind, table in TABLES.items()}
_SET_TALLY = {name: _set_tally(dialect) for name, dialect in _DIALECTS.items()}
_LIVE = {
    kind: select(table.__table__)
    .where(table.report_id == bindparam("report"), table.ended_at.is_(None))
    .order_by(table.date, table.id)
    for kind, table in TABLES.items()
}
_TOLD = (
    select(VisitsTable.__table__, Report.person_id, Report.sent_at)
    .join(Report, Report.id == VisitsTable.report_id)
    .where(
        VisitsTable.library_id == bindparam("library"),
        VisitsTable.date == bindparam("day"),
        VisitsTable.ended_at.is_(None),
        Report.withdrawn_at.is_(None),
    )
    .order_by(Report.sent_at, Report.message_id, VisitsTable.id)
)
