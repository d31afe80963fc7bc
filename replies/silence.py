"""/belumlapor: the silent libraries of a region, by cause; and what their keepers are asked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from domain.days import local
from domain.messages import Keyboard
from domain.places import Place, Region
from domain.plain import plain_line
from locales import Texts, message
from replies.buttons import button
from replies.drawings import region_number
from replies.listing import Item, lines, name, page_buttons, pages
from replies.nudging import Nudging, nudge_button, refresh_button
from replies.nudging import buttons as nudge_buttons
from replies.nudging import lines as nudge_lines
from replies.questions import day_name
from replies.region_kinds import HEADINGS, OF_CAUSE
from replies.region_words import full_name, short_name, since
from replies.reminders import numbers
from replies.silent_libraries import SilentLibrary
from reports.silence import Cause

SILENT, SILENT_NUDGE, SILENT_PICK = "silent", "snudge", "spick"
"""Routes: a region's silent libraries, their reminder, the regions to choose from. An id is a region's number (0: all
of one's own), a version page × 2."""

LONGEST_LIBRARY = 120


def silent(
    texts: Texts,
    region: Region,
    libraries: Sequence[SilentLibrary],
    today: date,
    nudging: Nudging,
    number: int,
    regencies: Iterable[Region] = (),
    above: Region | None = None,
) -> tuple[Markup, Keyboard]:
    """A page of a region's silent libraries; those of a province are told with their `regencies`, those of a regency
    lead back to the others of the province `above`, where that is given."""
    found = pages(_items(texts, libraries, {regency.code: short_name(regency) for regency in regencies}))
    page = min(number, len(found) - 1)
    title = Markup("🔕 {} · {}, {}").format(texts.say("Without reports"), full_name(region), texts.short_day(today))
    told = lines(found[page]) or [texts.say("All libraries have been heard of. Thank you! 🌟")]
    text = Markup("\n").join((title, *told, *nudge_lines(texts, nudging, region)))
    return text, _keyboard(texts, region, nudging, page, len(found), above)


def nudge(
    texts: Texts, place: Place, day: date, today: date, question_id: int, recent: list[int]
) -> tuple[Markup, Keyboard]:
    """To the keeper of a silent library."""
    text = texts.say(
        "There has been no news of {library} for some days. Can I help with anything?\n"
        "How many visitors were there {day}? Tap or write the number.",
        library=plain_line(place.name, LONGEST_LIBRARY),
        day=day_name(texts, day, today),
    )
    return text, numbers(texts, question_id, recent)


def _keyboard(texts: Texts, region: Region, nudging: Nudging, page: int, of: int, above: Region | None) -> Keyboard:
    number = region_number(region.code)
    province = region if region.is_province else above
    nudge, refresh = (make(texts, route, number, 2 * page, 0) for make, route in _BUTTONS)
    rows = (
        nudge_buttons(nudging, nudge, refresh),
        page_buttons(page, of, SILENT, number, 0, 0),
        (button(texts.label("Choose a regency"), SILENT_PICK, region_number(province.code)),) if province else (),
    )
    return tuple(row for row in rows if row)


def _items(texts: Texts, libraries: Sequence[SilentLibrary], regencies: Mapping[str, str]) -> list[Item]:
    numbers = {cause: sum(library.quiet.cause is cause for library in libraries) for cause in Cause}
    return [
        (
            f"{texts.label(_HEADINGS[library.quiet.cause])} ({texts.number(numbers[library.quiet.cause])})",
            _line(texts, library, regencies.get(library.place.region_code)),
        )
        for library in libraries
    ]


def _line(texts: Texts, library: SilentLibrary, regency: str | None) -> Markup:
    village = name(library.place, alone=not library.has_namesake)
    called = f"{village}, {regency}" if regency else village
    if library.closed_until is not None:
        return texts.say("{name}, closed until {day}", name=called, day=texts.short_day(library.closed_until))
    line = since(texts, called, library.quiet.silence, library.today)
    if library.nudged_at is None:
        return line
    hour = texts.hour(local(library.nudged_at, library.place.timezone).time())
    return texts.say("{library} · 🔔 reminded at {hour}", library=line, hour=hour)


_HEADINGS = {cause: HEADINGS[kind] for cause, kind in OF_CAUSE.items()} | {Cause.SILENT: message("No news")}
_BUTTONS = ((nudge_button, SILENT_NUDGE), (refresh_button, SILENT))
