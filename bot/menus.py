"""What Telegram shows of the bot by itself: command menus, and what it says of itself in an empty chat."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from domain.messages import Menu
from domain.people import Role
from locales import LANGUAGES, Texts, texts_in
from replies import menus

logger = logging.getLogger(__name__)

Step = Callable[[], Awaitable[None]]


async def show_menu(bot: Bot, chat_id: int, menu: Menu) -> None:
    """A chat's own menu; an empty one gives the common menu back. Raises TelegramError."""
    scope = BotCommandScopeChat(chat_id)
    if menu:
        await bot.set_my_commands(_commands(menu), scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


async def introduce(bot: Bot) -> None:
    """Bring the common menus and the descriptions up to date, where they differ.

    Nothing depends on them: what Telegram refuses is logged, and tried again at the next start.
    """
    refused = [await _refused(step) for language in ("", *LANGUAGES) for step in _steps(bot, language)]
    if any(refused):
        logger.warning("%d menus or descriptions could not be brought up to date", sum(refused))


def _steps(bot: Bot, language: str) -> Iterable[Step]:
    """For people whose app speaks this language; for all others without one."""
    texts, code = texts_in(language), language or None
    yield lambda: _describe(bot, texts, code)
    yield lambda: _describe_shortly(bot, texts, code)
    yield lambda: _offer(bot, code, BotCommandScopeDefault(), menus.menu(texts, {Role.KEEPER}))
    yield lambda: _offer(bot, code, BotCommandScopeAllPrivateChats(), menus.menu(texts, {Role.KEEPER}))
    yield lambda: _offer(bot, code, BotCommandScopeAllGroupChats(), menus.group_menu(texts))


async def _refused(step: Step) -> bool:
    try:
        await step()
    except TelegramError as error:
        logger.info("a menu or a description was refused: %s", type(error).__name__)
        return True
    return False


async def _describe(bot: Bot, texts: Texts, code: str | None) -> None:
    wanted = texts.label(menus.DESCRIPTION)
    if (await bot.get_my_description(language_code=code)).description != wanted:
        await bot.set_my_description(wanted, language_code=code)


async def _describe_shortly(bot: Bot, texts: Texts, code: str | None) -> None:
    wanted = texts.label(menus.SHORT_DESCRIPTION)
    if (await bot.get_my_short_description(language_code=code)).short_description != wanted:
        await bot.set_my_short_description(wanted, language_code=code)


async def _offer(
    bot: Bot,
    code: str | None,
    scope: BotCommandScopeDefault | BotCommandScopeAllPrivateChats | BotCommandScopeAllGroupChats,
    menu: Menu,
) -> None:
    if list(await bot.get_my_commands(scope=scope, language_code=code)) != _commands(menu):
        await bot.set_my_commands(_commands(menu), scope=scope, language_code=code)


def _commands(menu: Menu) -> list[BotCommand]:
    return [BotCommand(command.name, command.does) for command in menu]
