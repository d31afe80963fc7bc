"""Below the preview: which answers, how many, how long; send, schedule, drop."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from markupsafe import Markup

from domain.announcing import Announcement, Asks, Whom
from domain.messages import Button, Keyboard
from locales import Texts, message
from replies.announcing.audience import OTHERS, cancel
from replies.buttons import button
from replies.days_ahead import dated

ASKS, SEND, WHEN = "anasks", "ansend", "anwhen"
"""Routes: ask for answers (choice: its place among Asks), send now, send later. An id is the announcement's, a version
the edition of its audience."""

A_SECOND = 30
"""So many messages leave in a second."""


class Hindrance(Enum):
    """Why what was scheduled is not sent; its value is what its author is told."""

    LATE = message(
        "The announcement planned for {day} at {hour} was not sent: it could not leave in time. Please write /siarkan "
        "again if it still matters."
    )
    NO_OFFICE = message(
        "The announcement planned for {day} at {hour} was not sent: its region is no longer in your charge."
    )
    NOBODY = message(
        "The announcement planned for {day} at {hour} was not sent: its recipients had not been chosen anew. Please "
        "write /siarkan again if it still matters."
    )


@dataclass(frozen=True, kw_only=True)
class Control:
    """What the author decides on: the announcement, who gets it, and how many they are now."""

    announcement: Announcement
    name: Markup
    size: int
    today: date


def control(texts: Texts, shown: Control) -> tuple[Markup, Keyboard]:
    """The question and the buttons."""
    announcement = shown.announcement
    if shown.size == 0:
        text = texts.say("Nobody can be reached there at the moment.")
        return text, ((_others(texts, announcement), cancel(texts, announcement)),)
    lines = (
        texts.say(
            "That is how it will look. It goes to {whom}: {number}.", whom=shown.name, number=_number(texts, shown)
        ),
        _duration(texts, shown),
        texts.say("Ask for an answer?"),
    )
    edition = announcement.audience.edition
    send = texts.label("📨 Send to {number}", number=_number(texts, shown))
    return Markup("\n").join(lines), (
        *_asks(texts, announcement),
        (button(send, SEND, announcement.id, edition),),
        (button(texts.label("🕒 Schedule"), WHEN, announcement.id, edition), _others(texts, announcement)),
        (cancel(texts, announcement),),
    )


def when(texts: Texts) -> Markup:
    """Ask for the moment."""
    return texts.say("When shall I send it? For example: tomorrow at 8 · Monday 07:00 · 25 May at 9")


def not_understood(texts: Texts) -> Markup:
    """The moment can't be read."""
    return texts.say("I need a day and an hour, for example: tomorrow at 8 · Monday 07:00 · 25 May at 9")


def gone_by(texts: Texts) -> Markup:
    """The moment lies in the past."""
    return texts.say("That moment has passed. Please name a later one.")


def too_far(texts: Texts) -> Markup:
    """The moment lies more than a year ahead."""
    return texts.say("That is more than a year ahead. Please name an earlier moment.")


def scheduled(texts: Texts, shown: Control, at: datetime) -> tuple[Markup, Keyboard]:
    """It will be sent then; `at` on the author's clock."""
    text = texts.say(
        "🕒 Scheduled for {day} at {hour} {zone}, to {whom}: {number}.\nWho gets it is looked at anew then.",
        day=dated(texts, at.date(), shown.today),
        hour=texts.hour(at.time()),
        zone=_zone(at),
        whom=shown.name,
        number=_number(texts, shown),
    )
    edition = shown.announcement.audience.edition
    send = button(texts.label("📨 Send now"), SEND, shown.announcement.id, edition)
    return text, (
        (send, button(texts.label("🕒 Another time"), WHEN, shown.announcement.id, edition)),
        (cancel(texts, shown.announcement),),
    )


def called_off(texts: Texts) -> Markup:
    """It won't be sent."""
    return texts.say("✖️ Cancelled, nothing was sent.")


def not_sent(texts: Texts, at: datetime, why: Hindrance) -> Markup:
    """What was planned for then was not sent."""
    return texts.say(why.value, day=texts.short_day(at.date()), hour=texts.hour(at.time()))


def _asks(texts: Texts, announcement: Announcement) -> Keyboard:
    buttons = [
        button(
            f"{'🔘 ' if asks is announcement.asks else ''}{texts.label(_ASKS[asks])}", ASKS, announcement.id, 0, place
        )
        for place, asks in enumerate(Asks)
    ]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _others(texts: Texts, announcement: Announcement) -> Button:
    return button(texts.label("👥 Other recipients"), OTHERS, announcement.id)


def _number(texts: Texts, shown: Control) -> Markup:
    if shown.announcement.audience.whom is Whom.GROUPS:
        return texts.count("{number} group", "{number} groups", shown.size)
    return texts.count("{number} person", "{number} people", shown.size)


def _zone(at: datetime) -> str:
    hours = (at.utcoffset() or timedelta()) // timedelta(hours=1)
    return _ZONES.get(hours, at.tzname() or "")


def _duration(texts: Texts, shown: Control) -> Markup:
    """All of them at the platform's pace; each picture of an album counts."""
    announcement = shown.announcement
    each = max(1, len(announcement.content.files))
    each += announcement.content.is_album and announcement.asks is not Asks.NOTHING
    seconds = shown.size * each / A_SECOND
    if seconds < 60:
        return texts.say("That takes less than a minute.")
    minutes = round(seconds / 60)
    return texts.count("That takes about {number} minute.", "That takes about {number} minutes.", minutes)


_ASKS = {
    Asks.NOTHING: message("No answer"),
    Asks.READ: message("✅ Read"),
    Asks.ATTEND: message("🙋 I'll come / I can't come"),
}
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
