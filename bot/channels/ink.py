"""What all pictures are drawn with: the paper, the colours, and fonts that are part of the program,
so that pictures are the same on every machine.
"""

from __future__ import annotations

import colorsys
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

from PIL import Image, ImageFont

from handlers.library import Colour

WIDTH, EDGE = 1280, 44
"""Pixels. Telegram shrinks a picture with a longer side than 1280; two columns keep it nearly
square.
"""

COLUMNS = 2
ROOM = (WIDTH - EDGE * (COLUMNS + 1)) // COLUMNS
PAPER, INK, SECOND, HAIR, ALERT, WHITE = (
    "#f6f5f0",
    "#000000",
    "#484848",
    "#d3ccc4",
    "#a81d31",
    "#ffffff",
)


@cache
def letters(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """The font in a weight ("Regular", "Bold") and a size."""
    with as_file(files("font_lato") / "files" / f"Lato-{weight}.ttf") as path:
        return ImageFont.truetype(path, size)


def fitting(words: str, of: ImageFont.FreeTypeFont, room: float = ROOM) -> str:
    """As many of the words as fit into `room` pixels."""
    if of.getlength(words) <= room:
        return words
    while words and of.getlength(f"{words}…") > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


def rgb(colour: Colour, lighter: float = 0) -> str:
    """The library's colour; `part` below 1 mixes it with white, for what matters less."""
    lightness = colour.lightness + (100 - colour.lightness) * lighter
    parts = colorsys.hls_to_rgb(colour.hue / 360, lightness / 100, colour.saturation / 100)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def as_png(picture: Image.Image) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
