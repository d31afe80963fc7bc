"""A reminder that is due: its keys, its question, its message, and why it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.days import local
from domain.messages import Outgoing, Priority
from domain.reminding import Round, cancel_key
from locales import texts_in
from replies import reminders as replies
from scheduler.reminder_days import LibraryDays, Occasion, keys
from storage.questions import DayQuestion
from storage.reminding import RemindedKeeper, RemindedLibrary

RECENT = 20
"""The numbers to tap lie near so many of the newest counts."""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One message to one keeper; `lost` are days whose reports may have been lost in an outage."""

    library: RemindedLibrary
    days: LibraryDays
    keeper: RemindedKeeper
    occasion: Occasion
    lost: Sequence[date] = ()

    @property
    def keys(self) -> tuple[str, str]:
        """Its dedupe key, and that of the one whose place it takes."""
        return keys(self.library.id, self.keeper.chat_id, self.occasion)


def question(reminder: Reminder) -> DayQuestion:
    """What it asks."""
    return DayQuestion(
        chat_id=reminder.keeper.chat_id,
        person_id=reminder.keeper.person_id,
        library_id=reminder.library.id,
        day=reminder.occasion.day,
        asked_at=reminder.occasion.at,
        listed=reminder.occasion.listed,
    )


def message(reminder: Reminder, question_id: int) -> Outgoing:
    """What goes out."""
    occasion = reminder.occasion
    return Outgoing(
        chat_id=reminder.keeper.chat_id,
        text=_text(reminder),
        keyboard=replies.numbers(texts_in(reminder.keeper.language), question_id, _recent(reminder)),
        priority=Priority.REMINDER,
        question_id=question_id,
        not_before=occasion.at,
        not_after=occasion.until,
        cancel_key=cancel_key(reminder.library.id, occasion.day),
        dedupe_key=reminder.keys[0],
    )


def because(reminder: Reminder) -> str:
    """Why it is due, for the operator."""
    occasion, zone = reminder.occasion, reminder.library.timezone
    clock = f"{local(occasion.at, zone):%H:%M} {zone}"
    match occasion.round:
        case Round.FIRST:
            return f"{occasion.day} is an open day without a report; the library is reminded at {clock}"
        case Round.AGAIN:
            return f"{occasion.day} still has no report; once more on the next open day at {clock}"
        case Round.WEEKLY:
            days = ", ".join(map(str, occasion.listed))
            return f"a weekly reminder on the week's last open day at {clock}; no report: {days}"


def _text(reminder: Reminder) -> Markup:
    texts, occasion = texts_in(reminder.keeper.language), reminder.occasion
    clock = local(occasion.at, reminder.library.timezone)
    name = reminder.library.name if reminder.keeper.several else None
    match occasion.round:
        case Round.FIRST:
            text = replies.first(texts, clock, name)
        case Round.AGAIN:
            text = replies.again(texts, clock, occasion.day, name)
        case Round.WEEKLY:
            text = replies.weekly(texts, clock, occasion.listed, name)
    return Markup("\n").join((text, replies.lost(texts, reminder.lost))) if reminder.lost else text


def _recent(reminder: Reminder) -> list[int]:
    counts = reminder.days.counts.items()
    counted = sorted((day, total) for day, total in counts if total is not None and day < reminder.occasion.day)
    return [total for _, total in counted[-RECENT:]]
