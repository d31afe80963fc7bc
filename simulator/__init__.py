"""A stand-in for Telegram: the Bot API over HTTP, and a chat page in the browser.

It knows nothing of the bot it serves; see README.md for what it offers.
"""
