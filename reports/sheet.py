"""A library's week or month as sheets, as keepers hand it in: the visits of each day, the activities, the new books."""

from collections.abc import Sequence
from datetime import date

from domain.days import Span
from domain.entries import Band
from locales import Texts
from reports.list_sheets import activity_columns, book_columns
from reports.recorded import Recorded, State, dates
from reports.words import BANDS, capital, period_name
from reports.workbook import Column, Sheet, Workbook, numbers

LINE_TO_SIGN_ON = "." * 40


def sheet(texts: Texts, recorded: Recorded, comparison: str) -> bytes:
    """An XLSX; `comparison` says in words how the visitors have changed."""
    book = Workbook(texts, recorded.figures.period.first)
    _visits(book.sheet(texts.label("Visits")), texts, recorded, comparison)
    page, columns = book.sheet(texts.label("Activities"), wide=True), activity_columns(texts, recorded.activities)
    _list(page, texts, recorded, columns, texts.label("No activities recorded yet."))
    page, columns = book.sheet(texts.label("New books"), wide=True), book_columns(texts, recorded.books)
    _list(page, texts, recorded, columns, texts.label("No new books recorded yet."))
    return book.xlsx()


def _visits(page: Sheet, texts: Texts, recorded: Recorded, comparison: str) -> None:
    library, figures = recorded.library, recorded.figures
    _title(page, texts, recorded)
    opened = texts.label(
        "{open} days, {counted} of them recorded",
        open=texts.number(figures.visits.open_days),
        counted=texts.number(figures.visits.counted),
    )
    page.pairs(
        [
            (texts.label("Library"), library.name),
            (texts.label("Village"), library.village),
            (texts.label("District"), library.district),
            (texts.label("Regency"), library.regency),
            (texts.label("Opening days"), opened),
        ]
    )
    page.table(_visit_columns(texts, recorded))
    page.note(comparison)
    if figures.visits.counted:
        mean = round(figures.visits.total / figures.visits.counted, 1)
        page.note(texts.label("Mean of a recorded day: {number}", number=texts.number(mean)))
    if figures.span is Span.MONTH:
        _signatures(page, texts)


def _list(page: Sheet, texts: Texts, recorded: Recorded, columns: Sequence[Column], nothing: str) -> None:
    _title(page, texts, recorded)
    page.pairs([(texts.label("Library"), recorded.library.name)])
    if columns[0].cells:
        page.table(columns)
    else:
        page.note(nothing)


def _title(page: Sheet, texts: Texts, recorded: Recorded) -> None:
    figures = recorded.figures
    page.title(texts.label("Library report · {period}", period=period_name(texts, figures.span, figures.period)))


def _signatures(page: Sheet, texts: Texts) -> None:
    page.skip(1)
    page.side_by_side(texts.label("Seen by the village head"), texts.label("Keeper of the library"), 3)
    page.skip(3)
    page.side_by_side(LINE_TO_SIGN_ON, LINE_TO_SIGN_ON, 3)


def _visit_columns(texts: Texts, recorded: Recorded) -> list[Column]:
    days = dates(recorded.figures.period)
    counts = [recorded.count(day) for day in days]
    visits = recorded.figures.visits
    bands = [
        numbers(capital(texts.label(BANDS[band])), [count.groups.get(band) for count in counts], extra=True)
        for band in Band
    ]
    return [
        Column(heading=texts.label("Date"), width=18, cells=days, total=texts.label("Total")),
        numbers(texts.label("Male"), [count.male for count in counts], total=visits.male),
        numbers(texts.label("Female"), [count.female for count in counts], total=visits.female),
        numbers(texts.label("Total"), [count.total for count in counts], total=visits.total),
        *bands,
        numbers(texts.label("Companions"), [count.companions for count in counts], extra=True),
        Column(heading=texts.label("Remark"), width=30, cells=[_remark(texts, recorded, day) for day in days]),
    ]


def _remark(texts: Texts, recorded: Recorded, day: date) -> str | None:
    """Why a day has no number."""
    opening = recorded.known.opening
    match recorded.state(day):
        case State.CLOSED:
            return _closed(texts, recorded.count(day).reason)
        case State.RESTED if day in opening.holidays:
            return texts.label("Holiday: {name}", name=opening.holidays[day])
        case State.RESTED:
            closure = opening.closure_on(day)
            return _closed(texts, closure.reason if closure else None)
        case State.MISSING:
            return texts.label("Not reported")
    return None


def _closed(texts: Texts, reason: str | None) -> str:
    return texts.label("Closed ({reason})", reason=reason) if reason else texts.label("Closed")
