"""Letters as calls of the Bot API; its errors as ours."""

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
from bot.telegram import token_refused
from domain.errors import DeliveryError, Gone, Migrated, Refused, TryAgain, Unchanged, Unreachable
from domain.messages import Button, Keyboard, Letter

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
"""The topic is gone or closed: better said in the group's general topic than not at all."""


class TelegramPlatform:
    """Delivers letters; a `deliver` raises DeliveryError and nothing of Telegram's."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def deliver(self, letter: Letter) -> int:
        """Send or edit; the id of the message that the person now sees."""
        try:
            if letter.edit_message_id is None:
                return await self._send(letter)
            return await self._edit(letter, letter.edit_message_id)
        except TelegramError as error:
            refusal = translated(error)
        # Raised here, not above, so that Telegram's error does not hang on to ours.
        raise refusal

    async def _send(self, letter: Letter) -> int:
        try:
            return await self._send_to(letter, letter.topic_id)
        except BadRequest as error:
            if letter.topic_id is None or not error.message.lower().startswith(NO_TOPIC):
                raise
        return await self._send_to(letter, None)

    async def _send_to(self, letter: Letter, topic_id: int | None) -> int:
        message = await self._bot.send_message(
            letter.chat_id,
            letter.text,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_markup=_markup(letter.keyboard),
            message_thread_id=topic_id,
            reply_parameters=_reply(letter.reply_to),
        )
        return message.message_id

    async def _edit(self, letter: Letter, message_id: int) -> int:
        edited = await self._bot.edit_message_text(
            letter.text,
            letter.chat_id,
            message_id,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_markup=_markup(letter.keyboard),
        )
        return edited.message_id if isinstance(edited, Message) else message_id


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
    (
        Unreachable,
        ("chat not found", "user not found", "peer_id_invalid", "group chat was deactivated", "chat_write_forbidden"),
    ),
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
    Forbidden: _unreachable,
    BadRequest: _bad_request,
    InvalidToken: _token_refused,
    EndPointNotFound: _token_refused,
    PassportDecryptionError: _refused,
}
