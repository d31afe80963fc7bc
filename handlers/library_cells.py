"""One cell of a list of libraries: each function returns what it stands for, or raises Wrong with why not."""

import re
import unicodedata
from zoneinfo import ZoneInfo

from domain.lists import Wrong
from locales import message

_DAYS = {
    "sen": 0, "senin": 0, "mon": 0, "monday": 0,
    "sel": 1, "selasa": 1, "tue": 1, "tuesday": 1,
    "rab": 2, "rabu": 2, "wed": 2, "wednesday": 2,
    "kam": 3, "kamis": 3, "thu": 3, "thursday": 3,
    "jum": 4, "jumat": 4, "jum'at": 4, "fri": 4, "friday": 4,
    "sab": 5, "sabtu": 5, "sat": 5, "saturday": 5,
    "min": 6, "minggu": 6, "ahad": 6, "sun": 6, "sunday": 6,
}  # fmt: skip
_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_WESTERN = {*range(11, 20), 21, *range(31, 37)}
_BORNEO_WEST = {61, 62}
_CENTRAL = {51, 52, 53, 63, 64, 65, *range(71, 77)}
_EASTERN = {81, 82, *range(91, 97)}
_LONGEST = 120


def words(text: str) -> str:
    """A name: some words, nothing that a screen or a spreadsheet would take for a command."""
    text = unicodedata.normalize("NFC", text)
    strange = next((char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")), None)
    if strange is not None:
        raise Wrong(message("holds the invisible character {character}"), character=f"U+{ord(strange):04X}")
    text = " ".join(text.split())
    if not text:
        raise Wrong(message("is empty"))
    if len(text) > _LONGEST:
        raise Wrong(message("has {number} characters, at most {most} are possible"), number=len(text), most=_LONGEST)
    if text[0] in "=+-@":
        raise Wrong(message("begins with {sign}, which a spreadsheet takes for a formula"), sign=text[0])
    return text


def code(text: str) -> str:
    """The code of a library, like `61.03.04.2001`."""
    if re.fullmatch(r"[0-9]{10}", text):
        dotted = f"{text[:2]}.{text[2:4]}.{text[4:6]}.{text[6:]}"
        raise Wrong(message("write it with dots: {code}"), code=dotted)
    if not re.fullmatch(r"[0-9]{2}\.[0-9]{2}(\.[0-9A-Za-z-]{1,20}){1,4}", text):
        raise Wrong(message("{text} is no code like 61.03.04.2001"), text=_shown(text))
    return text


def region_code(text: str) -> str:
    """The code of a regency, like `61.03`."""
    if not re.fullmatch(r"[0-9]{2}\.[0-9]{2}", text):
        raise Wrong(message("{text} is no code of a regency like 61.03"), text=_shown(text))
    return text


def timezone(text: str, province: str) -> str:
    """The IANA name of WIB, WITA, WIT or of itself."""
    if text.upper() == "WIB" and int(province) in _BORNEO_WEST:
        return "Asia/Pontianak"
    name = _ZONES.get(text.upper(), text)
    try:
        return ZoneInfo(name).key
    except (OSError, ValueError, KeyError):
        raise Wrong(
            message("{text} is no time zone: WIB, WITA, WIT, or like Asia/Jakarta"), text=_shown(text)
        ) from None


def default_timezone(province: str) -> str:
    """The time zone of a province."""
    number = int(province)
    if number in _BORNEO_WEST:
        return "Asia/Pontianak"
    for provinces, name in ((_WESTERN, "Asia/Jakarta"), (_CENTRAL, "Asia/Makassar"), (_EASTERN, "Asia/Jayapura")):
        if number in provinces:
            return name
    raise Wrong(message("{code} is no province"), code=province)


def opening_days(text: str) -> str:
    """`sen-sab`, `sen,rab,jum` or `mon-sat` as seven characters, Monday first."""
    days: set[int] = set()
    for part in re.split(r"[,;/ ]+", re.sub(r"\s*[-–—]\s*", "-", text.lower().strip())):
        first, dash, last = part.partition("-")
        if first not in _DAYS or (dash and last not in _DAYS):
            raise Wrong(message("{text} are no days: like sen-sab or sen,rab,jum"), text=_shown(text))
        begin, end = _DAYS[first], _DAYS[last] if dash else _DAYS[first]
        days |= {(begin + n) % 7 for n in range((end - begin) % 7 + 1)}
    return "".join("1" if day in days else "0" for day in range(7))


def opening_hours(text: str) -> tuple[str, str]:
    """`08:00-15:30`: from, to."""
    opens, dash, closes = re.sub(r"\s*[-–—]\s*", "-", text).partition("-")
    if not dash:
        raise Wrong(message("{text} are no hours like 08:00-15:30"), text=_shown(text))
    hours = clock(opens), clock(closes)
    if hours[0] >= hours[1]:
        raise Wrong(message("{text}: it closes before it opens"), text=_shown(text))
    return hours


def clock(text: str) -> str:
    """`15:30` or `15.30` as `15:30`."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", text.strip())
    if not found:
        raise Wrong(message("{text} is no time of day like 15:30"), text=_shown(text))
    return f"{int(found[1]):02}:{found[2]}"


def _shown(text: str) -> str:
    """A piece of somebody's file, fit for a terminal."""
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return repr(short)
