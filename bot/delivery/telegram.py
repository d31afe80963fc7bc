"""Letters as calls of the Bot API; its errors as ours."""

import logging
import re
import warnings
from collections.abc import Callable
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.aiohttp_request import ConnectionLost, NotConnected, ServerTrouble, TooManyRequests
from bot.delivery.drawing import Sketch, Studio
from bot.delivery.telegram_files import edit_file, send_files
from bot.menus import show_menu
from bot.telegram import token_refused
from domain.errors import DeliveryError, Gone, Migrated, Muted, NoTopic, Refused, TryAgain, Unchanged, Unreachable
from domain.messages import Button, Drawing, Keyboard, Letter

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
NO_RIGHTS = ("not enough rights to send", "have no rights to send", "chat_write_forbidden", "chat_send_plain_forbidden")
"""What a group says that lets the bot be there, but not write."""
UNKNOWN_FILE = "file"
"""In all that Telegram says of a file id that it can't use (any more): "wrong file identifier", "file reference"."""


class TelegramPlatform:
    """Delivers letters; a `deliver` raises DeliveryError and nothing of Telegram's."""

    def __init__(self, bot: Bot, studio: Studio) -> None:
        self._bot = bot
        self._studio = studio

    async def deliver(self, letter: Letter) -> int | None:
        """Send or edit; the id of the message that the person now sees, None for a menu."""
        try:
            if letter.menu is not None:
                await show_menu(self._bot, letter.chat_id, letter.menu)
                return None
            if letter.edit_message_id is None:
                return await self._send(letter)
            return await self._edit(letter, letter.edit_message_id)
        except TelegramError as error:
            refusal = translated(error)
        # Raised here, not above, so that Telegram's error does not hang on to ours.
        raise refusal

    async def _send(self, letter: Letter) -> int:
        about: dict[str, Any] = {
            "parse_mode": "HTML",
            "reply_markup": _markup(letter.keyboard),
            "message_thread_id": letter.topic_id,
            "reply_parameters": _reply(letter.reply_to),
        }
        if letter.files:
            return await send_files(self._bot, letter, about)
        message = await self._send_drawing(letter, letter.drawing, about) if letter.drawing else None
        if message is None:
            message = await self._bot.send_message(
                letter.chat_id, letter.text, link_preview_options=NO_PREVIEW, **about
            )
        return message.message_id

    async def _send_drawing(self, letter: Letter, drawing: Drawing, about: dict[str, Any]) -> Message | None:
        """The picture or the document; None where there is none to be had: the words then go alone."""
        sketch = await self._studio.sketch(drawing)
        if sketch is None:
            return None
        try:
            return await self._send_known(letter, sketch, about) or await self._send_new(letter, sketch, about)
        except BadRequest as error:
            if _is_about_topic(error):
                raise
            logger.warning("%d goes without its drawing: %s", letter.id, _without_quotes(error.message))
            return None

    async def _send_known(self, letter: Letter, sketch: Sketch, about: dict[str, Any]) -> Message | None:
        """By the file id that Telegram gave; None where there is none, or Telegram has forgotten it."""
        if sketch.file_id is None:
            return None
        try:
            return await self._send_file(letter, sketch.drawing, sketch.file_id, about)
        except BadRequest as error:
            if UNKNOWN_FILE not in error.message.lower():
                raise
            return None

    async def _send_new(self, letter: Letter, sketch: Sketch, about: dict[str, Any]) -> Message | None:
        content = await self._studio.draw(sketch)
        if content is None:
            return None
        message = await self._send_file(letter, sketch.drawing, content, about)
        if file := message.document or (message.photo and message.photo[-1]):
            await self._studio.keep(sketch, file.file_id)
        return message

    async def _send_file(self, letter: Letter, drawing: Drawing, file: str | bytes, about: dict[str, Any]) -> Message:
        about = about | {"caption": letter.text, "filename": drawing.name}
        if drawing.kind.is_picture:
            return await self._bot.send_photo(letter.chat_id, file, **about)
        return await self._bot.send_document(letter.chat_id, file, **about)

    async def _edit(self, letter: Letter, message_id: int) -> int:
        if letter.files:
            return await edit_file(self._bot, letter, message_id, _markup(letter.keyboard))
        edited = await self._bot.edit_message_text(
            letter.text,
            letter.chat_id,
            message_id,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_markup=_markup(letter.keyboard),
        )
        return edited.message_id if isinstance(edited, Message) else message_id


def _is_about_topic(error: BadRequest) -> bool:
    return error.message.lower().startswith(NO_TOPIC)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.text, url=button.url, callback_data=button.data)


def _reply(message_id: int | None) -> ReplyParameters | None:
    return None if message_id is None else ReplyParameters(message_id, allow_sending_without_reply=True)


def translated(error: TelegramError) -> DeliveryError:
    """Our error for one of Telegram's."""
    translate = next(TRANSLATIONS[kind] for kind in type(error).__mro__ if kind in TRANSLATIONS)
    return translate(error)


def _try_again(error: TelegramError) -> DeliveryError:
    return TryAgain(type(error).__name__)


def _unsure(error: TelegramError) -> DeliveryError:
    return TryAgain(type(error).__name__, unsure=True)


def _refused(error: TelegramError) -> DeliveryError:
    return Refused(_without_quotes(error.message))


def _unreachable(error: TelegramError) -> DeliveryError:
    return Unreachable(_without_quotes(error.message))


def _forbidden(error: TelegramError) -> DeliveryError:
    if error.message.lower().removeprefix("forbidden: ").startswith(NO_RIGHTS):
        return Muted(_without_quotes(error.message))
    return _unreachable(error)


def _token_refused(_error: TelegramError) -> DeliveryError:
    return token_refused()


def _too_many(error: Any) -> DeliveryError:
    return TryAgain("too many requests", after=error.after, flood=True)


def _retry_after(error: Any) -> DeliveryError:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it will be a timedelta one day: read below as either
        after = error.retry_after
    return TryAgain("too many requests", after=float(getattr(after, "total_seconds", lambda: after)()), flood=True)


def _migrated(error: Any) -> DeliveryError:
    return Migrated(error.new_chat_id)


def _bad_request(error: TelegramError) -> DeliveryError:
    words = error.message.lower()
    for kind, beginnings in BAD_REQUESTS:
        if words.startswith(beginnings):
            return kind(_without_quotes(error.message))
    return _refused(error)


def _without_quotes(message: str) -> str:
    """Telegram quotes from the message it could not parse; errors are kept and logged, people's words are not."""
    return re.sub(r'"[^"]*"', '"…"', message)


BAD_REQUESTS: tuple[tuple[type[DeliveryError], tuple[str, ...]], ...] = (
    (Unchanged, ("message is not modified",)),
    (
        Gone,
        (
            "message to edit not found",
            "message can't be edited",
            "message_id_invalid",
            "there is no text in the message",
        ),
    ),
    (NoTopic, NO_TOPIC),
    (Muted, NO_RIGHTS),
    (Unreachable, ("chat not found", "user not found", "peer_id_invalid", "group chat was deactivated")),
)

TRANSLATIONS: dict[type[BaseException], Callable[[Any], DeliveryError]] = {
    TelegramError: _try_again,
    NetworkError: _try_again,
    TimedOut: _unsure,
    NotConnected: _try_again,
    ConnectionLost: _unsure,
    ServerTrouble: _try_again,
    Conflict: _try_again,
    TooManyRequests: _too_many,
    RetryAfter: _retry_after,
    ChatMigrated: _migrated,
    Forbidden: _forbidden,
    BadRequest: _bad_request,
    InvalidToken: _token_refused,
    EndPointNotFound: _token_refused,
    PassportDecryptionError: _refused,
}
