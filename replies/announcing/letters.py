"""The announcement itself, as those get it who are meant; and the buttons by which they answer."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from domain.announcing import USEFUL, Announcement, Asks, Choice
from domain.messages import Button, Keyboard, Outgoing, Priority
from locales import Texts, message
from replies.buttons import button

ANSWER = "ananswer"
"""Route: what a recipient answers (choice: its place among the choices). An id is the announcement's."""

_LABELS = {
    Choice.READ: message("✅ Read"),
    Choice.COMES: message("🙋 I'll come"),
    Choice.STAYS: message("I can't come"),
}


def preview(announcement: Announcement) -> Outgoing:
    """Exactly as they will get it, to its author."""
    return _itself(announcement, announcement.chat_id, None)


def letters(
    texts: Texts, announcement: Announcement, chat_id: int, topic_id: int | None, key: str, now: datetime
) -> list[Outgoing]:
    """To one chat; the buttons of an album come in a message after it. `key` keeps it from being put twice."""
    itself = replace(
        _itself(announcement, chat_id, topic_id),
        priority=Priority.ANNOUNCEMENT,
        not_after=now + USEFUL,
        cancel_key=announcement.cancel_key,
        dedupe_key=key,
    )
    if announcement.asks is Asks.NOTHING:
        return [itself]
    buttons = answer_buttons(texts, announcement)
    if not announcement.content.is_album:
        return [replace(itself, keyboard=buttons)]
    asking = replace(itself, text=please_answer(texts), files=(), keyboard=buttons, dedupe_key=f"{key}:asks")
    return [itself, asking]


def answered(
    texts: Texts, announcement: Announcement, chat_id: int, message_id: int | None, keyboard: Keyboard
) -> Outgoing:
    """The tapped message, with what was chosen."""
    itself = _itself(announcement, chat_id, None)
    if announcement.content.is_album:
        itself = replace(itself, text=please_answer(texts), files=())
    return replace(itself, keyboard=keyboard, edits=message_id)


def answer_buttons(
    texts: Texts, announcement: Announcement, chosen: Choice | None = None, counts: dict[Choice, int] | None = None
) -> Keyboard:
    """What can be answered; in a group with how many did."""
    return (
        tuple(
            _button(texts, announcement, place, choice, mark=choice is chosen, number=(counts or {}).get(choice))
            for place, choice in enumerate(announcement.asks.choices)
        ),
    )


def please_answer(texts: Texts) -> Markup:
    """Below an album."""
    return texts.say("Please answer with a tap:")


def label(texts: Texts, choice: Choice) -> str:
    """What a choice is called."""
    return texts.label(_LABELS[choice])


def _button(
    texts: Texts, announcement: Announcement, place: int, choice: Choice, *, mark: bool, number: int | None
) -> Button:
    words = f"{'☑️ ' if mark else ''}{label(texts, choice)}{f' ({texts.number(number)})' if number else ''}"
    return button(words, ANSWER, announcement.id, 0, place)


def _itself(announcement: Announcement, chat_id: int, topic_id: int | None) -> Outgoing:
    content = announcement.content
    text = Markup(content.text)  # noqa: S704 - escaped when it was composed
    return Outgoing(chat_id=chat_id, topic_id=topic_id, text=text, files=content.files)
