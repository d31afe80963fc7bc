"""What is recorded of libraries' weeks and months, read for many of them at once."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.days import Period, Span
from domain.opening import Opening
from reports.library_period import Known, LibraryPeriod, complete_in_a_row, library_period
from storage.work import Work

ROW_STEPS = (3, 8, 16, 32, 64, 128)
"""How many weeks before are looked at for complete ones, step by step: most rows are short."""


def figures(
    work: Work, library_ids: Collection[int], span: Span, period: Period, today: date | None = None
) -> dict[int, LibraryPeriod]:
    """The figures of a period of these libraries; `today` where it isn't over."""
    openings = work.openings.of(library_ids, Period(first=_earliest(period), last=period.last))
    days = work.periods.days(library_ids, Period(first=span.before(period).first, last=period.last))
    activities = work.periods.activities(library_ids, period)
    books = work.periods.books(library_ids, period)
    found = {
        id_: library_period(
            span,
            period,
            Known(
                opening=opening, days=days.get(id_, {}), activities=activities.get(id_, ()), books=books.get(id_, ())
            ),
            today,
        )
        for id_, opening in openings.items()
    }
    return _with_rows(work, found, openings) if span is Span.WEEK else found


def _with_rows(
    work: Work, found: Mapping[int, LibraryPeriod], openings: Mapping[int, Opening]
) -> dict[int, LibraryPeriod]:
    """How many complete weeks in a row there are, where the week is complete."""
    complete = {id_ for id_, figures in found.items() if figures.is_over and figures.visits.complete}
    rows = dict.fromkeys(complete, 1)
    last = next(iter(found.values())).period.first - timedelta(days=1) if found else date.min
    for step in ROW_STEPS:
        if not complete:
            break
        weeks = Period(first=last - timedelta(days=7 * step - 1), last=last)
        days = work.periods.days(complete, weeks)
        for id_ in list(complete):
            number, unbroken = complete_in_a_row(days.get(id_, {}), openings[id_], weeks)
            rows[id_] += number
            if not unbroken:
                complete.discard(id_)
        last = weeks.first - timedelta(days=1)
    return {id_: replace(figures, weeks_in_a_row=rows.get(id_, 0)) for id_, figures in found.items()}


def _earliest(period: Period) -> date:
    """The first day that may be asked about."""
    return period.first - timedelta(days=7 * sum(ROW_STEPS))
