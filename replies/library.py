"""/perpustakaan."""

from datetime import date, timedelta

from markupsafe import Markup

from domain.messages import Keyboard
from domain.people import Library
from locales import Texts
from replies.buttons import button, in_rows

ASK, SWITCH, TOGGLE, SET_ZONE = "library", "switch", "toggle", "zone"
SHOW, NAME, DAYS, HOURS, ZONE = 0, 1, 2, 3, 4
_MONDAY = date(2026, 1, 5)
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def library(texts: Texts, shown: Library, all_mine: tuple[Library, ...]) -> tuple[Markup, Keyboard]:
    """The library, with what can be changed."""
    text = texts.say(
        "🏡 {name}\n{place}\nOpen: {days}\nHours: {opens}–{closes} {zone}",
        name=shown.name,
        place=f"{shown.village}, {shown.place}",
        days=", ".join(day for day, is_open in zip(weekdays(texts), shown.opening_days, strict=True) if is_open == "1")
        or "–",
        opens=texts.hour(shown.opens_at),
        closes=texts.hour(shown.closes_at),
        zone=_ZONES.get(shown.timezone, shown.timezone),
    )
    changes = [
        button(texts.label("Name"), ASK, shown.id, 0, NAME),
        button(texts.label("Opening days"), ASK, shown.id, 0, DAYS),
        button(texts.label("Hours"), ASK, shown.id, 0, HOURS),
        button(texts.label("Time zone"), ASK, shown.id, 0, ZONE),
    ]
    others = [(button(f"➡️ {other.name}", SWITCH, other.id),) for other in all_mine if other.id != shown.id]
    return text, (*in_rows(changes, 2), *others)


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
