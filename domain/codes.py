"""Invitation codes as text: 128 bits in 22 characters that fit a Telegram deep link."""

import base64
import binascii
import hashlib
import secrets

BITS = 128
_BYTES = BITS // 8
_LENGTH = 22
PREFIX = "i-"
"""What tells an invitation from other things that /start may carry."""

GROUP_PREFIX = "g-"
"""What tells the linking of a group."""


def fresh() -> int:
    """A code that nobody guesses."""
    return secrets.randbits(BITS)


def hashed(code: int) -> str:
    """What is kept of a code: enough to know it again."""
    return hashlib.sha256(code.to_bytes(_BYTES, "big")).hexdigest()


def encode(code: int, prefix: str = PREFIX) -> str:
    """The text of a code, its prefix included."""
    text = base64.urlsafe_b64encode(code.to_bytes(_BYTES, "big")).decode().rstrip("=")
    return f"{prefix}{text}"


def decode(text: str, prefix: str = PREFIX) -> int | None:
    """The code that `text` (a prefix and 22 characters) stands for, None for anything else."""
    letters = text.removeprefix(prefix)
    if letters == text or len(letters) != _LENGTH or not letters.isascii():
        return None
    try:
        code = base64.b64decode(f"{letters}==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    number = int.from_bytes(code, "big")
    # The last character has bits to spare: only one of its spellings is the code.
    return number if encode(number, prefix) == text else None


def deep_link(username: str, code: int) -> str:
    """The address that opens the bot with this code."""
    return f"https://t.me/{username}?start={encode(code)}"


def group_link(username: str, code: int) -> str:
    """The address that adds the bot to a group of one's choice, with this code."""
    return f"https://t.me/{username}?startgroup={encode(code, GROUP_PREFIX)}"
