"""The answer to a report, drawn from what is recorded now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from domain.counting import DayCount
from domain.days import Period, is_open, local, week_before, week_of
from domain.entries import Activity, Books, Entry, Mode, Visits
from domain.messages import Outgoing
from domain.people import Library
from domain.understanding import Doubt, DoubtKind
from handlers.asking import DOUBT
from handlers.recording import Written
from handlers.turn import Turn
from replies.answer import Asked, ReportView, Week, answer
from storage.doubt_rows import doubt_of
from storage.journal import ReportRow


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """What is drawn: a report as it is now. `said` are notes; `asks` and `undated` matter to the first answer only."""

    report: ReportRow
    library: Library | None
    entries: tuple[Entry, ...]
    unusual: bool
    notes: Sequence[Markup] = ()
    asks: bool = True
    updated: bool = False
    undated: bool = False

    def today(self, otherwise: str) -> date:
        """The library's day on which it was sent."""
        return local(self.report.sent_at, self.library.timezone if self.library else otherwise).date()


def draw(
    turn: Turn,
    report_id: int,
    *,
    library: Library | None = None,
    notes: Sequence[Markup] = (),
    updated: bool = False,
) -> Outgoing:
    """The answer, as a new message or, after a tap, in the tapped one."""
    report = turn.work.journal.report(report_id)
    assert report is not None  # noqa: S101 - reports are never deleted
    kept = turn.work.journal.kept(report.id)
    drawn = _Drawn(
        report=report,
        library=library or turn.kept(report.library_id) or turn.work.directory.library(report.library_id or 0),
        entries=tuple(item.entry for item in kept),
        unusual=any(item.unconfirmed for item in kept),
        notes=notes,
        updated=updated,
    )
    return _outgoing(turn, drawn)


def draw_first(turn: Turn, report: ReportRow, library: Library, written: Written, *, undated: bool) -> Outgoing:
    """The answer to a report that has just been recorded for the first time: nothing of it need be read again."""
    drawn = _Drawn(
        report=report,
        library=library,
        entries=written.entries,
        unusual=written.unusual,
        notes=written.notes,
        asks=written.asks,
        undated=undated,
    )
    return _outgoing(turn, drawn)


def _outgoing(turn: Turn, drawn: _Drawn) -> Outgoing:
    view = _view(turn, drawn)
    text, keyboard = answer(turn.texts, view)
    question_id = view.asked.id if view.asked and not view.withdrawn else None
    return turn.redraw(text, keyboard, report_id=drawn.report.id, question_id=question_id)


def _view(turn: Turn, drawn: _Drawn) -> ReportView:
    report, library, today = drawn.report, drawn.library, drawn.today(turn.timezone)
    return ReportView(
        id=report.id,
        version=report.version,
        today=today,
        library=library,
        several_libraries=len(turn.me.libraries) > 1,
        entries=_in_order(drawn.entries),
        days=_days(turn, drawn),
        withdrawn=report.withdrawn,
        updated=drawn.updated,
        week=_week(turn, library, drawn.entries, today) if library and not report.withdrawn else None,
        asked=_asked(turn, report, library) if drawn.asks else None,
        notes=tuple(drawn.notes),
        unconfirmed=drawn.unusual,
        for_yesterday=drawn.undated and _may_be_yesterdays(turn, drawn, today),
        photos_to_keep=_has_photos_to_keep(turn, report),
    )


def _in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Visits, then activities, then books."""
    return tuple(entry for kind in (Visits, Activity, Books) for entry in entries if isinstance(entry, kind))


def _asked(turn: Turn, report: ReportRow, library: Library | None) -> Asked | None:
    for question in turn.work.questions.of_report(report.id):
        if question.kind == DOUBT and question.waits(turn.now):
            doubt = doubt_of(question.payload)
            return Asked(id=question.id, version=question.version, doubt=doubt, by=_counted_by(turn, library, doubt))
    return None


def _counted_by(turn: Turn, library: Library | None, doubt: Doubt) -> str | None:
    """Who told the count that a second one meets, where that was somebody else."""
    if doubt.kind is not DoubtKind.SECOND_COUNT or doubt.draft is None or library is None:
        return None
    told = turn.work.journal.told(library.id, doubt.draft.date)
    return turn.work.directory.name_of(told[-1][1]) if told and told[-1][1] != turn.me.id else None


def _days(turn: Turn, drawn: _Drawn) -> dict[date, DayCount]:
    """What the days come to of which the answer must say so: something was added, or taken back."""
    visits = [entry for entry in drawn.entries if isinstance(entry, Visits)]
    told = {entry.date for entry in visits if drawn.report.withdrawn or entry.mode is Mode.ADD}
    return {day: turn.work.journal.day(drawn.library.id, day) for day in told} if drawn.library else {}


def _week(turn: Turn, library: Library, entries: tuple[Entry, ...], today: date) -> Week | None:
    """This week beside the last, where this week's visits are what was reported."""
    told = [entry.date for entry in entries if isinstance(entry, Visits) and not entry.closed]
    days = [day for day in told if day in week_of(today)]
    if not days:
        return None
    newest = max(days)
    last_week, this_week = week_before(newest), week_of(today)
    totals = turn.work.views.totals(library.id, Period(first=last_week.first, last=this_week.last))
    before = [total for day, total in totals if day in last_week]
    return Week(
        day=newest,
        total=sum(total for day, total in totals if day in this_week),
        before=sum(before) if before else None,
    )


def _may_be_yesterdays(turn: Turn, drawn: _Drawn, today: date) -> bool:
    """A single count of today, while yesterday, an opening day, has none."""
    yesterday, library = today - timedelta(days=1), drawn.library
    match drawn.entries:
        case (Visits(closed=False, mode=None, date=day),) if day == today and library is not None:
            return is_open(yesterday, library.opening_days) and not turn.work.journal.told(library.id, yesterday)
    return False


def _has_photos_to_keep(turn: Turn, report: ReportRow) -> bool:
    """Looked up only where there can be one: not in the first answer to a message without a photo."""
    if turn.incoming.message_id == report.message_id and not turn.incoming.media:
        return False
    came, stored = turn.work.journal.photos(report.id)
    return came > stored
