"""What is no text: photos by their caption, everything else with a kind word about what helps."""

from domain.messages import Media
from handlers import caption, list_import, messages
from handlers.turn import Answer, Turn
from locales import message

HUGE = 4096
"""Telegram cuts longer messages into several, so that a part alone may say something false."""

_ANSWERS = {
    Media.VOICE: message("I can't listen to voice messages, sorry. Please write it, for example: visitors 23"),
    Media.VIDEO: message("I can't watch videos, sorry. Please write the report, or send a photo with a caption."),
    Media.STICKER: message("😊 To report, write for example: visitors 23"),
    Media.LOCATION: message("Thank you, but I don't need the location. To report, write for example: visitors 23"),
    Media.CONTACT: message("I don't keep contacts. To report, write for example: visitors 23"),
    Media.DOCUMENT: message("I can't read files. Please write the report, for example: visitors 23"),
    Media.PHOTO: message("Thank you for the photo! Once you are keeper of a library I can keep it with a report."),
    Media.OTHER: message("I can't read that. To report, write for example: visitors 23"),
}


def received(turn: Turn) -> Answer:
    """A message that carries more or other than text."""
    if list_import.is_list(turn):
        return list_import.received(turn)
    if turn.incoming.forwarded:
        text = turn.texts.say(
            "That is a forwarded message, so I recorded nothing. If it is your report, copy its text."
        )
        return [turn.answer(text)]
    if turn.incoming.media is Media.PHOTO and turn.me.libraries:
        return caption.photo(turn)
    if turn.text.strip():
        return messages.said(turn)
    if turn.incoming.media_group is not None:
        return _rest_of_album(turn)
    if turn.incoming.media is None:
        return [turn.answer(turn.texts.say("That message is empty. To report, write for example: visitors 23"))]
    return [turn.answer(turn.texts.say(_ANSWERS.get(turn.incoming.media, _ANSWERS[Media.OTHER])))]


def _rest_of_album(turn: Turn) -> Answer:
    """Pictures of an album whose caption waits for its sender's acceptance wait with it; others are passed over."""
    if not turn.me.libraries:
        turn.hold()
    return []


def too_long(turn: Turn) -> Answer:
    """A message as long as Telegram lets it be."""
    text = turn.texts.say(
        "That message is very long; part of it may be missing. Please send the report in shorter parts."
    )
    return [turn.answer(text)]
