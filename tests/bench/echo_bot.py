"""A stock python-telegram-bot echo bot, sequential and without storage: the yardstick for the machine."""

import asyncio
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it back."""
    if update.effective_message:
        await update.effective_message.reply_text(update.effective_message.text or "")


def main(token: str, url: str) -> None:
    """Run until it is ended."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    builder = Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
