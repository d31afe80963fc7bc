"""A picture to draw figures on: flat colours, large type, few bytes.

The type is the one that Pillow brings along, so that nothing has to be installed; it has the letters of plain ASCII.
"""

import unicodedata
from functools import cache
from io import BytesIO
from typing import Any

from domain.plain import plain_line

WHITE, INK, SOFT, LINE = "#ffffff", "#1a1a1a", "#5c5c5c", "#c8c8c8"
BLUE, RED = "#0072b2", "#d55e00"
"""Of Okabe and Ito's palette: told apart by colour-blind people too."""
SHADES = 16
"""Between a colour and white, for the edges of letters."""

MARGIN = 26
_SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_DOT = "·"


class Canvas:
    """White, `width` by `height`; places are pixels from the upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image, ImageDraw

        self.width = width
        self.height = height
        self._image = Image.new("RGB", (width, height), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, x: float, y: float, words: str, size: int, *, colour: str = INK, anchor: str = "la") -> None:
        """Words; `anchor` says which point of them is at the place (Pillow's text anchors)."""
        self._draw.text((x, y), drawable(words), fill=colour, font=_font(size), anchor=anchor)

    def upright(self, x: float, bottom: float, words: str, size: int, *, colour: str = INK) -> None:
        """Words that run upwards from `bottom`, around the line `x`."""
        from PIL import Image, ImageDraw

        words = drawable(words)
        length, height = round(text_width(words, size)) + 2, size + 4
        lying = Image.new("L", (length, height), 0)
        ImageDraw.Draw(lying).text((0, height / 2), words, fill=255, font=_font(size), anchor="lm")
        standing = lying.transpose(Image.Transpose.ROTATE_90)
        place = (round(x - height / 2), round(bottom - length))
        self._image.paste(colour, place, standing)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled rectangle."""
        self._draw.rectangle((round(left), round(top), round(right), round(bottom)), fill=colour)

    def png(self) -> bytes:
        """The picture as a file."""
        from PIL import Image

        out = BytesIO()
        self._image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG")
        return out.getvalue()


def text_width(words: str, size: int) -> float:
    """How wide words are."""
    return float(_font(size).getlength(drawable(words)))


def fitted(words: str, width: float, size: int, smallest: int) -> tuple[str, int]:
    """Words that fit into a width, smaller if they must be, cut if that is not enough; and their size."""
    words = drawable(words)
    while size > smallest and text_width(words, size) > width:
        size -= 2
    if text_width(words, size) <= width:
        return words, size
    while words and text_width(f"{words}...", size) > width:
        words = words[:-1].rstrip()
    return f"{words}...", size


def drawable(words: str) -> str:
    """Words in the letters that the type has: accents are taken off, what remains strange is left out."""
    if words.isascii() and words.isprintable():
        return words
    plain = unicodedata.normalize("NFKD", plain_line(words, 200).translate(_SIGNS))
    return " ".join("".join(sign for sign in plain if sign.isascii() or sign == _DOT).split())


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)


@cache
def _palette() -> Any:
    """All the colours of a picture. Looking for the best ones in each would take longer than drawing it."""
    from PIL import Image, ImageColor

    parts = [*ImageColor.getrgb(WHITE), *ImageColor.getrgb(LINE)]
    for colour in (INK, SOFT, BLUE, RED):
        for step in range(1, SHADES + 1):
            parts += [255 - (255 - part) * step // SHADES for part in ImageColor.getrgb(colour)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(parts)
    return palette
