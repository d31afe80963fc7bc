"""/pengingat: when and how often a keeper is reminded, with what can be changed."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from markupsafe import Markup

from domain.messages import Button, Keyboard
from domain.people import Library
from domain.reminding import Frequency
from locales import Texts, message
from replies.buttons import button, in_rows
from replies.days_ahead import dated, day_ahead
from replies.library import zone

SETTINGS, HOUR, OFTEN, PAUSE, IDEAS = "remind", "rhour", "roften", "rpause", "rideas"
SHOW, OTHER_HOUR, PAUSES, OTHER_DAY = range(4)
FREQUENCIES = tuple(Frequency)
RESUME = 0
"""The choice of a pause's button is the ordinal of its last day, or this."""

_HOURS = (time(14), time(15), time(15, 30), time(16), time(17))
_WHEN = {
    Frequency.DAILY: message("Every open day at {hour} {zone}"),
    Frequency.WEEKLY: message("Once a week, on its last open day, at {hour} {zone}"),
    Frequency.NEVER: message("You are not reminded (the library's hour is {hour} {zone})"),
}
_OFTEN = {
    Frequency.DAILY: message("Every open day"),
    Frequency.WEEKLY: message("Once a week"),
    Frequency.NEVER: message("Don't remind me"),
}


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """A keeper's reminders of one library: what is set, and the day of the next one (None: none is in sight).

    `paused_until` is None where no pause is running. `shared` tells whether others keep the library too.
    """

    library: Library
    clock: time
    frequency: Frequency
    paused_until: date | None
    ideas: bool
    today: date
    next: date | None
    shared: bool = False
    others: tuple[Library, ...] = ()


def settings(texts: Texts, shown: Reminders) -> tuple[Markup, Keyboard]:
    """What is set, and buttons to change it."""
    return Markup("\n").join(_lines(texts, shown)), _keyboard(texts, shown)


def pauses(texts: Texts, library: Library, today: date) -> tuple[Markup, Keyboard]:
    """How long to be silent."""
    soon = [today + timedelta(days=days) for days in (1, 7)]
    labels = [texts.label("Until {day}", day=day_ahead(texts, day, today)) for day in soon]
    rows = (
        *((button(label, PAUSE, library.id, 0, day.toordinal()),) for label, day in zip(labels, soon, strict=True)),
        (button(texts.label("Until another day…"), SETTINGS, library.id, 0, OTHER_DAY),),
        (_back(texts, library),),
    )
    return texts.say("Until when shall I not remind you? That day included."), rows


def ask_hour(texts: Texts, library: Library) -> tuple[Markup, Keyboard]:
    """Ask for an hour to be written."""
    return texts.say("At what time shall I remind you? Write for example: 16.30"), ((_back(texts, library),),)


def ask_day(texts: Texts, library: Library) -> tuple[Markup, Keyboard]:
    """Ask for the last day of a pause."""
    return texts.say("Until which day shall I not remind you? Write for example: 2 June"), ((_back(texts, library),),)


def pause_line(texts: Texts, until: date, today: date) -> Markup:
    """Until when the keeper is left in peace."""
    return texts.say("⏸ Reminders are paused until {day}", day=dated(texts, until, today))


def resume(texts: Texts, library: Library, *, everywhere: bool = False) -> Button:
    """End the pause, of this library or of all that the keeper keeps."""
    return button(texts.label("▶️ Go on reminding"), PAUSE, library.id, int(everywhere), RESUME)


def next_line(texts: Texts, shown: Reminders) -> Markup:
    """When the next reminder comes."""
    if shown.next is None:
        return texts.say("Next: none in the coming weeks")
    day = day_ahead(texts, shown.next, shown.today)
    return texts.say("Next: {day} at {hour}", day=day, hour=texts.hour(shown.clock))


def _lines(texts: Texts, shown: Reminders) -> list[Markup]:
    hour = texts.hour(shown.clock)
    lines = [
        texts.say("⏰ Reminders · {library}", library=shown.library.name),
        texts.say(_WHEN[shown.frequency], hour=hour, zone=zone(shown.library)),
    ]
    if shown.paused_until is not None:
        lines.append(pause_line(texts, shown.paused_until, shown.today))
    if shown.frequency is not Frequency.NEVER:
        lines.append(next_line(texts, shown))
    ideas = message("💡 Ideas of other libraries in the weekly summary: on")
    no_ideas = message("💡 Ideas of other libraries in the weekly summary: off")
    lines.append(texts.say(ideas if shown.ideas else no_ideas))
    if shown.shared:
        lines.append(texts.say("The hour holds for all keepers of the library; the rest is yours alone."))
    return lines


def _keyboard(texts: Texts, shown: Reminders) -> Keyboard:
    return (
        *in_rows(_hours(texts, shown), 3),
        *in_rows(_often(texts, shown), 2),
        (_pause(texts, shown), _ideas(texts, shown)),
        *((button(f"➡️ {library.name}", SETTINGS, library.id, 0, SHOW),) for library in shown.others),
    )


def _hours(texts: Texts, shown: Reminders) -> list[Button]:
    hours = [
        button(_marked(texts.hour(hour), hour == shown.clock), HOUR, shown.library.id, 0, 60 * hour.hour + hour.minute)
        for hour in _HOURS
    ]
    return [*hours, button(texts.label("Another hour…"), SETTINGS, shown.library.id, 0, OTHER_HOUR)]


def _often(texts: Texts, shown: Reminders) -> list[Button]:
    return [
        button(_marked(texts.label(_OFTEN[often]), often is shown.frequency), OFTEN, shown.library.id, 0, number)
        for number, often in enumerate(FREQUENCIES)
    ]


def _marked(label: str, is_set: bool) -> str:
    return f"✅ {label}" if is_set else label


def _pause(texts: Texts, shown: Reminders) -> Button:
    if shown.paused_until is not None:
        return resume(texts, shown.library)
    return button(texts.label("⏸ Pause…"), SETTINGS, shown.library.id, 0, PAUSES)


def _ideas(texts: Texts, shown: Reminders) -> Button:
    label = texts.label("💡 Ideas off") if shown.ideas else texts.label("💡 Ideas on")
    return button(label, IDEAS, shown.library.id, 0, int(not shown.ideas))


def _back(texts: Texts, library: Library) -> Button:
    return button(texts.label("⬅️ Back"), SETTINGS, library.id, 0, SHOW)
