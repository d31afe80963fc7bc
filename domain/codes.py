"""Invitation codes as text: 128 bits in 22 characters that fit a Telegram deep link."""

import base64
import binascii

BITS = 128
_BYTES = BITS // 8
_LENGTH = 22
PREFIX = "i-"
"""What tells an invitation from other things that /start may carry."""


def encode(code: int) -> str:
    """The text of a code, `i-` included."""
    text = base64.urlsafe_b64encode(code.to_bytes(_BYTES, "big")).decode().rstrip("=")
    return f"{PREFIX}{text}"


def decode(text: str) -> int | None:
    """The code that `text` (`i-` and 22 characters) stands for, None for anything else."""
    letters = text.removeprefix(PREFIX)
    if letters == text or len(letters) != _LENGTH or not letters.isascii():
        return None
    try:
        code = base64.b64decode(f"{letters}==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    number = int.from_bytes(code, "big")
    # The last character has bits to spare: only one of its spellings is the code.
    return number if encode(number) == text else None


def deep_link(username: str, code: int) -> str:
    """The address that opens the bot with this code."""
    return f"https://t.me/{username}?start={encode(code)}"
