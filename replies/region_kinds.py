"""The libraries of a regency's week or month, told apart by how much they reported."""

from collections import defaultdict
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from locales import Texts, message
from replies.listing import names
from replies.region_words import since
from reports.region_period import LibraryPeriod, RegionPeriod, Standing
from reports.silence import Cause


class Kind(StrEnum):
    """How libraries are told apart, in the order in which they are named."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    SILENT = "silent"
    ON_LEAVE = "on_leave"
    BLOCKED = "blocked"
    NO_KEEPER = "no_keeper"
    CLOSED = "closed"


HEADINGS = {
    Kind.COMPLETE: message("Complete"),
    Kind.PARTIAL: message("In part"),
    Kind.SILENT: message("Not yet"),
    Kind.ON_LEAVE: message("Keeper on leave"),
    Kind.BLOCKED: message("Bot blocked by the keeper"),
    Kind.NO_KEEPER: message("Without a keeper"),
    Kind.CLOSED: message("Closed"),
}
OF_CAUSE = {
    Cause.SILENT: Kind.SILENT,
    Cause.ON_LEAVE: Kind.ON_LEAVE,
    Cause.BLOCKED: Kind.BLOCKED,
    Cause.NO_KEEPER: Kind.NO_KEEPER,
    Cause.CLOSED: Kind.CLOSED,
}
_OF_STANDING = {
    Standing.COMPLETE: Kind.COMPLETE,
    Standing.PARTIAL: Kind.PARTIAL,
    Standing.CLOSED: Kind.CLOSED,
}


def by_kind(texts: Texts, figures: RegionPeriod) -> dict[Kind, list[Markup]]:
    """A line for each library of which there is something to say, the longest silent first, then by name."""
    called = names(library.place for library in figures.libraries)
    found: dict[Kind, list[Markup]] = defaultdict(list)
    for library in sorted(figures.libraries, key=lambda library: _order(library, called)):
        if library.standing is not Standing.OFF:
            found[_kind(library)].append(_line(texts, library, called[library.place.id], figures))
    return {kind: found[kind] for kind in Kind if kind in found}


def _kind(library: LibraryPeriod) -> Kind:
    if library.standing is Standing.SILENT:
        return OF_CAUSE[library.quiet.cause] if library.quiet else Kind.SILENT
    return _OF_STANDING[library.standing]


def _line(texts: Texts, library: LibraryPeriod, name: str, figures: RegionPeriod) -> Markup:
    kind, visits = _kind(library), library.visits
    if kind is Kind.PARTIAL:
        return Markup("{} ({}/{})").format(name, texts.number(visits.counted), texts.number(visits.open_days))
    if kind is Kind.SILENT and library.quiet:
        if library.quiet.is_new:
            return texts.say("{name}, has just joined", name=name)
        return since(texts, name, library.quiet.silence, figures.period.last)
    return Markup.escape(name)


def _order(library: LibraryPeriod, called: dict[int, str]) -> tuple[int, str]:
    silence = library.quiet.silence if library.quiet else None
    return ((silence.since if silence else date.max).toordinal(), called[library.place.id])
