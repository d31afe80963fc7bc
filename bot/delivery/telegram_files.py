"""Photos, documents and albums that Telegram has already, sent by their file ids."""

from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message

from domain.messages import Attached, Letter, Media


async def send_files(bot: Bot, letter: Letter, about: dict[str, Any]) -> int:
    """Send one file with its caption, or several as an album; the id of the (first) message."""
    if len(letter.files) > 1:
        return await _send_album(bot, letter, about)
    (file,) = letter.files
    about = about | {"caption": str(file.caption)}
    if file.media is Media.PHOTO:
        return (await bot.send_photo(letter.chat_id, file.file_id, **about)).message_id
    return (await bot.send_document(letter.chat_id, file.file_id, **about)).message_id


async def edit_file(bot: Bot, letter: Letter, message_id: int, markup: InlineKeyboardMarkup | None) -> int:
    """Change the caption and the buttons of a message with one file."""
    edited = await bot.edit_message_caption(
        letter.chat_id, message_id, caption=str(letter.files[0].caption), parse_mode="HTML", reply_markup=markup
    )
    return edited.message_id if isinstance(edited, Message) else message_id


async def _send_album(bot: Bot, letter: Letter, about: dict[str, Any]) -> int:
    messages = await bot.send_media_group(
        letter.chat_id,
        [_of_album(file) for file in letter.files],
        message_thread_id=about["message_thread_id"],
        reply_parameters=about["reply_parameters"],
    )
    return messages[0].message_id


def _of_album(file: Attached) -> InputMediaPhoto | InputMediaDocument:
    kind = InputMediaPhoto if file.media is Media.PHOTO else InputMediaDocument
    return kind(file.file_id, caption=str(file.caption), parse_mode="HTML")
