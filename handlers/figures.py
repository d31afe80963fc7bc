"""Queries about one's own figures: "berapa pengunjung bulan ini?"."""

from domain.days import Period, month_of, week_of
from domain.understanding import Figures, Query
from handlers.turn import Answer, Turn
from replies import figures as replies
from replies.joining import no_library


def answer(turn: Turn, query: Query) -> Answer:
    """The figures asked for, of the library written for last."""
    library = turn.library()
    if library is None:
        return [turn.answer(no_library(turn.texts))]
    period = Period(first=query.first, last=query.last)
    shown = replies.Shown(
        library=library,
        period=period,
        figures=query.figures,
        days=turn.work.views.days(library.id, period),
        activities=tuple(turn.work.views.activities(library.id, period)),
        books=tuple(turn.work.views.books(library.id, period)),
    )
    return [turn.answer(replies.figures(turn.texts, shown))]


def week(turn: Turn) -> Answer:
    """/pekan: this week."""
    return _this(turn, week_of(turn.wall_clock().date()))


def month(turn: Turn) -> Answer:
    """/bulan: this month."""
    return _this(turn, month_of(turn.wall_clock().date()))


def _this(turn: Turn, period: Period) -> Answer:
    return answer(turn, Query(figures=Figures.ALL, first=period.first, last=period.last))
