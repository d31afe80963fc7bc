"""/perpustakaan."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from domain.messages import Button, Keyboard
from domain.opening import Closure
from domain.people import Library
from locales import Texts, message
from replies.buttons import button, in_rows
from replies.closings import line, reopen

ASK, SWITCH, TOGGLE, SET_ZONE = "library", "switch", "toggle", "zone"
SHOW, NAME, DAYS, HOURS, ZONE, VILLAGE, DISTRICT, NPP = range(8)
LISTED = 5
"""How many closings to come are shown, the nearest first."""

_MONDAY = date(2026, 1, 5)
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def library(
    texts: Texts,
    shown: Library,
    others: Sequence[Library],
    closures: Sequence[Closure],
    today: date,
    more: Sequence[Button] = (),
) -> tuple[Markup, Keyboard]:
    """The library with its closed days to come, and what can be changed; `more` buttons lead elsewhere."""
    changes = [
        button(texts.label("Name"), ASK, shown.id, 0, NAME),
        button(texts.label("Opening days"), ASK, shown.id, 0, DAYS),
        button(texts.label("Hours"), ASK, shown.id, 0, HOURS),
        button(texts.label("Time zone"), ASK, shown.id, 0, ZONE),
    ]
    closed = closures[:LISTED]
    keyboard = (
        *in_rows(changes, 2),
        *((reopen(texts, shown, closure.period),) for closure in closed),
        *((button(f"➡️ {other.name}", SWITCH, other.id),) for other in others),
        *((one,) for one in more),
    )
    return Markup("\n").join((about(texts, shown), *(line(texts, closure, today) for closure in closed))), keyboard


def about(texts: Texts, shown: Library) -> Markup:
    """Its name, place, days and hours."""
    return texts.say(
        "🏡 {name}\n{place}\nOpen: {days}\nHours: {opens}–{closes} {zone}",
        name=shown.name,
        place=f"{shown.village}, {shown.place}",
        days=_open_days(texts, shown),
        opens=texts.hour(shown.opens_at),
        closes=texts.hour(shown.closes_at),
        zone=zone(shown),
    )


def ask_words(texts: Texts, shown: Library, what: int) -> Markup:
    """Ask for what is to be written."""
    wanted = {
        NAME: message("Write the library's new name. Now: {name}"),
        VILLAGE: message("Write the name of the village. Now: {village}"),
        DISTRICT: message("Write the name of the district. Now: {district}"),
        NPP: message("Write the library's number (NPP)."),
        HOURS: message("Write the hours like this: 08.00-15.30"),
    }
    return texts.say(wanted[what], name=shown.name, village=shown.village, district=shown.district)


def days_changed_by(texts: Texts, name: str, changed: Library) -> Markup:
    """To the other keepers: the opening days are the library's."""
    return texts.say(
        "{name} has changed the opening days of {library} to {days}.",
        name=name,
        library=changed.name,
        days=_open_days(texts, changed),
    )


def zone(shown: Library) -> str:
    """WIB, WITA or WIT."""
    return _ZONES.get(shown.timezone, shown.timezone)


def days(texts: Texts, shown: Library) -> tuple[Markup, Keyboard]:
    """The days of the week, each to open or close."""
    names = weekdays(texts)
    buttons = [
        button(("✅ " if is_open == "1" else "▫️ ") + name, TOGGLE, shown.id, 0, 2 * number + (is_open == "0"))
        for number, (name, is_open) in enumerate(zip(names, shown.opening_days, strict=True))
    ]
    text = texts.say("On which days is {name} open? Tap to change.", name=shown.name)
    return text, (*in_rows(buttons, 2), (button(texts.label("⬅️ Back"), ASK, shown.id, 0, SHOW),))


def zones(texts: Texts, shown: Library) -> tuple[Markup, Keyboard]:
    """The three zones of Indonesia."""
    buttons = [button(zone, SET_ZONE, shown.id, 0, number) for number, zone in enumerate(("WIB", "WITA", "WIT"))]
    return texts.say("Which time zone?"), (tuple(buttons), (button(texts.label("⬅️ Back"), ASK, shown.id, 0, SHOW),))


def weekdays(texts: Texts) -> list[str]:
    """Senin to Minggu."""
    return [texts.weekday(_MONDAY + timedelta(days=n)) for n in range(7)]


def _open_days(texts: Texts, shown: Library) -> str:
    names = zip(weekdays(texts), shown.opening_days, strict=True)
    return ", ".join(day for day, is_open in names if is_open == "1") or "–"
