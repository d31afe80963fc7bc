"""A process that only dispatches, for a test to kill: `python -m tests.e2e.dispatching_child DATABASE URL TOKEN`."""

import asyncio
import sys

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.drawing import Studio
from bot.delivery.telegram import TelegramPlatform
from bot.telegram import bot_id_of, build_bot, connect
from domain.clock import RealClock
from storage.work import Database


async def main(database_url: str, telegram_url: str, token: str) -> None:
    bot = build_bot(token, telegram_url)
    await connect(bot)
    database, clock = Database(database_url, bot_id_of(token)), RealClock()
    await Dispatcher(database, TelegramPlatform(bot, Studio(database, clock)), clock).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
