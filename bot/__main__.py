"""`python -m bot` is `perpusbot`."""

from bot.cli import main

main()
