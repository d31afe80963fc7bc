"""The answer to a report, drawn from what is recorded now."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from domain.counting import DayCount
from domain.days import Period, is_open, local, week_before, week_of
from domain.entries import Mode, Visits
from domain.messages import Outgoing
from domain.people import Library
from domain.understanding import Doubt, DoubtKind
from handlers.asking import DOUBT
from handlers.turn import Turn
from replies.answer import Asked, ReportView, Week, answer
from storage.doubt_rows import doubt_of
from storage.journal import Kept, ReportRow


def draw(
    turn: Turn,
    report_id: int,
    *,
    library: Library | None = None,
    notes: Sequence[Markup] = (),
    updated: bool = False,
    undated: bool = False,
) -> Outgoing:
    """The answer, as a new message or, after a tap, in the tapped one."""
    report = turn.work.journal.report(report_id)
    assert report is not None  # noqa: S101 - reports are never deleted
    library = library or turn.kept(report.library_id) or turn.work.directory.library(report.library_id or 0)
    view = _view(turn, report, library, notes=notes, updated=updated, undated=undated)
    text, keyboard = answer(turn.texts, view)
    question_id = view.asked.id if view.asked and not view.withdrawn else None
    return turn.redraw(text, keyboard, report_id=report_id, question_id=question_id)


def _view(
    turn: Turn, report: ReportRow, library: Library | None, *, notes: Sequence[Markup], updated: bool, undated: bool
) -> ReportView:
    today = local(report.sent_at, library.timezone if library else turn.timezone).date()
    kept = turn.work.journal.kept(report.id)
    return ReportView(
        id=report.id,
        version=report.version,
        today=today,
        library=library,
        several_libraries=len(turn.me.libraries) > 1,
        entries=tuple(item.entry for item in kept),
        days=_days(turn, library, report, kept),
        withdrawn=report.withdrawn,
        updated=updated,
        week=_week(turn, library, kept, today) if library and not report.withdrawn else None,
        asked=_asked(turn, report, library),
        notes=tuple(notes),
        unconfirmed=any(item.unconfirmed for item in kept),
        for_yesterday=undated and library is not None and _may_be_yesterdays(turn, library, kept, today),
        photos_to_keep=_has_photos_to_keep(turn, report),
    )


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


def _days(turn: Turn, library: Library | None, report: ReportRow, kept: list[Kept]) -> dict[date, DayCount]:
    """What the days come to of which the answer must say so: something was added, or taken back."""
    visits = [item.entry for item in kept if isinstance(item.entry, Visits)]
    told = {entry.date for entry in visits if report.withdrawn or entry.mode is Mode.ADD}
    return {day: turn.work.journal.day(library.id, day) for day in told} if library else {}


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
    yesterday = today - timedelta(days=1)
    match [item.entry for item in kept]:
        case [Visits(closed=False, mode=None, date=day)] if day == today:
            return is_open(yesterday, library.opening_days) and not turn.work.journal.told(library.id, yesterday)
    return False


def _has_photos_to_keep(turn: Turn, report: ReportRow) -> bool:
    """Looked up only where there can be one: not in the first answer to a message without a photo."""
    if turn.incoming.message_id == report.message_id and not turn.incoming.media:
        return False
    came, stored = turn.work.journal.photos(report.id)
    return came > stored
