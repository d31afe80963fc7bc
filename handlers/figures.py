"""Queries about one's own figures: "berapa pengunjung bulan ini?"."""

from domain.days import Period
from domain.understanding import Query
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
