"""The answer to a report, drawn from what is recorded now."""

from datetime import date

from markupsafe import Markup

from domain.days import Period, is_open, week_before, week_of
from domain.entries import Visits
from domain.messages import Outgoing
from domain.people import Library
from handlers.recording import DOUBT
from handlers.turn import Turn
from replies.answer import Asked, ReportView, Week, answer
from storage.doubt_rows import doubt_of
from storage.journal import Kept, ReportRow


def draw(
    turn: Turn, report_id: int, *, notes: list[Markup] | None = None, updated: bool = False, undated: bool = False
) -> Outgoing:
    """The answer, as a new message or, after a tap, in the tapped one."""
    view = _view(turn, report_id, notes=notes or [], updated=updated, undated=undated)
    text, keyboard = answer(turn.texts, view)
    question_id = view.asked.id if view.asked else None
    return turn.redraw(text, keyboard, report_id=report_id, question_id=question_id)


def _view(turn: Turn, report_id: int, *, notes: list[Markup], updated: bool, undated: bool) -> ReportView:
    report = turn.work.journal.report(report_id)
    assert report is not None  # noqa: S101 - reports are never deleted
    library = _library(turn, report)
    today = report.sent_at.astimezone(turn.wall_clock(library).tzinfo).date()
    kept = turn.work.journal.kept(report.id)
    came, stored = turn.work.journal.photos(report.id) if turn.incoming.media or turn.incoming.data else (0, 0)
    return ReportView(
        id=report.id,
        version=report.version,
        today=today,
        library=library,
        several_libraries=len(turn.me.libraries) > 1,
        entries=tuple(item.entry for item in kept),
        withdrawn=report.withdrawn,
        updated=updated,
        week=_week(turn, library, kept, today) if library else None,
        asked=_asked(turn, report),
        notes=tuple(notes),
        unconfirmed=any(item.unconfirmed for item in kept),
        for_yesterday=undated and library is not None and _may_be_yesterdays(turn, library, kept, today),
        photos_to_keep=came > stored,
    )


def _library(turn: Turn, report: ReportRow) -> Library | None:
    mine = (library for library in turn.me.libraries if library.id == report.library_id)
    return next(mine, None) or (turn.work.directory.library(report.library_id) if report.library_id else None)


def _asked(turn: Turn, report: ReportRow) -> Asked | None:
    for question in turn.work.questions.of_report(report.id):
        if question.kind == DOUBT:
            return Asked(id=question.id, version=question.version, doubt=doubt_of(question.payload))
    return None


def _week(turn: Turn, library: Library, kept: list[Kept], today: date) -> Week | None:
    """This week beside the last, where this week's visits are what was reported."""
    told = [item.entry.date for item in kept if isinstance(item.entry, Visits) and not item.entry.closed]
    days = [day for day in told if day in week_of(today)]
    if not days:
        return None
    newest = max(days)
    totals = turn.work.views.days(library.id, Period(first=week_before(newest).first, last=week_of(today).last))
    before = [count.total or 0 for day, count in totals.items() if day in week_before(newest)]
    this_week = sum(count.total or 0 for day, count in totals.items() if day in week_of(today))
    return Week(day=newest, total=this_week, before=sum(before) if before else None)


def _may_be_yesterdays(turn: Turn, library: Library, kept: list[Kept], today: date) -> bool:
    """A single count of today, while yesterday, an opening day, has none."""
    yesterday = date.fromordinal(today.toordinal() - 1)
    single = len(kept) == 1 and isinstance(kept[0].entry, Visits) and kept[0].entry.date == today
    if not single or kept[0].entry.closed or not is_open(yesterday, library.opening_days):  # type: ignore[union-attr]
        return False
    return not turn.work.journal.told(library.id, yesterday)
