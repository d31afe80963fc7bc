"""All libraries of a regency in pages, and the regions to choose from."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.messages import Keyboard
from domain.places import Region
from locales import Texts
from replies.buttons import button, in_rows
from replies.drawings import SPANS, region_number
from replies.listing import lines, page_buttons, pages
from replies.region_kinds import HEADINGS, Kind, by_kind
from replies.region_words import heading, short_name
from reports.region_period import RegionPeriod

REGION, REGION_LIST, REGION_PICK = "region", "rlist", "rpick"
"""Routes: a region's period, its libraries, its regencies. An id is a region's number (0: the provinces), a version
page × 2 + the span's place, a choice the ordinal of the period's first day."""

CHOICES = 12
"""So many regions to choose from are shown at a time."""

_LAST = (Kind.PARTIAL, Kind.COMPLETE)


def all_libraries(texts: Texts, figures: RegionPeriod, number: int) -> tuple[Markup, Keyboard]:
    """A page of a regency's libraries, those that want attention first."""
    kinds = by_kind(texts, figures)
    ordered = [*(kind for kind in kinds if kind not in _LAST), *(kind for kind in _LAST if kind in kinds)]
    found = pages([(_titled(texts, kind, len(kinds[kind])), line) for kind in ordered for line in kinds[kind]])
    page = min(number, len(found) - 1)
    text = Markup("\n").join((heading(texts, figures), *lines(found[page])))
    place = (region_number(figures.region.code), SPANS.index(figures.span), figures.period.first.toordinal())
    turning = page_buttons(page, len(found), REGION_LIST, *place)
    back = button(texts.label("📊 Summary"), REGION, *place)
    return text, (*((turning,) if turning else ()), (back,))


def which(texts: Texts) -> Markup:
    """Ask for the region."""
    return texts.say("Which region?")


def no_office(texts: Texts) -> Markup:
    """To somebody who is no facilitator."""
    return texts.say("That is for facilitators. The figures of your own library: /pekan and /bulan")


def no_libraries(texts: Texts) -> Markup:
    """To an admin of everywhere, when there is nothing yet."""
    return texts.say("There are no libraries yet.")


def choose(
    texts: Texts,
    regions: Sequence[Region],
    number: int,
    *,
    opens: str,
    turns: str,
    parent: int,
    version: int = 0,
    choice: int = 0,
) -> Keyboard:
    """A page of regions: tapping one comes back to `opens`, turning the page to `turns` with the parent's number; from
    there one can go back to the parent, if these are its regencies."""
    last = max(0, (len(regions) - 1) // CHOICES)
    page = min(number, last)
    shown = regions[page * CHOICES : (page + 1) * CHOICES]
    named = [button(short_name(region), opens, region_number(region.code), version, choice) for region in shown]
    turning = page_buttons(page, last + 1, turns, parent, version, choice)
    back = (button(texts.label("⬅️ Back"), opens, parent, version, choice),) if parent else ()
    return (*in_rows(named, 2), *(row for row in (turning, back) if row))


def _titled(texts: Texts, kind: Kind, number: int) -> str:
    return f"{texts.label(HEADINGS[kind])} ({texts.number(number)})"
