"""What is said back to a wish about reminders, in words, and how it is changed again."""

from collections.abc import Sequence
from datetime import time

from markupsafe import Markup

from domain.days import Period
from domain.messages import Button, Keyboard
from domain.people import Library
from domain.reminding import Frequency
from locales import Texts
from replies.buttons import button
from replies.closings import CLOSE_TOO
from replies.days_ahead import dated, day_ahead
from replies.reminder_settings import SETTINGS, SHOW, Reminders, next_line, pause_line, resume

Libraries = Sequence[Library]


def hour_set(texts: Texts, shown: Reminders) -> tuple[Markup, Keyboard]:
    """The library is reminded at another hour."""
    hour = texts.hour(shown.clock)
    if shown.next is None:
        text = texts.say("⏰ All right, the hour is {hour} now.", hour=hour)
    else:
        day = day_ahead(texts, shown.next, shown.today)
        text = texts.say("⏰ All right, from {day} on I remind you at {hour}.", day=day, hour=hour)
    return Markup("\n").join((text, *_scope(texts, shown, (shown.library,)))), _change(texts, shown)


def frequency_set(texts: Texts, shown: Reminders, holds_for: Libraries) -> tuple[Markup, Keyboard]:
    """The keeper is reminded more or less often."""
    if shown.frequency is Frequency.NEVER:
        said = texts.say("🔕 All right, I won't remind you any more. You can report whenever you like.")
    elif shown.frequency is Frequency.WEEKLY:
        said = texts.say("⏰ All right, I remind you once a week, on its last open day.")
    else:
        said = texts.say("⏰ All right, I remind you on every open day.")
    return _with_next(texts, shown, holds_for, said), _change(texts, shown)


def resumed(texts: Texts, shown: Reminders, holds_for: Libraries) -> tuple[Markup, Keyboard]:
    """The pause is over."""
    said = texts.say("▶️ All right, I remind you again.")
    return _with_next(texts, shown, holds_for, said), _change(texts, shown)


def paused(texts: Texts, shown: Reminders, holds_for: Libraries, close_too: Period) -> tuple[Markup, Keyboard]:
    """The keeper is left in peace; perhaps the library is closed on those days too."""
    assert shown.paused_until is not None  # noqa: S101 - it has just been set
    said = [Markup("{}.").format(pause_line(texts, shown.paused_until, shown.today))]
    if shown.next is not None:
        said.append(texts.say("They begin again on {day}.", day=dated(texts, shown.next, shown.today)))
    lines = (Markup(" ").join(said), *_scope(texts, shown, holds_for))
    keyboard = (
        (resume(texts, shown.library, everywhere=len(holds_for) > 1),),
        *((_close_too(texts, library, close_too, holds_for),) for library in holds_for),
    )
    return Markup("\n").join(lines), keyboard


def pause_over(texts: Texts) -> Markup:
    """A pause that would end before it begins."""
    return texts.say("That day has passed, so I haven't changed anything. Write for example: on leave until 2 June")


def pause_too_long(texts: Texts) -> Markup:
    """A pause of more than a year."""
    return texts.say(
        "That is more than a year, so I haven't changed anything. If you no longer want reminders, tap Don't remind me "
        "in /pengingat."
    )


def as_before(texts: Texts, shown: Reminders) -> tuple[Markup, Keyboard]:
    """A wish was taken back."""
    return texts.say("↩️ All right, the reminders are as they were."), _change(texts, shown)


def hour_changed_by(texts: Texts, name: str, library: Library, clock: time) -> Markup:
    """To the other keepers: the hour is the library's."""
    return texts.say(
        "{name} has changed the reminder's hour of {library} to {hour}.",
        name=name,
        library=library.name,
        hour=texts.hour(clock),
    )


def _with_next(texts: Texts, shown: Reminders, holds_for: Libraries, said: Markup) -> Markup:
    lines = [said]
    if shown.frequency is not Frequency.NEVER:
        lines.append(next_line(texts, shown))
    return Markup("\n").join((*lines, *_scope(texts, shown, holds_for)))


def _scope(texts: Texts, shown: Reminders, holds_for: Libraries) -> list[Markup]:
    """Which libraries it is about, where the keeper keeps several."""
    if not shown.others:
        return []
    if len(holds_for) > 1:
        return [texts.say("This holds for all your libraries.")]
    return [texts.say("For {library}.", library=holds_for[0].name)]


def _close_too(texts: Texts, library: Library, days: Period, holds_for: Libraries) -> Button:
    """Tell the library closed on the days of the pause."""
    if len(holds_for) > 1:
        label = texts.label("🚪 {library} is closed too", library=library.name)
    else:
        label = texts.label("🚪 The library is closed too")
    return button(label, CLOSE_TOO, library.id, days.first.toordinal(), days.last.toordinal())


def _change(texts: Texts, shown: Reminders) -> Keyboard:
    return ((button(texts.label("⏰ Change reminders"), SETTINGS, shown.library.id, 0, SHOW),),)
