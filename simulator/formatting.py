"""Telegram's HTML → the plain text and its entities, with Telegram's complaints."""

import re
from dataclasses import dataclass

from simulator.jsons import Json
from simulator.refusals import BadRequest

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_special = re.compile(r"[<&]")
_character = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_attribute = re.compile(r"\s*([^\s=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[Json]


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    at: int
    entity_at: int


def units(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> Formatted:
    if not _special.search(source):
        return Formatted(source, [])
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Json] = []

    def read(self) -> Formatted:
        at = 0
        while found := _special.search(self._source, at):
            self._write(self._source[at : found.start()])
            at = self._character(found.start()) if found[0] == "&" else self._tag(found.start())
        self._write(self._source[at:])
        if self._open:
            name = self._open[-1].name
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        ordered = sorted(self._entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self._pieces), ordered)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += units(text)

    def _character(self, at: int) -> int:
        found = _character.match(self._source, at)
        decoded = _decode(found) if found else ""
        if not found or not decoded:
            self._write("&")
            return at + 1
        self._write(decoded)
        return found.end()

    def _tag(self, at: int) -> int:
        return self._end_tag(at) if self._source.startswith("</", at) else self._start_tag(at)

    def _start_tag(self, at: int) -> int:
        name = _name_from(self._source, at + 1)
        end = at + 1 + len(name)
        if end >= len(self._source):
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(at)}")
        name = name.lower()
        if name not in TAGS:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {self._bytes(at)}')
        attributes, end = self._attributes(end, at)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(at)}')
        self._open.append(_OpenTag(name, attributes, self._length, len(self._entities)))
        return end

    def _attributes(self, at: int, tag_at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while found := _attribute.match(self._source, at):
            value = found[2] or found[3] or found[4] or ""
            attributes[found[1].lower()] = _character.sub(lambda one: _decode(one) or one[0], value)
            at = found.end()
        while at < len(self._source) and self._source[at].isspace():
            at += 1
        if self._source[at : at + 1] != ">":
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(tag_at)}")
        return attributes, at + 1

    def _end_tag(self, at: int) -> int:
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._bytes(at)}")
        name = _name_from(self._source, at + 2)
        end = at + 2 + len(name)
        while end < len(self._source) and self._source[end].isspace():
            end += 1
        if self._source[end : end + 1] != ">":
            raise _unparsable(f"Unclosed end tag at byte offset {self._bytes(at)}")
        tag = self._open.pop()
        if name and name.lower() != tag.name:
            raise _unparsable(
                f"Unmatched end tag at byte offset {self._bytes(at)}, "
                f'expected "</{tag.name}>", found "</{name.lower()}>"'
            )
        self._close(tag)
        return end + 1

    def _close(self, tag: _OpenTag) -> None:
        length = self._length - tag.at
        if not length:
            return
        entity: Json = {"offset": tag.at, "length": length, "type": TAGS[tag.name]}
        if tag.name == "a":
            url = tag.attributes.get("href") or self._text_since(tag.at)
            if not _is_link(url):
                return
            entity["url"] = url
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
            entity["language"] = tag.attributes["class"].removeprefix("language-")
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
        self._entities.append(entity)

    def _text_since(self, at: int) -> str:
        text = "".join(self._pieces)
        return text.encode("utf-16-le")[at * 2 :].decode("utf-16-le")

    def _bytes(self, at: int) -> int:
        return len(self._source[:at].encode("utf-8", "surrogatepass"))


def _name_from(source: str, at: int) -> str:
    found = re.compile(r"[^\s>]*").match(source, at)
    return found[0] if found else ""


def _decode(found: re.Match[str]) -> str:
    if found[3]:
        return NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def _is_link(url: str) -> bool:
    return bool(re.match(r"(?:https?|tg|mailto|tel)://?|[\w-]+\.\w", url))


def _unparsable(why: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {why}")
