"""What cheap phones and forwarding put into a message, made plain. Titles are cut from the result."""

import re
import unicodedata

MOST_READ = 4096  # Telegram's longest message

_KEYCAP = re.compile(r"(\d)\ufe0f?\u20e3")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_NEWLINES = re.compile(r"[\r\x0b\x0c\u2028\u2029\x85]+\n?")
_PICTURES = re.compile(r"\s*[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u2bff\U0001f000-\U0001faff]+[ \t]*")
_MARKUP = re.compile(r"(?<![\w*])[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}(?![\w*])")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
                         "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "•": "\u2022", "·": "\u2022",
                         "●": "\u2022",
                         "▪": "\u2022", "◦": "\u2022", "➢": "\u2022", "✓": "\u2022", "×": "x",
                         "♂": " L ", "♀": " P "})  # fmt: skip


_CELLS = re.compile(r"(?<=\S)\t(?=[^\s:=])")
_SINGLE_QUOTED = re.compile(r"(?<!\w)'(?=\S)([^'\n]{2,80}?)(?<=\S)'(?!\w)")
_BRACKETS = str.maketrans("[]{}", "()()")


def clean(text: str) -> str:
    """One spelling for the same sign; emoji become a pause, or nothing where a sign or a number follows."""
    text = text[:MOST_READ]
    text = text.translate(_BRACKETS)
    text = _CELLS.sub(" | ", text) if "\t" in text else text
    if not text.isascii():
        text = _KEYCAP.sub(r"\1. ", text).translate(_QUOTES)
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
        text = _PICTURES.sub(_pause, text)
    text = _SINGLE_QUOTED.sub(r'"\1"', text) if "'" in text else text
    text = _CONTROL.sub(" ", _NEWLINES.sub("\n", text))
    return _MARKUP.sub("", text) if "*" in text or "_" in text or "~" in text else text


def _pause(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()].rstrip(" \t"), found.string[found.end() : found.end() + 1]
    line_break = "\n" if "\n" in found.group() else ""
    if line_break or not before or not after or before[-1] in "\n,.:;!?(-\u2022=" or after in "\n,.:;!?)0123456789=-":
        return line_break + " "
    return " , "
