"""Long lists of libraries, cut sensibly: a message holds 4,096 characters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from domain.messages import Button
from domain.places import Place
from domain.plain import plain_line
from locales import Texts
from replies.buttons import button

LONGEST_NAME = 40
A_PAGE, PAGE_UNITS = 25, 3000
"""A page has at most so many lines, and so many characters as Telegram counts them."""

Item = tuple[str, Markup]
"""A line of a list, under its heading."""


def names(places: Iterable[Place]) -> dict[int, str]:
    """What libraries are called among each other: by their villages, with the district where two are alike."""
    known = list(places)
    alike = Counter(place.village.casefold() for place in known)
    return {place.id: name(place, alone=alike[place.village.casefold()] == 1) for place in known}


def name(place: Place, *, alone: bool) -> str:
    """What a library is called: by its village, with the district where that alone doesn't tell."""
    village = plain_line(place.village, LONGEST_NAME)
    return village if alone else f"{village} ({plain_line(place.district, LONGEST_NAME)})"


def some_of(lines: Sequence[Markup], limit: int, room: int) -> list[Markup]:
    """The first lines, as many as there is room for."""
    shown: list[Markup] = []
    for line in lines[:limit]:
        room -= _units(line)
        if room < 0:
            break
        shown.append(line)
    return shown


def more(texts: Texts, number: int) -> list[Markup]:
    """How many are left out, if any."""
    return [texts.count("and {number} more", "and {number} more", number)] if number else []


def pages(items: Sequence[Item]) -> list[list[Item]]:
    """A list in pages; an empty one has one."""
    found: list[list[Item]] = []
    rest = list(items)
    while rest:
        size = max(1, len(some_of([line for _, line in rest], A_PAGE, PAGE_UNITS)))
        found.append(rest[:size])
        rest = rest[size:]
    return found or [[]]


def lines(page: Iterable[Item]) -> list[Markup]:
    """A page, each line under its heading."""
    return [
        part
        for heading, items in groupby(page, key=lambda item: item[0])
        for part in (Markup.escape(heading), *(Markup("• {}").format(line) for _, line in items))
    ]


def page_buttons(number: int, of: int, route: str, id_: int, version: int, choice: int) -> tuple[Button, ...]:
    """◀ and ▶ to the neighbouring pages. A button's version is `version` + 2 × the page: below 2 for other uses."""
    if of == 1:
        return ()
    back = button("◀", route, id_, version + 2 * (number - 1), choice)
    here = button(f"{number + 1}/{of}", route, id_, version + 2 * number, choice)
    on = button("▶", route, id_, version + 2 * (number + 1), choice)
    return (*((back,) if number else ()), here, *((on,) if number + 1 < of else ()))


def _units(line: Markup) -> int:
    """The characters as Telegram counts them (UTF-16), with what parts them from the next."""
    return len(line.unescape().encode("utf-16-le")) // 2 + 4
