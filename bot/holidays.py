"""What the operator sees and changes of the calendar of holidays."""

from datetime import date

from domain.days import Period
from domain.errors import BadInput
from domain.plain import plain_line
from storage.calendar import CalendarRow
from storage.work import Work

MAX_NAME = 120


def listed(work: Work, year: int, region: str | None) -> list[str]:
    """The days of a year, a line each; in a region only what holds there."""
    _place(work, region)
    period = Period(first=date(year, 1, 1), last=date(year, 12, 31))
    rows = work.calendar.standing(period, region).values() if region else work.calendar.rows(period)
    return [_line(row) for row in rows]


def add(work: Work, day: date, name: str, region: str | None) -> str:
    """Make it a holiday there; what to say."""
    place, called = _place(work, region), plain_line(name, MAX_NAME)
    if not called:
        raise BadInput('a holiday needs a name, like "Gawai Dayak"')
    again = "" if work.calendar.add(day, called, region) else " already"
    stands = work.calendar.standing(Period(first=day, last=day), region)[day]
    return f"{day} is a holiday {place}{again}: {stands.name}"


def remove(work: Work, day: date, region: str | None) -> str:
    """Take a holiday away there; what to say."""
    place = _place(work, region)
    if not work.calendar.remove(day, region):
        raise BadInput(f"{day} is no holiday {place} (perpusbot calendar list --year {day.year} shows them)")
    stands = work.calendar.standing(Period(first=day, last=day), region).get(day)
    if stands is not None and stands.is_holiday:
        return f"the addition is taken back; {day} is a holiday {place} all the same: {stands.name}"
    return f"{day} is a working day {place}"


def _place(work: Work, region: str | None) -> str:
    if region is None:
        return "everywhere"
    name = work.directory.region_name(region)
    if name is None:
        raise BadInput(f"no region has the code {region!r}; regions come with the libraries that are imported")
    return f"in {name} ({region})"


def _line(row: CalendarRow) -> str:
    return f"{row.day}  {row.kind:10}  {row.region_code or 'everywhere':10}  {row.source:8}  {row.name}"
