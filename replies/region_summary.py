"""A week or a month of a regency or a province, as a facilitator reads it."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from domain.days import Period, Span
from domain.messages import Button, Keyboard
from domain.places import Region
from locales import Texts, message
from replies import drawings
from replies.buttons import button
from replies.drawings import SPANS, region_number
from replies.listing import more, some_of
from replies.nudging import Nudging, nudge_button, refresh_button
from replies.nudging import buttons as nudge_buttons
from replies.nudging import lines as nudge_lines
from replies.region_kinds import HEADINGS, Kind, by_kind
from replies.region_lists import REGION, REGION_LIST, REGION_PICK
from replies.region_words import heading, short_name, visitors
from reports.region_period import RegionPeriod, Totals
from reports.totals import Visiting

NUDGE = "nudge"
"""The route of the button under a summary; its version is the span's place, its choice the period's first day."""

SHOWN, ROOM = 12, 420
"""A list holds so many libraries, in so many characters; the others are behind a button."""

PROVINCE_ROOM = 3200
"""The list of a province's regencies takes so many characters: usually all of them."""

_UPDATED = {
    Span.WEEK: message("Last week is updated: {told} → {now}"),
    Span.MONTH: message("Last month is updated: {told} → {now}"),
}
_NOW = {Span.WEEK: message("This week"), Span.MONTH: message("This month")}


def summary(texts: Texts, figures: RegionPeriod, nudging: Nudging, told: int | None = None) -> Markup:
    """The whole message; `told` is the total that was told of the period before, if it was."""
    lists = _regencies(texts, figures) if figures.region.is_province else _libraries(texts, figures)
    parts = (heading(texts, figures), *_figures(texts, figures, told), *lists)
    return Markup("\n").join((*parts, *nudge_lines(texts, nudging, figures.region)))


def keyboard(
    texts: Texts, figures: RegionPeriod, nudging: Nudging, turning: date | None = None, above: Region | None = None
) -> Keyboard:
    """What can be done. With `turning`, the local day, it leads to the periods before and after and the other span;
    with the province `above` a regency, to the others in it."""
    place = (region_number(figures.region.code), SPANS.index(figures.span), figures.period.first.toordinal())
    nudge, refresh = nudge_button(texts, NUDGE, *place), refresh_button(texts, REGION, *place)
    rows = (
        nudge_buttons(nudging, nudge, refresh),
        () if figures.empty else drawings.of_region(texts, figures.region.code, figures.span, figures.period.first),
        _more(texts, figures, place),
        () if above is None else (_regencies_of(texts, above, place),),
        () if turning is None else _turning(texts, figures, turning),
    )
    return tuple(row for row in rows if row)


def reported(texts: Texts, figures: RegionPeriod) -> Markup:
    """How many libraries have reported, and of how many of their days."""
    total, days = figures.totals, figures.totals.visits.open_days
    if not days:
        return _none_due(texts, figures)
    return texts.say(
        "{reported} of {due} reported · daily reports for {counted} of {days} open days ({percent}%)",
        reported=texts.number(total.reported),
        due=texts.number(total.due),
        counted=texts.number(total.visits.counted),
        days=texts.number(days),
        percent=_percent(total.visits),
    )


def totals(texts: Texts, figures: RegionPeriod) -> Markup:
    """Visitors, activities, new books."""
    beside = figures.beside
    parts = [visitors(texts, figures)]
    if beside.activities:
        number, people = texts.number(beside.activities), texts.number(beside.participants)
        parts.append(texts.say("Activities {number}, participants {people}", number=number, people=people))
    if beside.titles or beside.copies:
        titles = texts.count("{number} title", "{number} titles", beside.titles)
        copies = texts.count("{number} copy", "{number} copies", beside.copies)
        parts.append(texts.say("New books {sums}", sums=Markup(", ").join((titles, copies))))
    return Markup(" · ").join(parts)


def _figures(texts: Texts, figures: RegionPeriod, told: int | None) -> Iterator[Markup]:
    if not figures.empty:
        yield reported(texts, figures)
        yield totals(texts, figures)
    elif figures.totals.due:
        yield texts.say("Nothing is recorded yet. A short greeting to the keepers often helps.")
    else:
        yield _none_due(texts, figures)
    before = figures.totals.before.total
    if told is not None and told != before:
        yield texts.say(_UPDATED[figures.span], told=texts.number(told), now=texts.number(before))


def _percent(visits: Visiting) -> int:
    """Not 100 as long as anything is missing."""
    return 100 if visits.complete else min(99, round(100 * visits.counted / visits.open_days))


def _none_due(texts: Texts, figures: RegionPeriod) -> Markup:
    if figures.today is not None:
        return texts.say("It has just begun: no open day is over yet.")
    return texts.say("There were no open days.")


def _libraries(texts: Texts, figures: RegionPeriod) -> Iterator[Markup]:
    is_over = figures.today is None
    if is_over and figures.totals.visits.complete and figures.totals.complete == figures.totals.due:
        yield texts.say("All reports are complete. Thank you! 🌟")
    for kind, found in by_kind(texts, figures).items():
        title, shown = texts.say(HEADINGS[kind]), some_of(found, SHOWN, ROOM)
        lines = [*shown, *more(texts, len(found) - len(shown))]
        if kind is Kind.SILENT and len(lines) > 1:
            yield Markup("{}:\n{}").format(title, Markup("\n").join(Markup("• {}").format(line) for line in lines))
        else:
            yield Markup("{}: {}").format(title, Markup(", ").join(lines))


def _regencies(texts: Texts, figures: RegionPeriod) -> Iterator[Markup]:
    lines = [_regency(texts, *regency) for regency in figures.regencies if regency[1].due]
    shown = some_of(lines, len(lines), PROVINCE_ROOM)
    yield from (*shown, *more(texts, len(lines) - len(shown)))


def _regency(texts: Texts, region: Region, total: Totals) -> Markup:
    return texts.say(
        "• {region}: {reported} of {due} reported, visitors {number}",
        region=short_name(region),
        reported=texts.number(total.reported),
        due=texts.number(total.due),
        number=texts.number(total.visits.total),
    )


def _more(texts: Texts, figures: RegionPeriod, place: tuple[int, int, int]) -> tuple[Button, ...]:
    if figures.region.is_province:
        return (_regencies_of(texts, figures.region, place),)
    cut = any(len(some_of(found, SHOWN, ROOM)) < len(found) for found in by_kind(texts, figures).values())
    return (button(texts.label("📋 All libraries"), REGION_LIST, *place),) if cut else ()


def _regencies_of(texts: Texts, province: Region, place: tuple[int, int, int]) -> Button:
    return button(texts.label("Choose a regency"), REGION_PICK, region_number(province.code), *place[1:])


def _turning(texts: Texts, figures: RegionPeriod, today: date) -> tuple[Button, ...]:
    number, span, period = region_number(figures.region.code), figures.span, figures.period
    other = Span.MONTH if span is Span.WEEK else Span.WEEK

    def to(label: str, kind: Span, there: Period) -> Button:
        return button(label, REGION, number, SPANS.index(kind), there.first.toordinal())

    back, aside = to("◀", span, span.before(period)), to(texts.label(_NOW[other]), other, other.of(today))
    return (back, aside, *((to("▶", span, span.after(period)),) if period.last < today else ()))
