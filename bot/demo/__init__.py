"""`perpusbot demo`: the bot and a stand-in for Telegram on this machine, with made-up libraries and people."""

from bot.demo.running import run

__all__ = ["run"]
