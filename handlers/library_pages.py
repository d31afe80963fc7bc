"""/pekan and /bulan: the weeks and months of one's library, to leaf through; of one's region for a facilitator."""

from datetime import date

from domain.days import Period, Span
from domain.people import Library
from handlers import region
from handlers.turn import Answer, Turn
from replies import library_pages as replies
from replies.buttons import Tap
from replies.drawings import SPANS
from replies.joining import no_library
from replies.library_figures import figures
from replies.library_summary import Summary, summary
from replies.library_trend import trend as trend_text
from reports.library_period import Known
from reports.trend import reach, trend


def week(turn: Turn) -> Answer:
    """/pekan: this week."""
    return _newest(turn, Span.WEEK)


def month(turn: Turn) -> Answer:
    """/bulan: this month."""
    return _newest(turn, Span.MONTH)


def leafed(turn: Turn, tap: Tap) -> Answer:
    """Another period, or another library of this keeper."""
    library = turn.kept(tap.id)
    if library is None or tap.version >= len(SPANS):
        return []
    return _shown(turn, library, SPANS[tap.version], tap.choice)


def over_time(turn: Turn, tap: Tap) -> Answer:
    """The twelve periods that end with this one."""
    library = turn.kept(tap.id)
    if library is None or tap.version >= len(SPANS):
        return []
    span, today, since = SPANS[tap.version], _today(turn, library), _since(turn, library)
    last = _within(span, tap.choice, since, today)
    days = reach(span, last)
    opening = turn.work.openings.of([library.id], days)[library.id]
    known = Known(opening=opening, days=turn.work.periods.days([library.id], days).get(library.id, {}))
    text = trend_text(turn.texts, library.name, trend(span, last, known, since, today))
    return [turn.redraw(text, replies.back(turn.texts, library.id, span, last))]


def _newest(turn: Turn, span: Span) -> Answer:
    library = turn.library()
    if library is None and turn.offices and not turn.incoming.is_group:
        return region.show(turn, span)
    if library is None:
        return [turn.answer(no_library(turn.texts))]
    return _shown(turn, library, span, _today(turn, library).toordinal())


def _shown(turn: Turn, library: Library, span: Span, ordinal: int) -> Answer:
    today, since = _today(turn, library), _since(turn, library)
    period = _within(span, ordinal, since, today)
    found = figures(turn.work, [library.id], span, period, today)[library.id]
    older, newer = span.before(period), span.after(period)
    page = replies.Page(
        library_id=library.id,
        figures=found,
        older=older if older.last >= since else None,
        newer=newer if newer.first <= today else None,
        others=tuple(other for other in turn.me.libraries if other.id != library.id),
        alone=not turn.incoming.is_group,
    )
    text = summary(turn.texts, Summary(library=library.name, figures=found))
    return [turn.redraw(text, replies.keyboard(turn.texts, page))]


def _within(span: Span, ordinal: int, since: date, today: date) -> Period:
    """The period of a day that a button named: never before the first report, never to come."""
    return span.of(date.fromordinal(min(max(ordinal, since.toordinal()), today.toordinal())))


def _since(turn: Turn, library: Library) -> date:
    """The first day that was reported, or today."""
    today = _today(turn, library)
    return min(turn.work.periods.first_days([library.id]).get(library.id, today), today)


def _today(turn: Turn, library: Library) -> date:
    return turn.wall_clock(library).date()
