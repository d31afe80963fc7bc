"""A region's week or month as sheets: a row for each library, and, where they are few, the visitors of each day."""

from collections.abc import Callable

from domain.counting import DayCount
from locales import Texts
from reports.recorded import Line, RecordedRegion, dates
from reports.words import period_name
from reports.workbook import Cell, Column, Sheet, Workbook, numbers


def region_sheet(texts: Texts, region: RecordedRegion) -> bytes:
    """An XLSX."""
    book = Workbook(texts, region.period.first)
    page = book.sheet(texts.label("Libraries"), wide=True)
    _title(page, texts, region)
    page.table([*_who(texts, region), *_figures(texts, region)])
    if any(line.days for line in region.lines):
        page = book.sheet(texts.label("Visits by day"), wide=True)
        _title(page, texts, region)
        page.table(_days(texts, region))
    return book.xlsx()


def _title(page: Sheet, texts: Texts, region: RecordedRegion) -> None:
    page.title(texts.label("Library reports · {period}", period=period_name(texts, region.span, region.period)))
    number = texts.count("{number} library", "{number} libraries", len(region.lines))
    page.pairs([(texts.label("Region"), region.region.name), (texts.label("Libraries"), str(number))])


def _who(texts: Texts, region: RecordedRegion) -> list[Column]:
    lines = region.lines
    total = texts.label("Total")
    library = Column(heading=texts.label("Library"), width=36, cells=[line.place.name for line in lines], total=total)
    columns = [
        library,
        Column(heading=texts.label("Village"), width=20, cells=[line.place.village for line in lines]),
        Column(heading=texts.label("District"), width=18, cells=[line.place.district for line in lines]),
    ]
    if region.region.is_province:
        columns.append(Column(heading=texts.label("Regency"), width=22, cells=[line.regency for line in lines]))
    return columns


def _figures(texts: Texts, region: RecordedRegion) -> list[Column]:
    def summed(heading: str, figure: Callable[[Line], int]) -> Column:
        cells = [figure(line) for line in region.lines]
        return numbers(heading, cells, total=sum(cells))

    visits = region.visits
    return [
        summed(texts.label("Opening days"), lambda line: line.visits.open_days),
        summed(texts.label("Recorded"), lambda line: line.visits.counted),
        summed(texts.label("Visits"), lambda line: line.visits.total),
        numbers(texts.label("Male"), [line.visits.male for line in region.lines], total=visits.male),
        numbers(texts.label("Female"), [line.visits.female for line in region.lines], total=visits.female),
        summed(texts.label("Activities"), lambda line: line.activities.number),
        summed(texts.label("Participants"), lambda line: line.activities.participants or 0),
        summed(texts.label("Titles"), lambda line: line.books.titles),
        summed(texts.label("Copies"), lambda line: line.books.copies),
    ]


def _days(texts: Texts, region: RecordedRegion) -> list[Column]:
    """Libraries below one another, days beside one another."""
    columns = _who(texts, region)[:2]
    for day in dates(region.period):
        counts = [line.days.get(day) for line in region.lines]
        told = [count.total for count in counts if count and count.total is not None]
        heading = f"{texts.short_weekday(day)} {day.day}"
        cells = [None if count is None else _cell(texts, count) for count in counts]
        columns.append(Column(heading=heading, width=8, cells=cells, total=sum(told)))
    return columns


def _cell(texts: Texts, count: DayCount) -> Cell:
    return texts.label("closed") if count.closed else count.total
