"""Entries in words: one line each, readable as plain text after it is forwarded."""

from markupsafe import Markup

from domain.entries import Activity, Books, Entry, Mode, Visits
from locales import Texts
from reports.words import BANDS, SOURCES

LONGEST_BUTTON = 60

SEP = Markup(" · ")


def line(texts: Texts, entry: Entry) -> Markup:
    """An entry as the answer repeats it."""
    if isinstance(entry, Visits):
        return visits(texts, entry)
    if isinstance(entry, Activity):
        return texts.say("Activity: {activity}", activity=activity(texts, entry))
    return texts.say("New books: {books}", books=books(texts, entry))


def short(texts: Texts, entry: Entry) -> str:
    """An entry as a button names it."""
    if isinstance(entry, Visits):
        text = visits(texts, entry)
    else:
        text = activity(texts, entry) if isinstance(entry, Activity) else books(texts, entry)
    return text.unescape()[:LONGEST_BUTTON]


def visits(texts: Texts, entry: Visits) -> Markup:
    """A count of visits, or that the library was closed."""
    if entry.closed:
        return texts.say("Closed ({reason})", reason=entry.reason) if entry.reason else texts.say("Closed")
    if entry.total == 0:
        return texts.say("No visitors (0)")
    if entry.mode is Mode.ADD:
        total = texts.count("{number} more visitor", "{number} more visitors", entry.total or 0)
    else:
        total = texts.count("{number} visitor", "{number} visitors", entry.total or 0)
    details = _split(texts, entry)
    if entry.companions:
        details.append(texts.count("{number} companion beside", "{number} companions beside", entry.companions))
    return _with(total, details)


def activity(texts: Texts, entry: Activity) -> Markup:
    """An activity with its participants."""
    parts = [Markup.escape(entry.title)]
    if entry.participants is not None:
        number = texts.count("{number} participant", "{number} participants", entry.participants)
        parts.append(_with(number, _split(texts, entry)))
    if entry.partner:
        parts.append(texts.say("with {partner}", partner=entry.partner))
    if entry.place:
        parts.append(texts.say("at {place}", place=entry.place))
    return Markup(", ").join(parts)


def books(texts: Texts, entry: Books) -> Markup:
    """New books: a title with its copies, or counts."""
    parts: list[Markup] = []
    if entry.title:
        parts.append(Markup.escape(entry.title))
    if entry.author:
        parts.append(Markup.escape(entry.author))
    if entry.count_titles is not None:
        parts.append(texts.count("{number} title", "{number} titles", entry.count_titles))
    if entry.copies is not None:
        parts.append(texts.count("{number} copy", "{number} copies", entry.copies))
    if entry.isbn:
        parts.append(texts.say("ISBN {isbn}", isbn=entry.isbn))
    if entry.source:
        source = texts.say(SOURCES[entry.source])
        parts.append(texts.say("{source} by {giver}", source=source, giver=entry.giver) if entry.giver else source)
    return Markup(", ").join(parts)


def _split(texts: Texts, entry: Visits | Activity) -> list[Markup]:
    details = []
    if entry.male is not None:
        details.append(texts.say("M {number}", number=texts.number(entry.male)))
    if entry.female is not None:
        details.append(texts.say("F {number}", number=texts.number(entry.female)))
    whole = entry.total if isinstance(entry, Visits) else entry.participants
    for band, number in entry.groups.items():
        if number == whole:
            continue  # all of them: the number says it already
        details.append(texts.say("{band} {number}", band=texts.say(BANDS[band]), number=texts.number(number)))
    return details


def _with(text: Markup, details: list[Markup]) -> Markup:
    return Markup("{} ({})").format(text, SEP.join(details)) if details else text
