"""What becomes of a text on its way in: formatting, trimming, lengths, and the entities Telegram finds."""

import re

from simulator.formatting import Formatted, parse_html, units
from simulator.jsons import Json
from simulator.refusals import BadRequest

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_found_by_telegram = re.compile(
    r"(?P<url>https?://[^\s<>\"]+|(?<![\w@])(?:t\.me|www\.[\w-]+\.\w+)(?:/[^\s<>\"]*)?)"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<bot_command>(?<![\w/:.@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![/\w]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
_hint = re.compile(r"[/@#]|www\.")
UNTOUCHABLE = frozenset({"code", "pre", "text_link"})


def read_text(source: object, parse_mode: object, entities: object = None) -> Formatted:
    """A message's text, or Telegram's refusal of it."""
    formatted = _formatted(source, parse_mode, entities)
    if not formatted.text:
        raise BadRequest("message text is empty")
    if units(formatted.text) > TEXT_LIMIT:
        raise BadRequest("message is too long")
    return with_found_entities(formatted)


def read_caption(source: object, parse_mode: object, entities: object = None) -> Formatted:
    formatted = _formatted(source, parse_mode, entities)
    if units(formatted.text) > CAPTION_LIMIT:
        raise BadRequest("message caption is too long")
    return with_found_entities(formatted)


def with_found_entities(formatted: Formatted) -> Formatted:
    """Adds the commands, links and names that Telegram marks by itself."""
    text = formatted.text
    if not _hint.search(text):
        return formatted
    taken = [entity for entity in formatted.entities if entity["type"] in UNTOUCHABLE]
    found = [_entity(text, match) for match in _found_by_telegram.finditer(text)]
    free = [entity for entity in found if not any(_overlap(entity, other) for other in taken)]
    everything = sorted(formatted.entities + free, key=lambda e: (e["offset"], -e["length"]))
    return Formatted(text, everything)


def _formatted(source: object, parse_mode: object, entities: object) -> Formatted:
    text = source if isinstance(source, str) else ""
    if parse_mode and str(parse_mode).lower() != "html":
        raise BadRequest(f'the simulator reads parse_mode "HTML" only, not "{parse_mode}"')
    if parse_mode:
        return _trimmed(parse_html(text))
    given = entities if isinstance(entities, list) else []
    return _trimmed(Formatted(text, [dict(entity) for entity in given]))


def _trimmed(formatted: Formatted) -> Formatted:
    text = formatted.text.strip()
    if len(text) == len(formatted.text) or not formatted.entities:
        return Formatted(text, formatted.entities)
    cut = units(formatted.text[: formatted.text.index(text)]) if text else 0
    end = units(text)
    moved = (_moved(entity, cut, end) for entity in formatted.entities)
    return Formatted(text, [entity for entity in moved if entity["length"] > 0])


def _moved(entity: Json, cut: int, end: int) -> Json:
    start = max(entity["offset"] - cut, 0)
    stop = min(entity["offset"] + entity["length"] - cut, end)
    return {**entity, "offset": start, "length": stop - start}


def _entity(text: str, match: re.Match[str]) -> Json:
    return {
        "offset": units(text[: match.start()]),
        "length": units(match[0]),
        "type": match.lastgroup,
    }


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
