"""Buttons and the data that comes back when they are tapped: `<route>:<id>:<version>:<choice>`, all decimals.

Telegram takes 1–64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton). What comes back is never trusted:
it may be old, forged, or another person's.
"""

import re
from dataclasses import dataclass

from domain.messages import Button

OTHER, WITHOUT, NONE = 97, 98, 99
"""Choices beside the numbered ones: type something else, leave it open, drop it."""

LARGEST_ID = 2**63 - 1
"""No row has a greater one, and the databases take none."""

CODE_ROUTE, QR_ROUTE = "join", "inviteqr"
"""The routes whose id is an invitation's code, of 128 bits."""

_DATA = re.compile(r"([a-z]{1,12}):(\d{1,39}):(\d{1,9}):(\d{1,9})")


@dataclass(frozen=True, kw_only=True)
class Tap:
    """What a tapped button said."""

    route: str
    id: int
    version: int
    choice: int


def tap_of(data: str) -> Tap | None:
    """The tap that this callback data stands for, None where it is not ours."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    route, *numbers = found.groups()
    id_, version, choice = (int(number) for number in numbers)
    if id_ > LARGEST_ID and route not in (CODE_ROUTE, QR_ROUTE):
        return None
    return Tap(route=route, id=id_, version=version, choice=choice)


def button(text: str, route: str, id_: int, version: int = 0, choice: int = 0) -> Button:
    """A button whose tap comes back to `route`."""
    return Button(text=text, data=f"{route}:{id_}:{version}:{choice}")


def in_rows(buttons: list[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of at most `width`."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
